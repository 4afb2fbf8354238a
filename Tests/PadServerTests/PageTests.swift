// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import WebTestSupport

@testable import PadServer

@Suite("Pages", .timeLimit(.minutes(10)))
struct PageTests {
  /// Runs a server with a small page.
  private func withPage(_ body: (TestServer) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("page-\(UUID().uuidString)")
    let assets = directory.appendingPathComponent("assets")
    try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Data("home".utf8).write(to: directory.appendingPathComponent("index.html"))
    try Data("pad".utf8).write(to: directory.appendingPathComponent("pad.html"))
    try Data("away".utf8).write(to: directory.appendingPathComponent("away.html"))
    try Data("<body data-problem=\"[kind]\" data-status=\"[status]\">".utf8)
      .write(to: directory.appendingPathComponent("problem.html"))
    try Data("worker".utf8).write(to: directory.appendingPathComponent("sw.js"))
    try Data("code".utf8).write(to: assets.appendingPathComponent("pad-5YQXWZLR.js"))
    try await TestServer.run(configure: { $0.webDirectory = directory.path }, body)
  }

  @Test("serves the start page, the editor under any pad's name, and their parts")
  func serves() async throws {
    try await withPage { server in
      let cases = [
        ("/", "home", "text/html; charset=utf-8"),
        ("/?x=1", "home", "text/html; charset=utf-8"),
        ("/p/Not.yet_there-1", "pad", "text/html; charset=utf-8"),
        ("/away", "away", "text/html; charset=utf-8"),
        ("/assets/pad-5YQXWZLR.js", "code", "text/javascript; charset=utf-8"),
      ]
      for (target, body, type) in cases {
        let response = try await server.request("GET", target)
        #expect(response.status == 200)
        #expect(response.text == body)
        #expect(response.headers["content-type"] == type)
      }
      // At the top, so that it rules all pages; asked for anew each time, so that it never goes stale.
      let worker = try await server.request("GET", "/sw.js")
      #expect(worker.text == "worker")
      #expect(worker.headers["content-type"] == "text/javascript; charset=utf-8")
      #expect(worker.headers["cache-control"] == "no-cache")
      let head = try await server.request("HEAD", "/p/a")
      #expect(head.headers["content-length"] == "3")
      #expect(try await server.request("GET", "/assets/none.js").status == 404)
      #expect(try await server.request("GET", "/pad.html").status == 404)
    }
  }

  @Test(
    "tells a browser of a problem by a page, under the problem's own status",
    arguments: [
      ("/nowhere", 404, "no-such-address"), ("/p/caf%C3%A9", 400, "invalid-pad-name"),
      ("/assets/none.js", 404, "no-such-address"),
    ]
  )
  func explains(target: String, status: Int, kind: String) async throws {
    try await withPage { server in
      let wanted = "text/html,application/xhtml+xml,*/*;q=0.8"
      let page = try await server.request("GET", target, headers: ["Accept: \(wanted)"])
      #expect(page.status == status)
      #expect(page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.headers["vary"] == "Accept")
      #expect(page.headers["content-security-policy"] != nil)
      #expect(page.text == "<body data-problem=\"\(kind)\" data-status=\"\(status)\">")
      for accept in ["*/*", "application/json", "text/html;q=0, */*"] {
        let document = try await server.request("GET", target, headers: ["Accept: \(accept)"])
        #expect(document.status == status)
        #expect(document.headers["content-type"] == "application/problem+json")
        #expect(document.text.contains("urn:encrier:problem:\(kind)"))
      }
    }
  }

  @Test(
    "gives nothing outside of it away",
    arguments: [
      "/assets/../index.html", "/assets/%2e%2e/index.html", "/assets/..%2findex.html",
      "/assets/%00", "/p/%2e%2e", "/p/a%2Fb", "/p/a%00", "/sync/%2e",
    ]
  )
  func hides(target: String) async throws {
    try await withPage { server in
      let response = try await server.request("GET", target)
      #expect(response.status == 400)
    }
  }

  @Test("protects every response, whoever made it")
  func protects() async throws {
    try await withPage { server in
      let requests = [
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /none HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /sync/a HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST /api/v1/pads HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "junk\r\n\r\n",
      ]
      for request in requests {
        let client = try RawClient(port: server.port)
        try await client.send(request)
        let headers = try await client.readResponse().headers
        let policy = try #require(headers["content-security-policy"])
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(policy.contains("script-src 'self';"))
        #expect(policy.hasPrefix("default-src 'none'"))
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["referrer-policy"] == "no-referrer")
      }
    }
  }

  @Test("is found beside the package of the executable, or where the environment says")
  func isFound() throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("package-\(UUID().uuidString)").resolvingSymlinksInPath()
    let dist = root.appendingPathComponent("web/dist")
    try FileManager.default.createDirectory(at: dist, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    try Data().write(to: dist.appendingPathComponent("index.html"))
    let executable = root.appendingPathComponent(".build/release/encrier").path
    #expect(WebDirectory.find(executable: executable, environment: [:]) == dist.path)
    let named = WebDirectory.find(executable: executable, environment: ["ENCRIER_WEB": "/x"])
    #expect(named == "/x")
  }
}
