// SPDX-License-Identifier: Apache-2.0

/// Which state of which history a pad is in.
public struct PadVersion: Equatable, Sendable {
  /// The pad's epoch; empty for a pad that does not exist yet.
  public let epoch: [UInt8]

  /// The last committed log entry; 0 for a pad that does not exist yet.
  public let sequence: UInt64

  /// The version as an entity tag without quotes.
  public var tag: String {
    let digits = epoch.prefix(6).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return digits.joined() + "-\(sequence)"
  }
}
