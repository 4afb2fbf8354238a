// SPDX-License-Identifier: Apache-2.0

/// The random number of one editing session.
///
/// Yjs 13 draws 32 bits and Yjs 14 up to 53; both fit. A client ID is not a user and not a
/// connection: one person has many over time.
public struct ClientID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The largest client ID that JavaScript can hold exactly: 2⁵³ − 1.
  public static let maximum = ClientID(rawValue: (1 << 53) - 1)

  /// The number itself, `0...ClientID.maximum.rawValue`.
  public let rawValue: UInt64

  /// Makes a client ID of a number.
  ///
  /// - Parameter rawValue: The number; numbers above ``maximum`` cannot be written to the wire.
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// Orders client IDs as YATA does: by number.
  public static func < (left: ClientID, right: ClientID) -> Bool {
    left.rawValue < right.rawValue
  }
}
