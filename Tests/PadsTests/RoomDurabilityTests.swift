// SPDX-License-Identifier: Apache-2.0

import Pads
import Storage
import SyncProtocol
import TestSupport
import Testing
import TextCRDT

@Suite(.timeLimit(.minutes(10))) struct RoomDurabilityTests {
  @Test("acknowledges and shows nothing before the disk has it")
  func nothingBeforeCommit() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let bob = Peer(2, in: room)
    try await settle(anne, bob)
    let before = anne.acknowledged
    house.log.hold()
    try anne.insert("secret", at: 0)
    await house.log.waitForCommit()
    // These arrive while the commit is under way and must not see through it.
    let late = RecordingSink()
    let session = room.join(late, acknowledges: false)
    room.receive([0, 0, 1, 0], from: session)
    async let text = room.text()
    _ = try anne.pump()
    _ = try bob.pump()
    #expect(anne.acknowledged == before)
    #expect(bob.text == "")
    #expect(late.frames == [])
    house.log.release()
    #expect(try await text.text == "secret")
    try await settle(anne, bob)
    #expect(anne.acknowledged == before + 1)
    #expect(bob.text == "secret")
  }

  @Test("counts step 2 and updates together")
  func acknowledgementCount() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let silent = Peer(2, in: room, acknowledges: false)
    try await settle(anne, silent)
    #expect(anne.acknowledged == 1)
    for _ in 0..<3 { try anne.insert("a", at: 0) }
    try silent.insert("b", at: 0)
    try await settle(anne, silent)
    #expect(anne.acknowledged == 4)
    // A repetition brings nothing new; it is on disk all the same.
    anne.send(.step2(anne.document.encodedState()))
    let appended = house.log.appendCount
    try await settle(anne, silent)
    #expect(anne.acknowledged == 5)
    #expect(house.log.appendCount == appended)
    #expect(silent.acknowledged == 0)
  }

  @Test("has everything again after an end and after a kill")
  func restarts() async throws {
    let house = try House()
    let anne = Peer(1, in: try await house.room("pad"))
    try anne.insert("Compte rendu", at: 0)
    try await settle(anne)
    let revived = try house.killed()
    #expect(try await revived.room("pad").text().text == "Compte rendu")
    try anne.insert("# ", at: 0)
    let next = try await house.restarted()
    #expect(try await next.room("pad").text().text == "# Compte rendu")
    #expect(anne.sink.closing?.code == 1001)
    let back = Peer(1, in: try await next.room("pad"), document: anne.document)
    try await settle(back)
    #expect(back.text == "# Compte rendu")
  }

  @Test("opens from a checkpoint as from the whole log, and keeps the log whole")
  func checkpoint() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    for number in 0..<150 {
      try anne.insert(String(repeating: "é\(number)", count: 200), at: 0)
      if number % 10 == 0 { try anne.remove(5..<50) }
      try await settle(anne)
    }
    let checkpoint = try #require(try await house.folder.checkpoints.checkpoint(of: "pad"))
    #expect(checkpoint.sequence >= 100)
    let revived = try house.killed()
    #expect(try await revived.room("pad").text().text == anne.text)
    #expect(try await revived.folder.updateLog.replay("pad", after: 0).count >= 150)
    let whole = Document(clientID: ClientID(rawValue: 5))
    for entry in try await revived.folder.updateLog.replay("pad", after: 0) {
      try whole.apply(entry.update)
    }
    #expect(whole.text("content").string == anne.text)
  }

  @Test("keeps in a checkpoint what still waits for its dependencies")
  func checkpointWithPending() async throws {
    let house = try House()
    let author = Document(clientID: ClientID(rawValue: 9))
    let updates = try ["one ", "two"].map { word in
      try #require(
        try author.transact { () throws(EditError) in
          try author.text("content").insert(word, at: author.text("content").length)
        }
      )
    }
    let anne = Peer(1, in: try await house.room("pad"))
    anne.send(.update(updates[1]))
    for number in 0..<110 {
      try anne.insert(String(repeating: "\(number % 10)", count: 1_000), at: 0)
      try await settle(anne)
    }
    let checkpoint = try #require(try await house.folder.checkpoints.checkpoint(of: "pad"))
    #expect(checkpoint.pending != nil && checkpoint.sequence > 1)
    let bob = Peer(2, in: try await house.killed().room("pad"))
    bob.send(.update(updates[0]))
    try await settle(bob)
    #expect(bob.text.contains("one two"))
  }

  @Test("keeps every delete that waits, also one that joins another or replaces what waited")
  func waitingDeletes() async throws {
    let house = try House()
    let author = Document(clientID: ClientID(rawValue: 9))
    let insertion = try #require(
      try author.transact { () throws(EditError) in
        try author.text("content").insert("abcdef", at: 0)
      }
    )
    let anne = Peer(1, in: try await house.room("pad"))
    try anne.insert("|", at: 0)
    // Deletes of one unit each of client 9, which nobody has brought yet.
    for clock in [0, 2, 1, 4] as [UInt8] { anne.send(.update([0, 1, 9, 1, clock, 1])) }
    try await settle(anne)
    #expect(anne.acknowledged == 6)
    let revived = try house.killed()
    let bob = Peer(2, in: try await revived.room("pad"))
    bob.send(.update(insertion))
    try await settle(bob)
    #expect(bob.text == "|df" || bob.text == "df|")
    // What is repeated while it waits is not written again.
    let count = try await house.folder.updateLog.replay("pad", after: 0).count
    anne.send(.update([0, 1, 9, 1, 0, 3]))
    try await settle(anne)
    #expect(try await house.folder.updateLog.replay("pad", after: 0).count == count)
  }

  @Test("a failed commit acknowledges nothing, sends everybody away, and is not remembered")
  func failedCommit() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let bob = Peer(2, in: room)
    try anne.insert("kept", at: 0)
    try await settle(anne, bob)
    let acknowledged = anne.acknowledged
    house.log.failNext(.full)
    try anne.insert("lost ", at: 0)
    try await settle(anne, bob)
    #expect(anne.acknowledged == acknowledged)
    #expect(anne.sink.closing?.code == 1013 && bob.sink.closing?.code == 1013)
    #expect(bob.text == "kept")

    let again = try await house.room("pad")
    #expect(again !== room)
    #expect(try await again.text().text == "kept")
    let returning = Peer(1, in: again, document: anne.document)
    try await settle(returning)
    #expect(try await again.text().text == "lost kept")
  }

  @Test("a failed commit fails the server's own edits too")
  func failedEdit() async throws {
    let house = try House()
    let room = try await house.room("pad")
    house.log.failNext(.inputOutput(code: 1034))
    await #expect(throws: PadError.storage(.inputOutput(code: 1034))) {
      try await room.replaceText("text")
    }
    #expect(try await house.pads.exists(#require(PadName("pad"))) == false)
  }

  @Test("a damaged pad refuses to open, by name; others open")
  func damaged() async throws {
    let house = try House()
    _ = try await house.folder.updateLog.append([NewLogEntry(update: [7, 7, 7])], to: "bad")
    try await house.room("good").replaceText("fine")
    let damage = PadError.storage(.damagedPad(name: "bad", part: .row(1)))
    await #expect(throws: damage) { try await house.room("bad") }
    await #expect(throws: damage) { try await house.room("bad") }
    #expect(damage.closing.code == 1011)
    #expect(try await house.room("good").text().text == "fine")
    #expect(try await house.pads.list().map(\.name.rawValue) == ["good"])
  }

  @Test("what is sound of a damaged pad can still be read, up to the damage")
  func lastGood() async throws {
    let house = try House()
    let name = try #require(PadName("bad"))
    for text in ["one", "one two", "one two three"] {
      try await house.room("bad").replaceText(text)
    }
    let whole = try #require(try await house.pads.lastGoodText(of: name))
    #expect(whole.text == "one two three" && whole.sequence == 3 && !whole.isDamaged)
    let rows = try await house.folder.updateLog.replay("bad", after: 0)
    // The third row is there again, as one that no document takes.
    let damaged = try House()
    for row in rows.prefix(2).map(\.update) + [[7, 7]] + [rows[2].update] {
      _ = try await damaged.folder.updateLog.append([NewLogEntry(update: row)], to: "bad")
    }
    await #expect(throws: PadError.self) { try await damaged.room("bad") }
    let found = try #require(try await damaged.pads.lastGoodText(of: name))
    #expect(found.text == "one two" && found.sequence == 2 && found.isDamaged)
    #expect(try await damaged.pads.lastGoodText(of: try #require(PadName("none"))) == nil)
  }

  @Test("32 first visitors at once share one load", arguments: seeds(0..<20))
  func simultaneousJoins(seed: Int) async throws {
    let house = try House()
    try await house.room("pad").replaceText("Bonjour")
    let cold = try await house.restarted()
    let rooms = try await withThrowingTaskGroup(of: Room.self) { group in
      for _ in 0..<32 { group.addTask { try await cold.room("pad") } }
      var rooms: [Room] = []
      for try await room in group { rooms.append(room) }
      return rooms
    }
    #expect(cold.log.replayCount == 1)
    #expect(rooms.allSatisfy { $0 === rooms[0] })
    #expect(try await rooms[0].text().text == "Bonjour")
  }
}
