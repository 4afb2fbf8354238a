// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing
import WebTestSupport

@testable import PadServer

/// Somebody who brings secrets nowhere.
private struct SilentCourier: SecretCourier {
  func bring(
    _ secret: String,
    for purpose: AccountSecret.Purpose,
    to email: EmailAddress,
    in language: MailLanguage
  ) {}
}

/// Walks every route there is, so that a new one is walked too, and everything beside the routes.
@Suite("the headers of every answer", .timeLimit(.minutes(10)))
struct HeaderWalkTests {
  private enum Way: CaseIterable, Sendable {
    case plain, secure, embedded
  }

  /// What a browser is told by every answer, whoever made it.
  private static func rules(_ way: Way) -> [String: String] {
    var rules = [
      "x-content-type-options": "nosniff", "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=()",
    ]
    if way == .secure { rules["strict-transport-security"] = "max-age=31536000" }
    if way != .embedded { rules["x-frame-options"] = "DENY" }
    return rules
  }

  private func check(_ response: RawResponse, _ way: Way, _ what: String) {
    for (name, value) in Self.rules(way) {
      #expect(response.headers[name] == value, "\(what): \(name)")
    }
    if way != .secure { #expect(response.headers["strict-transport-security"] == nil, "\(what)") }
    if way == .embedded { #expect(response.headers["x-frame-options"] == nil, "\(what)") }
    let policy = response.headers["content-security-policy"] ?? ""
    #expect(policy.hasPrefix("default-src 'none'; "), "\(what): \(policy)")
    for word in ["unsafe", "*", "http:", "blob:"] { #expect(!policy.contains(word), "\(what)") }
    let isImage = response.headers["content-type"]?.hasPrefix("image/png") ?? false
    let ancestors =
      way == .embedded && !isImage ? "'self' https://intranet.example" : "'none'"
    #expect(policy.contains("frame-ancestors \(ancestors)"), "\(what): \(policy)")
    if !isImage { #expect(policy.contains("; script-src 'self'; "), "\(what): \(policy)") }
    checkCache(response, what)
    for cookie in response.cookies { check(cookie: cookie, way, what) }
    if let location = response.headers["location"] {
      #expect(location.hasPrefix("/") && !location.hasPrefix("//"), "\(what)")
    }
    #expect(
      response.headers["server"] == nil && response.headers["access-control-allow-origin"] == nil
    )
  }

  private func checkCache(_ response: RawResponse, _ what: String) {
    guard let cache = response.headers["cache-control"] else {
      Issue.record("\(what): nothing is said to caches")
      return
    }
    let isForEver = cache == "public, max-age=31536000, immutable"
    let known = ["no-store", "no-cache", "private, no-cache"]
    #expect(known.contains(cache) || isForEver, "\(what): \(cache)")
    if isForEver { #expect(what.contains("/assets/") || what.contains("/images/"), "\(what)") }
    if !response.cookies.isEmpty { #expect(cache != "no-cache" && !isForEver, "\(what)") }
    if response.status >= 400 { #expect(cache == "no-store", "\(what)") }
  }

  private func check(cookie: String, _ way: Way, _ what: String) {
    let parts = cookie.components(separatedBy: "; ")
    let name = parts[0].prefix { $0 != "=" }
    let prefix = way == .secure ? "__Host-" : ""
    let isTold = name == "\(prefix)encrier-who"
    #expect(name.hasPrefix("\(prefix)encrier-"), "\(what): \(cookie)")
    var wanted: Set<String> = ["Path=/", "SameSite=Lax"]
    if !isTold { wanted.insert("HttpOnly") }
    if way == .secure { wanted.insert("Secure") }
    let flags = Set(parts.dropFirst().filter { !$0.hasPrefix("Max-Age=") })
    #expect(flags == wanted, "\(what): \(cookie)")
    #expect(parts.contains { $0.hasPrefix("Max-Age=") })
  }

  /// Runs a server with a small page, a pad in it, and everything switched on.
  private func run(
    _ way: Way,
    _ body: (TestServer, _ owner: String, _ link: String, _ image: String) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("walk-\(UUID().uuidString)")
    let assets = folder.appendingPathComponent("assets")
    try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = [
      "index.html", "pad.html", "away.html", "account.html", "own-account.html",
      "digest.html", "sw.js",
      "assets/x-5YQXWZLR.js",
    ]
    for name in files {
      try Data("x".utf8).write(to: folder.appendingPathComponent(name))
    }
    try Data("[kind] [status]".utf8).write(to: folder.appendingPathComponent("problem.html"))
    try Data("<!--title--> <!--text-->".utf8).write(to: folder.appendingPathComponent("print.html"))
    try await TestServer.run(
      servesKnowledgeBase: true,
      configure: { configuration in
        configuration.webDirectory = folder.path
        configuration.renderCommand = ["/bin/cat"]
        configuration.courier = SilentCourier()
        // Nobody answers there.
        configuration.openID = OpenIDConfiguration(
          issuer: "http://127.0.0.1:9",
          clientID: "x",
          secret: "x"
        )
        configuration.publicURL = way == .secure ? "https://pads.example" : nil
        configuration.embedOrigins = way == .embedded ? ["https://intranet.example"] : []
      }
    ) { server in
      let made = try await server.request(
        "POST",
        "/api/v1/pads",
        headers: ["Content-Type: application/json"],
        body: Array(#"{"name": "walked", "text": "x"}"#.utf8)
      )
      check(made, way, "start")
      let owner = "Cookie: \(try #require(made.cookies.first?.split(separator: ";").first))"
      let linked = try await server.json(
        "POST",
        "/api/v1/pads/walked/links",
        #"{"role": "viewer", "passphrase": "x"}"#,
        headers: [owner]
      )
      let image = try await server.request(
        "POST",
        "/api/v1/pads/walked/images",
        headers: ["Content-Type: image/png"],
        body: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]
      )
      check(image, way, "image")
      let name = try #require(linked.value["name"]?.text)
      for place in ["index.html", "fr/index.html"] {
        try server.put("x", at: "site/\(place)")
      }
      try await body(server, owner, name, try #require(image.headers["location"]))
    }
  }

  private static let bodies = ["POST", "PUT", "PATCH"]

  @Test("protect and keep private, on every route in every state", arguments: Way.allCases)
  private func everyRoute(way: Way) async throws {
    try await run(way) { server, owner, link, image in
      let values: [String: [String]] = [
        "pad": ["walked", "none", "a%20b", link],
        "place": ["index.html", "fr", "fr/", "none"],
        "file": [String(image.split(separator: "/").last ?? ""), "x-5YQXWZLR.js", "none"],
      ]
      var good: Set<String> = []
      // What takes the pad away comes last.
      let routes = server.table.routes.sorted {
        ($0.method == "DELETE" ? 1 : 0, $0.path.text) < (
          $1.method == "DELETE" ? 1 : 0, $1.path.text
        )
      }
      for route in routes {
        let names = route.path.parameterNames
        let choices = names.first.flatMap { values[$0] } ?? ["x"]
        for choice in choices {
          var target = route.path.text
          for name in names {
            target = target.replacing("{\(name)}", with: name == names.first ? choice : "x")
          }
          for method in route.method == "GET" ? ["GET", "HEAD"] : [route.method] {
            for extra in [
              [], [owner], ["Origin: https://elsewhere.example"], ["Accept: text/html"],
            ] {
              let response = try await server.request(
                method,
                target,
                headers: extra
                  + (Self.bodies.contains(method) ? ["Content-Type: application/json"] : []),
                body: Self.bodies.contains(method) ? Array("{}".utf8) : nil
              )
              check(response, way, "\(method) \(target) \(extra) -> \(response.status)")
              if response.status < 400 { good.insert("\(method) \(route.path.text)") }
            }
          }
        }
      }
      let pages = [
        "/", "/p/{pad}", "/away", "/sign-in", "/forgotten", "/account", "/digest/stop",
        "/assets/{file}", "/images/{file}", "/p/{pad}/print", "/kb", "/kb/{place}",
      ]
      for page in pages {
        #expect(good.contains("GET \(page)"), "\(page) was not seen in a good state")
      }
    }
  }

  @Test("protect also where no route answers", arguments: Way.allCases)
  private func besideRoutes(way: Way) async throws {
    try await run(way) { server, owner, link, _ in
      let wrong = try await server.json(
        "POST",
        "/api/v1/pads/\(link)/key",
        #"{"passphrase": "x"}"#
      )
      #expect(wrong.status == 204, "a cookie for a passphrase is walked too")
      let key = try await server.request(
        "POST",
        "/api/v1/pads/\(link)/key",
        headers: ["Content-Type: application/json"],
        body: Array(#"{"passphrase": "x"}"#.utf8)
      )
      #expect(key.cookies.count == 1)
      check(key, way, "key")
      let gone = try await server.request("DELETE", "/api/v1/pads/walked", headers: [owner])
      #expect(gone.status == 204)
      let upgrade =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: "
        + "dGhlIHNhbXBsZSBub25jZQ==\r\n"
      let cases: [(request: String, status: Int)] = [
        ("GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n", 404),
        ("GET /nowhere HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\n\r\n", 404),
        ("BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 405),
        ("OPTIONS / HTTP/1.1\r\nHost: h\r\n\r\n", 405),
        ("TRACE / HTTP/1.1\r\nHost: h\r\n\r\n", 405),
        ("GET /api/v1/pads/walked HTTP/1.1\r\nHost: h\r\n\r\n", 410),
        ("GET /p/%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505),
        ("junk\r\n\r\n", 400),
        ("GET /\(String(repeating: "a", count: 20_000))", 414),
        ("GET / HTTP/1.1\r\nHost: h\r\nA: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
        (
          "PUT /api/v1/pads/a/text HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n"
            + "Content-Length: 99999999\r\n\r\n", 413
        ),
        ("POST /api/v1/pads HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", 501),
        ("GET /sync/a HTTP/1.1\r\nHost: h\r\n\r\n", 426),
        ("GET /sync/a HTTP/1.1\r\nHost: h\r\n\(upgrade)Sec-WebSocket-Version: 8\r\n\r\n", 426),
        (
          "GET /sync/a HTTP/1.1\r\nHost: h\r\n\(upgrade)Sec-WebSocket-Version: 13\r\n"
            + "Origin: null\r\n\r\n", 403
        ),
        ("GET /healthz HTTP/1.1\r\nHost: h\r\n\(upgrade)Sec-WebSocket-Version: 13\r\n\r\n", 400),
      ]
      for (request, status) in cases {
        let client = try RawClient(port: server.port)
        try await client.send(request)
        let response = try await client.readResponse()
        let what = String(request.prefix { $0 != "\r" }.prefix(60))
        #expect(response.status == status, "\(what)")
        check(response, way, what)
      }
    }
  }
}
