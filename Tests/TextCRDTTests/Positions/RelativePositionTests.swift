// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("RelativePosition")
struct RelativePositionTests {
  private func document(_ text: String) throws -> Document {
    let document = Document(clientID: ClientID(rawValue: 7))
    try document.text("content").insert(text, at: 0)
    return document
  }

  @Test("stays before its unit when text comes before it", arguments: [0, 3, 7])
  func staysBeforeItsUnit(offset: Int) throws {
    let text = try document("Bonjour").text("content")
    let place = try text.relativePosition(at: offset)
    try text.insert("¡", at: 0)
    #expect(text.offset(of: place) == offset + 1)
  }

  @Test("with an association below 0 stays behind its unit, at 0 at the start")
  func staysBehindItsUnit() throws {
    let text = try document("ab").text("content")
    let start = try text.relativePosition(at: 0, association: -1)
    let place = try text.relativePosition(at: 1, association: -1)
    try text.insert("x", at: 1)
    try text.insert("y", at: 0)
    #expect(text.offset(of: start) == 0)
    #expect(text.offset(of: place) == 2)
  }

  @Test("stays at the end of a text that grows")
  func staysAtTheEnd() throws {
    let text = try document("ab").text("content")
    let end = try text.relativePosition(at: 2)
    try text.insert("cd", at: 2)
    #expect(text.offset(of: end) == 4)
  }

  @Test("of a deleted unit is where it was", arguments: [0, -1])
  func deletedUnit(association: Int) throws {
    let text = try document("abcdef").text("content")
    let place = try text.relativePosition(at: 3, association: association)
    try text.remove(1..<5)
    #expect(text.offset(of: place) == 1)
  }

  @Test("is found in another replica, and nowhere before its unit arrived")
  func otherReplica() throws {
    let here = try document("ab")
    let there = Document(clientID: ClientID(rawValue: 8))
    let place = try here.text("content").relativePosition(at: 1)
    #expect(there.text("content").offset(of: place) == nil)
    #expect(there.absolutePosition(of: place) == nil)
    try there.apply(here.encodedState())
    #expect(there.text("content").offset(of: place) == 1)
    #expect(there.text("other").offset(of: place) == nil)
  }

  @Test("at the end of a root nobody has written to is 0")
  func unknownRoot() throws {
    let document = Document(clientID: ClientID(rawValue: 7))
    let place = RelativePosition(edgeOf: .root("content"))
    #expect(document.absolutePosition(of: place)?.index == 0)
    #expect(document.rootNames.isEmpty)
  }

  @Test("outside the text is refused", arguments: [-1, 3, .max, .min])
  func outsideIsRefused(offset: Int) throws {
    let text = try document("ab").text("content")
    #expect(throws: EditError.offsetOutOfBounds(offset)) { try text.relativePosition(at: offset) }
  }

  static let forms: [(RelativePosition, [UInt8], String)] = [
    (
      RelativePosition(
        item: ItemID(client: ClientID(rawValue: 7), clock: 300),
        association: -1
      ),
      [0, 7, 0xAC, 2, 0x41], #"{"item":{"client":7,"clock":300},"assoc":-1}"#
    ),
    (
      RelativePosition(edgeOf: .root("é")),
      [1, 2, 0xC3, 0xA9, 0], #"{"tname":"é","assoc":0}"#
    ),
    (
      RelativePosition(
        edgeOf: .item(ItemID(client: ClientID(rawValue: 1), clock: 0)),
        association: 70
      ),
      [2, 1, 0, 0x86, 1], #"{"type":{"client":1,"clock":0},"assoc":70}"#
    ),
  ]

  @Test("is written to bytes and JSON, and read from them", arguments: forms)
  func isWrittenAndRead(position: RelativePosition, bytes: [UInt8], json: String) throws {
    #expect(position.encoded() == bytes)
    #expect(position.json == json)
    #expect(try RelativePosition(decoding: bytes) == position)
    #expect(try RelativePosition(json: json) == position)
  }

  @Test("reads old bytes that end before the association, which is 0")
  func missingAssociation() throws {
    let position = try RelativePosition(decoding: [0, 7, 1])
    #expect(position.association == 0)
    #expect(try RelativePosition(json: #"{"tname":"a"}"#).association == 0)
  }

  @Test(
    "throws on bytes that say nothing, are cut or trail",
    arguments: [[], [3], [3, 0], [0], [0, 7], [1, 2, 0xC3], [1, 1, 0xFF], [0, 7, 1, 0, 0]]
      as [[UInt8]]
  )
  func brokenBytes(bytes: [UInt8]) {
    #expect(throws: UpdateError.self) { try RelativePosition(decoding: bytes) }
  }

  @Test(
    "throws on JSON that is no position",
    arguments: [
      "", "null", "{}", "[]", #"{"assoc":0}"#, #"{"item":7}"#, #"{"item":{"client":7}}"#,
      #"{"item":{"client":-1,"clock":0}}"#, #"{"item":{"client":1.5,"clock":0}}"#,
      #"{"item":{"client":1e300,"clock":0}}"#, #"{"tname":7}"#, #"{"tname":"a","assoc":"0"}"#,
      #"{"tname":"a","assoc":1e10}"#, #"{"item":null,"type":null,"tname":null}"#,
    ]
  )
  func brokenJSON(json: String) {
    #expect(throws: UpdateError.self) { try RelativePosition(json: json) }
  }

  @Test("tells names apart that Unicode holds for equal")
  func namesByBytes() {
    let composed = RelativePosition(edgeOf: .root("\u{e9}"))
    let decomposed = RelativePosition(edgeOf: .root("e\u{301}"))
    #expect(composed != decomposed)
  }
}
