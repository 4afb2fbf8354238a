// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing
import TextCRDT

@Suite(.timeLimit(.minutes(10))) struct PadContentTests {
  private func name(_ text: String) throws -> PadName {
    try #require(PadName(text))
  }

  @Test("replaces a text live, changing only what differs")
  func replace() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    try anne.insert("Ordre du jour\n1. budget\n2. été\n", at: 0)
    try await settle(anne)
    let units = anne.document.stateVector.entries.values.reduce(0, +)
    try await room.replaceText("Ordre du jour\n1. budget 2026\n2. été\n")
    try await settle(anne)
    #expect(anne.text == "Ordre du jour\n1. budget 2026\n2. été\n")
    #expect(anne.document.stateVector.entries.values.reduce(0, +) == units + 5)
  }

  @Test("turns all line ends into LF")
  func lineEnds() async throws {
    let house = try House()
    let room = try await house.room("pad")
    try await room.replaceText("a\r\nb\rc\n\r\nd\r")
    #expect(try await room.text().text == "a\nb\nc\n\nd\n")
  }

  @Test("replaces only the version the caller knows, if it names one")
  func condition() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let empty = try await room.text().version
    #expect(empty.sequence == 0)
    let first = try await room.replaceText("one", ifVersion: empty)
    #expect(try await room.text().version == first)
    await #expect(throws: PadError.changed) {
      try await room.replaceText("two", ifVersion: empty)
    }
    let second = try await room.replaceText("two", ifVersion: first)
    #expect(second != first && second.tag != first.tag)
    #expect(try await room.text().text == "two")
  }

  @Test("refuses a text beyond the limit, exactly there")
  func textLimit() async throws {
    var limits = PadLimits()
    limits.maximumTextBytes = 4
    let house = try House(limits: limits)
    let room = try await house.room("pad")
    try await room.replaceText("éé")
    await #expect(throws: PadError.textTooLarge(5)) { try await room.replaceText("ééa") }
    #expect(try await room.text().text == "éé")
  }

  @Test("sets and removes metadata, seen by open editors")
  func meta() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    try await room.setMeta(
      MetaChanges(["title": .string("Réunion"), "tags": .array([.string("ca")])])
    )
    try await settle(anne)
    #expect(anne.document.map("meta").value("title") == .string("Réunion"))
    try await room.setMeta(MetaChanges(["title": .null, "language": .string("fr")]))
    let metadata = try #require(try await room.metadata())
    #expect(
      metadata.fields
        == .object([
          .init(key: "language", value: .string("fr")),
          .init(key: "tags", value: .array([.string("ca")])),
        ])
    )
    #expect(metadata.title == "pad")
    #expect(metadata.sessionCount == 1)
    #expect(metadata.updated >= metadata.created)
  }

  @Test(
    "refuses metadata it does not know",
    arguments: [
      ("colour", .string("red")), ("title", .number(1)), ("tags", .string("a")),
      ("tags", .array([.number(1)])), ("title", .string(String(repeating: "x", count: 301))),
      ("people", [["kind": "person"]]), ("people", [["name": "Ada", "age": .number(36)]]),
      ("places", [["name": "Lyon", "latitude": "45"]]), ("relations", .array([.number(1)])),
    ] as [(String, Value)]
  )
  func invalidMeta(field: String, value: Value) {
    #expect(throws: PadError.invalidMeta(field: field)) { try MetaChanges([field: value]) }
  }

  @Test(
    "shows the first heading as title",
    arguments: [
      ("# Réunion du CA\n\ntexte", "Réunion du CA"),
      ("texte\n\n  ### Titre ##\n", "Titre"),
      ("```\n# code\n```\n# Vrai", "Vrai"),
      ("~~~\n# code", "pad"),
      ("Titre souligné\n=====\n", "Titre souligné"),
      ("Sous-titre\n---\n", "Sous-titre"),
      ("---\n# Après", "Après"),
      ("- item\n---\n# Liste", "Liste"),
      ("#hashtag\n", "pad"),
      ("    # indented code", "pad"),
      ("####### sept", "pad"),
      ("#\n# \n## C#", "C#"),
      ("", "pad"),
    ]
  )
  func title(text: String, title: String) async throws {
    let house = try House()
    let metadata = try await house.pads.create(try name("pad"), text: text)
    #expect(metadata.title == title)
  }

  @Test("a title in the metadata comes before the heading")
  func metaTitle() async throws {
    let house = try House()
    let metadata = try await house.pads.create(
      try name("pad"),
      text: "# Heading",
      meta: MetaChanges(["title": .string(" Chosen ")])
    )
    #expect(metadata.title == "Chosen")
  }

  @Test("a pad exists from its first committed update, not from a look")
  func existence() async throws {
    let house = try House()
    let pad = try name("pad")
    let room = try await house.pads.room(pad)
    #expect(try await room.text().text == "")
    #expect(try await room.metadata() == nil)
    #expect(try await house.pads.exists(pad) == false)
    await #expect(throws: PadError.notFound) { try await house.pads.existingRoom(pad) }
    let anne = Peer(1, in: room)
    try await settle(anne)
    #expect(try await house.pads.exists(pad) == false)
    try anne.insert("a", at: 0)
    try await settle(anne)
    #expect(try await house.pads.exists(pad))
  }

  @Test("creates a pad once, with a random name if none is given, even without text")
  func create() async throws {
    let house = try House()
    let pad = try await house.pads.create()
    #expect(pad.name.rawValue.count == 22 && pad.title == pad.name.rawValue)
    #expect(try await house.pads.exists(pad.name))
    await #expect(throws: PadError.exists) { try await house.pads.create(pad.name, text: "x") }
    #expect(try await house.pads.room(pad.name).text().text == "")
    try await house.pads.put("y", into: pad.name)
    try await house.pads.put("z", into: try name("new"))
    #expect(try await house.pads.room(pad.name).text().text == "y")
    #expect(try await house.pads.room(try name("new")).text().text == "z")
  }

  @Test("lists pads with their titles, noted or not, page by page")
  func list() async throws {
    let house = try House()
    for number in 0..<5 {
      _ = try await house.pads.create(try name("pad\(number)"), text: "# Titre \(number)")
    }
    let all = try await house.pads.list()
    #expect(all.map(\.title) == (0..<5).map { "Titre \($0)" })
    let cold = try await house.restarted()
    #expect(try await cold.pads.list() == all)
    #expect(cold.log.replayCount == 0)
    let killed = try cold.killed()
    #expect(try await killed.pads.list() == all)
    #expect(
      try await cold.pads.list(after: all[1].name, limit: 2).map(\.title)
        == ["Titre 2", "Titre 3"]
    )
    #expect(try await cold.pads.list(query: "TITRE 4").map(\.name.rawValue) == ["pad4"])
  }

  @Test("refuses everything after the end")
  func shutDown() async throws {
    let house = try House()
    let room = try await house.room("pad")
    await house.pads.shutDown()
    await #expect(throws: PadError.closing) { try await house.room("pad") }
    await #expect(throws: PadError.closing) { try await room.text() }
    await #expect(throws: PadError.closing) { try await room.replaceText("x") }
  }
}
