// SPDX-License-Identifier: Apache-2.0

/// Names one connection to a pad while it lasts.
public struct SessionID: RawRepresentable, Hashable, Sendable {
  /// The number, never given twice by one process.
  public let rawValue: UInt64

  /// Makes a session's name of a number.
  ///
  /// - Parameter rawValue: A number no other session has.
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }
}
