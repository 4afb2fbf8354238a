// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What the rooms of a house hold, and have done since it was opened.
public struct PadStatistics: Equatable, Sendable {
  /// Open rooms.
  public internal(set) var roomCount = 0

  /// Sessions in them.
  public internal(set) var sessionCount = 0

  /// Sessions ever let in.
  public internal(set) var joinCount = 0

  /// Updates accepted from sessions.
  public internal(set) var updateCount = 0

  /// Their bytes.
  public internal(set) var updateBytes = 0

  /// Frames with updates or whole states given to sessions.
  public internal(set) var frameCount = 0

  /// Their bytes.
  public internal(set) var frameBytes = 0

  /// How often a session read too slowly and got one update for all it had missed.
  public internal(set) var catchUpCount = 0

  /// How often a session wrote too fast and was not read for a while.
  public internal(set) var pauseCount = 0

  /// Sessions sent away, by ``PadError/cause``.
  public internal(set) var refusalCounts: [String: Int] = [:]

  /// Adds what a turn did.
  mutating func add(_ other: PadStatistics) {
    sessionCount += other.sessionCount
    joinCount += other.joinCount
    updateCount += other.updateCount
    updateBytes += other.updateBytes
    frameCount += other.frameCount
    frameBytes += other.frameBytes
    catchUpCount += other.catchUpCount
    pauseCount += other.pauseCount
    refusalCounts.merge(other.refusalCounts, uniquingKeysWith: +)
  }
}

/// Gathers the statistics of all rooms; each adds once a turn.
final class StatisticsKeeper: Sendable {
  private let total = Mutex(PadStatistics())

  func add(_ turn: PadStatistics) {
    total.withLock { $0.add(turn) }
  }

  var current: PadStatistics { total.withLock { $0 } }
}
