// SPDX-License-Identifier: Apache-2.0

/// How a pad's history is cut into stretches, and when they are stored.
public struct HistoryLimits: Sendable {
  /// A stretch ends with this many rows of its own.
  public var maximumRows = 50_000

  /// It ends, too, when its updates have this many bytes and are twice its beginning.
  public var minimumGrowth = 1 << 20

  /// How many rows of the log are read at once.
  public var pageSize = 2_000

  /// So many rows that no stored stretch holds are worth storing one.
  public var worthStoring = 500

  /// How many stretches besides the last are kept in memory.
  public var maximumLoaded = 2

  /// Makes the default limits.
  public init() {}
}
