// SPDX-License-Identifier: Apache-2.0

/// A guest: 16 random bytes, written as 22 characters of base64url.
public struct GuestID: Hashable, Sendable {
  private let number: SixteenBytes

  /// Takes 16 bytes.
  init?(bytes: [UInt8]) {
    guard let number = SixteenBytes(bytes: bytes) else { return nil }
    self.number = number
  }

  /// Reads 22 characters of base64url.
  ///
  /// - Parameter text: What ``text`` gave; anything else gives `nil`.
  public init?(text: some StringProtocol) {
    guard let number = SixteenBytes(text: text) else { return nil }
    self.number = number
  }

  /// The guest as 22 characters of base64url.
  public var text: String { number.text }

  /// The 16 bytes.
  var bytes: [UInt8] { number.bytes }

  /// A guest nobody has been.
  static func random() -> GuestID { GuestID(number: .random()) }

  private init(number: SixteenBytes) {
    self.number = number
  }
}

/// Bytes nobody can foresee, from the system's generator.
enum RandomBytes {
  static func draw(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
