// SPDX-License-Identifier: Apache-2.0

import Testing
import WebServer
import WebTestSupport

@testable import PadServer

@Suite("Trusted proxies", .timeLimit(.minutes(10)))
struct TrustedProxiesTests {
  @Test(
    "ranges hold exactly the addresses with their beginning",
    arguments: [
      ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
      ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("192.168.1.7", "192.168.1.7", true),
      ("192.168.1.7", "192.168.1.8", false), ("::1", "::1", true), ("::1", "::2", false),
      ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false), ("0.0.0.0/0", "9.9.9.9", true),
      ("0.0.0.0/0", "2001:db8::1", false), ("fe80::/10", "fe80::1%eth0", true),
    ]
  )
  func ranges(range: String, address: String, isWithin: Bool) throws {
    #expect(try #require(AddressRange(range)).contains(address) == isWithin)
  }

  @Test(
    "what is no range is none",
    arguments: [
      "", "x", "10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "1.2.3.4/+8",
    ]
  )
  func noRanges(text: String) {
    #expect(AddressRange(text) == nil)
  }

  private static let cases: [(peer: String, forwarded: [String], address: String)] = [
    // Whoever is no proxy of ours may say what they like.
    ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
    ("203.0.113.9", ["127.0.0.1"], "203.0.113.9"),
    ("127.0.0.1", [], "127.0.0.1"),
    ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
    // The rightmost address that is no proxy: what stands left of it is a claim.
    ("127.0.0.1", ["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
    ("127.0.0.1", ["1.1.1.1, 198.51.100.1, 10.0.0.3"], "198.51.100.1"),
    ("127.0.0.1", ["1.1.1.1", "198.51.100.1", "10.0.0.3"], "198.51.100.1"),
    ("127.0.0.1", ["10.0.0.4, 10.0.0.3"], "10.0.0.4"),
    ("127.0.0.1", ["junk, 10.0.0.3"], "10.0.0.3"),
    ("127.0.0.1", ["198.51.100.1:443"], "198.51.100.1"),
    ("127.0.0.1", ["[2001:db8::7]:443"], "2001:db8::7"),
    ("127.0.0.1", ["2001:DB8:0::7"], "2001:db8::7"),
    ("127.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
    ("127.0.0.1", [Array(repeating: "10.0.0.3", count: 100).joined(separator: ",")], "10.0.0.3"),
  ]

  @Test("find the real address, from the right", arguments: cases)
  func finds(peer: String, forwarded: [String], address: String) throws {
    let ranges = ["127.0.0.0/8", "10.0.0.0/8"].compactMap(AddressRange.init)
    var head = try requestHead()
    head.peerAddress = peer
    for line in forwarded { head.headers.add("x-forwarded-for", line) }
    #expect(TrustedProxies(ranges: ranges).resolved(head).peerAddress == address)
    #expect(TrustedProxies(ranges: []).resolved(head).peerAddress == peer)
  }

  private func requestHead() throws -> RequestHead {
    RequestHead(method: "GET", target: try RequestTarget("/"), peerAddress: "")
  }

  @Test("a network of 64 bits is counted as one, an address of IPv4 by itself")
  func counted() {
    #expect(CountedAddress.of("2001:db8:1:2:3:4:5:6") == CountedAddress.of("2001:db8:1:2::9"))
    #expect(CountedAddress.of("2001:db8:1:2::9") != CountedAddress.of("2001:db8:1:3::9"))
    #expect(CountedAddress.of("203.0.113.9") == "203.0.113.9")
    #expect(CountedAddress.of("::ffff:203.0.113.9") == "::ffff:203.0.113.9")
  }

  /// How many of ten changes go through, each said to come from another address.
  private func changes(trusted: [AddressRange], fromEach: Bool) async throws -> Int {
    var count = 0
    try await TestServer.run(
      configure: {
        $0.trustedProxies = trusted
        $0.maximumChangesPerMinute = 3
      }
    ) { server in
      for number in 0..<10 {
        let forwarded = "X-Forwarded-For: 198.51.100.\(fromEach ? number : 7)"
        let answer = try await server.request("POST", "/api/v1/pads", headers: [forwarded])
        if answer.status == 201 { count += 1 }
      }
    }
    return count
  }

  @Test("rates are those of each person behind a proxy, and of a liar who is none")
  func rates() async throws {
    let loopback = [try #require(AddressRange("127.0.0.0/8"))]
    #expect(try await changes(trusted: loopback, fromEach: true) == 10)
    #expect(try await changes(trusted: loopback, fromEach: false) == 3)
    #expect(
      try await changes(trusted: [], fromEach: true) == 3,
      "a spoofed address counts for nothing"
    )
  }

  @Test("a network of IPv6 guesses at passwords no faster than one address")
  func signInsOfNetwork() async throws {
    let loopback = [try #require(AddressRange("127.0.0.0/8"))]
    try await TestServer.run(
      configure: {
        $0.trustedProxies = loopback
        $0.maximumSignInsOfAddressPerMinute = 3
      }
    ) { server in
      var statuses: [Int] = []
      for number in 1...5 {
        let body = #"{"email": "anne\#(number)@exemple.fr", "password": "pas celle-ci"}"#
        let headers = [
          "Content-Type: application/json", "X-Forwarded-For: 2001:db8:1:1::\(number)",
        ]
        let answer = try await server.request(
          "POST",
          "/api/v1/sessions",
          headers: headers,
          body: Array(body.utf8)
        )
        statuses.append(answer.status)
      }
      #expect(statuses == [401, 401, 401, 429, 429])
    }
  }

  @Test("one identity is bound by its rate also from many addresses")
  func identities() async throws {
    let loopback = [try #require(AddressRange("127.0.0.0/8"))]
    try await TestServer.run(
      configure: {
        $0.trustedProxies = loopback
        $0.maximumChangesPerMinute = 3
      }
    ) { server in
      let first = try await server.request("POST", "/api/v1/pads")
      let cookie = "Cookie: \(try #require(first.cookies.first?.split(separator: ";").first))"
      var statuses: [Int] = []
      for number in 0..<5 {
        let headers = [cookie, "X-Forwarded-For: 198.51.100.\(number)"]
        statuses.append(try await server.request("POST", "/api/v1/pads", headers: headers).status)
      }
      #expect(statuses == [201, 201, 201, 429, 429])
    }
  }
}
