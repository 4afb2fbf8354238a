// SPDX-License-Identifier: Apache-2.0

import Crypto

/// What is kept of a secret that this server has drawn, so that whoever reads the disk cannot use it.
enum SecretHash {
  /// Hashes a secret; SHA-256 is enough for what nobody chose.
  ///
  /// - Parameters:
  ///   - secret: The secret.
  ///   - purpose: What it is for; the same secret for something else has another hash.
  /// - Returns: 43 characters of base64url.
  static func text(of secret: String, for purpose: String) -> String {
    Base64URL.text(of: Array(SHA256.hash(data: Array("\(purpose):\(secret)".utf8))))
  }
}
