// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import SyncProtocol
import TestSupport
import Testing
import TextCRDT

@testable import Pads

@Suite(.timeLimit(.minutes(10))) struct RoomAuthorshipTests {
  private let anne = Identity.guest(.random())
  private let bob = Identity.guest(.random())

  private func rows(_ house: House) async throws -> [LogEntry] {
    try await house.folder.updateLog.replay("pad", after: 0)
  }

  /// An update that a client with this document would send after inserting a text.
  private func insertion(_ text: String, _ document: Document) throws -> [UInt8] {
    let update = try document.transact { () throws(EditError) in
      try document.text("content").insert(text, at: 0)
    }
    return try #require(update)
  }

  /// A document that goes on where another's client stopped: a stolen client ID.
  private func stolen(_ client: UInt64, from document: Document) throws -> Document {
    let copy = Document(clientID: ClientID(rawValue: client))
    try copy.apply(document.encodedState())
    return copy
  }

  private enum Attack: CaseIterable {
    case nextClocks, gap, silencing, mixedWithOwn, wholeState
  }

  private func attack(_ attack: Attack, on victim: Peer, by mallory: Peer) throws -> [UInt8] {
    let forger = try stolen(7, from: victim.document)
    switch attack {
    case .nextClocks: return try insertion("forged", forger)
    case .gap:
      _ = try insertion("lost", forger)
      return try insertion("forged", forger)
    // One collected block of 1,000 units at the victim's next clock, 5.
    case .silencing: return [1, 1, 7, 5, 0, 0xE8, 0x07, 0]
    case .mixedWithOwn:
      return try Updates.merge([
        try insertion("own", mallory.document), try insertion("forged", forger),
      ])
    case .wholeState:
      _ = try insertion("forged", forger)
      return forger.encodedState()
    }
  }

  @Test(
    "new items under another's client ID are refused and reach nobody, no disk, no document",
    arguments: Attack.allCases,
    [false, true]
  )
  private func refusal(attack kind: Attack, isAnonymous: Bool) async throws {
    let house = try House()
    let room = try await house.room("pad")
    let victim = Peer(7, in: room, as: anne)
    try victim.insert("anne ", at: 0)
    let mallory = Peer(8, in: room, as: isAnonymous ? .anonymous : bob)
    let witness = Peer(9, in: room)
    try await settle(victim, mallory, witness)
    try mallory.insert("before ", at: 0)
    try await settle(victim, mallory, witness)
    let acknowledged = mallory.acknowledged
    let state = try await room.state()
    let log = try await rows(house)
    let frameCounts = [victim, witness].map(\.updateFrames.count)

    mallory.send(.update(try attack(kind, on: victim, by: mallory)))
    try await settle(victim, mallory, witness)
    #expect(mallory.sink.closing?.code == 4403)
    #expect(mallory.sink.closing?.reason.contains("another's client ID") == true)
    #expect(mallory.acknowledged == acknowledged)
    #expect(try await room.state() == state)
    #expect(try await rows(house) == log)
    #expect([victim, witness].map(\.updateFrames.count) == frameCounts)
    #expect(house.pads.statistics.refusalCounts["foreign_items"] == 1)

    try victim.insert("still here ", at: 0)
    try await settle(victim, witness)
    #expect(victim.sink.closing == nil && witness.sink.closing == nil)
    #expect(witness.text == "still here before anne ")
    #expect(victim.acknowledged == 3)
  }

  @Test("what a whole document repeats of others is nobody's offence, in whatever form")
  func repetition() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let writer = Peer(7, in: room, as: anne)
    try writer.insert("anne", at: 0)
    let reader = Peer(8, in: room, as: bob)
    try await settle(writer, reader)
    // Bob deletes some of Anne's, which collects it with him, and sends all he has.
    try reader.remove(0..<2)
    try reader.insert("bob", at: 0)
    reader.send(.step2(reader.document.encodedState()))
    try await settle(writer, reader)
    #expect(reader.sink.closing == nil)
    #expect(writer.text == "bobne" && reader.text == "bobne")
  }

  @Test("an identity comes back with its old client IDs, also after a restart, and nobody else")
  func bindingsLast() async throws {
    var house = try House()
    var room = try await house.room("pad")
    let first = Peer(7, in: room, as: anne)
    try first.insert("one ", at: 0)
    try await settle(first)
    room.leave(first.session)

    house = try await house.restarted()
    room = try await house.room("pad")
    let thief = Peer(8, in: room, as: bob)
    try await settle(thief)
    thief.send(.update(try insertion("forged ", try stolen(7, from: first.document))))
    try await settle(thief)
    #expect(thief.sink.closing?.code == 4403)

    let again = Peer(7, in: room, as: anne, document: first.document)
    try again.insert("two ", at: 0)
    try await settle(again)
    #expect(again.sink.closing == nil)
    #expect(try await room.text().text == "two one ")
  }

  @Test("bindings are on disk with the update that made them, and found after a crash")
  func bindingsAreDurable() async throws {
    let house = try House()
    let writer = Peer(7, in: try await house.room("pad"), as: anne)
    try writer.insert("anne", at: 0)
    try await settle(writer)
    let killed = try house.killed()
    let thief = Peer(8, in: try await killed.room("pad"), as: bob)
    try await settle(thief)
    thief.send(.update(try insertion("forged", try stolen(7, from: writer.document))))
    try await settle(thief)
    #expect(thief.sink.closing?.code == 4403)
  }

  @Test("a connection's first awareness state reserves its client ID while it lives")
  func reservation() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let silent = Peer(7, in: room, as: anne)
    silent.present(1, #"{"name":"Anne"}"#)
    let thief = Peer(8, in: room, as: bob)
    try await settle(silent, thief)
    let forged = try insertion("forged", Document(clientID: ClientID(rawValue: 7)))
    thief.send(.update(forged))
    try await settle(silent, thief)
    #expect(thief.sink.closing?.code == 4403)
    room.leave(silent.session)
    let next = Peer(9, in: room, as: bob)
    next.send(.update(forged))
    try await settle(next)
    #expect(next.sink.closing == nil)
  }

  @Test("nobody shows themselves under a client ID that is another's, present or not")
  func foreignPresence() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let writer = Peer(7, in: room, as: anne)
    try writer.insert("anne", at: 0)
    let watcher = Peer(6, in: room, as: anne)
    watcher.present(1, #"{"name":"Anne"}"#)
    try await settle(writer, watcher)
    room.leave(writer.session)
    room.leave(watcher.session)
    // Honest providers repeat what they heard of both after they are gone.
    let echo = Peer(8, in: room, as: bob)
    for client in [7, 6] as [UInt64] {
      let state = [UInt8](#"{"name":"Eve"}"#.utf8)
      let entry = AwarenessEntry(client: ClientID(rawValue: client), clock: 9, state: state)
      echo.send(.awareness([entry]))
    }
    echo.present(1, #"{"name":"Bob"}"#)
    let newcomer = Peer(9, in: room)
    try await settle(echo, newcomer)
    #expect(echo.sink.closing == nil)
    #expect(newcomer.awareness.keys.map(\.rawValue) == [8])
  }

  @Test("sessions without identity are one another's, and no guest's")
  func anonymous() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let first = Peer(7, in: room)
    try first.insert("one ", at: 0)
    try await settle(first)
    let again = Peer(7, in: room, document: try stolen(7, from: first.document))
    try again.insert("two ", at: 0)
    try await settle(first, again)
    #expect(again.sink.closing == nil)
    let guest = Peer(8, in: room, as: bob)
    try await settle(guest)
    guest.send(.update(try insertion("forged", try stolen(7, from: again.document))))
    try await settle(guest)
    #expect(guest.sink.closing?.code == 4403)
  }

  @Test("nobody writes under the server's own client ID")
  func serversOwn() async throws {
    let house = try House()
    let room = try await house.room("pad")
    try await room.replaceText("api")
    let thief = Peer(8, in: room, as: bob)
    try await settle(thief)
    let client = try #require(thief.document.stateVector.entries.keys.first)
    let forger = try stolen(client.rawValue, from: thief.document)
    thief.send(.update(try insertion("forged", forger)))
    try await settle(thief)
    #expect(thief.sink.closing?.code == 4403)
    let text = try await room.text().text
    #expect(text == "api")
    // A new process edits under another one.
    let next = try await house.restarted()
    let nextRoom = try await next.room("pad")
    try await nextRoom.replaceText("api again")
    let reader = Peer(9, in: nextRoom)
    try await settle(reader)
    #expect(reader.document.stateVector.entries.count == 2)
  }

  @Test("a turn is one row for each author and one frame for all, in each session's order")
  func rowsByAuthor() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let one = Peer(7, in: room, as: anne)
    let other = Peer(8, in: room, as: bob)
    let reader = Peer(9, in: room)
    try await settle(one, other, reader)
    house.log.hold()
    try reader.insert("|", at: 0)
    await house.log.waitForCommit()
    for index in 0..<5 {
      try one.insert("\(index)", at: index)
      try other.insert("\(index)", at: index)
    }
    house.log.release()
    try await settle(one, other, reader)
    let rows = try await rows(house)
    #expect(rows.map(\.author) == [nil, anne.stored, bob.stored])
    #expect(rows.allSatisfy { $0.time > 0 })
    #expect(reader.updateFrames.count == 2)
    #expect(one.text.filter { $0 == "4" }.count == 2 && one.text == reader.text)
    #expect(other.text == reader.text)
    let summary = try UpdateSummary(of: rows[1].update)
    #expect(summary.sections.map(\.client.rawValue) == [7])
  }

  @Test("an edit through the API is its author's row and the server's items")
  func editsByGuest() async throws {
    let house = try House()
    let name = try #require(PadName("pad"))
    _ = try await house.pads.create(name, text: "a", by: anne)
    try await house.pads.room(name).replaceText("b", by: bob)
    try await house.pads.room(name).replaceText("c")
    let rows = try await rows(house)
    #expect(rows.map(\.author) == [anne.stored, bob.stored, "server"])
    let bindings = try await house.folder.updateLog.bindings(of: "pad")
    #expect(bindings.map(\.owner) == ["server"])
    #expect(try await house.pads.owner(of: name) == anne)
  }

  @Test("who brought a pad's first update owns it, unless that is nobody in particular")
  func owners() async throws {
    let house = try House()
    let writer = Peer(7, in: try await house.room("pad"), as: bob)
    try writer.insert("bob", at: 0)
    let nobody = Peer(8, in: try await house.room("free"))
    try nobody.insert("x", at: 0)
    try await settle(writer, nobody)
    let owner = try await house.pads.owner(of: try #require(PadName("pad")))
    #expect(owner == bob)
    #expect(try await house.pads.owner(of: try #require(PadName("free"))) == nil)
    #expect(try await house.pads.owner(of: try #require(PadName("none"))) == nil)
  }

  /// Anne and Bob write before and after the backup; then the backup is restored.
  private func afterRestore(
    recovery: Duration?
  ) async throws -> (House, anne: Document, bob: Document) {
    let house = try House()
    let room = try await house.room("pad")
    let one = Peer(7, in: room, as: anne)
    let other = Peer(8, in: room, as: bob)
    try one.insert("a", at: 0)
    try await settle(one, other)
    let backup = try house.temporary.copy()
    try one.insert("A", at: 0)
    try other.insert("B", at: 0)
    try await room.replaceText("S" + (try await room.text().text))
    try await settle(one, other)
    await house.pads.shutDown()
    await house.folder.close()
    return (try House(in: backup, recovery: recovery), one.document, other.document)
  }

  @Test("after a restore, what a client brings back of others enters as relayed")
  func relayed() async throws {
    let (house, anneDocument, bobDocument) = try await afterRestore(recovery: .seconds(3600))
    let room = try await house.room("pad")
    let lost = bobDocument.text("content").string
    let first = Peer(8, in: room, as: bob, document: bobDocument)
    first.present(1, "{}")
    try await settle(first)
    #expect(first.sink.closing == nil)
    #expect(try await room.text().text == lost)
    #expect(try await rows(house).last?.author == "relayed:\(bob.stored ?? "")")
    // Each goes on under the client ID they had; nobody's was taken.
    let second = Peer(7, in: room, as: anne, document: anneDocument)
    second.present(1, "{}")
    try second.insert("+", at: 0)
    try first.insert("-", at: 0)
    try await settle(first, second)
    #expect(first.sink.closing == nil && second.sink.closing == nil)
    #expect(first.text == second.text && first.text.count == lost.count + 2)
    #expect(try await rows(house).suffix(2).map(\.author).contains(anne.stored))
  }

  @Test("without a recovery window, or after it, others' items are refused")
  func noRecovery() async throws {
    for recovery in [nil, Duration.seconds(5)] {
      let (house, _, bobDocument) = try await afterRestore(recovery: recovery)
      if recovery != nil { await house.clock.advance(by: .seconds(5)) }
      let room = try await house.room("pad")
      let first = Peer(8, in: room, as: bob, document: bobDocument)
      first.present(1, "{}")
      try await settle(first)
      #expect(first.sink.closing?.code == 4403)
      #expect(try await room.text().text == "a")
    }
  }
}
