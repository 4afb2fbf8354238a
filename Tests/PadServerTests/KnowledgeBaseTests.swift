// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing
import WebTestSupport

@testable import PadServer

@Suite("The knowledge base served", .timeLimit(.minutes(10)))
struct KnowledgeBaseTests {
  private func publish(_ pad: String, _ owner: String, on server: TestServer) async throws {
    let path = "/api/v1/pads/\(pad)/editions/1/publication"
    #expect(try await server.request("PUT", path, headers: [owner]).status == 200)
  }

  private func isThere(_ place: String, on server: TestServer) -> Bool {
    FileManager.default.fileExists(atPath: "\(server.directory)/kb/\(place)")
  }

  @Test("is built when something is published or withdrawn, whoever does it, and tells of itself")
  func builds() async throws {
    try await TestServer.run(servesKnowledgeBase: true) { server in
      try await server.hasBuilt()
      #expect(try await server.knowledgeBase()["texts"] == 0)
      let owner = try await server.finish("a", "# Charte")
      try await publish("a", owner, on: server)
      let place = "content/texts/charte/edition-1.md"
      try await server.soon("built") { isThere(place, on: server) }
      try await server.soon("told") { try await server.knowledgeBase()["editions"] == 1 }
      let pad = try #require(PadName("a"))
      try await server.pads.withdraw(1, of: pad, by: .server)
      try await server.soon("gone") { !isThere(place, on: server) }
      try await server.pads.publish(1, of: pad, by: .server)
      try await server.soon("there again") { isThere(place, on: server) }
      _ = try await server.json("POST", "/api/v1/pads/a/editions/next", "{}", headers: [owner])
      _ = try await server.pads.erase("Charte", from: pad, by: .server)
      try await server.soon("erased") { !isThere(place, on: server) }
      let metrics = try await server.request("GET", "/metrics").text
      #expect(metrics.contains("\nencrier_kb_failing 0\n"))
      #expect(metrics.contains("\nencrier_kb_build_failures_total 0\n"))
    }
  }

  @Test("is harvested as it is, and tells harvesters what was withdrawn")
  func harvest() async throws {
    try await TestServer.run(servesKnowledgeBase: true) { server in
      try await server.hasBuilt()
      let owner = try await server.finish("own-name", "# Charte")
      try await publish("own-name", owner, on: server)
      func records() async throws -> String {
        try await server.request("GET", "/oai?verb=ListRecords&metadataPrefix=oai_dc").text
      }
      try await server.soon("harvested") { try await records().contains(">Charte<") }
      let published = try await records()
      #expect(!published.contains("own-name"))
      let path = "/api/v1/pads/own-name/editions/1/publication"
      #expect(try await server.request("DELETE", path, headers: [owner]).status == 204)
      try await server.soon("deleted") { try await records().contains(#"status="deleted""#) }
      let withdrawn = try await records()
      #expect(!withdrawn.contains(">Charte<"))
    }
    try await TestServer.run { server in
      let answer = try await server.request("GET", "/oai?verb=Identify")
      #expect(answer.problem == "no-such-address")
    }
  }

  @Test("of members only is open to all")
  func openToAll() async throws {
    try await TestServer.run(openness: .members, servesKnowledgeBase: true) { server in
      try await server.hasBuilt()
      try server.put("bonjour", at: "site/fr/index.html")
      #expect(try await server.request("GET", "/kb/fr/").text == "bonjour")
      #expect(try await server.request("GET", "/api/v1/kb").status == 200)
    }
  }

  @Test("that cannot be built says so and is tried again when something changes")
  func failure() async throws {
    try await TestServer.run(servesKnowledgeBase: true) { server in
      try await server.hasBuilt()
      let folder = server.directory + "/kb"
      try FileManager.default.removeItem(atPath: folder + "/kb.json")
      try server.put("x", at: "foreign.txt")
      let owner = try await server.finish("a", "# Charte")
      try await publish("a", owner, on: server)
      try await server.soon("failing") { try await server.knowledgeBase()["failing"] == true }
      #expect(try await server.request("GET", "/metrics").text.contains("\nencrier_kb_failing 1\n"))
      #expect(isThere("foreign.txt", on: server) && !isThere("content/texts", on: server))
      try FileManager.default.removeItem(atPath: folder)
      let other = try await server.finish("b", "# Autre")
      try await publish("b", other, on: server)
      try await server.soon("built") { try await server.knowledgeBase()["editions"] == 2 }
      #expect(try await server.knowledgeBase()["failing"] == false)
    }
  }

  @Test("serves its site and nothing else: no other folder, no link, nothing hidden")
  func files() async throws {
    try await TestServer.run(servesKnowledgeBase: true) { server in
      try await server.hasBuilt()
      let texts = [
        "site/index.html": "choose", "site/fr/index.html": "accueil", "site/en/index.html": "home",
        "site/fr/texts/été/edition-1.html": "texte", "site/assets/a.js": "1", "site/.hidden": "no",
        "secret.txt": "secret", "bags/x/data.txt": "secret",
      ]
      for (place, text) in texts { try server.put(text, at: place) }
      let site = server.directory + "/kb/site"
      for (link, target) in [
        ("out.txt", "../secret.txt"), ("bags", "../bags"), ("same.js", "assets/a.js"),
      ] {
        try FileManager.default.createSymbolicLink(
          atPath: "\(site)/\(link)",
          withDestinationPath: target
        )
      }
      func text(_ target: String) async throws -> String {
        let answer = try await server.request("GET", target)
        #expect(answer.status == 200, "\(target)")
        #expect(!answer.text.contains("secret"))
        return answer.text
      }
      #expect(try await text("/kb/") == "choose")
      #expect(try await text("/kb/fr/") == "accueil")
      #expect(try await text("/kb/fr/texts/%C3%A9t%C3%A9/edition-1.html") == "texte")
      let script = try await server.request("GET", "/kb/assets/a.js")
      #expect(script.headers["content-type"] == "text/javascript; charset=utf-8")
      let tag = try #require(script.headers["etag"])
      let fresh = try await server.request(
        "GET",
        "/kb/assets/a.js",
        headers: ["If-None-Match: \(tag)"]
      )
      #expect(fresh.status == 304 && fresh.body.isEmpty)
      try server.put("2", at: "site/assets/a.js")
      #expect(
        try await server.request("GET", "/kb/assets/a.js", headers: ["If-None-Match: \(tag)"]).text
          == "2"
      )
      for (target, place) in [
        ("/kb", "/kb/"), ("/kb/fr", "/kb/fr/"),
        ("/kb/fr/texts/%C3%A9t%C3%A9", "/kb/fr/texts/%C3%A9t%C3%A9/"),
        ("/kb/texts/%C3%A9t%C3%A9/edition-1.html", "/kb/fr/texts/%C3%A9t%C3%A9/edition-1.html"),
      ] {
        let answer = try await server.request("GET", target)
        #expect(answer.status == 302 && answer.headers["location"] == place, "\(target)")
      }
      for target in [
        "/kb/out.txt", "/kb/bags/x/data.txt", "/kb/bags", "/kb/same.js", "/kb/.hidden",
        "/kb/secret.txt", "/kb/kb.json", "/kb/fr/nothing.html", "/kb/assets/", "/kb//fr/",
        "/kb/fr/index.html/", "/kb/content/index.md",
      ] {
        #expect(try await server.request("GET", target).problem == "no-such-address", "\(target)")
      }
      for target in ["/kb/../secret.txt", "/kb/%2e%2e/kb.json", "/kb/..%2fkb.json", "/kb/a%00"] {
        #expect(try await server.request("GET", target).status == 400, "\(target)")
      }
      #expect(try await server.request("POST", "/kb/").problem == "method-not-allowed")
    }
  }

  @Test("leads who names no language to theirs")
  func languages() async throws {
    try await TestServer.run(servesKnowledgeBase: true) { server in
      try await server.hasBuilt()
      for language in ["fr", "en"] { try server.put("x", at: "site/\(language)/a.html") }
      try server.put("x", at: "site/fr/b.html")
      let cases = [
        ("", "fr"), ("en", "en"), ("en-GB, fr;q=0.5", "en"), ("de, en;q=0.3, fr;q=0.2", "en"),
        ("fr-CA", "fr"), ("en;q=0", "fr"), ("en;q=0.1, fr", "fr"), (",;;q=x", "fr"),
      ]
      for (accepted, language) in cases {
        let answer = try await server.request(
          "GET",
          "/kb/a.html",
          headers: accepted.isEmpty ? [] : ["Accept-Language: \(accepted)"]
        )
        #expect(answer.headers["location"] == "/kb/\(language)/a.html", "\(accepted)")
        #expect(answer.headers["vary"] == "Accept-Language")
      }
      let other = try await server.request("GET", "/kb/b.html", headers: ["Accept-Language: en"])
      #expect(other.problem == "no-such-address")
    }
  }

  @Test("gives what it names and where its pages are to descriptions and lists")
  func links() async throws {
    try await TestServer.run(
      servesKnowledgeBase: true,
      configure: { $0.publicURL = "https://pads.example" }
    ) { server in
      let meta =
        #"{"people": ["Léa Martin"], "places": [{"name": "Lyon", "latitude": 45.7, "longitude": 4.8}]}"#
      let owner = try await server.finish("a", "# Charte", meta: meta)
      try await publish("a", owner, on: server)
      try await server.soon("built") { try await server.knowledgeBase()["texts"] == 1 }
      #expect(try await server.knowledgeBase()["url"] == "https://pads.example/kb/")
      let editions = try await server.request("GET", "/api/v1/pads/a/editions").text
      #expect(editions.contains(#""url":"https://pads.example/kb/texts/charte/edition-1.html""#))
      // Of another's pads, which name one of them in other letters.
      let other = try await server.start("b")
      let own = #"{"people": ["LEA  MARTIN", "Bob"]}"#
      #expect(try await server.json("PATCH", "/api/v1/pads/b", own, headers: [other]).status == 200)
      let answer = try await server.request("GET", "/api/v1/entities", headers: [other])
      let value = try #require(JSONValue(parsing: answer.body))
      #expect(EntityRoutes.entities.violation(in: value) == nil)
      guard case .array(let found)? = value["entities"] else { return }
      #expect(found.map { $0["name"]?.text } == ["Bob", "LEA  MARTIN", "Lyon"])
      #expect(found.map { $0["count"] } == [1, 1, 0])
      #expect(
        found.map { $0["url"]?.text } == [
          nil, "https://pads.example/kb/people/lea-martin.html",
          "https://pads.example/kb/places/lyon.html",
        ]
      )
      #expect(found[2]["latitude"] == .number(45.7))
    }
  }
}
