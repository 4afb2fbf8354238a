// SPDX-License-Identifier: Apache-2.0

/// The identity of one inserted unit: who inserted it and as how-manieth.
public struct ItemID: Hashable, Sendable {
  /// The session that inserted the unit.
  public let client: ClientID

  /// The position of the unit among that client's insertions, from 0.
  public let clock: UInt64

  /// Makes the identity of one unit.
  ///
  /// - Parameters:
  ///   - client: The session that inserted the unit.
  ///   - clock: Its position among that client's insertions, from 0.
  public init(client: ClientID, clock: UInt64) {
    self.client = client
    self.clock = clock
  }
}
