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
