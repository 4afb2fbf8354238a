// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// Real Yjs as the maker of concurrent histories and the judge of our encodings.
struct HistoryPeer {
  private let node: NodePeer

  init() throws {
    node = try NodePeer.running("Tests/Interop/Node/engine-peer.mjs")
  }

  /// The history of a seed: its updates in order of delivery and what Yjs made of them.
  func history(seed: Int) async throws -> History {
    let (summary, blobs) = try await node.ask(
      HistoryQuestion(seed: seed),
      answer: HistorySummary.self
    )
    let count = summary.deliveries
    guard blobs.count == 2 * count + 3 else { throw NodePeerError.invalidFrame }
    return History(
      summary: summary,
      updates: Array(blobs[..<count]),
      updatesV2: Array(blobs[count..<2 * count]),
      state: blobs[2 * count],
      stateV2: blobs[2 * count + 1],
      stateVector: blobs[2 * count + 2]
    )
  }

  /// What a fresh Yjs document that reads an encoding has otherwise than the expected state.
  func difference(of encoding: [UInt8], format: Int = 1, from state: [UInt8]) async throws
    -> String?
  {
    let question = CheckQuestion(format: format)
    return try await node.ask(question, with: [encoding, state], answer: Verdict.self).0.difference
  }

  private struct HistoryQuestion: Encodable {
    var command = "history"
    let seed: Int
  }

  private struct CheckQuestion: Encodable {
    var command = "check"
    let format: Int
  }

  private struct Verdict: Decodable {
    let difference: String?
  }
}
