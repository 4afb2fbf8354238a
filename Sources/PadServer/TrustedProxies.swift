// SPDX-License-Identifier: Apache-2.0

import WebServer

/// Finds the address that a request really comes from when proxies stand in between.
///
/// Every proxy adds to `X-Forwarded-For` the address it was asked from. Whoever is asked last is
/// known by its socket; as long as that is a proxy we trust, what it wrote is true, and so on from
/// the right. What stands left of the first address that is no trusted proxy is only a claim.
struct TrustedProxies: Sendable {
  /// More addresses than these are not looked at.
  private static let maximumHops = 16

  let ranges: [AddressRange]

  /// The head with the address of the person instead of the proxy's.
  func resolved(_ head: RequestHead) -> RequestHead {
    guard !ranges.isEmpty, isTrusted(head.peerAddress) else { return head }
    var head = head
    let hops = head.headers.values(of: "x-forwarded-for").flatMap { $0.split(separator: ",") }
    for hop in hops.reversed().prefix(Self.maximumHops) {
      // What is no address was not written by a proxy that we trust; the one before it was.
      guard let address = Self.address(hop) else { return head }
      head.peerAddress = address
      if !isTrusted(address) { return head }
    }
    return head
  }

  private func isTrusted(_ address: String) -> Bool { ranges.contains { $0.contains(address) } }

  /// An address without the port that some proxies add, in the form sockets have it.
  private static func address(_ hop: Substring) -> String? {
    var text = String(hop.filter { $0 != " " && $0 != "\t" })
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      text = String(text[text.index(after: text.startIndex)..<end])
    } else if text.contains("."), let colon = text.firstIndex(of: ":"),
      !text[text.index(after: colon)...].contains(":")
    {
      text = String(text[..<colon])
    }
    return AddressRange(text)?.first
  }
}

/// How addresses are counted: whoever has one address of IPv6 has its whole network of 64 bits.
enum CountedAddress {
  static func of(_ address: String) -> String {
    guard address.contains(":"), AddressRange(address)?.isMapped == false,
      let network = AddressRange("\(address.prefix { $0 != "%" })/64")
    else { return address }
    return network.first
  }
}
