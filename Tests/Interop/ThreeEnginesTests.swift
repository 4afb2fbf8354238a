// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

@Suite(
  "Yjs, yrs and the engine edit one document",
  .enabled(
    if: NodePeer.isAvailable && NodePeer.hasPycrdt,
    "Node, node-yjs or pycrdt is missing"
  )
)
struct ThreeEnginesTests {
  /// Below, between and above those of the histories.
  private static let yrsClients: [UInt64] = [300, 1 << 31 + 7, 1 << 52 + 77]
  private static let ownClients: [UInt64] = [301, 1 << 31 + 8, 1 << 52 + 78]

  @Test(
    "three engines that edit among each other's updates end in the same document",
    arguments: seedBatches(0..<150, of: 50)
  )
  func threeEnginesConverge(batch: Range<Int>) async throws {
    let yjs = try HistoryPeer()
    let yrs = try PycrdtPeer()
    for seed in batch {
      let history = try await yjs.history(seed: seed, forYrs: true)
      let theirs = try await yrs.edits(
        among: history.updates,
        seed: seed,
        client: Self.yrsClients[seed % 3]
      )
      var generator = SeededGenerator(seed: UInt64(seed))
      let heard = (history.updates + theirs).shuffled(using: &generator)
      let document = Document(
        clientID: ClientID(rawValue: Self.ownClients[seed / 3 % 3]),
        collectsGarbage: seed % 2 == 0
      )
      let own = try edits(of: document, among: heard, seed)
      document.checkInvariants()
      let all = history.updates + theirs + own
      let state = document.encodedState()
      let verdict = try await yjs.difference(
        of: state,
        fromUpdates: all.shuffled(using: &generator)
      )
      #expect(verdict == nil, "the engine and Yjs, seed \(seed)")
      let reading = try await yrs.reading(of: all)
      try compare(reading, with: document, seed)
      let other = try await yjs.difference(of: reading.state, fromUpdates: [state])
      #expect(other == nil, "yrs and the engine, seed \(seed)")
    }
  }

  /// Takes updates in with edits between them.
  private func edits(
    of document: Document,
    among updates: [[UInt8]],
    _ seed: Int
  ) throws -> [[UInt8]] {
    var editor = RandomEditor(document, seed: seed)
    var own: [[UInt8]] = []
    for (index, update) in updates.enumerated() {
      if index % 2 == 0 {
        try document.apply(update)
      } else {
        try document.applyV2(Updates.convertedToV2(update))
      }
      if editor.chance(0.4), let update = try editor.edit() { own.append(update) }
    }
    return own
  }

  private func compare(_ reading: PycrdtReading, with document: Document, _ seed: Int) throws {
    #expect(
      try StateVector(decoding: reading.stateVector) == document.stateVector,
      "seed \(seed)"
    )
    for (root, text) in reading.header.texts {
      let found = document.text(root).string
      #expect(found.utf8.elementsEqual(text.utf8), "seed \(seed), root \(root)")
    }
    let counts = ["meta": document.map("meta").count, "list": document.array("list").count]
    #expect(reading.header.counts == counts, "seed \(seed)")
  }
}
