// SPDX-License-Identifier: Apache-2.0

import Logging
import Storage

extension PadHouse {
  /// Deletes the images that a pad names, now or earlier in its history, and no other pad does.
  ///
  /// A pad in the trash counts, since it may come out again. While a pad cannot be read, all images
  /// stay. To be called before the pad's history is erased, which also takes them off the disk.
  ///
  /// - Parameter pad: The pad, which is to be purged.
  /// - Throws: ``PadError``; it can be gone on with then.
  func deletePictures(of pad: PadName) async throws(PadError) {
    let shelf = ImageShelf(storage.records)
    var left = try await shelf.known(among: try await imageKeys(in: pad, isStrict: false))
    do throws(PadError) {
      var cursor: PadName?
      while !left.isEmpty {
        let pads = try await names(after: cursor)
        for other in pads where other != pad && !left.isEmpty {
          left.subtract(try await imageKeys(in: other, isStrict: true))
        }
        guard let last = pads.last else { break }
        cursor = last
      }
    } catch .storage(.damagedPad) {
      logger.notice(
        "a pad cannot be read: images that it may show stay",
        metadata: ["images": "\(left.count)"]
      )
      left = []
    } catch {
      throw error
    }
    try await shelf.delete(left, of: pad)
  }

  private func names(after name: PadName?) async throws(PadError) -> [PadName] {
    do {
      return try await storage.catalog.lines(after: name?.rawValue ?? "", limit: 100)
        .compactMap { PadName($0.record.name) }
    } catch {
      throw .storage(error)
    }
  }

  /// What could be images in a pad's history, and in its text, which may have been put together from
  /// pieces.
  private func imageKeys(in pad: PadName, isStrict: Bool) async throws(PadError) -> Set<String> {
    do throws(StorageError) {
      let log = storage.updateLog
      let entries =
        if isStrict {
          try await log.replay(pad.rawValue, after: 0)
        } else {
          try await log.soundEntries(of: pad.rawValue, after: 0)
        }
      var keys: Set<String> = []
      for entry in entries { keys.formUnion(ImageMentions.keys(in: entry.update)) }
      if let text = try? await lastGoodText(of: pad)?.text {
        keys.formUnion(ImageMentions.keys(in: text.utf8))
      }
      return keys
    } catch {
      throw .storage(error)
    }
  }
}
