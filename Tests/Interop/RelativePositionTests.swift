// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TextCRDT

@Suite(
  "Relative positions against real Yjs",
  .enabled(if: NodePeer.isAvailable, "Node or node-yjs is missing")
)
struct RelativePositionTests {
  private struct Question: Encodable {
    var command = "positions"
    let seed: Int
  }

  private struct Answer: Decodable {
    let middle: Int
    let updates: Int
    let positions: [Made]
  }

  private struct Place: Decodable {
    let type: [String]
    let index: Int

    func absolute(association: Int) -> AbsolutePosition {
      AbsolutePosition(parent: parent(type), index: index, association: association)
    }
  }

  private struct Made: Decodable {
    let type: [String]
    let index: Int
    let association: Int
    let then: Place?
    let now: Place?
    let json: String
  }

  @Test(
    "a position is made, written, read and found as in Yjs, by walking and by the tree",
    arguments: seedBatches(0..<400, of: 100)
  )
  func positionIsMadeAndFoundAsInYjs(batch: Range<Int>) async throws {
    let node = try NodePeer.running("Tests/Interop/Node/engine-peer.mjs")
    for seed in batch {
      let (answer, blobs) = try await node.ask(Question(seed: seed), answer: Answer.self)
      for usesTree in [false, true] {
        let document = Document(
          clientID: ClientID(rawValue: 99),
          collectsGarbage: seed % 2 == 1
        )
        for update in blobs[..<answer.middle] { try document.apply(update) }
        if usesTree { makeTrees(in: document) }
        for (made, encoding) in zip(answer.positions, blobs[answer.updates...]) {
          let comment = Comment(rawValue: "seed \(seed), tree \(usesTree), \(made)")
          let position = try make(made, in: document)
          #expect(position.encoded() == encoding, comment)
          #expect(position.json == made.json, comment)
          #expect(try RelativePosition(json: made.json) == position, comment)
          #expect(try RelativePosition(decoding: encoding).encoded() == encoding, comment)
          try check(made.then, made, encoding, in: document, comment)
        }
        for update in blobs[answer.middle..<answer.updates] { try document.apply(update) }
        if usesTree { makeTrees(in: document) }
        for (made, encoding) in zip(answer.positions, blobs[answer.updates...]) {
          let comment = Comment(rawValue: "seed \(seed), tree \(usesTree), \(made)")
          try check(made.now, made, encoding, in: document, comment)
        }
        document.checkInvariants()
      }
    }
  }

  /// Finds a position from both of its forms.
  private func check(
    _ place: Place?,
    _ made: Made,
    _ encoding: [UInt8],
    in document: Document,
    _ comment: Comment
  ) throws {
    let expected = place?.absolute(association: made.association)
    let decoded = try RelativePosition(decoding: encoding)
    #expect(document.absolutePosition(of: decoded) == expected, comment)
    let read = try RelativePosition(json: made.json)
    #expect(document.absolutePosition(of: read) == expected, comment)
  }

  private func makeTrees(in document: Document) {
    for type in 0..<document.store.types.rows.count { document.store.ensureTree(of: UInt32(type)) }
  }

  private func make(_ made: Made, in document: Document) throws -> RelativePosition {
    _ = document.array(made.type.count == 1 ? made.type[0] : "list")
    let place = RelativePosition(edgeOf: parent(made.type))
    let found = document.store.resolve(place)
    let (type, _) = try #require(found)
    return document.store.relativePosition(
      at: made.index,
      in: type,
      association: made.association
    )
  }
}

/// The type of a name as `positions.mjs` writes it.
private func parent(_ name: [String]) -> RelativePosition.Parent {
  guard name.count == 2, let client = UInt64(name[0]), let clock = UInt64(name[1]) else {
    return .root(name[0])
  }
  return .item(ItemID(client: ClientID(rawValue: client), clock: clock))
}
