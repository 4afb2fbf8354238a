// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing
import TextCRDT
import WebTestSupport

@testable import PadServer

@Suite("Erasing a person", .timeLimit(.minutes(10)))
struct ErasureTests {
  private func guest(_ cookie: String) throws -> String {
    String(try #require(cookie.split(separator: "=").last?.prefix(22)))
  }

  private func holds(_ directory: String, _ text: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: directory)
      .filter { $0.hasPrefix("encrier") && $0 != "encrier.sock" }
      .contains { name in
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
        return bytes.range(of: Data(text.utf8)) != nil
      }
  }

  private func write(_ client: UInt64, _ cookie: String, on server: TestServer) async throws
    -> UInt16?
  {
    let document = Document(clientID: ClientID(rawValue: client))
    let update = try document.transact { try document.text("content").insert("x", at: 0) }
    var writer = ByteWriter()
    writer.writeVarUInt(0)
    writer.writeVarUInt(2)
    writer.writeByteArray(try #require(update))
    let socket = try await RawClient.webSocket(
      port: server.port,
      "/sync/b?acks=1",
      headers: [cookie]
    )
    try await socket.sendFrame(writer.bytes)
    while true {
      let frame = try await socket.readFrame()
      if frame.opcode == 8 { return frame.closeCode }
      if frame.payload.first == 100 { return nil }
    }
  }

  @Test("leaves their texts, and their identity nowhere on the disk")
  func erases() async throws {
    try await TestServer.run { server in
      let anne = try await server.start("a")
      let bob = try await server.start("b")
      let (id, name) = (try guest(anne), "Prénom-Très-Rare")
      #expect(try await write(7, anne, on: server) == nil)
      // Sent away under a name, and a deed about her.
      let state = Array("{\"user\":{\"name\":\"\(name)\"}}".utf8)
      let socket = try await RawClient.webSocket(port: server.port, "/sync/b", headers: [anne])
      let entry: [UInt8] = [1, 7, 1, UInt8(state.count)] + state
      try await socket.sendFrame([1, UInt8(entry.count)] + entry)
      var sent = 0
      for _ in 0..<50 where sent != 201 {
        let body = #"{"client": 7, "name": "\#(name)"}"#
        sent = try await server.json("POST", "/api/v1/pads/b/away", body, headers: [bob]).status
      }
      #expect(sent == 201)
      #expect(
        try holds(server.directory, id) && holds(server.directory, name),
        "else this proves nothing"
      )

      let data = try await server.request("GET", "/api/v1/me/data", headers: [anne])
      #expect(data.status == 200)
      #expect(data.headers["content-disposition"] == "attachment; filename=\"encrier.json\"")
      let kept = try JSONDecoder().decode(IdentityData.self, from: Data(data.body))
      #expect(kept.identity == "g:\(id)" && kept.pads.map(\.name) == ["a", "b"])
      #expect(kept.pads.map(\.isOwner) == [true, false] && kept.pads.map(\.entries) == [1, 1])
      #expect(kept.pads[1].sentAwayAs == name && kept.pads[1].deeds.map(\.deed) == [.sentAway])

      for (body, headers, status) in [
        (#"{"erase": true}"#, [], 401), (#"{"erase": false}"#, [anne], 400), ("{}", [anne], 400),
        (#"{"erase": true}"#, [anne, "Origin: https://evil.example"], 403),
      ] {
        let answer = try await server.json("DELETE", "/api/v1/me", body, headers: headers)
        #expect(answer.status == status)
      }
      let done = try await server.request(
        "DELETE",
        "/api/v1/me",
        headers: [anne, "Content-Type: application/json"],
        body: Array(#"{"erase": true}"#.utf8)
      )
      #expect(done.status == 204)
      #expect(done.cookies.count == 2 && done.cookies.allSatisfy { $0.contains("Max-Age=0") })
      #expect(try !holds(server.directory, id), "the identity")
      #expect(try !holds(server.directory, name), "the name")

      // The texts are there, and her client IDs are nobody else's.
      #expect(try await server.request("GET", "/api/v1/pads/a/text").text == "bonjour")
      #expect(try await server.request("GET", "/api/v1/pads/b/text").text.count == 8)
      // The cookie that is still about is nobody's, and her pad has no owner any more.
      #expect(try await server.request("GET", "/api/v1/me/data", headers: [anne]).status == 401)
      #expect(
        try await server.request("GET", "/api/v1/pads/a/links", headers: [anne]).status == 403
      )
      let page = try await server.request("POST", "/api/v1/pads", headers: [anne])
      #expect(page.status == 201 && page.cookies.first?.contains(id) == false)
      #expect(try await server.request("GET", "/api/v1/pads/b/links", headers: [bob]).status == 200)
    }
  }
}
