// SPDX-License-Identifier: Apache-2.0

import Pads
import SyncProtocol
import TestSupport
import Testing
import TextCRDT

@Suite(.timeLimit(.minutes(10))) struct RoomSyncTests {
  @Test("greets with step 1 and answers step 1 with step 2")
  func handshake() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let sink = RecordingSink()
    let session = room.join(sink, acknowledges: false)
    _ = try await room.text()
    #expect(sink.frames == [[0, 0, 1, 0]])
    room.receive([0, 0, 1, 0], from: session)
    _ = try await room.text()
    #expect(sink.frames == [[0, 0, 1, 0], [0, 1, 2, 0, 0]])
  }

  @Test("brings two sessions that type at once to one text")
  func converges() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let bob = Peer(2, in: room)
    try await settle(anne, bob)
    for number in 0..<20 {
      try anne.insert("a\(number) ", at: number % 3 == 0 ? 0 : anne.document.text("content").length)
      try bob.insert("b\(number) ", at: 0)
      if number % 5 == 0 { try await settle(anne, bob) }
    }
    try anne.remove(0..<3)
    try await settle(anne, bob)
    #expect(anne.text == bob.text)
    #expect(anne.text.count > 100)
    #expect(try await room.text().text == anne.text)
    #expect(anne.document.stateVector == bob.document.stateVector)
  }

  @Test("gives a late joiner everything, and takes what the joiner brings")
  func lateJoiner() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    try anne.insert("first", at: 0)
    try await settle(anne)
    let offline = Document(clientID: ClientID(rawValue: 2))
    try offline.text("content").insert("offline", at: 0)
    let bob = Peer(2, in: room, document: offline)
    try await settle(anne, bob)
    #expect(anne.text == bob.text)
    #expect(anne.text.contains("first") && anne.text.contains("offline"))
    #expect(bob.isSynced)
  }

  @Test("gives each newcomer the state of its own moment")
  func freshState() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    for number in 0..<3 {
      try anne.insert("\(number)", at: 0)
      let newcomer = Peer(10 + UInt64(number), in: room)
      try await settle(anne, newcomer)
      room.leave(newcomer.session)
      #expect(newcomer.text == anne.text && newcomer.updateFrames == [])
    }
  }

  @Test("sends no update to a session that has not asked for the document")
  func unasked() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let sink = RecordingSink()
    _ = room.join(sink, acknowledges: false)
    let anne = Peer(1, in: room)
    try anne.insert("a", at: 0)
    try await settle(anne)
    // Only step 1.
    #expect(sink.frames.map { Array($0.prefix(2)) } == [[0, 0]])
  }

  @Test("keeps the order of one session's messages")
  func order() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let expected = (0..<600).map { "\($0)," }.joined()
    for number in 0..<600 {
      try anne.insert("\(number),", at: anne.document.text("content").length)
    }
    try await settle(anne)
    #expect(try await room.text().text == expected)
    #expect(anne.acknowledged >= 600)
  }

  @Test("sends the updates of one turn as one frame, to authors too")
  func mergedFrame() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let bob = Peer(2, in: room)
    try await settle(anne, bob)
    house.log.hold()
    try anne.insert("x", at: 0)
    await house.log.waitForCommit()
    for number in 0..<50 { try (number % 2 == 0 ? anne : bob).insert("y", at: 0) }
    let before = house.log.appendCount
    house.log.release()
    try await settle(anne, bob)
    #expect(house.log.appendCount == before + 1)
    for peer in [anne, bob] {
      #expect(peer.updateFrames.count == 2)
      #expect(peer.text.count == 51)
    }
    #expect(anne.text == bob.text)
  }

  @Test("shows what waited for its dependencies to those who came meanwhile")
  func resolvedGap() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let author = Document(clientID: ClientID(rawValue: 9))
    let first = try #require(
      try author.transact { () throws(EditError) in
        try author.text("content").insert("one ", at: 0)
      }
    )
    let second = try #require(
      try author.transact { () throws(EditError) in
        try author.text("content").insert("two", at: 4)
      }
    )
    let anne = Peer(1, in: room)
    try await settle(anne)
    anne.send(.update(second))
    try await settle(anne)
    // It is on disk, but nobody is sent what nobody can show.
    #expect(anne.acknowledged == 2)
    let bob = Peer(2, in: room)
    try await settle(anne, bob)
    #expect(!bob.document.hasPending && bob.text == "")

    let revived = try house.killed()
    let after = try await revived.room("pad")
    for place in [room, after] {
      let carol = Peer(3, in: place)
      try await settle(carol)
      carol.send(.update(first))
      try await settle(carol)
      #expect(carol.text == "one two")
    }
    try await settle(anne, bob)
    #expect(bob.text == "one two")
  }
}
