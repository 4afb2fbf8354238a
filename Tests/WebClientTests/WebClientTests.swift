// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import WebClient

@Suite(.timeLimit(.minutes(2))) struct WebClientTests {
  @Test(
    "knows the internet's addresses from those around here",
    arguments: [
      ("8.8.8.8", true), ("193.0.6.139", true), ("100.63.0.1", true), ("172.32.0.1", true),
      ("127.0.0.1", false), ("10.1.2.3", false), ("172.16.0.1", false), ("192.168.1.1", false),
      ("169.254.169.254", false), ("100.64.0.1", false), ("0.0.0.0", false), ("224.0.0.1", false),
      ("255.255.255.255", false), ("192.0.2.1", false), ("198.18.0.1", false),
      ("2a00:1450::1", true), ("2001:4860:4860::8888", true), ("::1", false), ("::", false),
      ("fe80::1", false), ("fc00::1", false), ("ff02::1", false), ("::ffff:127.0.0.1", false),
      ("::ffff:8.8.8.8", true), ("64:ff9b::a00:1", false), ("64:ff9b::808:808", true),
      ("2002:7f00:1::", false), ("2001:db8::1", false), ("2001::1", false), ("::7f00:1", false),
    ]
  )
  func addresses(text: String, isPublic: Bool) throws {
    var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
    try #require(inet_pton(text.contains(":") ? AF_INET6 : AF_INET, text, &bytes) == 1)
    #expect(PublicAddress.isPublic(bytes) == isPublic)
  }

  @Test(
    "asks nobody at a private address, however it is written",
    arguments: [
      "http://127.0.0.1:1/", "http://localhost:1/", "http://2130706433:1/", "http://0x7f.1:1/",
      "http://[::1]:1/", "http://[::ffff:127.0.0.1]:1/", "http://169.254.169.254/latest",
      "http://user@127.0.0.1:1/", "http://0:1/",
    ]
  )
  func privateAddresses(url: String) async {
    await #expect(throws: WebClientError.privateAddress) { try await WebClient().send(url) }
  }

  @Test(
    "speaks http only",
    arguments: ["file:///etc/passwd", "gopher://localhost:1/", "ftp://localhost/", "nothing", ""]
  )
  func schemes(url: String) async {
    let client = WebClient(configuredHosts: ["localhost"])
    await #expect(throws: WebClientError.self) { try await client.send(url) }
  }

  @Test("asks a configured host at whatever address it has")
  func configured() async throws {
    let client = WebClient(configuredHosts: ["LOCALHOST"])
    // Nobody listens there: that is another failure than a refusal.
    await #expect(throws: WebClientError.failed(code: 7)) {
      try await client.send("http://localhost:1/")
    }
  }

  @Test("escapes what a form holds")
  func forms() {
    #expect(WebClient.encoded([("a b", "é&=+"), ("c", "-._~")]) == "a%20b=%C3%A9%26%3D%2B&c=-._~")
  }
}
