// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// What can still be read of a pad, in order and without a gap from its beginning.
public struct LastGoodText: Equatable, Sendable {
  /// The text.
  public let text: String

  /// The last log entry it takes into account.
  public let sequence: UInt64

  /// Whether the pad is damaged after it; else this is all there is.
  public let isDamaged: Bool
}

extension PadHouse {
  /// Reads as much of a pad as is sound: read only, from the disk, whether the pad opens or not.
  ///
  /// - Parameter name: The pad.
  /// - Returns: Its last good state; `nil` when there is no such pad.
  /// - Throws: ``PadError/storage(_:)`` when nothing of it can be told from
  ///   another pad's, because its own record is damaged.
  public func lastGoodText(of name: PadName) async throws(PadError) -> LastGoodText? {
    let log = storage.updateLog
    let document = Document(clientID: ClientID(rawValue: 0))
    do throws(StorageError) {
      guard let record = try await log.record(of: name.rawValue) else { return nil }
      var sequence: UInt64 = 0
      if let checkpoint = try? await storage.checkpoints.checkpoint(of: name.rawValue),
        (try? document.apply(checkpoint.state)) != nil
      {
        if let pending = checkpoint.pending { _ = try? document.apply(pending) }
        sequence = checkpoint.sequence
      }
      for entry in try await log.soundEntries(of: name.rawValue, after: sequence) {
        guard (try? document.apply(entry.update)) != nil else { break }
        sequence = entry.sequence
      }
      return LastGoodText(
        text: document.text(PadRoots.content).string,
        sequence: sequence,
        isDamaged: sequence < record.lastSequence
      )
    } catch {
      throw .storage(error)
    }
  }
}
