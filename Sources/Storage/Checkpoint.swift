// SPDX-License-Identifier: Apache-2.0

/// A pad's whole document at one place of its history: it bounds the time to open.
///
/// It never replaces history: the log stays complete without it.
public struct Checkpoint: Equatable, Sendable {
  /// The last log entry the checkpoint contains.
  public let sequence: UInt64

  /// The document as one Yjs v1 update.
  public let state: [UInt8]

  /// What had arrived and still missed its dependencies, as one Yjs v1 update; `nil` if nothing.
  public let pending: [UInt8]?

  /// Describes a checkpoint.
  ///
  /// - Parameters:
  ///   - sequence: The last log entry it contains.
  ///   - state: The document as one Yjs v1 update.
  ///   - pending: What still misses its dependencies, as one Yjs v1 update.
  public init(sequence: UInt64, state: [UInt8], pending: [UInt8]?) {
    self.sequence = sequence
    self.state = state
    self.pending = pending
  }
}

/// Where checkpoints are kept: on each machine its own, because they can be made again.
public protocol CheckpointStore: Sendable {
  /// Reads a pad's last checkpoint.
  ///
  /// - Parameter pad: The pad's name.
  /// - Returns: The checkpoint, or `nil` when there is none.
  /// - Throws: ``StorageError/damagedPad(name:part:)`` when it fails its checksum or claims more
  ///   than the log holds.
  func checkpoint(of pad: String) async throws(StorageError) -> Checkpoint?

  /// Puts a checkpoint in the place of the pad's last one.
  ///
  /// - Parameters:
  ///   - checkpoint: The document; a checkpoint older than the stored one changes nothing.
  ///   - pad: The name of a pad that exists.
  /// - Throws: ``StorageError``; the checkpoint before is then still there.
  func store(_ checkpoint: Checkpoint, of pad: String) async throws(StorageError)
}
