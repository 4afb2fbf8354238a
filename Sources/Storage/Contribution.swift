// SPDX-License-Identifier: Apache-2.0

/// What one author brought to one pad.
public struct Contribution: Equatable, Sendable {
  /// The pad's name.
  public let pad: String
  /// How many entries of its history they brought.
  public let entryCount: Int
  /// When the first of them was committed, in milliseconds since 1970.
  public let first: Int64
  /// When the last of them was committed, in milliseconds since 1970.
  public let last: Int64

  /// What one person brought under two names.
  ///
  /// - Parameter other: The same pad's, by another author.
  /// - Returns: Both together.
  public func joined(with other: Contribution) -> Contribution {
    Contribution(
      pad: pad,
      entryCount: entryCount + other.entryCount,
      first: min(first, other.first),
      last: max(last, other.last)
    )
  }

  /// Describes a contribution.
  ///
  /// - Parameters:
  ///   - pad: The pad's name.
  ///   - entryCount: How many entries there are.
  ///   - first: When the first was committed, in milliseconds since 1970.
  ///   - last: When the last was committed.
  public init(pad: String, entryCount: Int, first: Int64, last: Int64) {
    self.pad = pad
    self.entryCount = entryCount
    self.first = first
    self.last = last
  }
}
