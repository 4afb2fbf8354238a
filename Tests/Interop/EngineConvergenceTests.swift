// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

@Suite(
  "The engine and real Yjs converge",
  .enabled(if: NodePeer.isAvailable, "Node or node-yjs is missing")
)
struct EngineConvergenceTests {
  @Test(
    "a history delivered shuffled and doubled ends as it does in Yjs",
    arguments: seedBatches(0..<2_000, of: 100)
  )
  func historyEndsAsInYjs(batch: Range<Int>) async throws {
    let peer = try HistoryPeer()
    for seed in batch {
      let history = try await peer.history(seed: seed)
      let document = Document(clientID: ClientID(rawValue: 99), collectsGarbage: seed % 2 == 0)
      for (index, update) in history.updates.enumerated() {
        #expect(throws: Never.self, "seed \(seed), update \(index)") { try document.apply(update) }
      }
      document.checkInvariants()
      let expected = try StateVector(decoding: history.stateVector)
      #expect(document.stateVector == expected, "seed \(seed)")
      #expect(deletions(in: document) == history.summary.deleted, "seed \(seed)")
      for (root, text) in history.summary.texts {
        let found = document.text(root).string
        #expect(found.utf8.elementsEqual(text.utf8), "seed \(seed), root \(root)")
      }
      let verdict = try await peer.difference(of: document.encodedState(), from: history.state)
      #expect(verdict == nil, "seed \(seed)")
    }
  }

  private func deletions(in document: Document) -> [ClientDeletions] {
    document.deleteSet.ranges
      .map { ClientDeletions(client: $0.key.rawValue, ranges: $0.value) }
      .sorted { $0.client < $1.client }
  }
}
