// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing
import WebTestSupport

@testable import PadServer

@Suite("Owning a pad", .timeLimit(.minutes(10)))
struct OwningTests {
  private func list(_ headers: [String], on server: TestServer) async throws -> String {
    try await server.request("GET", "/api/v1/pads", headers: headers).text
  }

  @Test("nobody lists pads but those who own them")
  func listing() async throws {
    try await TestServer.run { server in
      let anne = try await server.start("chez-anne")
      let bob = try await server.start("chez-bob")
      #expect(try await list([anne], on: server).contains("chez-anne"))
      #expect(try await list([anne], on: server).contains("chez-bob") == false)
      #expect(try await list([bob], on: server).contains("chez-bob"))
      #expect(try await list([], on: server) == #"{"pads":[]}"#)
    }
  }

  @Test("a pad goes to the trash and comes back by its owner, and answers 410 meanwhile")
  func trash() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let made = try await server.json(
        "POST",
        "/api/v1/pads/a/links",
        #"{"role": "editor"}"#,
        headers: [owner]
      )
      let link = try #require(made.value["name"]?.text)
      let client = try await RawClient.webSocket(port: server.port, "/sync/a")
      for stranger in ["a", link] {
        let answer = try await server.request("DELETE", "/api/v1/pads/\(stranger)")
        #expect(answer.status == 403)
      }
      #expect(try await server.request("DELETE", "/api/v1/pads/a", headers: [owner]).status == 204)
      #expect(try await client.readCloseCode() == 4410)
      for name in ["a", link] {
        #expect(try await server.request("GET", "/api/v1/pads/\(name)/text").status == 410)
        let again = try await RawClient.webSocket(port: server.port, "/sync/\(name)")
        #expect(try await again.readCloseCode() == 4410)
      }
      #expect(try await server.json("POST", "/api/v1/pads", #"{"name": "a"}"#).status == 410)
      #expect(try await list([owner], on: server) == #"{"pads":[]}"#)
      let path = "/api/v1/pads/a/restore"
      #expect(try await server.request("POST", path).status == 403)
      #expect(try await server.request("POST", path, headers: [owner]).status == 204)
      #expect(try await server.request("GET", "/api/v1/pads/\(link)/text").text == "bonjour")
    }
  }

  @Test("an owner without their cookie gets the pad back by a secret, which is good once")
  func givingBack() async throws {
    try await TestServer.run { server in
      let lost = try await server.start("a")
      let found = try await server.start("other")
      let pad = try #require(PadName("a"))
      let earlier = try await server.pads.offerOwnership(of: pad)
      let secret = try await server.pads.offerOwnership(of: pad)
      func take(_ secret: String, _ headers: [String]) async throws -> Int {
        let body = #"{"secret": "\#(secret)"}"#
        return try await server.json("POST", "/api/v1/pads/a/owner", body, headers: headers).status
      }
      #expect(try await take(earlier, [found]) == 404)
      #expect(try await take("", [found]) == 404)
      #expect(try await take(secret, []) == 404, "the anonymous never own")
      #expect(try await take(secret, [found]) == 204)
      #expect(try await take(secret, [lost]) == 404)
      let links = "/api/v1/pads/a/links"
      #expect(try await server.request("GET", links, headers: [found]).status == 200)
      #expect(try await server.request("GET", links, headers: [lost]).status == 403)
      let deeds = try await server.pads.audit(of: pad).map(\.deed)
      #expect(deeds == [.ownershipOffered, .ownershipOffered, .ownershipTaken])
    }
  }

  @Test("what is not open to everybody takes a link, and nobody starts pads there")
  func members() async throws {
    try await TestServer.run(openness: .members) { server in
      let pad = try #require(PadName("a"))
      _ = try await server.pads.create(pad, text: "bonjour")
      let made = try await server.pads.share(pad, LinkWishes(role: .viewer), by: .server)
      let answer = try await server.request("GET", "/api/v1/pads/a/text")
      #expect(answer.problem == "not-open")
      #expect(try await server.json("POST", "/api/v1/pads", #"{"name": "b"}"#).status == 403)
      for name in ["a", "new"] {
        let client = try await RawClient.webSocket(port: server.port, "/sync/\(name)")
        #expect(try await client.readCloseCode() == 4404)
      }
      let path = "/api/v1/pads/\(made.name.text)/text"
      #expect(try await server.request("GET", path).text == "bonjour")
    }
  }
}
