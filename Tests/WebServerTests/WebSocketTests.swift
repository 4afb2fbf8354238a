// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing
import WebServer
import WebTestSupport

@Suite("WebSocket over a socket", .timeLimit(.minutes(10)))
struct WebSocketTests {
  @Test("accepts a correct upgrade and proves that it understood the key")
  func upgrades() async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      try await client.send(RawClient.upgradeRequest("/ws"))
      let head = try await client.readHead()
      #expect(head.hasPrefix("HTTP/1.1 101 "))
      #expect(head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
      #expect(!head.lowercased().contains("sec-websocket-extensions"))
    }
  }

  private static let brokenUpgrades: [(String, String, String, Int)] = [
    ("GET /ws HTTP/1.1", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", 426),
    ("GET /ws HTTP/1.1", "dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=", 400),
    ("GET /ws HTTP/1.1", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "X: y", 400),
    ("POST /ws HTTP/1.1", "", "", 400),
    ("GET /ws HTTP/1.0", "", "", 400),
    ("GET /ws HTTP/1.1", "Upgrade: websocket", "Upgrade: h2c", 400),
    ("GET /ws HTTP/1.1", "Upgrade: websocket", "Upgrade: junk", 400),
    ("GET /ws HTTP/1.1", "Connection: Upgrade", "Connection: close", 400),
    ("GET /ws HTTP/1.1", "Upgrade: websocket", "Content-Length: 1", 426),
    ("GET /other HTTP/1.1", "", "", 400),
    ("GET /private HTTP/1.1", "", "", 403),
  ]

  @Test("refuses upgrades that break a rule", arguments: brokenUpgrades)
  func refusesUpgrade(
    requestLine: String,
    line: String,
    replacement: String,
    status: Int
  ) async throws {
    try await withServer { port, _ in
      let lines = RawClient.upgradeRequest("/ws").split(separator: "\r\n").dropFirst()
      let request = ([requestLine[...]] + lines).joined(separator: "\r\n") + "\r\n\r\n"
      let client = try RawClient(port: port)
      let parts = request.split(separator: line, maxSplits: 1)
      try await client.send(line.isEmpty ? request : parts.joined(separator: replacement))
      #expect(try await client.readResponse().status == status)
    }
  }

  @Test("gives back a message of a megabyte, and one at the limit")
  func echoesLargeMessages() async throws {
    var limits = ServerLimits()
    limits.maximumMessageBytes = (1 << 20) + 7
    try await withServer(limits: limits) { port, _ in
      let client = try await RawClient.webSocket(port: port, "/ws")
      for count in [0, 1, 125, 126, 0xFFFF, 0x10000, 1 << 20, (1 << 20) + 7] {
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try await client.sendFrame(message)
        let frame = try await client.readFrame()
        #expect(frame.opcode == 2)
        #expect(frame.payload == message)
      }
    }
  }

  @Test("puts fragments together, with a ping between them")
  func assemblesFragments() async throws {
    try await withServer { port, _ in
      let client = try await RawClient.webSocket(port: port, "/ws")
      let frames =
        RawClient.frame([1, 2], isFinal: false)
        + RawClient.frame([3], opcode: 0, isFinal: false)
        + RawClient.frame([9], opcode: 9)
        + RawClient.frame([4, 5], opcode: 0)
      for byte in frames { try await client.send([byte]) }
      #expect(try await client.readFrame() == RawFrame(opcode: 10, payload: [9]))
      #expect(try await client.readFrame() == RawFrame(opcode: 2, payload: [1, 2, 3, 4, 5]))
    }
  }

  @Test("keeps twenty thousand messages in order, both ways")
  func keepsOrder() async throws {
    var limits = ServerLimits()
    limits.maximumQueuedBytes = 64 * 1024 * 1024
    try await withServer(limits: limits) { port, _ in
      let client = try await RawClient.webSocket(port: port, "/ws")
      let messages = (0..<20_000).map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      async let sent: Void = client.send(messages.flatMap { RawClient.frame($0) })
      try await sent
      var received: [[UInt8]] = []
      for _ in messages { received.append(try await client.readFrame().payload) }
      #expect(received == messages)
    }
  }

  @Test("spreads sessions evenly over the loops, which all answer", arguments: [1, 2, 4])
  func spreads(loopCount: Int) async throws {
    try await withServer(loopCount: loopCount) { port, application in
      var clients: [RawClient] = []
      for _ in 0..<8 * loopCount { clients.append(try await .webSocket(port: port, "/ws")) }
      for (index, client) in clients.enumerated() {
        try await client.send(RawClient.frame([UInt8(index)]))
      }
      for (index, client) in clients.enumerated() {
        #expect(try await client.readFrame().payload == [UInt8(index)])
      }
      let counts = application.sessions.threads.withLock { $0 }
      #expect(counts.count == loopCount)
      #expect(counts.values.allSatisfy { $0 == 8 })
    }
  }

  @Test("gives every session a message that was sent to all, woken once")
  func fansOut() async throws {
    try await withServer(loopCount: 2) { port, application in
      var clients: [RawClient] = []
      var connections: [WebSocketConnection] = []
      for _ in 0..<20 {
        clients.append(try await .webSocket(port: port, "/held"))
        _ = await application.sessions.first { $0 == .opened }
        connections.append(try #require(application.sessions.connection.withLock { $0 }))
      }
      let message = [UInt8](repeating: 7, count: 70_000)
      for connection in connections { #expect(connection.send(message, isLast: false)) }
      for connection in connections { connection.flush() }
      for client in clients { #expect(try await client.readFrame().payload == message) }
    }
  }

  private static let endlessFragments: [UInt8] = {
    let empty = RawClient.frame([], opcode: 0, isFinal: false)
    return RawClient.frame([], isFinal: false) + (0..<100_000).flatMap { _ in empty }
  }()

  private static let pingFlood: [UInt8] = {
    let ping = RawClient.frame([7], opcode: 9)
    return (0..<1000).flatMap { _ in ping }
  }()

  private static func hostile(_ frame: [UInt8], _ code: UInt16) -> (frames: [UInt8], code: UInt16) {
    (frame, code)
  }

  private static let hostileFrames: [(frames: [UInt8], code: UInt16)] = [
    hostile(RawClient.frame([1], reservedBits: 0x40), 1002),
    hostile(RawClient.frame([1], opcode: 3), 1002),
    hostile(RawClient.frame([1], opcode: 11), 1002),
    hostile(RawClient.frame([1], isMasked: false), 1002),
    hostile(RawClient.frame([1], opcode: 0), 1002),
    hostile(RawClient.frame([1], isFinal: false) + RawClient.frame([1]), 1002),
    hostile(RawClient.frame([UInt8](repeating: 0, count: 126), opcode: 9), 1002),
    hostile(RawClient.frame([], opcode: 9, isFinal: false), 1002),
    hostile(RawClient.frame([1], opcode: 8), 1002),
    hostile(RawClient.frame([0x03, 0xED], opcode: 8), 1002),
    hostile(RawClient.frame([0x03, 0xE8, 0xFF], opcode: 8), 1007),
    hostile(RawClient.frame(Array("text".utf8), opcode: 1), 1003),
    hostile([0x82, 0xFE, 0, 5], 1002),
    hostile([0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0], 1009),
    hostile([0x82, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0], 1009),
    hostile([0x82, 0xFF, 0, 0, 0, 0, 0x01, 0, 0, 1], 1009),
    hostile(endlessFragments, 1008),
    hostile(pingFlood, 1008),
  ]

  @Test("cuts off a hostile peer with the right code", arguments: hostileFrames.indices)
  func refusesFrames(index: Int) async throws {
    let (frames, code) = Self.hostileFrames[index]
    try await withServer { port, application in
      let client = try await RawClient.webSocket(port: port, "/ws")
      // The server may hang up before it has heard everything.
      try? await client.send(frames)
      #expect(try await client.readCloseCode() == code)
      #expect(try await client.readToEnd().isEmpty)
      let end = await application.sessions.first { $0 != .opened }
      #expect(end == .closed(code: 1006))
    }
  }

  @Test("refuses a message that grows beyond the limit by fragments")
  func boundsMessages() async throws {
    var limits = ServerLimits()
    limits.maximumMessageBytes = 1000
    try await withServer(limits: limits) { port, _ in
      let client = try await RawClient.webSocket(port: port, "/ws")
      let part = [UInt8](repeating: 1, count: 600)
      try await client.send(
        RawClient.frame(part, isFinal: false) + RawClient.frame(part, opcode: 0)
      )
      #expect(try await client.readCloseCode() == 1009)
    }
  }

  @Test("answers a close with its own code and tells the session", arguments: [1000, 4000, nil])
  func answersClose(code: UInt16?) async throws {
    try await withServer { port, application in
      let client = try await RawClient.webSocket(port: port, "/ws")
      let payload = code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? []
      try await client.sendFrame(payload, opcode: 8)
      #expect(try await client.readFrame() == RawFrame(opcode: 8, payload: payload))
      #expect(try await client.readToEnd().isEmpty)
      let end = await application.sessions.first { $0 != .opened }
      #expect(end == .closed(code: code ?? 1005))
    }
  }

  @Test("tells the session when the peer just goes")
  func noticesLoss() async throws {
    try await withServer { port, application in
      _ = try await RawClient.webSocket(port: port, "/ws")
      let end = await application.sessions.first { $0 != .opened }
      #expect(end == .closed(code: 1006))
    }
  }

  @Test("sends what was queued before a close, and nothing after")
  func closesAfterQueue() async throws {
    try await withServer { port, application in
      let client = try await RawClient.webSocket(port: port, "/held")
      _ = await application.sessions.first { $0 == .opened }
      let connection = try #require(application.sessions.connection.withLock { $0 })
      connection.send([1])
      connection.close(code: 4403, reason: "not allowed")
      #expect(!connection.send([2]))
      #expect(try await client.readFrame().payload == [1])
      let close = try await client.readFrame()
      #expect(close.closeCode == 4403)
      #expect(close.payload.dropFirst(2).elementsEqual("not allowed".utf8))
      try await client.sendFrame([3])
      try await client.sendFrame([0x11, 0x33], opcode: 8)
      #expect(try await client.readToEnd().isEmpty)
      let end = await application.sessions.first { _ in true }
      #expect(end == .closed(code: 4403), "a message after our close is not delivered")
    }
  }

  @Test("refuses to queue more than the bound for a peer that never reads, then tells it drained")
  func boundsQueue() async throws {
    var limits = ServerLimits()
    limits.maximumQueuedBytes = 100_000
    try await withServer(limits: limits) { port, application in
      let client = try await RawClient.webSocket(
        port: port,
        "/held",
        receiveBufferBytes: 4096
      )
      _ = await application.sessions.first { $0 == .opened }
      let connection = try #require(application.sessions.connection.withLock { $0 })
      let message = [UInt8](repeating: 5, count: 40_000)
      var sent = 0
      // The kernel takes some megabytes before the queue begins to fill.
      while connection.send(message) {
        sent += 1
        #expect(connection.queuedByteCount <= 150_000)
        try #require(sent < 10_000)
      }
      #expect(sent >= 3)
      for _ in 0..<sent { #expect(try await client.readFrame().payload.count == 40_000) }
      #expect(await application.sessions.first { _ in true } == .drained)
      #expect(connection.send(message))
      #expect(try await client.readFrame().payload == message)
    }
  }

  @Test("sends a message longer than the whole queue")
  func sendsOversizedMessage() async throws {
    var limits = ServerLimits()
    limits.maximumQueuedBytes = 1000
    try await withServer(limits: limits) { port, application in
      let client = try await RawClient.webSocket(port: port, "/held")
      _ = await application.sessions.first { $0 == .opened }
      let connection = try #require(application.sessions.connection.withLock { $0 })
      #expect(connection.send([UInt8](repeating: 1, count: 3_000_000)))
      #expect(connection.send([2]))
      #expect(try await client.readFrame().payload.count == 3_000_000)
      #expect(try await client.readFrame().payload == [2])
    }
  }

  @Test("delivers nothing while reading is paused, and everything afterwards")
  func pauses() async throws {
    try await withServer { port, application in
      let client = try await RawClient.webSocket(port: port, "/held")
      _ = await application.sessions.first { $0 == .opened }
      let connection = try #require(application.sessions.connection.withLock { $0 })
      connection.pauseReading()
      try await client.send(RawClient.frame([1]) + RawClient.frame([1, 2]))
      // A second client's exchange shows that the loop has had its turn.
      let other = try await RawClient.webSocket(port: port, "/ws")
      try await other.sendFrame([7])
      #expect(try await other.readFrame().payload == [7])
      let log = application.sessions
      #expect(await log.first { _ in true } == .opened, "the other client came before any message")
      connection.resumeReading()
      #expect(await log.first { _ in true } == .received(byteCount: 1))
      #expect(await log.first { _ in true } == .received(byteCount: 2))
    }
  }

  // Many at once: an alarm of the service thread that is lost now and then stops its clock for ever.
  @Test("pings a silent peer and cuts it off when it stays silent", arguments: 0..<24)
  func pingsSilentPeers(_: Int) async throws {
    var limits = ServerLimits()
    limits.pingInterval = .seconds(1)
    try await withServer(limits: limits) { port, application in
      let client = try await RawClient.webSocket(port: port, "/ws")
      #expect(try await client.readFrame() == RawFrame(opcode: 9, payload: []))
      #expect(try await client.readToEnd().isEmpty)
      #expect(await application.sessions.first { $0 != .opened } == .closed(code: 1006))
    }
  }

  @Test("says 1001 to everyone when the server goes down")
  func goesAway() async throws {
    var clients: [RawClient] = []
    try await withServer { port, _ in
      for _ in 0..<10 { clients.append(try await RawClient.webSocket(port: port, "/ws")) }
    }
    for client in clients { #expect(try await client.readCloseCode() == 1001) }
  }
}
