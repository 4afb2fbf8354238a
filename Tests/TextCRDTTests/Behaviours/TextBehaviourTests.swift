// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

@Suite("A shared text behaves as Yjs's")
struct TextBehaviourTests {
  @Test("inserts and deletes at its ends and within, and an empty insertion is nothing")
  func insertsAndDeletes() throws {
    let replicas = Replicas(2)
    let text = replicas[0].text("content")
    try text.insert("", at: 0)
    #expect(replicas[0].stateVector == StateVector())
    try text.insert("abc", at: 0)
    try text.remove(0..<1)
    try text.remove(1..<2)
    try text.insert("z", at: 0)
    #expect(text.string == "zb")
    try replicas.synchronize()
    #expect(replicas[1].text("content").string == "zb")
  }

  @Test("keeps both of two insertions at one place, the smaller client's first")
  func concurrentInsertions() throws {
    let replicas = Replicas(2)
    try replicas[0].text("content").insert("ab", at: 0)
    try replicas.synchronize()
    try replicas[1].text("content").insert("222", at: 1)
    try replicas[0].text("content").insert("111", at: 1)
    try replicas.synchronize()
    for document in replicas.documents { #expect(document.text("content").string == "a111222b") }
  }

  @Test("keeps what was inserted into a range that somebody else deletes")
  func insertionIntoDeletedRange() throws {
    let replicas = Replicas(2)
    try replicas[0].text("content").insert("hello world", at: 0)
    try replicas.synchronize()
    try replicas[0].text("content").remove(0..<11)
    try replicas[1].text("content").insert("beautiful ", at: 6)
    try replicas.synchronize()
    for document in replicas.documents {
      #expect(document.text("content").string == "beautiful ")
    }
  }

  @Test("formats ranges; what is typed inside goes on with the format, what is plain stays plain")
  func formats() throws {
    let text = Replicas(1)[0].text("content")
    try text.insert("abc", at: 0, attributes: ["bold": true])
    try text.remove(0..<1)
    try text.insert("z", at: 0, attributes: ["bold": true])
    #expect(text.runs == [.text("zbc", ["bold": true])])
    try text.insert("y", at: 1)
    #expect(text.runs == [.text("zybc", ["bold": true])])
    try text.insert("x", at: 2, attributes: [:])
    #expect(
      text.runs == [.text("zy", ["bold": true]), .text("x"), .text("bc", ["bold": true])]
    )
  }

  @Test("tells a false attribute from one that is taken")
  func falseAttributes() throws {
    let text = Replicas(1)[0].text("content")
    try text.insert("abcdef", at: 0, attributes: ["bold": true])
    try text.format(0..<2, ["bold": false])
    try text.format(4..<6, ["bold": .null])
    #expect(
      text.runs == [.text("ab", ["bold": false]), .text("cd", ["bold": true]), .text("ef")]
    )
  }

  @Test("formats lines and leaves the line feeds between them apart")
  func multilineFormat() throws {
    let text = Replicas(1)[0].text("content")
    try text.insert("Test\nMulti-line\nFormatting", at: 0)
    try text.apply([
      .retain(4, ["bold": true]), .retain(1), .retain(10, ["bold": true]), .retain(1),
      .retain(10, ["bold": true]),
    ])
    #expect(
      text.runs == [
        .text("Test", ["bold": true]), .text("\n"), .text("Multi-line", ["bold": true]),
        .text("\n"), .text("Formatting", ["bold": true]),
      ]
    )
  }

  @Test("keeps empty lines with different attributes apart")
  func emptyLines() throws {
    let text = Replicas(1)[0].text("content")
    try text.apply([
      .insert("Text"), .insert("\n", ["title": true]), .insert("\nText"),
      .insert("\n", ["title": true]),
    ])
    #expect(
      text.runs == [
        .text("Text"), .text("\n", ["title": true]), .text("\nText"),
        .text("\n", ["title": true]),
      ]
    )
  }

  @Test("keeps an attribute of what follows a deletion")
  func attributesThroughDeletion() throws {
    let text = Replicas(1)[0].text("content")
    try text.apply([.insert("Text"), .insert("\n", ["title": true]), .insert("\n")])
    try text.apply([.retain(4), .delete(1), .retain(1, ["title": true])])
    #expect(text.runs == [.text("Text"), .text("\n", ["title": true])])
  }

  @Test("holds objects and shared types among its characters, each as one unit")
  func embeds() throws {
    let replicas = Replicas(2)
    let text = replicas[0].text("content")
    try text.apply([
      .embed(.value(["linebreak": "s"])), .insert("x"), .embed(.map([("key", .value("val"))])),
    ])
    try text.insert(embed: .value(["image": "y"]), at: 2, attributes: ["width": 100])
    #expect(text.length == 4)
    #expect(text.string == "x")
    try replicas.synchronize()
    let runs = replicas[1].text("content").runs
    #expect(runs.count == 4)
    #expect(runs[0] == .embed(.value(["linebreak": "s"])))
    #expect(runs[2] == .embed(.value(["image": "y"]), ["width": 100]))
    guard case .embed(.map(let map), _) = runs[3] else {
      Issue.record("no map")
      return
    }
    #expect(map.value("key") == "val")
  }

  @Test("loses a format with the text it was for")
  func formatsGoWithTheirText() throws {
    let document = Replicas(1)[0]
    let text = document.text("content")
    try text.insert("ab", at: 0, attributes: ["bold": true])
    try text.remove(0..<2)
    #expect(document.store.liveUnitCount == 0)
  }

  @Test("loses a format in its middle with the text it was for")
  func formatsGoInTheMiddle() throws {
    let document = Replicas(1)[0]
    let text = document.text("content")
    try text.insert("1234", at: 0)
    try text.insert("ab", at: 2, attributes: ["bold": true])
    try text.remove(2..<4)
    #expect(document.store.liveUnitCount == 4)
  }

  @Test("has no change to tell when a format says what holds already")
  func unneededFormat() throws {
    let document = Replicas(1)[0]
    let text = document.text("content")
    try text.insert("ab", at: 0, attributes: ["bold": true])
    let before = document.stateVector
    try text.format(0..<2, ["bold": true])
    #expect(document.stateVector == before)
  }

  @Test(
    "loses a format with text that somebody else deleted meanwhile, where it is asked to",
    arguments: [true, false]
  )
  func tidiedFormats(tidies: Bool) throws {
    let replicas = Replicas(2, cleansUpFormatting: tidies)
    try replicas[0].text("content").insert("abcde", at: 0)
    try replicas.synchronize()
    try replicas[0].text("content").format(1..<3, ["bold": true])
    try replicas[1].text("content").remove(1..<3)
    try replicas.synchronize()
    try replicas.synchronize()
    for document in replicas.documents {
      #expect(document.text("content").string == "ade")
      #expect(document.store.liveUnitCount == (tidies ? 3 : 5))
    }
  }

  @Test("ends alike after formats and deletions at once")
  func concurrentFormatAndDeletion() throws {
    let replicas = Replicas(2)
    try replicas[0].text("content").insert("Attack ships on fire", at: 0)
    try replicas.synchronize()
    try replicas[0].text("content").format(7..<12, ["bold": true])
    try replicas[1].text("content").remove(9..<15)
    try replicas.synchronize()
    for document in replicas.documents {
      #expect(
        document.text("content").runs == [
          .text("Attack "), .text("sh", ["bold": true]), .text(" fire"),
        ]
      )
    }
  }

  @Test("cuts characters of two, three and four bytes where the offsets say", arguments: 0..<6)
  func wideCharacters(seed: Int) throws {
    let letters = ["a", "é", "€", "😀"]
    let text = Replicas(1)[0].text("content")
    let parts = (0..<4).map { letters[($0 * seed + seed) % 4] }
    try text.insert(parts.joined(), at: 0)
    var start = 0
    for part in parts.prefix(2) { start += part.utf16.count }
    try text.remove(start..<(start + parts[2].utf16.count))
    #expect(text.string == parts[0] + parts[1] + parts[3])
  }

  @Test(
    "in a sequence of edits, appends to a retained end with line feeds as Quill's editors expect"
  )
  func retainBeyondTheEnd() throws {
    let text = Replicas(1)[0].text("content")
    try text.apply([.insert("a"), .retain(2)])
    #expect(text.string == "a\n\n")
  }

  @Test("has attributes of its own")
  func ownAttributes() throws {
    let replicas = Replicas(2)
    try replicas[0].text("content").setAttribute("lang", "fr")
    try replicas.synchronize()
    let text = replicas[1].text("content")
    #expect(text.attribute("lang") == .value("fr"))
    #expect(text.attributeNames == ["lang"])
    text.removeAttribute("lang")
    #expect(text.attribute("lang") == nil)
  }
}

extension Store {
  /// How many units are there, formats included.
  var liveUnitCount: Int {
    (0..<items.spans.count).reduce(0) {
      $0 + (items.spans[$1].isDeleted ? 0 : Int(items.spans[$1].length))
    }
  }
}
