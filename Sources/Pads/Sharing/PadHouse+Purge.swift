// SPDX-License-Identifier: Apache-2.0

import Logging
import Storage

extension PadHouse {
  /// How long a pad stays in the trash before it is purged, in milliseconds: 30 days.
  public static let trashLifetime: Int64 = 30 * 86_400_000

  /// Purges what has been in the trash for ``trashLifetime``: text, history, who wrote it and the
  /// pictures that only it shows are gone.
  ///
  /// What remains is that the name was taken: it answers 410 for ever, so that an old address never
  /// opens somebody else's pad.
  ///
  /// - Returns: How many pads were purged. One that could not be is tried again the next time.
  @discardableResult
  public func purgeTrash() async -> Int {
    var count = 0
    do throws(PadError) {
      for pad in try await book.trashed(before: now() - Self.trashLifetime) {
        do throws(PadError) {
          if try await purge(pad) { count += 1 }
        } catch {
          tell("a pad in the trash could not be purged", pad, error)
        }
      }
    } catch {
      logger.error("the trash could not be read", metadata: ["error": "\(error)"])
    }
    return count
  }

  /// Purges one pad; what fails on the way leaves it in the trash, closed for ever, to be gone on with.
  private func purge(_ pad: PadName) async throws(PadError) -> Bool {
    let now = self.now()
    let hashes = try await book.change(pad) { sharing throws(PadError) -> [String]? in
      // Its owner may have taken it out meanwhile.
      guard let trashed = sharing.trashed, trashed <= now - Self.trashLifetime else { return nil }
      sharing.purged = sharing.purged ?? now
      return sharing.links.map(\.nameHash)
    }
    guard let hashes else { return false }
    // Nobody comes in any more; a room that is still open must not write the pad anew.
    if let room = await openRoom(pad) { await room.shutDown() }
    try await book.forget(nameHashes: hashes)
    try await book.change(pad) { sharing throws(PadError) in
      let (trashed, purged) = (sharing.trashed, sharing.purged)
      sharing = PadSharing()
      (sharing.trashed, sharing.purged) = (trashed, purged)
    }
    try await deletePictures(of: pad)
    try await purgeEditions(of: pad)
    try await historyBook.erase(pad)
    try await forgetHistory(of: pad, from: 0)
    do {
      try await storage.updateLog.erase(pad.rawValue)
    } catch {
      throw .storage(error)
    }
    // What a history read before may have been stored after.
    try await forgetHistory(of: pad, from: 0)
    try await book.change(pad) { sharing throws(PadError) in sharing.trashed = nil }
    logger.notice("a pad was purged from the trash", metadata: ["pad": "\(pad.rawValue)"])
    return true
  }

  private func tell(_ message: Logger.Message, _ pad: PadName, _ error: PadError) {
    logger.error(message, metadata: ["pad": "\(pad.rawValue)", "error": "\(error)"])
  }
}
