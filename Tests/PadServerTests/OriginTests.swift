// SPDX-License-Identifier: Apache-2.0

import Testing
import WebTestSupport

@testable import PadServer

@Suite("Origin", .timeLimit(.minutes(10)))
struct OriginTests {
  private static let cases: [(origin: String?, query: String, isAllowed: Bool)] = [
    (nil, "", true),
    ("http://localhost", "", true),
    ("http://localhost:80", "", true),
    ("HTTPS://LocalHost", "", true),
    ("https://pads.example", "", true),
    ("https://other.example", "", false),
    ("https://localhost.other.example", "", false),
    ("http://localhost:81", "", false),
    ("null", "", false),
    ("null", "?token=x", false),
    ("https://other.example", "?token=x", true),
    ("https://other.example", "?token=", false),
  ]

  @Test("decides who may change something or open a WebSocket", arguments: cases)
  func decides(origin: String?, query: String, isAllowed: Bool) async throws {
    try await TestServer.run(configure: { $0.allowedOrigins = ["https://pads.example/"] }) {
      server in
      let headers = origin.map { ["Origin: \($0)"] } ?? []
      let post = try await server.request("POST", "/api/v1/pads\(query)", headers: headers)
      #expect(post.status == (isAllowed ? 201 : 403))
      let read = try await server.request("GET", "/healthz\(query)", headers: headers)
      #expect(read.status == 200, "reading is open to all")
      let client = try RawClient(port: server.port)
      try await client.send(RawClient.upgradeRequest("/sync/a\(query)", headers: headers))
      let upgrade = try await client.readHead()
      #expect(upgrade.hasPrefix(isAllowed ? "HTTP/1.1 101 " : "HTTP/1.1 403 "))
    }
  }

  @Test("refuses two origins in one request")
  func refusesSeveral() async throws {
    try await TestServer.run { server in
      let headers = ["Origin: http://localhost", "Origin: http://localhost"]
      let response = try await server.request("POST", "/api/v1/pads", headers: headers)
      #expect(response.problem == "foreign-origin")
    }
  }
}
