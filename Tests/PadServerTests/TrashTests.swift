// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Storage
import Synchronization
import Testing
import WebTestSupport

@testable import PadServer

@Suite("The trash", .timeLimit(.minutes(10)))
struct TrashTests {
  private static let day: Int64 = 86_400_000

  private func start(_ pad: String, _ text: String, on server: TestServer) async throws -> String {
    let response = try await server.request(
      "POST",
      "/api/v1/pads",
      headers: ["Content-Type: application/json"],
      body: Array(#"{"name": "\#(pad)", "text": "\#(text)", "title": "T-\#(pad)"}"#.utf8)
    )
    return "Cookie: \(try #require(response.cookies.first?.split(separator: ";").first))"
  }

  @Test("is listed to its owner alone, with the moment a pad is purged")
  func list() async throws {
    try await TestServer.run { server in
      let owner = try await start("a", "x", on: server)
      let other = try await start("b", "x", on: server)
      #expect(try await server.request("DELETE", "/api/v1/pads/a", headers: [owner]).status == 204)
      let trash = "/api/v1/pads?trash=1"
      let listed = try await server.request("GET", trash, headers: [owner])
      let pads = JSONValue(parsing: listed.body)?["pads"]
      guard case .array(let lines) = pads, let line = lines.first else {
        Issue.record("\(listed.text)")
        return
      }
      #expect(lines.count == 1 && line["id"] == "a" && line["title"] == "T-a")
      let purged = try #require(line["purged"]?.text)
      let date = try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(purged)
      #expect(abs(date.timeIntervalSinceNow - 30 * 86_400) < 60)
      for headers in [[], [other]] {
        #expect(try await server.request("GET", trash, headers: headers).text == #"{"pads":[]}"#)
      }
      #expect(
        !(try await server.request("GET", "/api/v1/pads", headers: [owner]).text.contains("T-a"))
      )
    }
  }

  private func files(in directory: String) throws -> [UInt8] {
    try FileManager.default.contentsOfDirectory(atPath: directory)
      .filter { $0.hasPrefix("encrier.sqlite") && !$0.hasSuffix("-shm") }
      .flatMap { [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\($0)"))) }
  }

  private func holds(_ directory: String, _ text: String) throws -> Bool {
    Data(try files(in: directory)).range(of: Data(text.utf8)) != nil
  }

  @Test("keeps a pad for 30 days; then nothing of it is on the disk, and its name opens nothing")
  func purge() async throws {
    let offset = Mutex<Int64>(0)
    let secret = "parole-introuvable-7f3a"
    try await TestServer.run(now: { DataFolder.systemTime() + offset.withLock { $0 } }) { server in
      let owner = try await start("a", secret, on: server)
      let kept = try await start("b", "x", on: server)
      let path = "/api/v1/pads/a"
      let link = try await server.json(
        "POST",
        "\(path)/links",
        #"{"role": "viewer"}"#,
        headers: [owner]
      )
      let name = try #require(link.value["name"]?.text)
      #expect(try await server.request("DELETE", path, headers: [owner]).status == 204)
      offset.withLock { $0 = 29 * Self.day }
      #expect(await server.pads.purgeTrash() == 0)
      #expect(try await server.request("POST", "\(path)/restore", headers: [owner]).status == 204)
      #expect(try await server.request("GET", "\(path)/text").text == secret)
      // Out of the trash and into it again: the 30 days begin anew.
      #expect(try await server.request("DELETE", path, headers: [owner]).status == 204)
      offset.withLock { $0 = 31 * Self.day }
      #expect(await server.pads.purgeTrash() == 0)
      #expect(try holds(server.directory, secret))
      offset.withLock { $0 = 60 * Self.day }
      #expect(await server.pads.purgeTrash() == 1)
      #expect(await server.pads.purgeTrash() == 0)
      #expect(try !holds(server.directory, secret), "the text")
      let guest = try #require(owner.split(separator: "=").last?.prefix(22))
      #expect(try !holds(server.directory, String(guest)), "who wrote it")
      // The name is a tombstone: for its owner, for who has the link, for who would start it.
      for (target, headers) in [("a", []), ("a", [owner])] {
        let answer = try await server.request(
          "GET",
          "/api/v1/pads/\(target)/text",
          headers: headers
        )
        #expect(answer.status == 410 && answer.problem == "pad-purged")
      }
      #expect(try await server.request("GET", "/api/v1/pads/\(name)/text").status == 404)
      #expect(
        [403, 404].contains(
          try await server.request("POST", "\(path)/restore", headers: [owner]).status
        )
      )
      #expect(try await server.json("POST", "/api/v1/pads", #"{"name": "a"}"#).status == 410)
      let client = try await RawClient.webSocket(port: server.port, "/sync/a")
      #expect(try await client.readCloseCode() == 4410)
      let pad = try #require(PadName("a"))
      await #expect(throws: PadError.accessEnded(.purged)) {
        try await server.pads.put("x", into: pad)
      }
      #expect(
        try await server.request("GET", "/api/v1/pads?trash=1", headers: [owner]).text
          == #"{"pads":[]}"#
      )
      #expect(try await server.request("GET", "/api/v1/pads/b/text", headers: [kept]).text == "x")
    }
  }

  @Test("takes a pad that is damaged, and gives it back")
  func damaged() async throws {
    try await TestServer.run { server in
      let owner = try await start("a", "x", on: server)
      let pad = try #require(PadName("a"))
      #expect(
        try await server.request("DELETE", "/api/v1/pads/none", headers: [owner]).status == 404
      )
      #expect(
        server.pads.statistics.roomCount == 1,
        "a pad that is not there is not opened to say so"
      )
      #expect(try await server.request("DELETE", "/api/v1/pads/a", headers: [owner]).status == 204)
      #expect(try await server.pads.isOwner(.anonymous, of: pad) == false)
    }
  }

  @Test("a pad that was given away is listed to who has it now")
  func given() async throws {
    try await TestServer.run { server in
      let first = try await start("m", "x", on: server)
      let second = try await start("z", "x", on: server)
      _ = try await server.json(
        "POST",
        "/api/v1/pads",
        #"{"name": "a", "text": "x"}"#,
        headers: [second]
      )
      let secret = try await server.pads.offerOwnership(of: try #require(PadName("m")))
      let path = "/api/v1/pads/m/owner"
      #expect(
        try await server.json("POST", path, #"{"secret": "\#(secret)"}"#, headers: [second]).status
          == 204
      )
      func ids(_ cookie: String, _ query: String = "") async throws -> [String] {
        let answer = try await server.request("GET", "/api/v1/pads?\(query)", headers: [cookie])
        guard case .array(let lines) = JSONValue(parsing: answer.body)?["pads"] else { return [] }
        return lines.compactMap { $0["id"]?.text }
      }
      #expect(try await ids(second) == ["a", "m", "z"])
      #expect(try await ids(second, "limit=2") == ["a", "m"])
      #expect(try await ids(second, "cursor=m") == ["z"])
      #expect(try await ids(second, "cursor=a") == ["m", "z"])
      #expect(try await ids(first) == [])
    }
  }
}
