// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pads

@Suite struct WordDifferenceTests {
  /// The changes as readable pairs.
  private func changes(_ old: String, _ new: String) -> [[String]] {
    let (old, new) = (Array(old.utf16), Array(new.utf16))
    return WordDifference.changes(from: old, to: new).map { change in
      [
        String(decoding: old[change.removed], as: UTF16.self),
        String(decoding: new[change.inserted], as: UTF16.self),
      ]
    }
  }

  @Test("compares by word and takes neighbours together")
  func words() {
    #expect(changes("", "") == [])
    #expect(changes("un deux", "un deux") == [])
    #expect(changes("", "un") == [["", "un"]])
    #expect(changes("un deux trois", "un douze trois") == [["deux", "douze"]])
    #expect(changes("un deux trois", "un 2 3") == [["deux trois", "2 3"]])
    #expect(changes("l'été 😀!", "l'hiver 😀!") == [["été", "hiver"]])
    #expect(changes("a b c d", "a c d") == [["b ", ""]])
    #expect(changes("ab.\n", "ab.\ncd.\n") == [["", "cd.\n"]])
    #expect(changes("x\nab.\ncd.\n", "x\ncd.\n") == [["ab.\n", ""]])
  }

  @Test("texts made to be dear to compare are compared in less detail, and still rightly")
  func dear() {
    // Each word but one stands twice in what is left: every look finds a single place to begin with.
    let words = (0..<8_000).flatMap { ["m\($0 + 1)", "m\($0)"] }
    let old = Array(words.joined(separator: " ").utf16)
    let new = Array(words.joined(separator: "  ").utf16)
    let changes = WordDifference.changes(from: old, to: new)
    #expect(!changes.isEmpty && changes.count < 1_000)
    var rebuilt: [UInt16] = []
    var place = 0
    for change in changes {
      rebuilt += old[place..<change.removed.lowerBound] + new[change.inserted]
      place = change.removed.upperBound
    }
    #expect(rebuilt + old[place...] == new)
  }

  @Test("what is unchanged and the changes make up both texts", arguments: seeds(0..<200))
  func completes(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    func text() -> [UInt16] {
      let words = ["a", "bé", "c", " ", " ", "\n", ".", "😀", "long"]
      let count = Int.random(in: 0...60, using: &random)
      return Array(
        (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined().utf16
      )
    }
    let (old, new) = (text(), text())
    var (oldPlace, newPlace) = (0, 0)
    for change in WordDifference.changes(from: old, to: new) + [
      .init(removed: old.count..<old.count, inserted: new.count..<new.count)
    ] {
      #expect(
        old[oldPlace..<change.removed.lowerBound] == new[newPlace..<change.inserted.lowerBound]
      )
      (oldPlace, newPlace) = (change.removed.upperBound, change.inserted.upperBound)
    }
    #expect(oldPlace == old.count && newPlace == new.count)
  }

  @Test("is bounded where everything differs")
  func bounded() {
    let old = Array((0..<60_000).map { _ in "ja nein " }.joined().utf16)
    let new = Array((0..<60_000).map { _ in "nein so ja " }.joined().utf16)
    let changes = WordDifference.changes(from: old, to: new)
    #expect(changes.reduce(0) { $0 + $1.inserted.count } > 0)
  }
}
