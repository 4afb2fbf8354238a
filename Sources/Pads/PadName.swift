// SPDX-License-Identifier: Apache-2.0

/// A pad's own name: 1 to 128 of `A-Z a-z 0-9 _ . -`, neither `.` nor `..`.
public struct PadName: RawRepresentable, Hashable, Comparable, Sendable {
  /// The name as it stands in addresses.
  public let rawValue: String

  /// Takes a name that follows the rule.
  ///
  /// - Parameter rawValue: The name, already percent-decoded.
  public init?(rawValue: String) {
    guard (1...128).contains(rawValue.utf8.count), rawValue != ".", rawValue != "..",
      rawValue.utf8.allSatisfy(Self.isAllowed)
    else { return nil }
    self.rawValue = rawValue
  }

  /// Takes a name that follows the rule.
  ///
  /// - Parameter name: The name, already percent-decoded.
  public init?(_ name: String) {
    self.init(rawValue: name)
  }

  private init(unchecked rawValue: String) {
    self.rawValue = rawValue
  }

  /// Orders names as the store lists them: by byte.
  public static func < (left: PadName, right: PadName) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }

  /// A name nobody guesses: 22 letters and digits, 130 bits.
  ///
  /// - Returns: A new name at each call.
  public static func random() -> PadName {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    var generator = SystemRandomNumberGenerator()
    let letters = (0..<22).map { _ in alphabet[Int.random(in: 0..<62, using: &generator)] }
    return PadName(unchecked: String(letters))
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
