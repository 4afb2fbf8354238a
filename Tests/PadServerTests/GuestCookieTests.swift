// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TextCRDT
import WebTestSupport

@testable import PadServer

@Suite("the guest's cookie", .timeLimit(.minutes(10)))
struct GuestCookieTests {
  /// Runs a server with a page, such as it is.
  private func run(
    publicURL: String? = nil,
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["index.html", "pad.html"] {
      try Data("<!doctype html>".utf8).write(to: folder.appendingPathComponent(name))
    }
    try await TestServer.run(
      configure: { configuration in
        configuration.webDirectory = folder.path
        configuration.publicURL = publicURL
      },
      body
    )
  }

  /// `NAME=VALUE` of the cookie that a response gives.
  private func cookie(_ response: RawResponse) throws -> String {
    let header = try #require(response.cookies.first)
    return String(try #require(header.split(separator: ";").first))
  }

  private func insertion(_ client: UInt64, after clock: Int = 0) throws -> [UInt8] {
    let document = Document(clientID: ClientID(rawValue: client))
    var update: [UInt8]?
    for _ in 0...clock {
      update = try document.transact { try document.text("content").insert("x", at: 0) }
    }
    var writer = ByteWriter()
    writer.writeVarUInt(0)
    writer.writeVarUInt(2)
    writer.writeByteArray(try #require(update))
    return writer.bytes
  }

  /// Sends an update as a visitor; returns the close code, or nil when it was acknowledged.
  private func write(_ frame: [UInt8], cookie: String?, to server: TestServer) async throws
    -> UInt16?
  {
    let client = try await RawClient.webSocket(
      port: server.port,
      "/sync/a?acks=1",
      headers: cookie.map { ["Cookie: other=1; \($0)"] } ?? []
    )
    try await client.sendFrame(frame)
    while true {
      let answer = try await client.readFrame()
      if answer.opcode == 8 { return answer.closeCode }
      if answer.payload.first == 100 { return nil }
    }
  }

  @Test("is given when a page is opened, for long, out of reach of scripts and other sites")
  func given() async throws {
    try await run { server in
      for path in ["/", "/p/a"] {
        let response = try await server.request("GET", path)
        let header = try #require(response.cookies.first)
        for part in ["Path=/", "Max-Age=34560000", "HttpOnly", "SameSite=Lax"] {
          #expect(header.contains("; \(part)"), "\(path)")
        }
        #expect(!header.contains("Secure") && !header.contains("Domain"))
        #expect(response.headers["cache-control"] == "private, no-cache")
        // A second visit keeps it, and makes it last.
        let cookie = try cookie(response)
        let again = try await server.request("GET", path, headers: ["Cookie: \(cookie)"])
        #expect(try self.cookie(again) == cookie)
      }
      let forged =
        "encrier-guest=AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      let answer = try await server.request("GET", "/", headers: ["Cookie: \(forged)"])
      #expect(try cookie(answer) != forged)
      #expect(try await server.request("GET", "/healthz").headers["set-cookie"] == nil)
    }
  }

  @Test("comes with one that tells the page who it is, and that opens nothing")
  func telling() async throws {
    try await run { server in
      let response = try await server.request("GET", "/p/a")
      let cookies = response.cookies
      try #require(cookies.count == 2)
      #expect(!cookies[1].contains("HttpOnly"))
      for part in ["Path=/", "Max-Age=34560000", "SameSite=Lax"] {
        #expect(cookies[1].contains("; \(part)"))
      }
      let telling = String(try #require(cookies[1].split(separator: ";").first))
      let guest = try cookie(response).dropFirst("encrier-guest=".count).prefix(22)
      #expect(telling == "encrier-who=\(guest)")
      // Who brings it alone is nobody yet.
      let other = try await server.request("GET", "/p/a", headers: ["Cookie: \(telling)"])
      #expect(try cookie(other).contains(guest) == false)
    }
  }

  @Test("is only sent by TLS where people come by TLS")
  func secure() async throws {
    try await run(publicURL: "https://pads.example") { server in
      let cookies = try await server.request("GET", "/").cookies
      #expect(cookies.count == 2 && cookies.allSatisfy { $0.hasSuffix("; Secure") })
      #expect(cookies.allSatisfy { $0.hasPrefix("__Host-encrier-") })
      let given = try #require(cookies.first?.split(separator: ";").first)
      // A neighbour under the same domain can set the name without the prefix, which counts for nothing.
      for (sent, isKept) in [(given, true), (given.dropFirst("__Host-".count), false)] {
        let again = try await server.request("GET", "/", headers: ["Cookie: \(sent)"])
        #expect((again.cookies.first?.hasPrefix(given) ?? false) == isKept)
      }
    }
  }

  @Test("is minted for who starts a pad without one, and that guest owns it")
  func owner() async throws {
    try await run { server in
      let response = try await server.request(
        "POST",
        "/api/v1/pads",
        headers: ["Content-Type: application/json"],
        body: Array(#"{"name": "a", "text": "x"}"#.utf8)
      )
      #expect(response.status == 201)
      let cookie = try cookie(response)
      let own = try await server.request("GET", "/api/v1/pads/a", headers: ["Cookie: \(cookie)"])
      #expect(JSONValue(parsing: own.body)?["role"]?.text == "owner")
      let other = try await server.request("GET", "/api/v1/pads/a")
      #expect(JSONValue(parsing: other.body)?["role"]?.text == "editor")
    }
  }

  @Test("binds what is written with it; others, without or with a forged one, are refused")
  func binds() async throws {
    try await run { server in
      let anne = try cookie(try await server.request("GET", "/p/a"))
      let bob = try cookie(try await server.request("GET", "/p/a"))
      #expect(anne != bob)
      #expect(try await write(insertion(7), cookie: anne, to: server) == nil)
      let more = try insertion(7, after: 1)
      let half = anne.split(separator: ".")[0]
      let signature = bob.split(separator: ".")[1]
      for stranger in [nil, bob, "\(half).\(signature)", String(half), anne + "A"] {
        #expect(
          try await write(more, cookie: stranger, to: server) == 4403,
          "\(stranger ?? "none")"
        )
      }
      #expect(try await write(more, cookie: anne, to: server) == nil)
      let metrics = try await server.request("GET", "/metrics").text
      #expect(metrics.contains(#"encrier_refusals_total{cause="foreign_items"} 5"#))
    }
  }

  @Test("counts for nothing in the hands of another site's page")
  func otherSite() async throws {
    try await run { server in
      let anne = try cookie(try await server.request("GET", "/p/a"))
      #expect(try await write(insertion(7), cookie: anne, to: server) == nil)
      let client = try await RawClient.webSocket(
        port: server.port,
        "/sync/a?token=t",
        headers: ["Cookie: \(anne)", "Origin: https://elsewhere.example"]
      )
      try await client.sendFrame(insertion(7, after: 1))
      #expect(try await client.readCloseCode() == 4403)
      let response = try await server.request(
        "POST",
        "/api/v1/pads?token=t",
        headers: [
          "Content-Type: application/json", "Cookie: \(anne)", "Origin: https://elsewhere.example",
        ],
        body: Array(#"{"name": "b"}"#.utf8)
      )
      #expect(response.status == 201 && response.headers["set-cookie"] == nil)
      let own = try await server.request("GET", "/api/v1/pads/b", headers: ["Cookie: \(anne)"])
      #expect(JSONValue(parsing: own.body)?["role"]?.text == "editor")
    }
  }
}
