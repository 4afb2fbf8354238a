// SPDX-License-Identifier: Apache-2.0

import Crypto

extension GuestSigner {
  /// Seals something that a browser is to bring back as it was, and may read.
  ///
  /// - Parameters:
  ///   - bytes: What it is.
  ///   - purpose: What it is for; it counts for nothing else.
  /// - Returns: `TEXT.SIGNATURE`, in base64url, for a cookie.
  public func sealed(_ bytes: [UInt8], for purpose: String) -> String {
    let code = code(for: Self.message(bytes, for: purpose))
    return "\(Base64URL.text(of: bytes)).\(Base64URL.text(of: code))"
  }

  /// Reads what ``sealed(_:for:)`` wrote.
  ///
  /// - Parameters:
  ///   - text: A cookie's value, from anybody.
  ///   - purpose: What it is for.
  /// - Returns: What was sealed; nil when it is not of this server's making.
  public func opened(_ text: String, for purpose: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let bytes = Base64URL.bytes(of: parts[0]),
      let claimed = Base64URL.bytes(of: parts[1]),
      isCode(claimed, for: Self.message(bytes, for: purpose))
    else { return nil }
    return bytes
  }

  /// A text that nobody foresees: 256 bits.
  ///
  /// - Returns: 43 characters of base64url.
  public static func nonce() -> String { Base64URL.text(of: RandomBytes.draw(32)) }

  /// The SHA-256 of a text.
  ///
  /// - Parameter text: The text.
  /// - Returns: 43 characters of base64url.
  public static func challenge(for text: String) -> String {
    Base64URL.text(of: Array(SHA256.hash(data: Array(text.utf8))))
  }

  private static func message(_ bytes: [UInt8], for purpose: String) -> [UInt8] {
    [UInt8]("encrier seal 1:\(purpose):".utf8) + bytes
  }
}
