// SPDX-License-Identifier: Apache-2.0

import Testing
import WebTestSupport

@testable import PadServer

@Suite("JSON API", .timeLimit(.minutes(10)))
struct PadAPITests {
  @Test("starts a pad under a chosen or a random name, once")
  func starts() async throws {
    try await TestServer.run { server in
      let chosen = try await server.json(
        "POST",
        "/api/v1/pads",
        #"{"name": "reunion", "title": "Réunion", "text": "a\r\nb"}"#
      )
      #expect(chosen.status == 201)
      #expect(chosen.value["id"] == "reunion")
      #expect(chosen.value["title"] == "Réunion")
      #expect(chosen.value["url"] == "http://localhost/p/reunion")
      #expect(try await server.request("GET", "/api/v1/pads/reunion/text").text == "a\nb")
      let again = try await server.json("POST", "/api/v1/pads", #"{"name": "reunion"}"#)
      #expect(again.status == 409)
      let random = try await server.json("POST", "/api/v1/pads", "{}")
      #expect(random.status == 201)
      #expect(random.value["id"]?.text?.count == 22)
      let bodiless = try await server.request("POST", "/api/v1/pads")
      #expect(bodiless.status == 201)
    }
  }

  @Test("gives people the public address when there is one")
  func usesPublicAddress() async throws {
    try await TestServer.run(configure: { $0.publicURL = "https://pads.example" }) { server in
      let pad = try await server.json("POST", "/api/v1/pads", #"{"name": "a"}"#)
      #expect(pad.value["url"] == "https://pads.example/p/a")
    }
  }

  @Test("changes and removes metadata")
  func changes() async throws {
    try await TestServer.run { server in
      _ = try await server.json("POST", "/api/v1/pads", ##"{"name": "a", "text": "# Titre"}"##)
      let changed = try await server.json(
        "PATCH",
        "/api/v1/pads/a",
        #"{"title": "T", "tags": ["x", "y"], "language": "fr"}"#
      )
      #expect(changed.status == 200)
      #expect(changed.value["title"] == "T")
      #expect(changed.value["tags"] == ["x", "y"])
      let removed = try await server.json(
        "PATCH",
        "/api/v1/pads/a",
        #"{"title": null, "tags": null}"#
      )
      #expect(removed.value["title"] == "Titre")
      #expect(removed.value["tags"] == nil)
      #expect(removed.value["language"] == "fr")
    }
  }

  private static let brokenBodies: [(String, String, String)] = [
    ("POST", "/api/v1/pads", "not json"),
    ("POST", "/api/v1/pads", "[]"),
    ("POST", "/api/v1/pads", #"{"name": 1}"#),
    ("POST", "/api/v1/pads", #"{"name": ".."}"#),
    ("POST", "/api/v1/pads", #"{"name": "é"}"#),
    ("POST", "/api/v1/pads", #"{"nom": "a"}"#),
    ("POST", "/api/v1/pads", String(repeating: "[", count: 100_000)),
    ("PATCH", "/api/v1/pads/a", #"{"title": ["a"]}"#),
    ("PATCH", "/api/v1/pads/a", #"{"tags": "a"}"#),
    ("PATCH", "/api/v1/pads/a", #"{"tags": [1]}"#),
    ("PATCH", "/api/v1/pads/a", #"{"epoch": "a"}"#),
  ]

  @Test("refuses bodies that break the schema", arguments: brokenBodies)
  func refusesBodies(method: String, target: String, body: String) async throws {
    try await TestServer.run { server in
      let started = try await server.request(
        "POST",
        "/api/v1/pads",
        headers: ["Content-Type: application/json"],
        body: Array(#"{"name": "a"}"#.utf8)
      )
      let given = try #require(started.cookies.first?.split(separator: ";").first)
      let cookie = "Cookie: \(given)"
      let answer = try await server.json(method, target, body, headers: [cookie])
      #expect(answer.status == 400)
      #expect(answer.value["status"] == 400)
      let list = try await server.request("GET", "/api/v1/pads", headers: [cookie])
      guard case .array(let pads) = JSONValue(parsing: list.body)?["pads"] else {
        Issue.record("no list")
        return
      }
      #expect(pads.count == 1, "nothing was started")
    }
  }

  @Test("says which problem there is")
  func namesProblems() async throws {
    try await TestServer.run { server in
      let cases: [(method: String, target: String, status: Int, problem: String)] = [
        ("GET", "/nothing", 404, "no-such-address"),
        ("GET", "/api/v1/pads/none", 404, "no-such-pad"),
        ("GET", "/api/v1/pads/none/text", 404, "no-such-pad"),
        ("GET", "/api/v1/pads/%C3%A9", 400, "invalid-pad-name"),
        ("GET", "/api/v1/pads?limit=0", 400, "invalid-parameter"),
        ("GET", "/api/v1/pads?limit=x", 400, "invalid-parameter"),
        ("GET", "/api/v1/pads?cursor=%20", 400, "invalid-pad-name"),
        ("DELETE", "/healthz", 405, "method-not-allowed"),
        ("GET", "/sync/a", 426, "websocket-expected"),
        ("GET", "/p/%20", 400, "invalid-pad-name"),
        ("GET", "/p/a", 503, "page-not-built"),
      ]
      for (method, target, status, problem) in cases {
        let response = try await server.request(method, target)
        #expect(response.status == status, "\(target)")
        #expect(response.problem == problem, "\(target)")
      }
      let notAllowed = try await server.request("PUT", "/api/v1/pads/a")
      #expect(notAllowed.headers["allow"] == "GET, HEAD, PATCH, DELETE")
    }
  }

  @Test("refuses media types an address does not take, and bodies that are too long")
  func refusesMedia() async throws {
    try await TestServer.run(configure: { $0.maximumTextBytes = 100 }) { server in
      let form = try await server.request(
        "POST",
        "/api/v1/pads",
        headers: ["Content-Type: application/x-www-form-urlencoded"],
        body: Array("name=a".utf8)
      )
      #expect(form.problem == "unsupported-media-type")
      let untyped = try await server.request("POST", "/api/v1/pads", body: Array("{}".utf8))
      #expect(untyped.status == 415)
      _ = try await server.json("POST", "/api/v1/pads", #"{"name": "a"}"#)
      let long = try await server.put(String(repeating: "x", count: 101), into: "a")
      #expect(long.status == 413)
    }
  }

  @Test("replaces the text only in the version that was asked for")
  func comparesVersions() async throws {
    try await TestServer.run { server in
      _ = try await server.json("POST", "/api/v1/pads", #"{"name": "a", "text": "un"}"#)
      let first = try await server.request("GET", "/api/v1/pads/a/text")
      #expect(first.headers["content-type"] == "text/markdown; charset=utf-8")
      let tag = try #require(first.headers["etag"])
      let known = try await server.request(
        "GET",
        "/api/v1/pads/a/text",
        headers: ["If-None-Match: \(tag)"]
      )
      #expect(known.status == 304)
      let second = try await server.put("deux", into: "a", headers: ["If-Match: \(tag)"])
      #expect(second.status == 204)
      #expect(second.headers["etag"] != tag)
      let stale = try await server.put("trois", into: "a", headers: ["If-Match: \(tag)"])
      #expect(stale.problem == "pad-changed")
      let any = try await server.put("quatre", into: "a", headers: ["If-Match: *"])
      #expect(any.status == 204)
      #expect(try await server.request("GET", "/api/v1/pads/a/text").text == "quatre")
      #expect(try await server.put("x", into: "none").problem == "no-such-pad")
    }
  }

  @Test("refuses a text that is not UTF-8 and leaves the pad as it is")
  func refusesInvalidText() async throws {
    try await TestServer.run { server in
      _ = try await server.json("POST", "/api/v1/pads", #"{"name": "a", "text": "un"}"#)
      let response = try await server.request(
        "PUT",
        "/api/v1/pads/a/text",
        headers: ["Content-Type: text/plain"],
        body: [0x61, 0xFF]
      )
      #expect(response.problem == "invalid-body")
      #expect(try await server.request("GET", "/api/v1/pads/a/text").text == "un")
    }
  }

  @Test("lists pads in pages, and those that match")
  func lists() async throws {
    try await TestServer.run { server in
      let first = try await server.request(
        "POST",
        "/api/v1/pads",
        headers: ["Content-Type: application/json"],
        body: Array(#"{"name": "a", "title": "Pad a"}"#.utf8)
      )
      let given = try #require(first.cookies.first?.split(separator: ";").first)
      let cookie = "Cookie: \(given)"
      for name in ["b", "c"] {
        _ = try await server.json(
          "POST",
          "/api/v1/pads",
          #"{"name": "\#(name)", "title": "Pad \#(name)"}"#,
          headers: [cookie]
        )
      }
      func ids(_ query: String) async throws -> (ids: [String], cursor: String?) {
        let response = try await server.request("GET", "/api/v1/pads" + query, headers: [cookie])
        let value = JSONValue(parsing: response.body)
        guard case .array(let pads) = value?["pads"] else { return ([], nil) }
        return (pads.compactMap { $0["id"]?.text }, value?["cursor"]?.text)
      }
      #expect(try await ids("").ids == ["a", "b", "c"])
      let page = try await ids("?limit=2")
      #expect(page.ids == ["a", "b"])
      let cursor = try #require(page.cursor)
      let last = try await ids("?limit=2&cursor=\(cursor)")
      #expect(last.ids == ["c"])
      #expect(last.cursor == nil)
      #expect(try await ids("?query=PAD%20b").ids == ["b"])
    }
  }
}
