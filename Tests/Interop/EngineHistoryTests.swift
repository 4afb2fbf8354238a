// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite(
  "The engine against real Yjs",
  .enabled(if: NodePeer.isAvailable, "Node or node-yjs is missing")
)
struct EngineHistoryTests {
  @Test(
    "Yjs reads its own encoding of a history back to the same document",
    arguments: seedBatches(0..<20, of: 10)
  )
  func peerReadsItsOwnEncodings(batch: Range<Int>) async throws {
    let peer = try HistoryPeer()
    for seed in batch {
      let history = try await peer.history(seed: seed)
      #expect(
        try await peer.difference(of: history.state, from: history.state) == nil,
        "seed \(seed)"
      )
      #expect(
        try await peer.difference(of: history.stateV2, format: 2, from: history.state) == nil,
        "seed \(seed)"
      )
    }
  }

  @Test("the judge notices a document that lacks something")
  func peerNoticesWhatIsMissing() async throws {
    let peer = try HistoryPeer()
    let history = try await peer.history(seed: 1)
    #expect(try await peer.difference(of: [0, 0], from: history.state) != nil)
  }
}
