// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// yrs as a replica that edits and reads, through pycrdt.
struct PycrdtPeer {
  private let python: NodePeer

  init() throws {
    python = try NodePeer.running("Tests/Interop/Python/pycrdt-peer.py")
  }

  /// What a replica wrote that heard some updates in this order and edited between them.
  func edits(among updates: [[UInt8]], seed: Int, client: UInt64) async throws -> [[UInt8]] {
    let question = LiveQuestion(seed: seed, client: client)
    return try await python.ask(question, with: updates, answer: Nothing.self).blobs
  }

  /// What a new document reads that took in some updates.
  func reading(of updates: [[UInt8]]) async throws -> PycrdtReading {
    let (header, blobs) = try await python.ask(
      ReadQuestion(),
      with: updates,
      answer: PycrdtReading.Header.self
    )
    guard blobs.count == 2 else { throw NodePeerError.invalidFrame }
    return PycrdtReading(header: header, state: blobs[0], stateVector: blobs[1])
  }

  private struct LiveQuestion: Encodable {
    var command = "live"
    let seed: Int
    let client: UInt64
  }

  private struct ReadQuestion: Encodable {
    var command = "read"
  }

  private struct Nothing: Decodable {}
}

/// What yrs reads of a document.
struct PycrdtReading {
  struct Header: Decodable {
    /// The text of each text root.
    let texts: [String: String]
    /// The XML of the XML root; attributes in no particular order.
    let xml: String
    /// How many keys or elements the map and the array have.
    let counts: [String: Int]
  }

  let header: Header
  let state: [UInt8]
  let stateVector: [UInt8]
}
