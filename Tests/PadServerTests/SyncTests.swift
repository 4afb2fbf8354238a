// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT
import WebServer
import WebTestSupport

@testable import PadServer

@Suite("/sync/PAD", .timeLimit(.minutes(10)))
struct SyncTests {
  /// Sync step 1 of a client that knows nothing.
  private static let emptyStep1: [UInt8] = [0, 0, 1, 0]

  /// A sync message with a byte array.
  private func sync(_ kind: UInt8, _ payload: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeVarUInt(0)
    writer.writeVarUInt(UInt64(kind))
    writer.writeByteArray(payload)
    return writer.bytes
  }

  /// Reads messages until one begins like this, and returns its rest.
  private func next(_ prefix: [UInt8], from client: RawClient) async throws -> [UInt8] {
    while true {
      let frame = try await client.readFrame()
      #expect(frame.opcode == 2)
      if frame.payload.starts(with: prefix) { return Array(frame.payload.dropFirst(prefix.count)) }
    }
  }

  private func update(inserting text: String, client: UInt64) throws -> [UInt8] {
    let document = Document(clientID: ClientID(rawValue: client))
    let update = try document.transact {
      try document.text("content").insert(text, at: 0)
    }
    return try #require(update)
  }

  @Test("carries an update to the others, to the API, and acknowledges it to its author")
  func carries() async throws {
    try await TestServer.run { server in
      let author = try await RawClient.webSocket(port: server.port, "/sync/a?acks=1")
      let reader = try await RawClient.webSocket(port: server.port, "/sync/a")
      for client in [author, reader] {
        try await client.sendFrame(Self.emptyStep1)
        _ = try await next([0, 1], from: client)
      }
      let update = try update(inserting: "bonjour", client: 7)
      try await author.sendFrame(sync(2, update))
      #expect(try await next([100], from: author) == [1])
      var received = ByteReader(try await next([0, 2], from: reader))
      let document = Document(clientID: ClientID(rawValue: 9))
      try document.apply(try received.readByteArray())
      #expect(document.text("content").string == "bonjour")
      #expect(try await server.request("GET", "/api/v1/pads/a/text").text == "bonjour")
    }
  }

  @Test("shows a text that was put to open editors as an edit")
  func showsPuts() async throws {
    try await TestServer.run { server in
      _ = try await server.json("POST", "/api/v1/pads", #"{"name": "a", "text": "un deux"}"#)
      let client = try await RawClient.webSocket(port: server.port, "/sync/a")
      try await client.sendFrame(Self.emptyStep1)
      let document = Document(clientID: ClientID(rawValue: 9))
      var step2 = ByteReader(try await next([0, 1], from: client))
      try document.apply(try step2.readByteArray())
      #expect(document.text("content").string == "un deux")
      #expect(try await server.put("un, deux", into: "a").status == 204)
      let frame = try await next([0, 2], from: client)
      #expect(frame.count < 40, "only what differs")
      var edit = ByteReader(frame)
      try document.apply(try edit.readByteArray())
      #expect(document.text("content").string == "un, deux")
    }
  }

  @Test("does not make a pad of a visit")
  func visits() async throws {
    try await TestServer.run { server in
      let client = try await RawClient.webSocket(port: server.port, "/sync/a")
      try await client.sendFrame(Self.emptyStep1)
      #expect(try await next([0, 1], from: client) == [2, 0, 0])
      #expect(try await server.request("GET", "/api/v1/pads/a").problem == "no-such-pad")
    }
  }

  @Test("keeps the order of what is sent before the pad is open")
  func keepsOrder() async throws {
    try await TestServer.run { server in
      let client = try RawClient(port: server.port)
      let document = Document(clientID: ClientID(rawValue: 7))
      var frames: [UInt8] = Array(RawClient.upgradeRequest("/sync/a?acks=1").utf8)
      for index in 0..<200 {
        let update = try #require(
          try document.transact { try document.text("content").insert("\(index) ", at: 0) }
        )
        frames += RawClient.frame(sync(2, update))
      }
      try await client.send(frames)
      #expect(try await client.readHead().hasPrefix("HTTP/1.1 101 "))
      var acknowledged: UInt64 = 0
      while acknowledged < 200 {
        var reader = ByteReader(try await next([100], from: client))
        acknowledged = try reader.readVarUInt()
      }
      let text = try await server.request("GET", "/api/v1/pads/a/text").text
      #expect(text == document.text("content").string)
    }
  }

  @Test("keeps nothing for a session that reads too slowly, and gives it everything once it reads")
  func boundsReaders() async throws {
    try await TestServer.run(configure: { $0.limits.maximumQueuedBytes = 64 * 1024 }) { server in
      _ = try await server.json("POST", "/api/v1/pads", #"{"name": "a"}"#)
      let text = String(repeating: "x", count: 1_000_000)
      #expect(try await server.put(text, into: "a").status == 204)
      let client = try await RawClient.webSocket(
        port: server.port,
        "/sync/a",
        receiveBufferBytes: 4096
      )
      // Each question is answered with the whole pad, more than the queue holds.
      try await client.send((0..<20).flatMap { _ in RawClient.frame(Self.emptyStep1) })
      let document = Document(clientID: ClientID(rawValue: 9))
      while document.text("content").length < text.utf16.count {
        var step2 = ByteReader(try await next([0], from: client))
        let kind = try step2.readVarUInt()
        if kind > 0 { try document.apply(try step2.readByteArray()) }
      }
      #expect(document.text("content").string == text)
    }
  }

  @Test("closes a session that sends junk, with a code that says so")
  func refusesJunk() async throws {
    try await TestServer.run { server in
      let client = try await RawClient.webSocket(port: server.port, "/sync/a")
      try await client.sendFrame([0, 2, 3, 0xFF, 0xFF, 0xFF])
      let code = try #require(try await client.readCloseCode())
      #expect([4403, 1007].contains(code))
      #expect(try await server.request("GET", "/healthz").status == 200)
    }
  }

  @Test("says 1001 when the server goes down")
  func goesDown() async throws {
    var client: RawClient?
    try await TestServer.run { server in
      client = try await RawClient.webSocket(port: server.port, "/sync/a")
      try await client?.sendFrame(Self.emptyStep1)
      if let client { _ = try await next([0, 1], from: client) }
    }
    #expect(try await client?.readCloseCode() == 1001)
  }
}
