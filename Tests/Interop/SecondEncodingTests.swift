// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

@Suite(
  "The second encoding against real Yjs",
  .enabled(if: NodePeer.isAvailable, "Node or node-yjs is missing")
)
struct SecondEncodingTests {
  @Test(
    "a history in v2 ends as it does in Yjs, converts to its bytes, and Yjs reads it back from us",
    arguments: seedBatches(0..<2_000, of: 100)
  )
  func historyEndsAsInYjs(batch: Range<Int>) async throws {
    let peer = try HistoryPeer()
    for seed in batch {
      let history = try await peer.history(seed: seed)
      let document = Document(clientID: ClientID(rawValue: 99), collectsGarbage: seed % 2 == 0)
      for (index, update) in history.updatesV2.enumerated() {
        #expect(throws: Never.self, "seed \(seed), update \(index)") {
          try document.applyV2(update)
        }
      }
      document.checkInvariants()
      let expected = try StateVector(decoding: history.stateVector)
      #expect(document.stateVector == expected, "seed \(seed)")
      let pairs = zip(history.updates + [history.state], history.updatesV2 + [history.stateV2])
      for (index, (first, second)) in pairs.enumerated() {
        #expect(try Updates.convertedToV2(first) == second, "seed \(seed), update \(index)")
        #expect(try Updates.convertedToV1(second) == first, "seed \(seed), update \(index)")
      }
      let verdict = try await peer.difference(
        of: document.encodedStateV2(),
        format: 2,
        from: history.state
      )
      #expect(verdict == nil, "seed \(seed)")
    }
  }

  @Test(
    "updates are merged and cut without a document as in the first encoding",
    arguments: seedBatches(0..<200, of: 100)
  )
  func operationsAgreeWithTheFirstEncoding(batch: Range<Int>) async throws {
    let peer = try HistoryPeer()
    for seed in batch {
      let history = try await peer.history(seed: seed)
      let merged = try Updates.mergeV2(history.updatesV2)
      let expected = try Updates.merge(history.updates)
      #expect(try Updates.convertedToV1(merged) == expected, "seed \(seed)")
      #expect(try Updates.stateVector(ofV2: merged) == Updates.stateVector(of: expected))
      #expect(try Updates.deleteSet(ofV2: merged) == Updates.deleteSet(of: expected))
      let half = try Updates.stateVector(of: history.updates[history.updates.count / 2])
      let difference = try Updates.differenceV2(merged, since: half)
      #expect(
        try Updates.convertedToV1(difference) == Updates.difference(expected, since: half),
        "seed \(seed)"
      )
    }
  }
}
