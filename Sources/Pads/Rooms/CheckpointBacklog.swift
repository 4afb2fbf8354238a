// SPDX-License-Identifier: Apache-2.0

/// What would have to be replayed after the last checkpoint.
struct CheckpointBacklog: Sendable {
  /// Fewer entries than this are always quicker to replay than a checkpoint is to write.
  static let minimumEntries = 100
  /// So many entries are worth a checkpoint of any size.
  static let maximumEntries = 10_000
  /// Fewer bytes than this are not worth a checkpoint.
  static let minimumBytes = 64 << 10

  private(set) var entryCount = 0
  private var byteCount = 0
  private var checkpointBytes = 0

  /// Counts an entry of the log.
  mutating func add(_ update: [UInt8]) {
    entryCount += 1
    byteCount += update.count
  }

  /// Begins anew after a checkpoint of a size.
  mutating func reset(checkpointBytes: Int) {
    self = CheckpointBacklog()
    self.checkpointBytes = checkpointBytes
  }

  /// Whether a checkpoint now costs less than it will save.
  var isWorthCheckpoint: Bool {
    guard entryCount < Self.maximumEntries else { return true }
    return entryCount >= Self.minimumEntries
      && byteCount >= max(Self.minimumBytes, 2 * checkpointBytes)
  }
}
