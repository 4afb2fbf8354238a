// SPDX-License-Identifier: Apache-2.0

import Pads
import SyncProtocol
import Testing
import TextCRDT

@Suite(.timeLimit(.minutes(1))) struct RoomSlowReaderTests {
  @Test("gives a reader that fell behind one update instead of all it missed")
  func catchesUp() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let bob = Peer(2, in: room)
    try anne.insert("before ", at: 0)
    try await settle(anne, bob)
    bob.sink.setFull(true)
    for number in 0..<20 {
      try anne.insert("\(number) ", at: 0)
      try await settle(anne)
    }
    try anne.remove(0..<3)
    anne.present(1, #""here""#)
    try await settle(anne)
    #expect(bob.sink.frames.isEmpty && bob.sink.closing == nil)
    bob.sink.setFull(false)
    // Nothing comes unasked before the queue is nearly empty, or order would be lost.
    try anne.insert("x", at: 0)
    try await settle(anne)
    #expect(bob.sink.frames.isEmpty)
    let seen = bob.updateFrames.count
    room.drained(bob.session)
    try await settle(anne, bob)
    #expect(bob.updateFrames.count == seen + 1)
    #expect(bob.text == anne.text)
    #expect(bob.document.stateVector == anne.document.stateVector)
    #expect(bob.awareness[ClientID(rawValue: 1)] == [UInt8](#""here""#.utf8))
    #expect(house.pads.statistics.catchUpCount == 1)
    // The update holds what was missed, not the pad.
    #expect(try Updates.stateVector(of: #require(bob.updateFrames.last)) == StateVector())
    try anne.insert("after", at: 0)
    try await settle(anne, bob)
    #expect(bob.text == anne.text)
  }

  @Test("gives a reader that fell behind its lost step 2 and its lost acknowledgement")
  func repeatsAnswers() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    try anne.insert("text", at: 0)
    try await settle(anne)
    let bob = Peer(2, in: room)
    bob.sink.setFull(true)
    try bob.insert("more ", at: 0)
    try await settle(anne)
    #expect(!bob.isSynced && bob.acknowledged == 0)
    bob.sink.setFull(false)
    room.drained(bob.session)
    room.drained(bob.session)
    try await settle(anne, bob)
    #expect(bob.isSynced && bob.acknowledged >= 1)
    #expect(bob.text == anne.text)
  }

  @Test("tells a session which history is behind the name, once there is one")
  func tellsEpoch() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room, epoch: "")
    let plain = Peer(3, in: room)
    try await settle(anne, plain)
    #expect(anne.epoch == nil)
    try anne.insert("text", at: 0)
    try await settle(anne, plain)
    let epoch = try #require(anne.epoch)
    #expect(epoch.count == 32 && plain.epoch == nil)
    let bob = Peer(2, in: room, epoch: epoch)
    try await settle(anne, bob)
    #expect(bob.epoch == epoch && bob.text == "text" && bob.sink.closing == nil)
  }

  @Test("sends away who knows another history, and merges nothing of it", arguments: [true, false])
  func refusesOtherHistory(padExists: Bool) async throws {
    let house = try House()
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    if padExists { try anne.insert("text", at: 0) }
    try await settle(anne)
    let old = Peer(2, in: room, epoch: String(repeating: "0", count: 32))
    try old.insert("double", at: 0)
    try await settle(anne)
    #expect(old.sink.closing?.code == 4409)
    #expect(anne.text == (padExists ? "text" : ""))
    #expect(old.sink.frames.isEmpty)
    #expect(house.pads.statistics.refusalCounts["other_history"] == 1)
  }
}
