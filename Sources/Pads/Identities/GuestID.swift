// SPDX-License-Identifier: Apache-2.0

/// A guest: 16 random bytes, written as 22 characters of base64url.
public struct GuestID: Hashable, Sendable {
  /// How many bytes there are.
  static let byteCount = 16

  private let high: UInt64
  private let low: UInt64

  /// Takes 16 bytes.
  init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads 22 characters of base64url.
  ///
  /// - Parameter text: What ``text`` gave; anything else gives `nil`.
  public init?(text: some StringProtocol) {
    guard let bytes = Base64URL.bytes(of: text) else { return nil }
    self.init(bytes: bytes)
  }

  /// The guest as 22 characters of base64url.
  public var text: String { Base64URL.text(of: bytes) }

  /// The 16 bytes.
  var bytes: [UInt8] {
    [high, low].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  /// A guest nobody has been.
  static func random() -> GuestID {
    var generator = SystemRandomNumberGenerator()
    return GuestID(high: generator.next(), low: generator.next())
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

/// Bytes nobody can foresee, from the system's generator.
enum RandomBytes {
  static func draw(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
