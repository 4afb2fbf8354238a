// SPDX-License-Identifier: Apache-2.0

/// What a data folder has written since it was opened.
public struct StorageStatistics: Equatable, Sendable {
  /// The upper bounds of the classes of ``commitCounts``, in seconds; the last class has none.
  public static let bounds = [
    0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5,
  ]

  /// Transactions that reached the disk.
  public private(set) var commitCount = 0

  /// Writes that were in them.
  public private(set) var writeCount = 0

  /// Transactions by how long they took, from their first statement to the end of their sync.
  public private(set) var commitCounts = [Int](repeating: 0, count: Self.bounds.count + 1)

  /// How long they took together, in seconds.
  public private(set) var commitSeconds = 0.0

  /// Transactions that failed.
  public internal(set) var failureCount = 0

  /// Writes that wait for the next transaction.
  public internal(set) var waitingCount = 0

  /// Counts a transaction.
  mutating func committed(_ writes: Int, in time: Duration) {
    let seconds = time / .seconds(1)
    commitCount += 1
    writeCount += writes
    commitSeconds += seconds
    commitCounts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
  }
}
