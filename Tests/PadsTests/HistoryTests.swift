// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing
import TextCRDT

@testable import Pads

@Suite("History", .timeLimit(.minutes(2)))
struct HistoryTests {
  private let anne = Identity.guest(.random())
  private let bob = Identity.guest(.random())
  private let time = SettableTime()

  private func house() throws -> House {
    try House(now: time.clock)
  }

  private var pad: PadName { get throws { try #require(PadName("pad")) } }

  /// Who wrote what now, as words and letters: a for Anne, b for Bob.
  private func authors(_ house: House, at moment: Moment = .now) async throws -> [String] {
    let found = try await house.pads.attribution(of: try pad, at: moment, for: anne)
    let units = Array(found.text.utf16)
    return found.runs.map { run in
      let person = found.persons.first { $0.id == run.person }
      let text = String(decoding: units[run.from..<(run.from + run.length)], as: UTF16.self)
      return "\(person?.isMine == true ? "a" : "b"):\(text)"
    }
  }

  @Test("a history that is still at work is the one that everybody gets, and is told of erasures")
  func shelf() async throws {
    let house = try House()
    let shelf = HistoryShelf()
    func history(_ name: String) throws -> PadHistory {
      shelf.history(
        of: try #require(PadName(name)),
        storage: house.pads.storage,
        limits: HistoryLimits(),
        at: .zero
      )
    }
    let working = try history("pad")
    for number in 0..<20 { _ = try history("other-\(number)") }
    #expect(shelf.all.contains { $0 === working })
    #expect(shelf.known(try #require(PadName("pad"))) === working)
    #expect(try history("pad") === working)
  }

  @Test("what is undone is its first writer's again, whoever undoes")
  func undo() async throws {
    let house = try house()
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    try await settle(one, two)
    try one.insert("Anne schreibt", at: 0)
    try await settle(one, two)
    try two.insert(", Bob auch", at: 13)
    try await settle(one, two)
    let undo = UndoHistory(
      of: [two.document.text("content").reference],
      in: two.document,
      options: UndoOptions()
    ) { .zero }
    try two.remove(2..<16)
    try await settle(one, two)
    #expect(try await authors(house) == ["a:An", "b:ob auch"])
    try two.edit { _ throws(EditError) in _ = try undo.undo() }
    try await settle(one, two)
    #expect(one.text == "Anne schreibt, Bob auch")
    #expect(try await authors(house) == ["a:Anne schreibt", "b:, Bob auch"])
  }

  @Test("what was deleted in an earlier stretch is its first writer's again when that is undone")
  func undoAcrossStretches() async throws {
    var limits = PadLimits()
    limits.history.maximumRows = 3
    let house = try House(limits: limits, now: time.clock)
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    try await settle(one, two)
    try one.insert("Anne schreibt", at: 0)
    try await settle(one, two)
    let undo = UndoHistory(
      of: [two.document.text("content").reference],
      in: two.document,
      options: UndoOptions()
    ) { .zero }
    try two.remove(4..<13)
    for _ in 0..<10 {
      try await settle(one, two)
      try one.insert(".", at: 0)
      _ = try await authors(house)
    }
    try await settle(one, two)
    try two.edit { _ throws(EditError) in _ = try undo.undo() }
    try await settle(one, two)
    #expect(try await authors(house) == ["a:..........Anne schreibt"])
    let fresh = try await house.restarted()
    #expect(try await authors(fresh) == ["a:..........Anne schreibt"])
  }

  @Test("what is typed is its typist's, whatever was deleted or stands there and however fast")
  func typed() async throws {
    let house = try house()
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    let three = Peer(3, in: room, as: bob)
    try await settle(one, two, three)
    try one.insert("Anne schreibt einen ganzen Satz.", at: 0)
    try await settle(one, two, three)
    try two.remove(5..<13)
    // Bob's other page has not seen this yet, so that its text comes right before the deleted one.
    try await settle(one, two)
    // All in one row, as when the disk is slow.
    for (offset, letter) in "schreibt".enumerated() {
      try three.insert(String(letter), at: 5 + offset)
    }
    try await settle(one, two, three)
    #expect(try await house.folder.updateLog.record(of: "pad")?.lastSequence == 3)
    let expected = ["a:Anne ", "b:schreibt", "a: einen ganzen Satz."]
    #expect(try await authors(house) == expected)
    for (offset, letter) in "einen ganzen Satz.".enumerated() {
      try two.insert(String(letter), at: 32 + offset)
    }
    try await settle(one, two, three)
    #expect(try await authors(house) == expected + ["b:einen ganzen Satz."])
  }

  @Test("what somebody else deleted is undone by nobody but who deleted it")
  func undoByAnother() async throws {
    let house = try house()
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    try await settle(one, two)
    try one.insert("Anne schreibt", at: 0)
    try await settle(one, two)
    try one.remove(0..<5)
    // Bob has not seen this yet.
    try await settle(one)
    try two.insert("Anne ", at: 0)
    try await settle(one, two)
    #expect(try await authors(house) == ["b:Anne ", "a:schreibt"])
  }

  @Test("what is cut or copied and pasted stays its writer's, and what is typed alike does not")
  func paste() async throws {
    let house = try house()
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    try await settle(one, two)
    let sentence = "Das hat Anne geschrieben."
    try one.insert("\(sentence)\nkurz\n", at: 0)
    try await settle(one, two)
    try two.insert("Bob: ", at: 31)
    try await settle(one, two)
    try two.remove(0..<sentence.utf16.count)
    try await settle(one, two)
    try two.insert(sentence, at: two.document.text("content").length)
    try await settle(one, two)
    #expect(try await authors(house) == ["a:\nkurz\n", "b:Bob: ", "a:\(sentence)"])
    try two.insert("kurz", at: 0)
    try two.insert(sentence, at: 0)
    try await settle(one, two)
    let expected = ["a:\(sentence)", "b:kurz", "a:\nkurz\n", "b:Bob: ", "a:\(sentence)"]
    #expect(try await authors(house) == expected)
  }

  @Test("two restore while a third types: all converge, and each restore can be taken back")
  func restores() async throws {
    let house = try house()
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    let three = Peer(3, in: room)
    try await settle(one, two, three)
    try one.insert("eins\nzwei\ndrei\n", at: 0)
    try await settle(one, two, three)
    let first = try #require(try await house.folder.updateLog.record(of: "pad")).lastSequence
    try two.remove(5..<10)
    try await settle(one, two, three)
    let second = try #require(try await house.folder.updateLog.record(of: "pad")).lastSequence
    try two.insert("vier\n", at: 10)
    try await settle(one, two, three)
    #expect(one.text == "eins\ndrei\nvier\n")

    try three.insert("T", at: 15)
    let restored = try await house.pads.restoreText(at: .sequence(first), of: try pad, by: anne)
    try three.insert("U", at: 0)
    let again = try await house.pads.restoreText(at: .sequence(second), of: try pad, by: bob)
    try await settle(one, two, three)
    let text = try await room.text().text
    #expect([one.text, two.text, three.text] == [text, text, text])
    #expect(try await authors(house, at: .sequence(restored)) == ["a:eins\nzwei\ndrei\n"])

    #expect(try await house.pads.undoRestore(again, of: try pad, by: bob) > again)
    try await settle(one, two, three)
    #expect(one.text.contains("zwei\n"))
    _ = try await house.pads.undoRestore(restored, of: try pad, by: anne)
    try await settle(one, two, three)
    #expect(one.text == "Ueins\ndrei\nvier\nT")
    await #expect(throws: PadError.notARestore) {
      try await house.pads.undoRestore(restored, of: try pad, by: anne)
    }
    await #expect(throws: PadError.notARestore) {
      try await house.pads.undoRestore(first, of: try pad, by: anne)
    }
    let events = try await house.pads.timeline(of: try pad, for: anne).events
    #expect(events.map(\.kind) == ["restore", "restore", "undo", "undo"])
  }

  @Test("a restore is credited to who first wrote, also after restart and erasure of who it was")
  func credits() async throws {
    var house = try house()
    var room = try await house.room("pad")
    let one = Peer(1, in: room, as: anne)
    try await settle(one)
    try one.insert("Text von Anne", at: 0)
    try await settle(one)
    try await room.replaceText("", by: bob)
    _ = try await house.pads.restoreText(at: .sequence(1), of: try pad, by: bob)
    #expect(try await authors(house) == ["a:Text von Anne"])
    house = try await house.restarted()
    room = try await house.room("pad")
    #expect(try await room.text().text == "Text von Anne")
    #expect(try await authors(house) == ["a:Text von Anne"])
    guard case .guest(let guest) = anne else { return }
    try await house.pads.erase(.guest(guest))
    let found = try await house.pads.attribution(of: try pad, at: .now, for: anne)
    #expect(found.persons.map(\.kind) == [.erased], "who wrote nothing of it is not told")
    #expect(found.runs.map(\.person) == [1])
    #expect(found.persons.allSatisfy { !$0.isMine })
  }

  @Test("versions are named, renamed and removed by who may, and rests make some by themselves")
  func versions() async throws {
    let house = try house()
    _ = try await house.pads.create(try pad, text: "eins", by: anne)
    time.advance(by: PadHouse.restWorthVersion)
    let room = try await house.room("pad")
    try await room.replaceText("zwei", by: bob)
    let named = try await house.pads.nameVersion(at: .now, of: try pad, " V1 mardi", by: bob)
    #expect(named.name == "V1 mardi" && named.sequence == 2 && named.person == 2)
    let listed = try await house.pads.versions(of: try pad, for: bob)
    #expect(listed.map(\.id) == ["rest-1", named.id])
    #expect(listed.map(\.mayChange) == [false, true])
    await #expect(throws: PadError.beyondRole(.editor)) {
      try await house.pads.renameVersion(named.id, of: try pad, to: "x", by: .anonymous)
    }
    let renamed = try await house.pads.renameVersion(named.id, of: try pad, to: "V2", by: anne)
    #expect(renamed.name == "V2")
    #expect(try await house.pads.moment(ofVersion: "rest-1", of: try pad) == .sequence(1))
    #expect(try await house.pads.moment(ofVersion: named.id, of: try pad) == .sequence(2))
    for name in ["", " \n", String(repeating: "é", count: 101)] {
      await #expect(throws: PadError.unfitVersionName) {
        try await house.pads.nameVersion(at: .now, of: try pad, name, by: bob)
      }
    }
    try await house.pads.removeVersion(named.id, of: try pad, by: bob)
    await #expect(throws: PadError.noSuchVersion) {
      try await house.pads.removeVersion(named.id, of: try pad, by: bob)
    }
    #expect(try await house.pads.versions(of: try pad, for: bob).map(\.id) == ["rest-1"])
  }

  @Test("a copy has the text of the moment, and it stays its writers'")
  func copies() async throws {
    let house = try house()
    _ = try await house.pads.create(try pad, text: "von Anne", by: anne)
    let room = try await house.room("pad")
    try await room.replaceText("von Anne, Bob", by: bob)
    try await room.replaceText("", by: bob)
    let copy = try await house.pads.copy(try pad, at: .sequence(2), by: bob)
    let found = try await house.pads.attribution(of: copy.name, at: .now, for: anne)
    #expect(found.text == "von Anne, Bob")
    #expect(found.runs.map(\.length) == [8, 5])
    #expect(found.persons.first { $0.id == found.runs[0].person }?.isMine == true)
  }

  @Test("many may look at once, while others write")
  func together() async throws {
    let house = try house()
    _ = try await house.pads.create(try pad, text: "", by: anne)
    let (pads, pad) = (house.pads, try pad)
    let room = try await house.room("pad")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...20 {
        group.addTask {
          try await room.replaceText(String(repeating: "x", count: number), by: .server)
        }
        group.addTask {
          let found = try await pads.attribution(of: pad, at: .now, for: .anonymous)
          #expect(found.runs.reduce(0) { $0 + $1.length } == found.text.utf16.count)
        }
        group.addTask {
          let found = try await pads.attribution(of: pad, at: .sequence(1), for: .anonymous)
          #expect(found.text == "")
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("a difference tells who inserted and deleted what and when, and what was moved")
  func difference() async throws {
    let house = try house()
    let moving = "Dieser ganze Absatz geht.\n"
    let staying = "Hier steht etwas, das bleibt und lang ist.\n"
    _ = try await house.pads.create(
      try pad,
      text: "\(moving)\(staying)Anfang Mitte Ende.\n",
      by: anne
    )
    let room = try await house.room("pad")
    for text in [
      "\(staying)Anfang Mitte Ende.\n", "\(staying)Anfang Mitten Ende.\n",
      "\(staying)Anfang Mitten Ende.\n\(moving)",
    ] {
      time.advance(by: 5_000)
      try await room.replaceText(text, by: bob)
    }
    let found = try await house.pads.difference(
      of: try pad,
      from: .sequence(1),
      to: .now,
      for: anne
    )
    #expect(found.from.sequence == 1 && found.to.sequence == 4)
    let told = found.parts.map { "\($0.kind):\($0.text)" }
    #expect(
      told == [
        "deleted:\(moving)", "same:\(staying)Anfang ", "deleted:Mitte", "inserted:Mitten",
        "same: Ende.\n", "inserted:\(moving)",
      ]
    )
    #expect(found.parts.map(\.move) == [1, nil, nil, nil, nil, 1])
    #expect(found.parts.map(\.person) == [2, nil, 2, 2, nil, 2])
    let start: Int64 = 1_700_000_000_000
    #expect(
      found.parts.map { $0.time.map { $0 - start } }
        == [5_000, nil, 10_000, 10_000, nil, 15_000]
    )
    await #expect(throws: PadError.momentsOutOfOrder) {
      try await house.pads.difference(of: try pad, from: .now, to: .sequence(1), for: anne)
    }
  }
}
