// SPDX-License-Identifier: Apache-2.0

import Crypto

extension SHA256.Digest {
  /// The hash in 64 hexadecimal digits, in small letters.
  var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
