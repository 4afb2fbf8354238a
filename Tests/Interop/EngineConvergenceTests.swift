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
    "a history delivered shuffled and doubled, in v1 and in v2, ends as it does in Yjs",
    arguments: seedBatches(0..<2_000, of: 100)
  )
  func historyEndsAsInYjs(batch: Range<Int>) async throws {
    let peer = try HistoryPeer()
    for seed in batch {
      let history = try await peer.history(seed: seed)
      let first = Document(clientID: ClientID(rawValue: 99), collectsGarbage: seed % 2 == 0)
      let second = Document(clientID: ClientID(rawValue: 99), collectsGarbage: seed % 2 == 1)
      for (index, update) in history.updates.enumerated() {
        #expect(throws: Never.self, "seed \(seed), update \(index)") { try first.apply(update) }
      }
      for (index, update) in history.updatesV2.enumerated() {
        #expect(throws: Never.self, "seed \(seed), update \(index)") { try second.applyV2(update) }
      }
      try compare(first, history, seed)
      try compare(second, history, seed)
      try checkConversions(of: history, seed)
      let verdict = try await peer.difference(of: first.encodedState(), from: history.state)
      #expect(verdict == nil, "seed \(seed)")
      let verdictV2 = try await peer.difference(
        of: second.encodedStateV2(),
        format: 2,
        from: history.state
      )
      #expect(verdictV2 == nil, "seed \(seed), v2")
    }
  }

  private func compare(_ document: Document, _ history: History, _ seed: Int) throws {
    document.checkInvariants()
    let expected = try StateVector(decoding: history.stateVector)
    #expect(document.stateVector == expected, "seed \(seed)")
    #expect(deletions(in: document) == history.summary.deleted, "seed \(seed)")
    for (root, text) in history.summary.texts {
      let found = document.text(root).string
      #expect(found.utf8.elementsEqual(text.utf8), "seed \(seed), root \(root)")
    }
  }

  /// Each update in one encoding becomes the bytes that Yjs writes in the other.
  private func checkConversions(of history: History, _ seed: Int) throws {
    let pairs = zip(history.updates + [history.state], history.updatesV2 + [history.stateV2])
    for (index, (first, second)) in pairs.enumerated() {
      #expect(try Updates.convertedToV2(first) == second, "seed \(seed), update \(index)")
      #expect(try Updates.convertedToV1(second) == first, "seed \(seed), update \(index)")
    }
  }

  private func deletions(in document: Document) -> [ClientDeletions] {
    document.deleteSet.ranges
      .map { ClientDeletions(client: $0.key.rawValue, ranges: $0.value) }
      .sorted { $0.client < $1.client }
  }
}
