// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

@Suite("A shared text")
struct SharedTextTests {
  @Test("reads like a plain array of UTF-16 units after any local edits", arguments: 0..<60)
  func localEditsEqualAnArray(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let document = Document(clientID: ClientID(rawValue: 5), collectsGarbage: seed % 3 != 0)
    let text = document.text("content")
    var oracle: [UInt16] = []
    for step in 0..<120 {
      if oracle.isEmpty || Int.random(in: 0..<10, using: &random) < 6 {
        let words = ["a", "bc", "é", "déjà vu ", "\n", "0123456789"]
        let word = words[Int.random(in: 0..<words.count, using: &random)]
        let isNear = Bool.random(using: &random)
        let offset =
          isNear ? min(step, oracle.count) : Int.random(in: 0...oracle.count, using: &random)
        try text.insert(word, at: offset)
        oracle.insert(contentsOf: word.utf16, at: offset)
      } else {
        let start = Int.random(in: 0..<oracle.count, using: &random)
        let end = min(oracle.count, start + Int.random(in: 1...6, using: &random))
        try text.remove(start..<end)
        oracle.removeSubrange(start..<end)
      }
      document.checkInvariants()
      #expect(Array(text.string.utf16) == oracle)
    }
    let copy = Document(clientID: ClientID(rawValue: 6))
    try copy.apply(document.encodedState())
    #expect(copy.text("content").string == text.string)
  }

  @Test("splits a surrogate pair into two replacement characters, as Yjs does")
  func splitsSurrogatePairs() throws {
    let document = Document(clientID: ClientID(rawValue: 5))
    let text = document.text("content")
    try text.insert("a😀b", at: 0)
    try text.insert("x", at: 2)
    #expect(text.string == "a\u{FFFD}x\u{FFFD}b")
    document.checkInvariants()
  }

  @Test("refuses positions outside of it and stays as it was", arguments: [-1, 4, 99])
  func refusesOutside(offset: Int) throws {
    let document = Document(clientID: ClientID(rawValue: 5))
    let text = document.text("content")
    try text.insert("abc", at: 0)
    #expect(throws: EditError.offsetOutOfBounds(offset)) { try text.insert("x", at: offset) }
    #expect(text.string == "abc")
  }

  @Test("replaced by another text keeps what both have", arguments: 0..<60)
  func replaceIsMinimal(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let lines = ["un\n", "deux\n", "trois 😀\n", "\n", "quatre"]
    let make = { (random: inout SeededGenerator) in
      (0..<Int.random(in: 0..<12, using: &random))
        .map { _ in lines[Int.random(in: 0..<lines.count, using: &random)] }.joined()
    }
    let document = Document(clientID: ClientID(rawValue: 5))
    let text = document.text("content")
    for _ in 0..<10 {
      let target = make(&random)
      let isSame = target == text.string
      let update = try document.transact { try text.replace(with: target) }
      #expect(text.string == target)
      #expect((update == nil) == isSame)
      document.checkInvariants()
    }
  }

  @Test("replaced line by line inserts only the new line")
  func replaceInsertsOnlyWhatDiffers() throws {
    let document = Document(clientID: ClientID(rawValue: 5))
    let text = document.text("content")
    try text.insert("un\ndeux\ntrois\n", at: 0)
    let before = document.stateVector.nextClock(of: document.clientID)
    try text.replace(with: "zéro\nun\ndeux\ntrois\nquatre\n")
    #expect(document.stateVector.nextClock(of: document.clientID) == before + 5 + 7)
    #expect(document.deleteSet.isEmpty)
  }
}
