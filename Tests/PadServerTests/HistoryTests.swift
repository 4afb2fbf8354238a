// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing
import WebTestSupport

@testable import PadServer

@Suite("History over HTTP", .timeLimit(.minutes(10)))
struct HistoryTests {
  private func get(
    _ target: String,
    on server: TestServer,
    _ headers: [String] = []
  ) async throws -> JSONValue {
    let response = try await server.request("GET", target, headers: headers)
    #expect(response.status == 200, "\(target): \(response.text)")
    return JSONValue(parsing: response.body) ?? .null
  }

  private func list(_ value: JSONValue?) -> [JSONValue] {
    guard case .array(let elements) = value else { return [] }
    return elements
  }

  @Test("tells timeline, texts, attribution and differences, each as it is described")
  func reads() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      #expect(try await server.put("bonjour à tous", into: "a").status == 204)
      let path = "/api/v1/pads/a"
      let timeline = try await get("\(path)/history", on: server, [owner])
      #expect(HistoryShape.timeline.violation(in: timeline) == nil)
      #expect(timeline["last"]?["sequence"] == 2)
      #expect(list(timeline["persons"]).map { $0["kind"] } == ["guest", "anonymous"])
      #expect(list(timeline["persons"])[0]["mine"] == true)
      #expect(list(timeline["spans"]).map { $0["written"] } == [7, 7])
      let page = try await get("\(path)/history?limit=1", on: server)
      #expect(page["next"] == 1 && list(page["spans"]).count == 1)
      let rest = try await get("\(path)/history?after=1", on: server)
      #expect(list(rest["spans"]).map { $0["first"] } == [2])

      let first = try await server.request("GET", "\(path)/history/1")
      #expect(first.text == "bonjour" && first.headers["etag"] == "\"1\"")
      #expect(first.headers["content-type"] == "text/markdown; charset=utf-8")
      let known = try await server.request(
        "GET",
        "\(path)/history/1",
        headers: ["If-None-Match: \"1\""]
      )
      #expect(known.status == 304)
      #expect(try await server.request("GET", "\(path)/history/0").text == "")
      #expect(try await server.request("GET", "\(path)/history/now").text == "bonjour à tous")
      let future = try await server.request("GET", "\(path)/history/2100-01-01T00:00:00Z")
      #expect(future.text == "bonjour à tous")
      #expect(try await server.request("GET", "\(path)/history/9").problem == "no-such-moment")
      #expect(try await server.request("GET", "\(path)/history/x").problem == "invalid-parameter")

      let attribution = try await get("\(path)/attribution?text=1", on: server, [owner])
      let shape = HistoryShape.attribution(maximumTextBytes: 1 << 20)
      #expect(shape.violation(in: attribution) == nil)
      #expect(attribution["text"] == "bonjour à tous")
      #expect(
        attribution["runs"] == [
          ["person": 1, "from": 0, "length": 7], ["person": 2, "from": 7, "length": 7],
        ]
      )
      let difference = try await get("\(path)/diff?from=1", on: server)
      let differenceShape = HistoryShape.difference(maximumTextBytes: 1 << 20)
      #expect(differenceShape.violation(in: difference) == nil)
      #expect(list(difference["parts"]).map { $0["text"] } == ["bonjour", " à tous"])
      #expect(list(difference["parts"])[1]["person"] == 2)
      let back = try await server.request("GET", "\(path)/diff?from=2&to=1")
      #expect(back.problem == "moments-out-of-order")
      let steps = try await get("\(path)/steps?limit=1", on: server)
      #expect(HistoryShape.steps.violation(in: steps) == nil)
      #expect(steps["next"] == 1 && list(steps["steps"]).count == 1)
    }
  }

  @Test("names, restores, undoes and copies moments")
  func changes() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      _ = try await server.put("", into: "a")
      let path = "/api/v1/pads/a"
      let named = try await server.json(
        "POST",
        "\(path)/versions",
        #"{"name": "V1 mardi", "at": "1"}"#,
        headers: [owner]
      )
      #expect(named.status == 201)
      #expect(HistoryShape.version.violation(in: named.value) == nil)
      let id = try #require(named.value["id"]?.text)
      let versions = try await get("\(path)/versions", on: server, [owner])
      #expect(HistoryShape.versions.violation(in: versions) == nil)
      #expect(list(versions["versions"]) == [named.value])
      let stranger = try await server.json("PATCH", "\(path)/versions/\(id)", #"{"name": "x"}"#)
      #expect(stranger.status == 403)
      let renamed = try await server.json(
        "PATCH",
        "\(path)/versions/\(id)",
        #"{"name": "V2"}"#,
        headers: [owner]
      )
      #expect(renamed.value["name"] == "V2")

      let restored = try await server.json("POST", "\(path)/versions/\(id)/restore", "")
      #expect(restored.value == ["sequence": 3])
      #expect(try await server.request("GET", "\(path)/text").text == "bonjour")
      let undone = try await server.json("POST", "\(path)/history/3/undo", "")
      #expect(undone.value == ["sequence": 4])
      #expect(try await server.request("GET", "\(path)/text").text == "")
      let twice = try await server.request("POST", "\(path)/history/3/undo")
      #expect(twice.problem == "not-a-restore")
      let again = try await server.json("POST", "\(path)/history/1/restore", "")
      #expect(again.value == ["sequence": 5])
      let timeline = try await get("\(path)/history", on: server)
      #expect(list(timeline["events"]).map { $0["of"] } == [1, 3, 1])

      let copy = try await server.json(
        "POST",
        "\(path)/history/1/copy",
        #"{"name": "b", "title": "Copie"}"#
      )
      #expect(copy.status == 201 && PadShape.pad.violation(in: copy.value) == nil)
      #expect(copy.value["title"] == "Copie")
      #expect(try await server.request("GET", "/api/v1/pads/b/text").text == "bonjour")
      let removed = try await server.request("DELETE", "\(path)/versions/\(id)", headers: [owner])
      #expect(removed.status == 204)
      let missing = try await server.request("POST", "\(path)/versions/\(id)/restore")
      #expect(missing.problem == "no-such-version")
    }
  }

  @Test("lets an owner and nobody else take a passage out, and tells before how much that is")
  func erasing() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      #expect(try await server.put("bonjour à Zoé", into: "a").status == 204)
      #expect(try await server.put("bonjour", into: "a").status == 204)
      let path = "/api/v1/pads/a/erasures"
      let preview = #"{"text": "Zoé", "preview": true}"#
      let stranger = try await server.json("POST", path, preview)
      #expect(stranger.status == 403)
      let places = try await server.json("POST", path, preview, headers: [owner])
      #expect(places.value == ["places": 1, "length": 3])
      #expect(try await server.request("GET", "/api/v1/pads/a/history/2").text == "bonjour à Zoé")
      let erased = try await server.json("POST", path, #"{"text": "Zoé"}"#, headers: [owner])
      #expect(erased.value == ["places": 1, "length": 3])
      #expect(try await server.request("GET", "/api/v1/pads/a/history/2").text == "bonjour à ")
      #expect(try await server.request("GET", "/api/v1/pads/a/text").text == "bonjour")
      let timeline = try await get("/api/v1/pads/a/history", on: server, [owner])
      #expect(HistoryShape.timeline.violation(in: timeline) == nil)
      let event = try #require(list(timeline["events"]).last)
      #expect(event["kind"] == "erasure" && event["length"] == 3 && event["of"] == nil)
      let unfit = try await server.json("POST", path, #"{"text": " "}"#, headers: [owner])
      #expect(unfit.status == 400)
      #expect(unfit.value["type"]?.text?.hasSuffix("unfit-passage") == true)
      let again = try await server.json("POST", path, #"{"text": "Zoé"}"#, headers: [owner])
      #expect(again.value == ["places": 0, "length": 0])
    }
  }

  @Test("shows deleted text to nobody who may not edit, and no name but the visitor's")
  func roles() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("own-name")
      _ = try await server.put("sichtbar", into: "own-name")
      let made = try await server.json(
        "POST",
        "/api/v1/pads/own-name/links",
        #"{"role": "viewer"}"#,
        headers: [owner]
      )
      let viewer = "/api/v1/pads/\(try #require(made.value["name"]?.text))"
      let reads = [
        "/history", "/history/1", "/steps", "/attribution?at=1", "/diff?from=1", "/versions",
      ]
      for target in reads {
        #expect(
          try await server.request("GET", viewer + target).problem == "beyond-role",
          "\(target)"
        )
      }
      for target in ["/history/1/restore", "/history/1/undo", "/versions/x/restore"] {
        let answer = try await server.request("POST", viewer + target)
        #expect(answer.problem == "beyond-role", "\(target)")
      }
      for target in ["/versions", "/history/1/copy"] {
        let answer = try await server.json("POST", viewer + target, #"{"name": "x"}"#)
        #expect(answer.status == 403, "\(target)")
      }
      #expect(try await server.request("GET", viewer + "/text").text == "sichtbar")
      let attribution = try await get("\(viewer)/attribution", on: server)
      #expect(list(attribution["runs"]).map { $0["length"] } == [7, 1])
      let none = try await server.request("GET", "/api/v1/pads/none/history")
      #expect(none.problem == "no-such-pad")
    }
  }
}
