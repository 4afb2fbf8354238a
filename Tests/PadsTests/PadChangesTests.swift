// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pads

@Suite("What others changed, in short")
struct PadChangesTests {
  private let anne = HistoryPerson(
    id: 1,
    kind: .member,
    name: "Anne",
    isMine: true,
    isRelaying: false
  )
  private let bob = HistoryPerson(
    id: 2,
    kind: .member,
    name: "Bob",
    isMine: false,
    isRelaying: false
  )
  private let guest = HistoryPerson(
    id: 3,
    kind: .guest,
    name: nil,
    isMine: false,
    isRelaying: false
  )

  private func part(_ kind: String, _ text: String, _ person: Int? = nil, move: Int? = nil)
    -> DifferencePart
  {
    DifferencePart(kind: kind, text: text, person: person, time: nil, move: move)
  }

  private func changes(_ parts: DifferencePart...) -> PadChanges? {
    let moment = FoundMoment(sequence: 1, time: 1)
    return PadChanges(
      PadDifference(from: moment, to: moment, persons: [anne, bob, guest], parts: parts)
    )
  }

  @Test("is nothing when only who asks changed anything")
  func nothing() {
    #expect(changes() == nil)
    #expect(changes(part("same", "x"), part("inserted", "y", 1), part("deleted", "z", 1)) == nil)
  }

  @Test("counts passages, and units by person, the busiest first")
  func counts() {
    let found = changes(
      part("inserted", "été ", 3),
      part("deleted", "x", 2),
      part("same", "."),
      part("inserted", "mine", 1),
      part("inserted", "👍 oui", 2),
      part("same", "."),
      part("deleted", "?")
    )
    #expect(found?.count == 3)
    #expect(found?.amounts.map(\.person?.id) == [2, 3, nil])
    #expect(found?.amounts.map(\.written) == [6, 4, 0])
    #expect(found?.amounts.map(\.deleted) == [1, 0, 1])
  }

  @Test("shows what was added line by line, what several wrote together as one")
  func lines() {
    let found = changes(
      part("inserted", "\n\n# Ordre du  jour\n\n---\n- bud", 2),
      part("inserted", "get\n", 3),
      part("same", "x"),
      part("inserted", "moved", 2, move: 1),
      part("deleted", "moved", 2, move: 1),
      part("inserted", String(repeating: "très ", count: 60), 2),
      part("same", "x"),
      part("inserted", "3\n4\n5\n6", 2)
    )
    let lines = found?.lines ?? []
    #expect(lines.prefix(2) == ["# Ordre du jour", "- budget"])
    #expect(lines.count == 5 && lines[2].count == 120 && lines[2].hasSuffix("…"))
    #expect(lines.suffix(2) == ["3", "4"])
  }

  @Test(
    "is one line of text that says what it seems to say",
    arguments: [
      ("a\r\nBcc: b", "a Bcc: b"), ("a\u{0}b\u{7}", "ab"), ("\u{202E}evil\u{202C}", "evil"),
      ("  x \u{2028} y\t", "x y"), ("\u{2066}z", "z"), ("👩‍🚀 é", "👩‍🚀 é"),
    ]
  )
  func oneLine(text: String, line: String) {
    #expect(OneLine.text(of: text) == line)
  }
}
