// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TextCRDT

@Suite(
  "Local operations and real Yjs",
  .enabled(if: NodePeer.isAvailable, "Node or node-yjs is missing")
)
struct LocalOperationTests {
  @Test(
    "edits of every type make the items and read as they do in Yjs",
    arguments: seedBatches(0..<400, of: 50)
  )
  func editsAreThoseOfYjs(batch: Range<Int>) async throws {
    try await compare(batch, kind: "local")
  }

  @Test(
    "edits between the updates of others make the items and read as they do in Yjs",
    arguments: seedBatches(0..<400, of: 50)
  )
  func editsBetweenUpdatesAreThoseOfYjs(batch: Range<Int>) async throws {
    try await compare(batch, kind: "remote")
  }

  @Test(
    "formats are tidied after the updates of others as in Yjs",
    arguments: seedBatches(0..<300, of: 50)
  )
  func formatsAreTidiedAsInYjs(batch: Range<Int>) async throws {
    try await compare(batch, kind: "tidied")
  }

  @Test(
    "undo and redo among the changes of others do what they do in Yjs",
    arguments: seedBatches(0..<500, of: 50)
  )
  func undoIsThatOfYjs(batch: Range<Int>) async throws {
    try await compare(batch, kind: "undo", steps: 40)
  }

  @Test(
    "observers are told of changes what they are told in Yjs",
    arguments: seedBatches(0..<300, of: 50)
  )
  func eventsAreThoseOfYjs(batch: Range<Int>) async throws {
    try await compare(batch, kind: "events")
  }

  private func compare(_ batch: Range<Int>, kind: String, steps: Int = 25) async throws {
    let peer = try TypesPeer()
    for seed in batch {
      let session = try await peer.session(
        SessionQuestion(seed: seed, steps: steps, kind: kind)
      )
      let replay = SessionReplay(session.script)
      if kind == "events" { replay.observeRoots(session.readings.members.map { $0.key }) }
      let mirror = Document(clientID: ClientID(rawValue: 1))
      let subscription = replay.document.observe { summary in
        #expect(throws: Never.self, "seed \(seed)") { try mirror.apply(summary.update) }
      }
      #expect(throws: Never.self, "seed \(seed)") {
        try replay.run(session.script["steps"].elements)
      }
      subscription.cancel()
      try await check(replay, session, peer, seed)
      #expect(mirror.stateVector == replay.document.stateVector, "seed \(seed)")
      #expect(mirror.deleteSet == replay.document.deleteSet, "seed \(seed)")
    }
  }

  private func check(
    _ replay: SessionReplay,
    _ session: SessionRecord,
    _ peer: TypesPeer,
    _ seed: Int
  ) async throws {
    let document = replay.document
    document.checkInvariants()
    #expect(
      try document.stateVector == StateVector(decoding: session.stateVector),
      "seed \(seed)"
    )
    let readings = replay.readings(like: session.readings)
    for member in session.readings.members {
      #expect(
        readings[member.key].hasSameMeaning(as: member.value),
        "seed \(seed), root \(member.key)"
      )
    }
    let verdict = try await peer.difference(of: document.encodedState(), from: session.state)
    #expect(verdict == nil, "seed \(seed)")
  }
}
