// SPDX-License-Identifier: Apache-2.0

/// What changed in a member's pads since they were last written to.
public struct Digest: Equatable, Sendable {
  /// So many pads are told of; of further ones only how many there are.
  static let maximumPads = 20

  /// A pad that others changed.
  public struct Pad: Equatable, Sendable {
    /// Its title; nil when it has none but the pad's own name.
    public let title: String?
    /// What the member calls it in addresses: its own name only where they came by that.
    public let shownName: String
    /// The moments between which it changed, by log entry.
    public let from: UInt64
    /// The later one.
    public let to: UInt64
    /// What changed; nil for who may read the pad and not its past.
    public let changes: PadChanges?
  }

  /// How often the member wants to hear of it.
  public let frequency: DigestFrequency
  /// Since when, in milliseconds since 1970.
  public let since: Int64
  /// The pads, the latest changed first.
  public let pads: [Pad]
  /// In how many more pads something changed.
  public let moreCount: Int
}
