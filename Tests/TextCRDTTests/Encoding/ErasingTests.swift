// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

@Suite("Erasing units from updates")
struct ErasingTests {
  private func updates(_ edits: (SharedText) throws -> Void...) throws -> [[UInt8]] {
    let document = Document(clientID: ClientID(rawValue: 7))
    return try edits.compactMap { edit in
      try document.transact { try edit(document.text("content")) }
    }
  }

  private func text(_ updates: [[UInt8]]) throws -> String {
    let document = Document(clientID: ClientID(rawValue: 1))
    for update in updates { try document.apply(update) }
    return document.text("content").string
  }

  private func units(_ clocks: Range<UInt64>...) -> DeleteSet {
    var units = DeleteSet()
    for range in clocks { units.insert(range, of: ClientID(rawValue: 7)) }
    return units
  }

  @Test("leaves the rest of a block in its place, and what was written into it later")
  func middle() throws {
    let updates = try updates(
      { try $0.insert("Jean 😀 Dupont écrit", at: 0) },
      { try $0.insert("-Pierre", at: 4) },
      { try $0.remove(0..<2) }
    )
    // "Dupont" and the face, whose halves are two units.
    let gone = units(5..<7, 8..<14)
    let erased = try #require(try Updates.erase(gone, from: updates[0]))
    #expect(String(decoding: erased, as: UTF8.self).contains("Dupont") == false)
    #expect(try text([erased, updates[1], updates[2]]) == "an-Pierre   écrit")
    #expect(try Updates.erase(gone, from: updates[1]) == nil)
    #expect(try Updates.erase(gone, from: erased) == nil)
  }

  @Test("finds what was inserted at once, as text and inside values, by its units")
  func places() throws {
    let document = Document(clientID: ClientID(rawValue: 7))
    let update = try #require(
      try document.transact { () throws(EditError) in
        try document.text("content").insert("été été", at: 0)
        try document.map("meta").set("title", .string("L\"été\" ici"))
      }
    )
    let found = try Updates.places(of: "été", in: update)
    #expect(found.map { $0.clocks } == [0..<3, 4..<7, 7..<8])
    #expect(try Updates.places(of: "\"été\"", in: update).map { $0.clocks } == [7..<8])
    #expect(try Updates.places(of: "hiver", in: update).isEmpty)
    let erased = try #require(try Updates.erase(units(7..<8), from: update))
    let other = Document(clientID: ClientID(rawValue: 1))
    try other.apply(erased)
    #expect(other.text("content").string == "été été")
    #expect(other.map("meta").json == .object([]))
  }

  @Test("refuses what is no update, and cuts nothing off one that is")
  func damaged() throws {
    let update = try updates({ try $0.insert("passage", at: 0) })[0]
    for length in 0..<update.count {
      let cut = Array(update.prefix(length))
      #expect(throws: UpdateError.self) { try Updates.erase(units(0..<3), from: cut) }
      #expect(throws: UpdateError.self) { try Updates.places(of: "pas", in: cut) }
    }
    #expect(throws: UpdateError.trailingBytes(1)) {
      try Updates.erase(units(0..<3), from: update + [0])
    }
  }

  @Test("reads as if the units had been deleted when they came", arguments: seeds(0..<40))
  func equalsDeletion(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let documents = (1...3).map { Document(clientID: ClientID(rawValue: $0)) }
    var updates: [[UInt8]] = []
    for _ in 0..<60 {
      let document = try #require(documents.randomElement(using: &random))
      let text = document.text("content")
      let update = try document.transact { () throws(EditError) in
        if text.length > 4, Int.random(in: 0..<3, using: &random) == 0 {
          let start = Int.random(in: 0..<(text.length - 3), using: &random)
          try text.remove(start..<(start + 3))
        } else {
          let word = ["a", "né", "😀x", "mots et "].randomElement(using: &random) ?? ""
          try text.insert(word, at: Int.random(in: 0...text.length, using: &random))
        }
      }
      updates.append(try #require(update))
      if Bool.random(using: &random) {
        for one in documents {
          for other in documents { try one.apply(other.encodedState(since: one.stateVector)) }
        }
      }
    }
    var gone = DeleteSet()
    for document in documents {
      for _ in 0..<4 {
        let start = UInt64.random(in: 0..<40, using: &random)
        let known = document.nextClock(of: document.clientID)
        let range = (start..<(start + 5)).clamped(to: 0..<known)
        if !range.isEmpty { gone.insert(range, of: document.clientID) }
      }
    }
    let (expected, found) = (
      Document(clientID: ClientID(rawValue: 9)), Document(clientID: ClientID(rawValue: 9))
    )
    for update in updates {
      try expected.apply(update)
      try found.apply(try Updates.erase(gone, from: update) ?? update)
    }
    _ = try expected.transact { () throws(EditError) in
      try expected.delete(gone)
    }
    #expect(found.text("content").string == expected.text("content").string)
    #expect(found.stateVector == expected.stateVector)
    #expect(found.deleteSet == expected.deleteSet)
    // Halves of pairs are where the units were cut.
    let all = found.text("content").pieces(in: 0..<found.text("content").length)
    #expect(all.text == found.text("content").string)
  }
}
