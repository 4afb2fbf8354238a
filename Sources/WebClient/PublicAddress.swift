// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Tells the internet's addresses from those of this machine and the networks around it, which
/// nobody outside may have this server ask.
enum PublicAddress {
  /// Whether an address is one of the internet's.
  static func isPublic(_ address: UnsafePointer<sockaddr>) -> Bool {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      let number = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
      return isPublic(withUnsafeBytes(of: number) { Array($0) })
    case AF_INET6:
      let number = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr
      return isPublic(withUnsafeBytes(of: number) { Array($0) })
    default: return false
    }
  }

  /// Whether 4 or 16 bytes, most significant first, are one of the internet's addresses.
  ///
  /// Reserved ones are not: [RFC 6890](https://www.rfc-editor.org/rfc/rfc6890).
  static func isPublic(_ bytes: [UInt8]) -> Bool {
    if bytes.count == 4 { return isPublicIPv4(bytes) }
    guard bytes.count == 16 else { return false }
    let first12 = bytes[..<12]
    // IPv4 in another dress: mapped, or by a translator.
    if first12.elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
      || first12.elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0])
    {
      return isPublicIPv4(Array(bytes[12...]))
    }
    // Only 2000::/3 is given out; of that, 6to4, Teredo and the examples are not asked.
    guard bytes[0] & 0xE0 == 0x20 else { return false }
    let isSpecial =
      (bytes[0] == 0x20 && bytes[1] == 0x02)
      || (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02)
      || bytes[..<4].elementsEqual([0x20, 0x01, 0x0D, 0xB8])
    return !isSpecial
  }

  private static func isPublicIPv4(_ bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1]) {
    case (0, _), (10, _), (127, _), (224..., _): false
    case (100, 64...127), (169, 254), (172, 16...31), (192, 168), (198, 18...19): false
    case (192, 0): bytes[2] != 0 && bytes[2] != 2
    case (198, 51): bytes[2] != 100
    case (203, 0): bytes[2] != 113
    default: true
    }
  }
}
