// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("Frozen updates")
struct FrozenUpdatesTests {
  /// The document that each encoding of an update gives.
  private func documents(
    _ pair: FrozenUpdates.Pair,
    collectsGarbage: Bool = true
  ) throws -> [Document] {
    try [false, true].map { isSecond in
      let document = Document(
        clientID: ClientID(rawValue: 1_000),
        collectsGarbage: collectsGarbage
      )
      if isSecond {
        try document.applyV2(FrozenUpdates.bytes(pair.v2))
      } else {
        try document.apply(FrozenUpdates.bytes(pair.v1))
      }
      document.checkInvariants()
      return document
    }
  }

  private func state(_ document: Document) -> [ClientID: UInt64] { document.stateVector.entries }

  @Test("each is converted to the other encoding's bytes", arguments: FrozenUpdates.pairs)
  func isConverted(pair: FrozenUpdates.Pair) throws {
    let (first, second) = (FrozenUpdates.bytes(pair.v1), FrozenUpdates.bytes(pair.v2))
    #expect(try Updates.convertedToV2(first) == second)
    #expect(try Updates.convertedToV1(second) == first)
  }

  @Test("each is refused when it ends early", arguments: FrozenUpdates.pairs)
  func prefixIsRefused(pair: FrozenUpdates.Pair) throws {
    let document = Document(clientID: ClientID(rawValue: 1_000))
    let (first, second) = (FrozenUpdates.bytes(pair.v1), FrozenUpdates.bytes(pair.v2))
    for count in first.indices {
      #expect(throws: UpdateError.self) { try document.apply(Array(first[..<count])) }
    }
    for count in second.indices {
      #expect(throws: UpdateError.self) { try document.applyV2(Array(second[..<count])) }
    }
    #expect(document.encodedState() == [0, 0])
  }

  @Test("a formatted text reads as it was written")
  func text() throws {
    for document in try documents(FrozenUpdates.text) {
      #expect(document.text("content").string == "Bonne nuit 😀 le monde é\n")
      #expect(document.text("content").length == 26)
      #expect(state(document) == [ClientID(rawValue: 7): 38])
      #expect(document.deleteSet.ranges == [ClientID(rawValue: 7): [3..<7]])
    }
  }

  @Test("a map holds every kind of value")
  func map() throws {
    for document in try documents(FrozenUpdates.map) {
      let map = document.map("meta")
      let expected: [(String, Value?)] = [
        ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("int", .number(42)),
        ("negative", .number(-1)), ("zero", .number(-0.0)),
        ("large", .number(9_007_199_254_740_991)), ("half", .number(0.5)), ("tenth", .number(0.1)),
        ("text", .string("é😀\0")), ("bytes", .bytes([0, 255])), ("old", .number(2)),
        ("gone", nil),
      ]
      for (key, value) in expected { #expect(map.value(key) == value, "\(key)") }
      let inner = Value.object([
        Value.Member(key: "b", value: .undefined), Value.Member(key: "c", value: .bigInt(10)),
      ])
      let nested = Value.object([
        Value.Member(key: "a", value: .array([.number(1), inner])),
        Value.Member(key: "", value: .null),
      ])
      #expect(map.value("nested") == nested)
      #expect(map.value("clé")?.jsonText == #"{"x":"y"}"#)
      #expect(state(document) == [ClientID(rawValue: 4_294_967_295): 18])
    }
  }

  @Test("an array holds values, types, bytes, sub-documents and old JSON")
  func array() throws {
    for document in try documents(FrozenUpdates.array) {
      guard case .array(let values) = document.array("list").json else {
        Issue.record("no array")
        continue
      }
      #expect(values.count == 9)
      #expect(values[0].jsonText == #"{"ancien":true}"#)
      #expect(values[1] == .undefined)
      #expect(values[2..<5] == [.string("é"), .string("deux"), .string("quatre")])
      #expect(values[5..<7] == [.bytes([5]), .null])
      #expect(values[7].jsonText == #"{"trois":3}"#)
      #expect(state(document) == [ClientID(rawValue: 300): 16])
    }
  }

  @Test("an XML fragment keeps its items")
  func xml() throws {
    for document in try documents(FrozenUpdates.xml) {
      #expect(document.rootNames == ["page"])
      #expect(state(document) == [ClientID(rawValue: 128): 18])
      #expect(document.deleteSet.isEmpty)
    }
  }

  @Test("two clients' edits merge, and what was collected stays so")
  func two() throws {
    for document in try documents(FrozenUpdates.two) {
      #expect(document.text("content").string == "XYZbc")
      #expect(document.map("meta").value("t") == nil)
      #expect(state(document) == [ClientID(rawValue: 1): 12, ClientID.maximum: 2])
    }
  }

  @Test("a gap waits until it is filled")
  func gap() throws {
    for document in try documents(FrozenUpdates.gap) {
      #expect(document.text("content").string == "")
      #expect(document.hasPending)
      try document.apply(FrozenUpdates.bytes(FrozenUpdates.missing))
      #expect(document.text("content").string == "bc")
      #expect(!document.hasPending)
    }
  }

  @Test("a snapshot restores its moment")
  func snapshot() throws {
    let document = Document(clientID: ClientID(rawValue: 1_000), collectsGarbage: false)
    try document.apply(FrozenUpdates.bytes(FrozenUpdates.history))
    #expect(document.text("content").string == "xdef")
    let moment = try Snapshot(decoding: FrozenUpdates.bytes(FrozenUpdates.snapshot.v1))
    #expect(try Snapshot(decodingV2: FrozenUpdates.bytes(FrozenUpdates.snapshot.v2)) == moment)
    #expect(try document.text("content").string(at: moment) == "adef")
    let restored = try document.restored(at: moment, clientID: ClientID(rawValue: 1_000))
    #expect(restored.text("content").string == "adef")
  }

  static let positions: [(bytes: [UInt8], json: String, index: Int)] = [
    ([0, 7, 4, 0], #"{"tname":"content","item":{"client":7,"clock":4},"assoc":0}"#, 2),
    ([0, 7, 3, 0x41], #"{"tname":"content","item":{"client":7,"clock":3},"assoc":-1}"#, 2),
    ([1, 7] + Array("content".utf8) + [0], #"{"tname":"content","assoc":0}"#, 4),
    ([1, 7] + Array("content".utf8) + [0x41], #"{"tname":"content","assoc":-1}"#, 0),
  ]

  @Test("relative positions are found in both forms", arguments: positions)
  func positionIsFound(bytes: [UInt8], json: String, index: Int) throws {
    let document = Document(clientID: ClientID(rawValue: 1_000), collectsGarbage: false)
    try document.apply(FrozenUpdates.bytes(FrozenUpdates.history))
    let text = document.text("content")
    let read = try RelativePosition(json: json)
    #expect(try text.offset(of: RelativePosition(decoding: bytes)) == index)
    #expect(text.offset(of: read) == index)
    #expect(read.encoded() == bytes)
    #expect(read.json == json)
  }
}
