// SPDX-License-Identifier: Apache-2.0

import TestSupport
@testable import TextCRDT

/// Real Yjs as the model of local operations: what a session did, and what came of it.
struct TypesPeer {
  private let node: NodePeer

  init() throws {
    node = try NodePeer.running("Tests/Interop/Node/types-peer.mjs")
  }

  /// A session of a seed as Yjs lived it.
  func session(_ question: SessionQuestion) async throws -> SessionRecord {
    let (header, blobs) = try await node.ask(question, answer: SessionRecord.Header.self)
    guard blobs.count == 4 else { throw NodePeerError.invalidFrame }
    return SessionRecord(
      header: header,
      script: try Value(decodingAny: blobs[0]),
      readings: try Value(decodingAny: blobs[1]),
      state: blobs[2],
      stateVector: blobs[3]
    )
  }

  /// What a Yjs document that reads an encoding has otherwise than the expected state.
  func difference(of encoding: [UInt8], from state: [UInt8]) async throws -> String? {
    try await node.ask(CheckQuestion(), with: [encoding, state], answer: Verdict.self).0.difference
  }

  private struct CheckQuestion: Encodable {
    var command = "check"
  }

  private struct Verdict: Decodable {
    let difference: String?
  }
}

/// Which session Yjs shall live.
struct SessionQuestion: Encodable {
  var command = "operations"
  let seed: Int
  var steps = 25
  /// `local` when nobody else writes, `remote` when others do, `tidied` when Yjs tidies formats then.
  let kind: String
}

/// A session as Yjs lived it.
struct SessionRecord {
  struct Header: Decodable {
    let deleted: [ClientDeletions]
  }

  let header: Header
  /// The client ID, whether content is collected, and the steps.
  let script: Value
  /// What is read of each root.
  let readings: Value
  let state: [UInt8]
  let stateVector: [UInt8]
}

extension Value {
  /// Reads a value in lib0's encoding.
  init(decodingAny bytes: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(bytes)
    self = try reader.readAny(depth: 1_000)
  }

  /// The value of a key, `undefined` where there is none.
  subscript(key: String) -> Value {
    guard case .object(let members) = self else { return .undefined }
    return members.first { $0.key.hasSameBytes(as: key) }?.value ?? .undefined
  }

  var elements: [Value] {
    if case .array(let values) = self { values } else { [] }
  }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  var text: String {
    if case .string(let string) = self { string } else { "" }
  }

  var integer: Int {
    if case .number(let number) = self { Int(number) } else { 0 }
  }

  var blob: [UInt8] {
    if case .bytes(let bytes) = self { bytes } else { [] }
  }
}
