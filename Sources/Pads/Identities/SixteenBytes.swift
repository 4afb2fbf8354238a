// SPDX-License-Identifier: Apache-2.0

/// 16 bytes, written as 22 characters of base64url: what guests and accounts are told apart by.
struct SixteenBytes: Hashable, Sendable {
  private static let byteCount = 16

  private let high: UInt64
  private let low: UInt64

  /// Takes 16 bytes.
  init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads 22 characters of base64url.
  init?(text: some StringProtocol) {
    guard let bytes = Base64URL.bytes(of: text) else { return nil }
    self.init(bytes: bytes)
  }

  /// The bytes as 22 characters of base64url.
  var text: String { Base64URL.text(of: bytes) }

  /// The 16 bytes.
  var bytes: [UInt8] {
    [high, low].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  /// Bytes nobody can foresee.
  static func random() -> SixteenBytes {
    var generator = SystemRandomNumberGenerator()
    return SixteenBytes(high: generator.next(), low: generator.next())
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}
