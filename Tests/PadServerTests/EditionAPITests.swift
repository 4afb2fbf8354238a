// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing
import WebTestSupport

@testable import PadServer

@Suite("Editions over HTTP", .timeLimit(.minutes(10)))
struct EditionAPITests {
  /// The last word of a problem's type.
  private func problem(_ answer: (status: Int, value: JSONValue)) -> String? {
    answer.value["type"]?.text?.split(separator: ":").last.map(String.init)
  }

  @Test(
    "an owner finishes a pad and begins the next; nobody else does, and nobody writes meanwhile"
  )
  func finishing() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let path = "/api/v1/pads/a/editions"
      let before = try await server.request("GET", path)
      #expect(JSONValue(parsing: before.body)?["finished"] == .null)
      #expect(
        problem(try await server.json("POST", path, "{}", headers: [owner])) == "title-missing"
      )
      #expect(try await server.put("# Charte\n\nTout.", into: "a").status == 204)
      #expect(problem(try await server.json("POST", path, "{}")) == "beyond-role")
      let note = #"{"note": "Adoptée"}"#
      let finished = try await server.json("POST", path, note, headers: [owner])
      #expect(finished.status == 201)
      #expect(EditionShape.editions.violation(in: finished.value) == nil)
      #expect(finished.value["finished"] == 1)
      guard case .array(let editions)? = finished.value["editions"], let edition = editions.first
      else {
        Issue.record("\(finished.value)")
        return
      }
      #expect(edition["title"] == "Charte" && edition["note"] == "Adoptée")

      #expect(try await server.put("Autre", into: "a").problem == "pad-finished")
      let changed = try await server.json("PATCH", "/api/v1/pads/a", #"{"title": "b"}"#)
      #expect(problem(changed) == "pad-finished" && changed.status == 409)
      #expect(
        problem(try await server.json("POST", path, "{}", headers: [owner])) == "pad-finished"
      )
      #expect(try await server.request("GET", "/api/v1/pads/a/text").text == "# Charte\n\nTout.")
      #expect(try await server.request("GET", "\(path)/1/text").text == "# Charte\n\nTout.")
      for number in ["0", "2", "-1", "x", "99999999999999999999"] {
        #expect(try await server.request("GET", "\(path)/\(number)").problem == "no-such-edition")
      }

      #expect(problem(try await server.json("POST", "\(path)/next", "{}")) == "beyond-role")
      let begun = try await server.json(
        "POST",
        "\(path)/next",
        #"{"note": "Coquilles"}"#,
        headers: [owner]
      )
      #expect(begun.status == 200 && begun.value["finished"] == .null)
      #expect(
        begun.value["begun"]?["replaces"] == 1 && begun.value["begun"]?["note"] == "Coquilles"
      )
      #expect(EditionShape.editions.violation(in: begun.value) == nil)
      #expect(try await server.put("# Charte\n\nMieux.", into: "a").status == 204)
      let again = try await server.json("POST", "\(path)/next", "{}", headers: [owner])
      #expect(problem(again) == "not-finished")
      let unfit = try await server.json(
        "POST",
        path,
        "{\"note\": \"\u{202E}a\"}",
        headers: [owner]
      )
      #expect(problem(unfit) == "unfit-edition-text")
    }
  }

  @Test("by a share link one reads editions, and learns neither the pad's name nor its history")
  func roles() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("own-name")
      _ = try await server.put("# Charte", into: "own-name")
      _ = try await server.json("POST", "/api/v1/pads/own-name/editions", "{}", headers: [owner])
      let made = try await server.json(
        "POST",
        "/api/v1/pads/own-name/links",
        #"{"role": "viewer"}"#,
        headers: [owner]
      )
      let viewer = "/api/v1/pads/\(try #require(made.value["name"]?.text))"
      for target in ["/editions", "/editions/1", "/editions/1/text"] {
        let answer = try await server.request("GET", viewer + target)
        #expect(answer.status == 200 && !answer.text.contains("own-name"), "\(target)")
      }
      for target in ["/editions/1/package", "/contributors"] {
        #expect(try await server.request("GET", viewer + target).problem == "beyond-role")
      }
      let package = try await server.request("GET", "/api/v1/pads/own-name/editions/1/package")
      #expect(package.headers["content-type"] == "application/zip")
      #expect(package.body.starts(with: [0x50, 0x4B, 3, 4]))
      #expect(!package.text.contains("own-name"))
    }
  }

  @Test("who wrote a text is published as they or its owner decide")
  func contributors() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let path = "/api/v1/pads/a/contributors"
      let found = try await server.request("GET", path, headers: [owner])
      let value = try #require(JSONValue(parsing: found.body))
      #expect(EditionShape.contributors.violation(in: value) == nil)
      guard case .array(let persons)? = value["persons"], let person = persons.first else {
        Issue.record("\(value)")
        return
      }
      #expect(person["isSelf"] == true && person["characters"] == 7 && person["published"] == .null)
      let stranger = try await server.json("PUT", "\(path)/1", #"{"name": "Eve"}"#)
      #expect(problem(stranger) == "beyond-role")
      let named = try await server.json("PUT", "\(path)/1", #"{"name": "Anne"}"#, headers: [owner])
      guard case .array(let after)? = named.value["persons"] else {
        Issue.record("\(named.value)")
        return
      }
      #expect(after.first?["published"] == "Anne")
      let nobody = try await server.json("PUT", "\(path)/9", #"{"name": "x"}"#, headers: [owner])
      #expect(nobody.status == 404)
    }
  }

  @Test(
    "what one's pads name is told once, and called by another name in all that are not finished"
  )
  func entities() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let more = try await server.request(
        "POST",
        "/api/v1/pads",
        headers: [owner, "Content-Type: application/json"],
        body: Array(##"{"name": "b", "text": "# B"}"##.utf8)
      )
      #expect(more.status == 201)
      let meta = #"""
        {"people": ["L. Martin", "Léa Martin", {"name": "L. Martin", "kind": "organisation"}],
         "places": [{"name": "Lyon", "latitude": 45.7, "longitude": 4.8}], "event": "AG"}
        """#
      #expect(try await server.json("PATCH", "/api/v1/pads/a", meta).status == 200)
      let other = #"{"people": ["L. Martin"], "places": ["Lyon"], "concepts": ["commun"]}"#
      #expect(try await server.json("PATCH", "/api/v1/pads/b", other).status == 200)
      let answer = try await server.request("GET", "/api/v1/entities", headers: [owner])
      let value = try #require(JSONValue(parsing: answer.body))
      #expect(EntityRoutes.entities.violation(in: value) == nil)
      guard case .array(let found)? = value["entities"] else {
        Issue.record("\(value)")
        return
      }
      #expect(
        found.map { "\($0["kind"]?.text ?? "") \($0["name"]?.text ?? "")" } == [
          "person L. Martin", "person Léa Martin", "organisation L. Martin", "place Lyon",
          "event AG", "concept commun",
        ]
      )
      #expect(found[0]["count"] == 2 && found[3]["latitude"] == .number(45.7))
      let correction = #"{"kind": "person", "names": ["L. Martin"], "name": "Léa Martin"}"#
      let nobody = try await server.json("POST", "/api/v1/entities", correction)
      #expect(nobody.value == ["changed": 0, "finished": 0])
      _ = try await server.json("POST", "/api/v1/pads/b/editions", "{}", headers: [owner])
      let done = try await server.json("POST", "/api/v1/entities", correction, headers: [owner])
      #expect(done.value == ["changed": 1, "finished": 1])
      let pad = try await server.request("GET", "/api/v1/pads/a")
      #expect(
        JSONValue(parsing: pad.body)?["people"]
          == ["Léa Martin", ["kind": "organisation", "name": "L. Martin"]]
      )
    }
  }

  @Test("a desk has the pads of who asks, with what they lack and their editions")
  func desk() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      _ = try await server.put("# Charte", into: "a")
      _ = try await server.json("POST", "/api/v1/pads/a/editions", "{}", headers: [owner])
      let answer = try await server.request("GET", "/api/v1/editions", headers: [owner])
      let value = try #require(JSONValue(parsing: answer.body))
      #expect(EditionShape.desk.violation(in: value) == nil)
      guard case .array(let pads)? = value["pads"], let pad = pads.first else {
        Issue.record("\(value)")
        return
      }
      #expect(pads.count == 1 && pad["id"] == "a" && pad["finished"] == 1)
      #expect(
        pad["missing"] == ["date", "language", "licence", "agreement", "description", "tags"]
      )
      let others = try await server.request("GET", "/api/v1/editions")
      #expect(others.text == #"{"pads":[]}"#)
      #expect(try await server.request("DELETE", "/api/v1/pads/a", headers: [owner]).status == 204)
      let after = try await server.request("GET", "/api/v1/editions", headers: [owner])
      #expect(after.text == #"{"pads":[]}"#)
    }
  }
}
