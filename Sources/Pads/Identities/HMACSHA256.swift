// SPDX-License-Identifier: Apache-2.0

/// A code that only holders of a key can make
/// ([RFC 2104](https://www.rfc-editor.org/rfc/rfc2104), with SHA-256).
enum HMACSHA256 {
  private static let blockByteCount = 64

  /// The 32 bytes of the code.
  static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    let short = key.count > blockByteCount ? SHA256.digest(of: key) : key
    let padded = short + [UInt8](repeating: 0, count: blockByteCount - short.count)
    let inner = SHA256.digest(of: padded.map { $0 ^ 0x36 } + message)
    return SHA256.digest(of: padded.map { $0 ^ 0x5c } + inner)
  }

  /// Compares in a time that does not tell where two codes differ.
  static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
