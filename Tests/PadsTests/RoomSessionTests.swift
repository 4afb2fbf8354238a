// SPDX-License-Identifier: Apache-2.0

import Pads
import SyncProtocol
import Testing
import TextCRDT

@Suite(.timeLimit(.minutes(10))) struct RoomSessionTests {
  @Test(
    "closes a session for what it sent, harming nobody else",
    arguments: [
      (SyncMessage.update([1, 2, 3]).encoded, 4403),
      (SyncMessage.step2([0xFF]).encoded, 4403),
      (SyncMessage.update([]).encoded, 4403),
      ([0, 2, 9], 1007),
      ([77], 1003),
      ([2, 0, 0], 1003),
      (SyncMessage.awareness([Self.entry("{")]).encoded, 1007),
      (SyncMessage.awareness([Self.entry(longState)]).encoded, 1009),
    ] as [([UInt8], UInt16)]
  )
  func refusal(frame: [UInt8], code: UInt16) async throws {
    let house = try House()
    let room = try await house.room("pad")
    let mallory = Peer(1, in: room)
    let bob = Peer(2, in: room)
    try await settle(mallory, bob)
    mallory.present(1, "{}")
    try mallory.insert("before ", at: 0)
    mallory.send(.awareness([]))
    room.receive(frame, from: mallory.session)
    try mallory.insert("after ", at: 0)
    try bob.insert("bob", at: 0)
    try await settle(mallory, bob)
    #expect(mallory.sink.closing?.code == code)
    // The step 2 and the insertion before the bad message, nothing after it.
    #expect(mallory.acknowledged == 2)
    #expect(bob.sink.closing == nil)
    #expect(!bob.text.contains("after") && bob.text.contains("before") && bob.text.contains("bob"))
    #expect(bob.awareness[ClientID(rawValue: 1)] == nil)
  }

  private static let longState = "\"" + String(repeating: "x", count: 16 << 10) + "\""

  private static func entry(_ state: String) -> AwarenessEntry {
    AwarenessEntry(client: ClientID(rawValue: 1), clock: 9, state: [UInt8](state.utf8))
  }

  @Test("shows who is here to newcomers, and removes who leaves")
  func presence() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    anne.present(1, #"{"name":"Anne"}"#)
    try await settle(anne)
    let bob = Peer(2, in: room)
    bob.present(1, #"{"name":"Bob"}"#)
    try await settle(anne, bob)
    #expect(bob.awareness[ClientID(rawValue: 1)] == [UInt8](#"{"name":"Anne"}"#.utf8))
    #expect(anne.awareness[ClientID(rawValue: 2)] == [UInt8](#"{"name":"Bob"}"#.utf8))
    room.leave(anne.session)
    try await settle(bob)
    #expect(bob.awareness[ClientID(rawValue: 1)] == nil)
    room.leave(anne.session)
    bob.send(.queryAwareness)
    try await settle(bob)
    #expect(bob.awareness.count == 1)
  }

  @Test("ignores what a session says of another's client")
  func foreignPresence() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let bob = Peer(2, in: room)
    anne.present(1, #""anne""#)
    bob.present(1, #""bob""#)
    try await settle(anne, bob)
    bob.send(
      .awareness([AwarenessEntry(client: ClientID(rawValue: 1), clock: 9, state: nil)])
    )
    bob.send(
      .awareness([
        AwarenessEntry(client: ClientID(rawValue: 1), clock: 9, state: [UInt8](#""eve""#.utf8))
      ])
    )
    let carol = Peer(3, in: room)
    try await settle(anne, bob, carol)
    #expect(carol.awareness[ClientID(rawValue: 1)] == [UInt8](#""anne""#.utf8))
    #expect(bob.sink.closing == nil)
  }

  @Test("keeps silent sessions alive and forgets who no longer renews")
  func silence() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    anne.present(1, "{}")
    try await settle(anne)
    _ = try anne.sink.take()
    for _ in 0..<4 {
      await house.clock.advance(by: .seconds(5))
      _ = try await room.text()
    }
    #expect(anne.sink.frames == [])
    await house.clock.advance(by: .seconds(5))
    _ = try await room.text()
    #expect(anne.sink.frames == [[1, 1, 0]])
    await house.clock.advance(by: .seconds(5))
    _ = try await room.text()
    let gone = AwarenessEntry(client: ClientID(rawValue: 1), clock: 1, state: nil)
    #expect(try anne.sink.take().last == .awareness([gone]))
  }

  @Test("lets a room go after a minute alone, not while somebody is there")
  func unload() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    try anne.insert("# Titre", at: 0)
    try await settle(anne)
    for _ in 0..<30 {
      await house.clock.advance(by: .seconds(5))
      _ = try await room.text()
    }
    #expect(try await house.room("pad") === room)
    room.leave(anne.session)
    _ = try await room.text()
    for _ in 0..<11 {
      await house.clock.advance(by: .seconds(5))
      _ = try await room.text()
    }
    #expect(try await house.room("pad") === room)
    for _ in 0..<14 {
      await house.clock.advance(by: .seconds(5))
      // Not before this is answered has the room seen the time.
      _ = try? await room.text()
    }
    let next = try await house.room("pad")
    #expect(next !== room)
    #expect(try await next.text().text == "# Titre")
    let late = RecordingSink()
    _ = room.join(late, acknowledges: false)
    #expect(late.closing?.code == 1001)
  }

  @Test("keeps a room open for who was just given it")
  func touched() async throws {
    let house = try House()
    let room = try await house.room("pad")
    for _ in 0..<11 { await house.clock.advance(by: .seconds(5)) }
    #expect(try await house.room("pad") === room)
    for _ in 0..<11 {
      await house.clock.advance(by: .seconds(5))
      _ = try await room.text()
    }
    let anne = Peer(1, in: room)
    try await settle(anne)
    #expect(anne.isSynced && anne.sink.closing == nil)
  }

  @Test("turns away more sessions than a pad may have")
  func sessionLimit() async throws {
    var limits = PadLimits()
    limits.maximumSessions = 2
    let house = try House(limits: limits)
    let room = try await house.room("pad")
    let peers = (1...3).map { Peer($0, in: room) }
    try await settle(peers[0], peers[1], peers[2])
    #expect(peers.map { $0.sink.closing?.code } == [nil, nil, 1013])
    room.leave(peers[0].session)
    let fourth = Peer(4, in: room)
    try await settle(fourth)
    #expect(fourth.sink.closing == nil && fourth.isSynced)
  }

  @Test("asks to stop reading a session that floods, and to go on after its turn")
  func flood() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    try await settle(anne)
    house.log.hold()
    try anne.insert("x", at: 0)
    await house.log.waitForCommit()
    let large = SyncMessage.update(
      try #require(
        try anne.document.transact { () throws(EditError) in
          try anne.document.text("content").insert(String(repeating: "y", count: 600_000), at: 0)
        }
      )
    ).encoded
    var pauseCount = 0
    room.receive(large, from: anne.session) { pauseCount += 1 }
    #expect(pauseCount == 0)
    room.receive(large, from: anne.session) { pauseCount += 1 }
    #expect(pauseCount == 1)
    #expect(anne.sink.resumeCount == 0)
    house.log.release()
    // The first read ends with the flooded turn, the second after it.
    _ = try await room.text()
    _ = try await room.text()
    #expect(anne.sink.resumeCount == 1)
    #expect(anne.sink.closing == nil)
  }
}
