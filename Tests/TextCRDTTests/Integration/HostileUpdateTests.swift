// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

/// Updates (v1) written by hand, as no honest client writes them.
private enum UpdateBuilder {
  /// Writes the blocks of a section.
  typealias Blocks = (inout ByteWriter) -> Void

  /// An update of one client's blocks, written by `body`, and no deletes.
  static func section(
    client: UInt64,
    clock: UInt64 = 0,
    blocks: UInt64 = 1,
    _ body: @escaping Blocks
  ) -> [UInt8] {
    sections([(client, clock, blocks, body)])
  }

  static func sections(
    _ sections: [(UInt64, UInt64, UInt64, Blocks)]
  ) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeVarUInt(UInt64(sections.count))
    for (client, clock, blocks, body) in sections {
      writer.writeVarUInt(blocks)
      writer.writeVarUInt(client)
      writer.writeVarUInt(clock)
      body(&writer)
    }
    writer.writeVarUInt(0)
    return writer.bytes
  }

  /// A text at a root without neighbours.
  static func text(_ text: String, client: UInt64, clock: UInt64 = 0) -> [UInt8] {
    section(client: client, clock: clock) { writer in
      writer.bytes.append(4)
      writer.writeVarUInt(1)
      writer.writeString("content")
      writer.writeString(text)
    }
  }
}

extension ByteWriter {
  /// A one-letter text block behind another unit.
  fileprivate mutating func writeText(_ text: String, origin client: UInt64, _ clock: UInt64) {
    bytes.append(0x84)
    writeVarUInt(client)
    writeVarUInt(clock)
    writeString(text)
  }
}

@Suite("A document refuses, and stays as it was, when an update")
struct HostileUpdateTests {
  /// A document with some text and the checks that a refusal changed nothing.
  private func expectRefusal(
    of update: [UInt8],
    as expected: UpdateError? = nil,
    limits: Limits = Limits(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let document = Document(clientID: ClientID(rawValue: 9), limits: limits)
    try document.apply(UpdateBuilder.text("bonjour", client: 1))
    let before = document.encodedState()
    let error = #expect(throws: UpdateError.self, sourceLocation: sourceLocation) {
      try document.apply(update)
    }
    if let expected { #expect(error == expected, sourceLocation: sourceLocation) }
    document.checkInvariants()
    #expect(document.encodedState() == before, sourceLocation: sourceLocation)
    #expect(!document.hasPending, sourceLocation: sourceLocation)
    try document.text("content").insert("!", at: 7)
    #expect(document.text("content").string == "bonjour!", sourceLocation: sourceLocation)
  }

  @Test("is empty, cut anywhere or followed by more bytes")
  func cut() throws {
    let whole = UpdateBuilder.text("déjà vu", client: 2)
    for end in 0..<whole.count { try expectRefusal(of: Array(whole[..<end])) }
    try expectRefusal(of: whole + [7], as: .trailingBytes(1))
  }

  @Test("is a megabyte of 0xFF")
  func noise() throws {
    try expectRefusal(of: [UInt8](repeating: 0xFF, count: 1 << 20))
  }

  @Test(
    "claims counts that nothing can have",
    arguments: [32, 40, 53, 60, 63]
  )
  func counts(bits: Int) throws {
    let count = UInt64(1) << UInt64(bits) - 1
    var clients = ByteWriter()
    clients.writeVarUInt(count)
    try expectRefusal(of: clients.bytes + [1, 2, 3])
    var blocks = ByteWriter()
    blocks.writeVarUInt(1)
    blocks.writeVarUInt(count)
    try expectRefusal(of: blocks.bytes + [1, 2, 3])
    try expectRefusal(
      of: UpdateBuilder.section(client: 2) {
        $0.bytes.append(0x88)
        $0.writeVarUInt(1)
        $0.writeVarUInt(0)
        $0.writeVarUInt(count)
      }
    )
    var deletes = ByteWriter()
    deletes.bytes = [0, 1, 1]
    deletes.writeVarUInt(count)
    try expectRefusal(of: deletes.bytes)
  }

  @Test("has clocks or lengths beyond what a client can have", arguments: [0, 10] as [UInt8])
  func silencing(kind: UInt8) throws {
    for length in [1 << 31, (1 << 53) - 1] as [UInt64] {
      try expectRefusal(
        of: UpdateBuilder.section(client: 1, clock: 7) {
          $0.bytes.append(kind)
          $0.writeVarUInt(length)
        },
        as: .limitExceeded(.clock)
      )
    }
    try expectRefusal(of: UpdateBuilder.text("x", client: 1, clock: (1 << 53) - 1))
  }

  @Test("deletes beyond what a client can ever have")
  func wideDelete() throws {
    var writer = ByteWriter()
    writer.bytes = [0, 1, 1, 1, 0]
    writer.writeVarUInt((1 << 53) - 1)
    try expectRefusal(of: writer.bytes, as: .limitExceeded(.clock))
  }

  @Test("nests values deeper than the limit")
  func deepValues() throws {
    for tag in [117, 118] as [UInt8] {
      try expectRefusal(
        of: UpdateBuilder.section(client: 2) { writer in
          writer.bytes.append(contentsOf: [8, 1])
          writer.writeString("list")
          writer.writeVarUInt(1)
          for _ in 0..<100_000 {
            writer.bytes.append(contentsOf: tag == 117 ? [117, 1] : [118, 1, 0])
          }
          writer.bytes.append(126)
        },
        as: .limitExceeded(.depth)
      )
    }
    try expectRefusal(
      of: UpdateBuilder.section(client: 2) { writer in
        writer.bytes.append(contentsOf: [5, 1])
        writer.writeString("content")
        writer.writeString(String(repeating: "[", count: 100_000))
      },
      as: .limitExceeded(.depth)
    )
  }

  @Test("nests shared types deeper than the limit")
  func deepTypes() throws {
    try expectRefusal(
      of: UpdateBuilder.section(client: 2, blocks: 1_000) { writer in
        for clock in 0..<1_000 {
          writer.bytes.append(7)
          if clock == 0 {
            writer.writeVarUInt(1)
            writer.writeString("list")
          } else {
            writer.writeVarUInt(0)
            writer.writeVarUInt(2)
            writer.writeVarUInt(UInt64(clock - 1))
          }
          writer.writeVarUInt(0)
        }
      },
      as: .limitExceeded(.depth)
    )
  }

  @Test("has an item whose origin is itself or comes later")
  func selfReference() throws {
    for clock in [0, 1, 99] as [UInt64] {
      try expectRefusal(
        of: UpdateBuilder.section(client: 2) { $0.writeText("x", origin: 2, clock) },
        as: .circularReference
      )
    }
  }

  @Test("has items that are each other's origin or parent")
  func circles() throws {
    try expectRefusal(
      of: UpdateBuilder.sections([
        (2, 0, 1, { $0.writeText("x", origin: 3, 0) }),
        (3, 0, 1, { $0.writeText("y", origin: 2, 0) }),
      ]),
      as: .circularReference
    )
    try expectRefusal(
      of: UpdateBuilder.sections([(2, 0, 1, array(inside: 3)), (3, 0, 1, array(inside: 2))]),
      as: .circularReference
    )
  }

  /// An array whose parent is the first unit of a client.
  private func array(inside client: UInt64) -> UpdateBuilder.Blocks {
    { writer in
      writer.bytes.append(contentsOf: [7, 0])
      writer.writeVarUInt(client)
      writer.bytes.append(contentsOf: [0, 0])
    }
  }

  private static func oneLetter(_ writer: inout ByteWriter) { writer.writeText("x", origin: 1, 0) }

  @Test("has a parent that is no shared type")
  func parentIsText() throws {
    try expectRefusal(
      of: UpdateBuilder.section(client: 2) { $0.bytes.append(contentsOf: [4, 0, 1, 0, 1, 0x61]) },
      as: .invalidParent
    )
  }

  @Test("has neighbours in different types")
  func neighboursApart() throws {
    try expectRefusal(
      of: UpdateBuilder.sections([
        (
          3, 0, 1,
          {
            $0.bytes.append(contentsOf: [4, 1])
            $0.writeString("other")
            $0.writeString("o")
          }
        ),
        (2, 0, 1, { $0.bytes.append(contentsOf: [0xC4, 1, 0, 3, 0, 1, 0x61]) }),
      ]),
      as: .invalidParent
    )
  }

  @Test("has a good block before a bad one")
  func goodThenBad() throws {
    try expectRefusal(
      of: UpdateBuilder.section(client: 2, blocks: 2) {
        $0.writeText("good", origin: 1, 6)
        $0.bytes.append(contentsOf: [0x84, 1, 0, 2, 0xC3, 0x28])
      },
      as: .invalidUTF8
    )
  }

  @Test("gives a known ID other content")
  func contentConflict() throws {
    let id = ItemID(client: ClientID(rawValue: 1), clock: 0)
    try expectRefusal(
      of: UpdateBuilder.text("bonsoir", client: 1),
      as: .contentConflict(id)
    )
    try expectRefusal(
      of: UpdateBuilder.section(client: 1) {
        $0.bytes.append(contentsOf: [8, 1])
        $0.writeString("content")
        $0.bytes.append(contentsOf: [1, 126])
      },
      as: .contentConflict(id)
    )
  }

  @Test("lists a client twice")
  func repeatedClient() throws {
    try expectRefusal(
      of: UpdateBuilder.sections([
        (2, 0, 1, { $0.writeText("x", origin: 1, 0) }),
        (2, 1, 1, { $0.writeText("y", origin: 1, 0) }),
      ]),
      as: .repeatedClient
    )
  }

  @Test("has an empty block or unknown kinds")
  func unknownKinds() throws {
    try expectRefusal(of: UpdateBuilder.text("", client: 2), as: .emptyBlock)
    for kind in 11..<32 as Range<UInt8> {
      try expectRefusal(
        of: UpdateBuilder.section(client: 2) { $0.bytes.append(contentsOf: [kind, 0, 0, 0]) },
        as: .unknownContent(kind)
      )
    }
    try expectRefusal(
      of: UpdateBuilder.section(client: 2) { $0.bytes.append(contentsOf: [0x87, 1, 0, 9]) },
      as: .unknownType(9)
    )
  }

  @Test("holds more than a limit allows")
  func limits() throws {
    var few = Limits()
    few.maximumRoots = 20
    few.maximumClients = 50
    few.maximumDocumentBytes = 1_000
    try expectRefusal(
      of: UpdateBuilder.section(client: 2, blocks: 20) { writer in
        for root in 0..<20 {
          writer.bytes.append(contentsOf: [4, 1])
          writer.writeString("root \(root)")
          writer.writeString("x")
        }
      },
      as: .limitExceeded(.roots),
      limits: few
    )
    try expectRefusal(
      of: UpdateBuilder.sections(
        (0..<60).map { (UInt64($0 + 2), 0, 1, Self.oneLetter) }
      ),
      as: .limitExceeded(.clients),
      limits: few
    )
    try expectRefusal(
      of: UpdateBuilder.text(String(repeating: "x", count: 1_000), client: 2),
      as: .limitExceeded(.documentBytes),
      limits: few
    )
  }

  @Test("would leave more waiting than the limit allows")
  func pendingLimit() throws {
    var few = Limits()
    few.maximumPendingBytes = 100
    try expectRefusal(
      of: UpdateBuilder.text(String(repeating: "x", count: 100), client: 2, clock: 5),
      as: .limitExceeded(.pendingBytes),
      limits: few
    )
  }

  @Test(
    "spells a text in invalid UTF-8",
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xFF],
    ] as [[UInt8]]
  )
  func invalidUTF8(bytes: [UInt8]) throws {
    try expectRefusal(
      of: UpdateBuilder.section(client: 2) { writer in
        writer.bytes.append(contentsOf: [0x84, 1, 0])
        writer.writeByteArray(bytes)
      },
      as: .invalidUTF8
    )
  }
}

@Suite("A document takes in, at a cost near linear,")
struct WideUpdateTests {
  @Test("thousands of updates with gaps, then what fills them")
  func gaps() throws {
    let document = Document(clientID: ClientID(rawValue: 9))
    let count = 4_000 as UInt64
    for clock in stride(from: 2 * count - 1, to: 0, by: -2) {
      let update = UpdateBuilder.section(client: 2, clock: clock) {
        $0.writeText("b", origin: 2, clock - 1)
      }
      let result = try document.apply(update)
      #expect(result.pending)
    }
    #expect(document.text("content").length == 0)
    for clock in stride(from: 0, to: 2 * count, by: 2) {
      try document.apply(
        clock == 0
          ? UpdateBuilder.text("a", client: 2)
          : UpdateBuilder.section(client: 2, clock: clock) {
            $0.writeText("a", origin: 2, clock - 1)
          }
      )
    }
    #expect(document.text("content").string == String(repeating: "ab", count: Int(count)))
    #expect(!document.hasPending)
    document.checkInvariants()
  }

  @Test("insertions of many clients at one place, in client order whatever the arrival")
  func onePlace() throws {
    let clients = Array(1...600 as ClosedRange<UInt64>)
    var expected: String?
    for order in [clients, clients.reversed(), clients.sorted { $0 % 7 < $1 % 7 }] {
      let document = Document(clientID: ClientID(rawValue: 0))
      for client in order {
        try document.apply(UpdateBuilder.text("<\(client)>", client: client))
      }
      let text = document.text("content").string
      #expect(expected == nil || text == expected)
      expected = text
      document.checkInvariants()
    }
    #expect(expected?.hasPrefix("<1><2><3>") == true)
  }

  @Test(
    "siblings with children, splits and deletes in between, whatever the arrival",
    arguments: 0..<20 as Range<UInt64>
  )
  func siblings(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var updates: [[UInt8]] = []
    for client in 2...300 as ClosedRange<UInt64> {
      let isBehind = Bool.random(using: &random)
      let update = UpdateBuilder.section(client: client, blocks: 2) { writer in
        // "ab" between the two halves of what client 1 wrote, or only behind the first.
        writer.bytes.append(contentsOf: isBehind ? [0x84, 1, 2] : [0xC4, 1, 2, 1, 3])
        writer.writeString("ab")
        writer.writeText("c", origin: client, client % 2)
      }
      updates.append(update)
      if Int.random(in: 0..<4, using: &random) == 0 {
        var deletes = ByteWriter()
        deletes.bytes = [0, 1]
        deletes.writeVarUInt(client)
        deletes.bytes.append(contentsOf: [1, UInt8.random(in: 0...1, using: &random), 1])
        updates.append(deletes.bytes)
      }
    }
    var expected: String?
    for _ in 0..<4 {
      let document = Document(clientID: ClientID(rawValue: 9_000))
      try document.apply(UpdateBuilder.text("abcdef", client: 1))
      for update in updates.shuffled(using: &random) { try document.apply(update) }
      let text = document.text("content").string
      #expect(expected == nil || text == expected)
      expected = text
      document.checkInvariants()
    }
  }

  @Test("many clients in one update, at no more cost than one after the other")
  func manyClients() throws {
    let count = 20_000 as UInt64
    let update = UpdateBuilder.sections(
      (1...count).reversed().map { client in
        (
          client, 0, 1,
          { writer in
            writer.bytes.append(contentsOf: [4, 1])
            writer.writeString("content")
            writer.writeString("x")
          }
        )
      }
    )
    let clock = ContinuousClock()
    let alone = try clock.measure {
      let document = Document(clientID: ClientID(rawValue: 0))
      for client in (1...count).reversed() {
        try document.apply(UpdateBuilder.text("x", client: client))
      }
    }
    let document = Document(clientID: ClientID(rawValue: 0))
    let together = try clock.measure { _ = try document.apply(update) }
    #expect(document.text("content").length == Int(count))
    #expect(together < alone * 4, "\(together) together, \(alone) alone")
  }

  @Test("deletes of what has not arrived, which then arrives deleted")
  func deletesBefore() throws {
    let document = Document(clientID: ClientID(rawValue: 9))
    var writer = ByteWriter()
    writer.bytes = [0, 1, 2, 1, 1, 3]
    let result = try document.apply(writer.bytes)
    #expect(result.pending)
    try document.apply(UpdateBuilder.text("abcdef", client: 2))
    #expect(document.text("content").string == "aef")
    #expect(!document.hasPending)
    document.checkInvariants()
  }
}
