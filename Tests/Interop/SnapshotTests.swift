// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

@Suite(
  "Snapshots against real Yjs",
  .enabled(if: NodePeer.isAvailable, "Node or node-yjs is missing")
)
struct SnapshotTests {
  private struct Question: Encodable {
    var command = "snapshots"
    let seed: Int
  }

  private struct Answer: Decodable {
    let updates: Int
    let moments: [Moment]
  }

  private struct Moment: Decodable {
    let after: Int
    let texts: [String: String]
  }

  private struct SameQuestion: Encodable {
    var command = "sameSnapshot"
    let format: Int
  }

  private struct SameAnswer: Decodable {
    let same: Bool
  }

  @Test(
    "a document is restored at every moment as Yjs restores it",
    arguments: seedBatches(0..<300, of: 100)
  )
  func documentIsRestoredAsInYjs(batch: Range<Int>) async throws {
    let node = try NodePeer.running("Tests/Interop/Node/engine-peer.mjs")
    let judge = try HistoryPeer()
    for seed in batch {
      let (answer, blobs) = try await node.ask(Question(seed: seed), answer: Answer.self)
      let moments = answer.moments.enumerated().map { index, moment in
        (moment, Array(blobs[(answer.updates + 3 * index)...].prefix(3)))
      }
      let document = Document(clientID: ClientID(rawValue: 99), collectsGarbage: false)
      var taken = [document.snapshot()]
      for update in blobs[..<answer.updates] {
        try document.apply(update)
        taken.append(document.snapshot())
      }
      for (moment, encodings) in moments {
        let snapshot = taken[moment.after]
        #expect(try snapshot == Snapshot(decoding: encodings[0]), "seed \(seed)")
        #expect(try snapshot == Snapshot(decodingV2: encodings[1]), "seed \(seed)")
        #expect(try await isSame(snapshot.encoded(), encodings[0], format: 1, node), "seed \(seed)")
        #expect(
          try await isSame(snapshot.encodedV2(), encodings[1], format: 2, node),
          "seed \(seed)"
        )
        for (root, text) in moment.texts {
          let found = try document.text(root).string(at: snapshot)
          #expect(found.utf8.elementsEqual(text.utf8), "seed \(seed), after \(moment.after)")
        }
        let restored = try document.restored(at: snapshot, clientID: ClientID(rawValue: 98))
        restored.checkInvariants()
        let verdict = try await judge.difference(of: restored.encodedState(), from: encodings[2])
        #expect(verdict == nil, "seed \(seed), after \(moment.after)")
      }
      try checkContainment(of: Array(blobs[..<answer.updates]), in: taken)
    }
  }

  /// A moment contains the updates before it and, if something changed, not the next one.
  private func checkContainment(of updates: [[UInt8]], in taken: [Snapshot]) throws {
    for index in updates.indices {
      #expect(try taken[index + 1].contains(update: updates[index]))
      let changesNothing = taken[index] == taken[index + 1]
      #expect(try taken[index].contains(update: updates[index]) == changesNothing)
    }
  }

  private func isSame(
    _ found: [UInt8],
    _ expected: [UInt8],
    format: Int,
    _ node: NodePeer
  ) async throws -> Bool {
    let question = SameQuestion(format: format)
    return try await node.ask(question, with: [found, expected], answer: SameAnswer.self).0.same
  }
}
