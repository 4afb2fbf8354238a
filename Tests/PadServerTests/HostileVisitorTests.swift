// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing
import WebTestSupport

@testable import PadServer

/// One attempt a test, each over a real socket; what is promised of each is in Decisions/008.
@Suite("A hostile visitor", .timeLimit(.minutes(10)))
struct HostileVisitorTests {
  private func link(
    _ pad: String,
    _ owner: String,
    on server: TestServer
  ) async throws -> (name: String, id: String) {
    let path = "/api/v1/pads/\(pad)/links"
    let made = try await server.json("POST", path, #"{"role": "viewer"}"#, headers: [owner])
    return (try #require(made.value["name"]?.text), try #require(made.value["id"]?.text))
  }

  private func upgrade(_ headers: [String], to server: TestServer) async throws -> String {
    let client = try RawClient(port: server.port)
    try await client.send(RawClient.upgradeRequest("/sync/a", headers: headers))
    return String(try await client.readHead().prefix(12))
  }

  @Test("cannot open a WebSocket from another site with somebody's cookie")
  func crossSiteWebSocket() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      for origin in ["https://evil.example", "http://localhost.evil.example", "http://localhost:1"]
      {
        #expect(try await upgrade([owner, "Origin: \(origin)"], to: server) == "HTTP/1.1 403")
      }
      #expect(try await upgrade([owner, "Origin: http://localhost"], to: server) == "HTTP/1.1 101")
    }
  }

  @Test("cannot come from a page without an origin: a sandboxed frame, a file, a redirect")
  func opaqueOrigin() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      for headers in [[owner, "Origin: null"], ["Origin: null"], ["Origin: "]] {
        #expect(try await upgrade(headers, to: server) == "HTTP/1.1 403")
        let answer = try await server.put("x", into: "a", headers: headers)
        #expect(answer.problem == "foreign-origin")
      }
    }
  }

  @Test("cannot change something by a form or an image of another site")
  func crossSiteRequest() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      for (method, path) in [
        ("DELETE", "/api/v1/pads/a"), ("POST", "/api/v1/pads/a/links"),
        ("POST", "/api/v1/pads/a/restore"), ("PATCH", "/api/v1/pads/a"),
      ] {
        let answer = try await server.request(
          method,
          path,
          headers: [owner, "Origin: https://evil.example", "Content-Type: text/plain"],
          body: Array("{}".utf8)
        )
        #expect(answer.problem == "foreign-origin", "\(method) \(path)")
      }
      // What needs no Origin changes nothing, whoever asks.
      for path in ["/api/v1/pads/a/restore", "/api/v1/pads/a/links/x"] {
        #expect(try await server.request("GET", path, headers: [owner]).status >= 400)
      }
      #expect(try await server.request("GET", "/api/v1/pads/a/text").text == "bonjour")
    }
  }

  private func isOwner(_ cookie: String, on server: TestServer) async throws -> Bool {
    try await server.request("GET", "/api/v1/pads/a/links", headers: [cookie]).status == 200
  }

  @Test("is nobody with a forged cookie")
  func forgedCookie() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let other = try await server.start("b")
      #expect(try await isOwner(owner, on: server))
      let (guest, signature) = try parts(of: owner)
      let (_, otherSignature) = try parts(of: other)
      for value in [
        guest, "\(guest).", "\(guest).\(otherSignature)", "\(guest).\(signature)A",
        "\(guest).\(signature).x", "\(guest).\(signature.dropLast())", ".\(signature)", "",
        "\(guest)=.\(signature)", "%\(guest).\(signature)",
      ] {
        #expect(try await !isOwner("Cookie: encrier-guest=\(value)", on: server), "\(value)")
      }
      // What the page is told of who it is opens nothing.
      #expect(try await !isOwner("Cookie: encrier-who=\(guest)", on: server))
    }
  }

  private func parts(of cookie: String) throws -> (guest: String, signature: String) {
    let value = try #require(cookie.split(separator: "=").last).split(separator: ".")
    return (String(try #require(value.first)), String(try #require(value.last)))
  }

  @Test("is nobody with a cookie that another server has signed")
  func cookieOfAnotherServer() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let (guest, _) = try parts(of: owner)
      let known = GuestSigner.temporary()
      var foreign = ""
      try await TestServer.run(configure: { $0.guestSigner = known }) { other in
        foreign = try await other.start("a")
        #expect(try await isOwner(foreign, on: other))
      }
      #expect(try await !isOwner(foreign, on: server))
      // Not even for the very same guest.
      let (_, signature) = try parts(of: "=\(known.signed(known.mint()))")
      #expect(try await !isOwner("Cookie: encrier-guest=\(guest).\(signature)", on: server))
    }
  }

  @Test("cannot use the secret of an owner a second time")
  func replayedSecret() async throws {
    try await TestServer.run { server in
      _ = try await server.start("a")
      let rightful = try await server.start("b")
      let thief = try await server.start("c")
      let secret = try await server.pads.offerOwnership(of: try #require(PadName("a")))
      func take(_ pad: String, _ cookie: String) async throws -> Int {
        let path = "/api/v1/pads/\(pad)/owner"
        return try await server.json("POST", path, #"{"secret": "\#(secret)"}"#, headers: [cookie])
          .status
      }
      #expect(try await take("b", thief) == 404, "it is for one pad")
      #expect(try await take("a", rightful) == 204)
      #expect(try await take("a", thief) == 404)
      #expect(try await isOwner(rightful, on: server))
      #expect(try await !isOwner(thief, on: server))
    }
  }

  @Test("cannot use a link at another pad, by no way of writing it")
  func linkAtAnotherPad() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let thief = try await server.start("b")
      let shared = try await link("a", owner, on: server)
      for target in [
        "/api/v1/pads/b/links/\(shared.id)", "/api/v1/pads/\(shared.name)/links/\(shared.id)",
      ] {
        let answer = try await server.request("DELETE", target, headers: [thief])
        #expect([403, 404].contains(answer.status), "\(target)")
      }
      #expect(try await server.request("GET", "/api/v1/pads/\(shared.name)").status == 200)
      for target in [
        "/api/v1/pads/b\(shared.name)", "/api/v1/pads/b?token=\(shared.name)",
        "/api/v1/pads/\(shared.id)", "/api/v1/pads/~\(shared.id)",
      ] {
        let answer = try await server.request("GET", target)
        #expect(!answer.text.contains(#""role":"viewer""#), "\(target)")
      }
    }
  }

  @Test("is slowed when guessing links, secrets and passphrases")
  func guessing() async throws {
    try await TestServer.run(configure: { $0.maximumNameGuessesPerMinute = 4 }) { server in
      let owner = try await server.start("a")
      var statuses: [Int] = []
      for number in 0..<6 {
        let guess = "~" + String(repeating: "\(number)", count: 22)
        statuses.append(try await server.request("GET", "/api/v1/pads/\(guess)").status)
      }
      #expect(statuses == [404, 404, 404, 404, 429, 429])
      // Guessing the owner's secret draws on the same purse.
      let path = "/api/v1/pads/a/owner"
      let secret = try await server.json("POST", path, #"{"secret": "x"}"#, headers: [owner])
      #expect(secret.status == 429)
      #expect(secret.value["type"]?.text?.hasSuffix(":too-many-guesses") == true)
    }
  }

  private static let tricks = [
    ".", "..", "%2e", "%2e%2e", "%2E%2E", ".%2e", "..%2f..%2fetc", "a%2fb", "a%5cb", "%00", "a%00",
    "%0d%0aSet-Cookie:x=1", "%0a", "%7f", "%ff", "%c0%ae%c0%ae", "%c0%af", "%e0%80%af", "%ed%a0%80",
    "%f4%90%80%80", "%", "%2", "%zz", "a%20b", "%e2%80%ae", "caf%C3%A9", "a;b", "a:b", "a,b", "*",
    "~", "~..", "~%2F", String(repeating: "a", count: 129), "%25%32%65", "<script>", "%3Cscript%3E",
  ]

  @Test("finds no way out of the pads by a name", arguments: tricks)
  func names(trick: String) async throws {
    try await TestServer.run { server in
      for route in server.table.routes where route.path.parameterNames.contains("pad") {
        let target = route.path.text.replacing("{pad}", with: trick).replacing("{link}", with: "x")
        let client = try RawClient(port: server.port)
        let request =
          route.path.text.hasPrefix("/sync")
          ? RawClient.upgradeRequest(target)
          : "\(route.method) \(target) HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"
        try await client.send(request)
        let answer = try await client.readResponse()
        #expect([400, 404].contains(answer.status), "\(route.method) \(target)")
        #expect(answer.cookies.isEmpty && answer.headers["location"] == nil)
      }
    }
  }

  @Test("cannot make an address of ours out of a Host header")
  func hostHeader() async throws {
    try await TestServer.run { server in
      for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil"] {
        let answer = try await ask(host: host, server)
        #expect(!answer.text.contains("evil"), "\(host)")
        #expect(!answer.headers.contains { $0.value.contains("evil") }, "\(host)")
      }
      for host in ["evil.example/x", "evil@localhost", "a b", "", "evil.example\r\nHost: b", "é"] {
        #expect(try await ask(host: host, server).status == 400, "\(host)")
      }
    }
    try await TestServer.run(configure: { $0.publicURL = "https://pads.example" }) { server in
      let answer = try await ask(host: "evil.example", server)
      #expect(
        JSONValue(parsing: answer.body)?["url"]?.text?.hasPrefix("https://pads.example/p/") == true
      )
      // A page whose name was made to lead here is another site, also when it says our name.
      let forwarded = try await ask(
        host: "evil.example",
        server,
        "X-Forwarded-Host: evil.example\r\n"
      )
      #expect(!forwarded.text.contains("evil"))
    }
  }

  private func ask(
    host: String,
    _ server: TestServer,
    _ more: String = ""
  ) async throws -> RawResponse {
    let client = try RawClient(port: server.port)
    try await client.send(
      "POST /api/v1/pads HTTP/1.1\r\nHost: \(host)\r\n\(more)Content-Length: 0\r\n\r\n"
    )
    return try await client.readResponse()
  }

  @Test("has nothing executed that was sent as a picture")
  func pictures() async throws {
    let script = "<script>alert(1)</script>"
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    try await TestServer.run { server in
      _ = try await server.start("a")
      func send(_ bytes: [UInt8], _ type: String) async throws -> RawResponse {
        let headers = ["Content-Type: \(type)"]
        return try await server.request(
          "POST",
          "/api/v1/pads/a/images",
          headers: headers,
          body: bytes
        )
      }
      for type in ["image/png", "image/svg+xml", "text/html", "image/gif"] {
        for content in [svg, "<!doctype html>\(script)", "<?xml version='1.0'?>\(svg)"] {
          #expect(try await send(Array(content.utf8), type).status == 415)
        }
      }
      // A file may be two things at once; it is served as a picture and nothing else.
      let twofold = try await send(Array("GIF89a/*\(script)*/=1;".utf8), "image/gif")
      let location = try #require(twofold.headers["location"])
      let served = try await server.request("GET", location, headers: ["Accept: text/html"])
      #expect(served.headers["content-type"] == "image/gif")
      #expect(served.headers["x-content-type-options"] == "nosniff")
      let policy = try #require(served.headers["content-security-policy"])
      #expect(policy == "default-src 'none'; frame-ancestors 'none'; sandbox")
      for other in ["html", "svg", "js", "png"] {
        let name = location.replacing(".gif", with: ".\(other)")
        #expect(try await server.request("GET", name).status == 404)
      }
    }
  }

  @Test("writes no markup into an answer by a title or a text")
  func markup() async throws {
    let title = "</title><script>alert(1)</script>"
    try await TestServer.run { server in
      let body = #"{"name": "a", "title": "\#(title)", "text": "\#(title)"}"#
      let made = try await server.json("POST", "/api/v1/pads", body)
      #expect(made.value["title"]?.text == title)
      for path in ["/api/v1/pads/a", "/api/v1/pads/a/text", "/api/v1/pads/a/last-good"] {
        let answer = try await server.request("GET", path, headers: ["Accept: text/html"])
        #expect(answer.status == 200)
        let type = try #require(answer.headers["content-type"])
        #expect(type == "application/json" || type == "text/markdown; charset=utf-8")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
      }
    }
    #expect(PrintRoutes.escaped("<a href=\"x\">&") == "&lt;a href=&quot;x&quot;&gt;&amp;")
  }

  private static let large = String(repeating: "a", count: 300_000)

  private static let oversized: [(what: String, request: String, status: Int)] = [
    ("address", "GET /p/\(large) HTTP/1.1\r\n", 414),
    ("header", "GET / HTTP/1.1\r\nHost: h\r\nCookie: \(large)\r\n\r\n", 431),
    (
      "headers",
      "GET / HTTP/1.1\r\nHost: h\r\n" + String(repeating: "A: b\r\n", count: 1_000) + "\r\n", 431
    ),
    ("name of a pad", "GET /p/\(large.prefix(129)) HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ("query", "GET /api/v1/pads?query=\(large.prefix(201)) HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ("method", "\(large.prefix(40)) / HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ("text", announced("PUT", "/api/v1/pads/a/text", "text/markdown", 1 << 30), 413),
    ("image", announced("POST", "/api/v1/pads/a/images", "image/png", 1 << 30), 413),
    ("JSON", announced("PATCH", "/api/v1/pads/a", "application/json", 1 << 30), 413),
    ("no JSON", announced("DELETE", "/api/v1/pads/a", "application/json", 1), 413),
    ("length", announced("PUT", "/api/v1/pads/a/text", "text/markdown", .max), 400),
    ("name", said(#"{"name": "\#(large.prefix(129))"}"#), 400),
    ("title", said(#"{"title": "\#(large.prefix(100_000))"}"#), 400),
    ("nesting", said(String(repeating: "[", count: 200_000)), 400),
  ]

  private static func announced(
    _ method: String,
    _ target: String,
    _ type: String,
    _ length: Int
  ) -> String {
    "\(method) \(target) HTTP/1.1\r\nHost: h\r\nContent-Type: \(type)\r\n"
      + "Content-Length: \(length)\r\n\r\n"
  }

  private static func said(_ body: String) -> String {
    announced("POST", "/api/v1/pads", "application/json", body.utf8.count) + body
  }

  @Test("is refused what is too large, before it is taken in", arguments: oversized)
  func tooLarge(what: String, request: String, status: Int) async throws {
    try await TestServer.run { server in
      _ = try await server.start("a")
      let client = try RawClient(port: server.port)
      // The server may have hung up before all is sent.
      try? await client.send(request)
      #expect(try await client.readResponse().status == status, "\(what)")
      #expect(try await server.request("GET", "/api/v1/pads/a/text").text == "bonjour")
    }
  }

  @Test("is cut off after a frame, a message or an awareness that is too large")
  func oversizedFrames() async throws {
    try await TestServer.run { server in
      let headers: [[UInt8]] = [
        // 16 MiB and one, announced; a length that no memory has.
        [0x82, 0xFF, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0],
        [0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0],
      ]
      for header in headers {
        let client = try await RawClient.webSocket(port: server.port, "/sync/a")
        try await client.send(header)
        #expect(try await client.readCloseCode() == 1009)
      }
      let client = try await RawClient.webSocket(port: server.port, "/sync/a")
      let state = #"{"user":{"name":"\#(String(repeating: "a", count: 20_000))"}}"#
      // Message 1: one entry, client 7, clock 1, the state.
      let entry: [UInt8] = [1, 7, 1] + varUInt(state.utf8.count) + Array(state.utf8)
      try await client.sendFrame([1] + varUInt(entry.count) + entry)
      #expect(try await client.readCloseCode() == 1009)
    }
  }

  private func varUInt(_ number: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = number
    while rest > 127 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
