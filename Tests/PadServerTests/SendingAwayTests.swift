// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing
import WebTestSupport

@testable import PadServer

@Suite("Sending somebody away", .timeLimit(.minutes(10)))
struct SendingAwayTests {
  /// Opens a session whose awareness names a client.
  private func come(
    _ name: String,
    _ client: UInt8,
    _ cookie: String?,
    clock: UInt8 = 1,
    on server: TestServer
  ) async throws -> RawClient {
    let headers = cookie.map { [$0] } ?? []
    let socket = try await RawClient.webSocket(port: server.port, "/sync/\(name)", headers: headers)
    let state = Array(#"{"user":{"name":"Bob"}}"#.utf8)
    let entry: [UInt8] = [1, client, clock, UInt8(state.count)] + state
    try await socket.sendFrame([1, UInt8(entry.count)] + entry)
    // Its own awareness comes back to it once it is known.
    while true {
      let frame = try await socket.readFrame()
      try #require(frame.opcode == 2)
      if frame.payload.first == 1, frame.payload.contains(client) { return socket }
    }
  }

  private func send(
    _ body: String,
    _ headers: [String],
    on server: TestServer
  ) async throws -> (status: Int, value: JSONValue) {
    try await server.json("POST", "/api/v1/pads/a/away", body, headers: headers)
  }

  @Test("closes their sessions within a second, and they come back by no way until let in")
  func sendsAway() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let bob = try await server.start("of-bob")
      let path = "/api/v1/pads/a/links"
      let link = try await server.json("POST", path, #"{"role": "editor"}"#, headers: [owner])
      let name = try #require(link.value["name"]?.text)
      var times: [Duration] = []
      for round in 0..<5 {
        // Whoever comes again goes on with their clock.
        let time = UInt8(round + 1)
        let byLink = try await come(name, 7, bob, clock: time, on: server)
        let byName = try await come("a", 8, bob, clock: time, on: server)
        let other = try await come(name, 9, nil, clock: time, on: server)
        let clock = ContinuousClock()
        let begun = clock.now
        let sent = try await send(#"{"client": 7, "name": "Bob"}"#, [owner], on: server)
        #expect(sent.status == 201 && sent.value["name"] == "Bob")
        for socket in [byLink, byName] {
          var frame = try await socket.readFrame()
          while frame.opcode != 8 { frame = try await socket.readFrame() }
          #expect(frame.closeCode == 4404)
          #expect(String(decoding: frame.payload.dropFirst(2), as: UTF8.self) == "sent-away")
        }
        times.append(begun.duration(to: clock.now))
        for way in ["a", name] {
          let answer = try await server.request("GET", "/api/v1/pads/\(way)/text", headers: [bob])
          #expect(answer.status == 403 && answer.problem == "sent-away")
          let again = try await RawClient.webSocket(
            port: server.port,
            "/sync/\(way)",
            headers: [bob]
          )
          #expect(try await again.readCloseCode() == 4404)
          #expect(try await server.put("x", into: way, headers: [bob]).status == 403)
        }
        // Others stay, and other pads are open to who was sent away.
        #expect(try await server.request("GET", "/api/v1/pads/\(name)/text").status == 200)
        #expect(
          try await server.request("GET", "/api/v1/pads/of-bob", headers: [bob]).status == 200
        )
        try await other.sendFrame([], opcode: 9)
        let list = try await server.request("GET", "/api/v1/pads/a/away", headers: [owner])
        let id = try #require(sent.value["id"]?.text)
        #expect(list.text.contains(id) && list.text.contains("Bob"))
        let guest = try #require(bob.split(separator: "=").last?.prefix(22))
        #expect(!list.text.contains(guest))
        let back = "/api/v1/pads/a/away/\(id)"
        #expect(try await server.request("DELETE", back, headers: [bob]).status == 403)
        #expect(try await server.request("DELETE", back, headers: [owner]).status == 204)
        #expect(try await server.request("DELETE", back, headers: [owner]).status == 404)
        #expect(
          try await server.request("GET", "/api/v1/pads/a/text", headers: [bob]).status == 200
        )
        let deeds = try await server.pads.audit(of: try #require(PadName("a"))).map(\.deed)
        #expect(
          deeds == [.linkMade]
            + Array(repeating: [.sentAway, .letBack], count: round + 1).flatMap { $0 }
        )
      }
      times.sort()
      print("measured: who is sent away hears it in \(times[2]) (median of 5)")
      #expect(times[0] < .seconds(1))
    }
  }

  @Test("sends a member away in every browser they are signed in in, and lets them back in as that")
  func sendsMemberAway() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let asGuest = try await server.start("of-anne")
      let anne = try await server.member("anne@exemple.fr")
      _ = try await server.absorb(asGuest, into: anne)
      let cookies = [try await server.session(of: anne), try await server.session(of: anne)]
      let here = try await come("a", 7, cookies[0], on: server)
      let there = try await come("a", 8, cookies[1], on: server)
      let sent = try await send(#"{"client": 7, "name": "Anne"}"#, [owner], on: server)
      #expect(sent.status == 201)
      for socket in [here, there] {
        #expect(try await socket.readClosing() == (4404, "sent-away"))
      }
      for cookie in cookies + [try await server.session(of: anne)] {
        let answer = try await server.request("GET", "/api/v1/pads/a/text", headers: [cookie])
        #expect(answer.status == 403 && answer.problem == "sent-away")
        let own = try await server.request("GET", "/api/v1/pads/of-anne", headers: [cookie])
        #expect(own.status == 200)
      }
      let id = try #require(sent.value["id"]?.text)
      let back = try await server.request("DELETE", "/api/v1/pads/a/away/\(id)", headers: [owner])
      #expect(back.status == 204)
      let answer = try await server.request("GET", "/api/v1/pads/a/text", headers: [cookies[0]])
      #expect(answer.status == 200)
    }
  }

  @Test("keeps who was sent away as a guest away as the member they become, and notes them once")
  func sentAwayBefore() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let asGuest = try await server.start("of-anne")
      let link = try await server.json(
        "POST",
        "/api/v1/pads/a/links",
        #"{"role": "editor"}"#,
        headers: [owner]
      )
      let anne = try await server.member("anne@exemple.fr")
      let cookie = try await server.session(of: anne)
      let asMember = try await come("a", 8, cookie, on: server)
      let socket = try await come("a", 7, asGuest, on: server)
      #expect(try await send(#"{"client": 7}"#, [owner], on: server).status == 201)
      #expect(try await socket.readClosing().code == 4404)
      _ = try await server.absorb(asGuest, into: anne)
      for way in ["a", try #require(link.value["name"]?.text)] {
        let answer = try await server.request("GET", "/api/v1/pads/\(way)/text", headers: [cookie])
        #expect(answer.problem == "sent-away")
      }
      // The page that was open as the member before is sent away as the same person.
      #expect(try await send(#"{"client": 8}"#, [owner], on: server).status == 201)
      #expect(try await asMember.readClosing().code == 4404)
      let list = try await server.request("GET", "/api/v1/pads/a/away", headers: [owner])
      guard case .array(let away) = JSONValue(parsing: list.body)?["away"] else { return }
      #expect(away.count == 1)
    }
  }

  @Test("ends the link they came by if that is wanted, also for who brings no identity")
  func endsLink() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let path = "/api/v1/pads/a/links"
      for (client, cookie) in [(6, nil), (7, try await server.start("of-bob"))] {
        let link = try await server.json("POST", path, #"{"role": "editor"}"#, headers: [owner])
        let name = try #require(link.value["name"]?.text)
        let socket = try await come(name, UInt8(client), cookie, on: server)
        if cookie == nil {
          let refused = try await send(#"{"client": \#(client)}"#, [owner], on: server)
          #expect(refused.status == 409, "nobody would be known again")
        }
        let sent = try await send(#"{"client": \#(client), "link": true}"#, [owner], on: server)
        #expect(sent.status == (cookie == nil ? 204 : 201))
        #expect(try await socket.readCloseCode() == 4404)
        // Without a cookie, as who has dropped theirs.
        #expect(try await server.request("GET", "/api/v1/pads/\(name)").status == 404)
      }
    }
  }

  @Test("is for the owner alone, and never sends the owner away")
  func onlyOwners() async throws {
    try await TestServer.run { server in
      let owner = try await server.start("a")
      let bob = try await server.start("of-bob")
      let here = [
        try await come("a", 5, owner, on: server), try await come("a", 7, bob, on: server),
      ]
      for headers in [[], [bob]] {
        #expect(try await send(#"{"client": 5}"#, headers, on: server).status == 403)
        #expect(
          try await server.request("GET", "/api/v1/pads/a/away", headers: headers).status == 403
        )
      }
      #expect(try await send(#"{"client": 5}"#, [owner], on: server).status == 409)
      #expect(try await send(#"{"client": 99}"#, [owner], on: server).status == 404)
      #expect(try await send(#"{"client": -1}"#, [owner], on: server).status == 400)
      #expect(try await send(#"{"client": "7"}"#, [owner], on: server).status == 400)
      for session in here { try await session.sendFrame([], opcode: 9) }
    }
  }
}
