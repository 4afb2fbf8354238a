// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// Real Yjs as the maker of concurrent histories and the judge of our encodings.
struct HistoryPeer {
  private let node: NodePeer

  init() throws {
    node = try NodePeer.running("Tests/Interop/Node/engine-peer.mjs")
  }

  /// The history of a seed: its updates in order of delivery and what Yjs made of them.
  ///
  /// One that is for yrs too comes in the order in which it was written and has nothing that yrs
  /// cannot read.
  func history(seed: Int, forYrs: Bool = false) async throws -> History {
    let (summary, blobs) = try await node.ask(
      HistoryQuestion(seed: seed, forYrs: forYrs),
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

  /// What an encoding holds otherwise than Yjs does when it takes in some updates.
  func difference(of encoding: [UInt8], fromUpdates updates: [[UInt8]]) async throws -> String? {
    try await node.ask(AgreeQuestion(), with: [encoding] + updates, answer: Verdict.self)
      .0.difference
  }

  private struct HistoryQuestion: Encodable {
    var command = "history"
    let seed: Int
    let forYrs: Bool
  }

  private struct AgreeQuestion: Encodable {
    var command = "agree"
  }

  private struct CheckQuestion: Encodable {
    var command = "check"
    let format: Int
  }

  private struct Verdict: Decodable {
    let difference: String?
  }
}
