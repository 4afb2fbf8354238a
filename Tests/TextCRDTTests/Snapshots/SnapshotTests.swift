// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("Snapshot")
struct SnapshotTests {
  private let client = ClientID(rawValue: 7)

  private func document(collectsGarbage: Bool = false) -> Document {
    Document(clientID: client, collectsGarbage: collectsGarbage)
  }

  @Test("gives back what was deleted since and leaves out what was inserted since")
  func givesBackTheMoment() throws {
    let document = document()
    let text = document.text("content")
    try text.insert("Bonjour le monde", at: 0)
    let moment = document.snapshot()
    try text.remove(0..<7)
    try text.insert("Salut", at: 0)
    try text.insert(" !", at: text.length)
    #expect(text.string == "Salut le monde !")
    #expect(try text.string(at: moment) == "Bonjour le monde")
    let restored = try document.restored(at: moment, clientID: ClientID(rawValue: 8))
    #expect(restored.text("content").string == "Bonjour le monde")
    #expect(restored.snapshot() == moment)
    #expect(text.string == "Salut le monde !")
  }

  @Test("cuts runs that were typed on, of every kind")
  func cutsRuns() throws {
    let document = document()
    try document.text("content").insert("ab", at: 0)
    try document.array("list").insert([.number(1), .string("é")], at: 0)
    let moment = document.snapshot()
    try document.array("list").insert([.null, .null], at: 2)
    try document.text("content").insert("cd", at: 2)
    let restored = try document.restored(at: moment, clientID: client)
    restored.checkInvariants()
    #expect(restored.text("content").string == "ab")
    #expect(restored.array("list").json == .array([.number(1), .string("é")]))
    #expect(try document.text("content").string(at: moment) == "ab")
  }

  @Test("inside a surrogate pair leaves U+FFFD on both sides", arguments: [1, 2])
  func cutsPairs(clock: UInt64) throws {
    let document = document()
    try document.text("content").insert("a😀b", at: 0)
    var vector = StateVector()
    vector.setNextClock(clock + 1, of: client)
    var deletes = DeleteSet()
    deletes.insert(0..<clock, of: client)
    let moment = Snapshot(stateVector: vector, deleteSet: deletes)
    let expected = "\u{FFFD}"
    #expect(try document.text("content").string(at: moment) == expected)
    let restored = try document.restored(at: moment, clientID: client)
    #expect(restored.text("content").string == expected)
    #expect(document.text("content").string == "a😀b")
  }

  @Test("is refused when the document drops deleted content")
  func needsContent() throws {
    let document = document(collectsGarbage: true)
    let moment = document.snapshot()
    #expect(throws: SnapshotError.contentCollected) {
      try document.restored(at: moment, clientID: client)
    }
    #expect(throws: SnapshotError.contentCollected) {
      try document.text("content").string(at: moment)
    }
  }

  @Test("is refused when content it shows arrived without itself")
  func needsContentOfOthers() throws {
    let source = document(collectsGarbage: true)
    try source.text("content").insert("abc", at: 0)
    let moment = source.snapshot()
    try source.text("content").remove(1..<2)
    let document = document()
    try document.apply(source.encodedState())
    #expect(throws: SnapshotError.contentCollected) {
      try document.restored(at: moment, clientID: client)
    }
    #expect(throws: SnapshotError.contentCollected) {
      try document.text("content").string(at: moment)
    }
  }

  @Test("is refused when it has units the document lacks")
  func needsUnits() throws {
    var vector = StateVector()
    vector.setNextClock(1, of: client)
    #expect(throws: SnapshotError.unknownUnits(client)) {
      try document().restored(at: Snapshot(stateVector: vector), clientID: client)
    }
  }

  @Test("is refused when it is of no moment")
  func needsConsistency() throws {
    let document = document()
    try document.text("content").insert("ab", at: 0)
    let other = Document(clientID: ClientID(rawValue: 8), collectsGarbage: false)
    try other.apply(document.encodedState())
    try other.text("content").insert("x", at: 1)
    var vector = StateVector()
    vector.setNextClock(1, of: ClientID(rawValue: 8))
    #expect(throws: SnapshotError.inconsistent) {
      try other.restored(at: Snapshot(stateVector: vector), clientID: client)
    }
    var deletes = DeleteSet()
    deletes.insert(0..<1, of: client)
    #expect(throws: SnapshotError.inconsistent) {
      try other.text("content").string(at: Snapshot(deleteSet: deletes))
    }
  }

  @Test("contains the updates before it and not those after it, in both encodings")
  func containsUpdates() throws {
    let document = document()
    let text = document.text("content")
    let first = try #require(try document.transact { try text.insert("ab", at: 0) })
    let second = try #require(try document.transact { try text.remove(0..<1) })
    let moment = document.snapshot()
    let third = try #require(try document.transact { try text.remove(0..<1) })
    for (update, isContained) in [(first, true), (second, true), (third, false)] {
      #expect(try moment.contains(update: update) == isContained)
      #expect(try moment.contains(updateV2: Updates.convertedToV2(update)) == isContained)
    }
    #expect(try !Snapshot().contains(update: first))
    #expect(throws: UpdateError.truncated) { try moment.contains(update: []) }
  }

  @Test("throws on every prefix of its encodings")
  func prefixThrows() throws {
    let document = document()
    try document.text("content").insert("abc", at: 0)
    try document.text("content").remove(1..<2)
    let moment = document.snapshot()
    #expect(moment.encoded() == [1, 7, 1, 1, 1, 1, 7, 3])
    #expect(moment.encodedV2() == [1, 7, 1, 1, 0, 1, 7, 3])
    for count in 0..<8 {
      let prefix = Array(moment.encoded()[..<count])
      let prefixV2 = Array(moment.encodedV2()[..<count])
      #expect(throws: UpdateError.self) { try Snapshot(decoding: prefix) }
      #expect(throws: UpdateError.self) { try Snapshot(decodingV2: prefixV2) }
    }
    #expect(throws: UpdateError.trailingBytes(1)) {
      try Snapshot(decoding: moment.encoded() + [0])
    }
  }
}
