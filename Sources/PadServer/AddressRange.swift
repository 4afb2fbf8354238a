// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Addresses with a common beginning, such as `10.0.0.0/8`, `::1` or `fd00::/8`.
public struct AddressRange: Equatable, Sendable {
  /// The first address: 16 bytes, those of IPv4 mapped into IPv6.
  private let bytes: [UInt8]
  /// How many bits all addresses have in common, of 128.
  private let bitCount: Int

  /// Reads an address, with or without the number of bits that count.
  ///
  /// - Parameter text: As people write it; anything else gives `nil`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let bytes = Self.bytes(of: String(first)) else { return nil }
    let isShort = !first.contains(":")
    var bitCount = 128
    if parts.count == 2 {
      guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let given = Int(parts[1]),
        given <= (isShort ? 32 : 128)
      else { return nil }
      bitCount = isShort ? 96 + given : given
    }
    self.bytes = Self.masked(bytes, bitCount)
    self.bitCount = bitCount
  }

  /// Whether an address is one of them.
  func contains(_ address: String) -> Bool {
    Self.bytes(of: address).map { Self.masked($0, bitCount) } == bytes
  }

  /// Whether it holds addresses of IPv4 in the form of IPv6.
  var isMapped: Bool { bytes.starts(with: Self.mapping) }

  /// The first address, in numbers.
  var first: String {
    if isMapped { return bytes[12...].map(String.init).joined(separator: ".") }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let known = bytes.withUnsafeBytes {
      inet_ntop(AF_INET6, $0.baseAddress, &text, socklen_t(INET6_ADDRSTRLEN))
    }
    guard known != nil else { return "unknown" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static let mapping = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

  private static func bytes(of address: String) -> [UInt8]? {
    // A zone, as in fe80::1%eth0, says which cable and not who.
    let text = String(address.prefix { $0 != "%" })
    var long = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET6, text, &long) == 1 { return long }
    var short = [UInt8](repeating: 0, count: 4)
    return inet_pton(AF_INET, text, &short) == 1 ? mapping + short : nil
  }

  private static func masked(_ bytes: [UInt8], _ bitCount: Int) -> [UInt8] {
    bytes.enumerated().map { index, byte in
      let bits = min(max(bitCount - 8 * index, 0), 8)
      return byte & UInt8(truncatingIfNeeded: 0xFF00 >> bits)
    }
  }
}
