// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing
import TextCRDT

@Suite(.timeLimit(.minutes(10))) struct RoomCrowdTests {
  @Test("shows a crowd in one frame what came while the pad rested")
  func rest() async throws {
    let house = try House(limits: Self.limits)
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let bob = Peer(2, in: room)
    try await settle(anne, bob)
    house.log.hold()
    try anne.insert("a", at: 0)
    await house.log.waitForCommit()
    try anne.insert("b", at: 1)
    house.log.release()
    try await wait(for: bob, toHear: 1)
    #expect(bob.text == "a")
    // Both wait: the one that came during the commit and the one that comes during the rest.
    try anne.insert("c", at: 2)
    await house.clock.advance(by: .seconds(2))
    try await wait(for: bob, toHear: 2)
    #expect(bob.text == "abc")
  }

  @Test("ends a rest when enough messages wait, those of presence not counted")
  func enoughMessages() async throws {
    var limits = Self.limits
    limits.messagesWorthTurn = 2
    let house = try House(limits: limits)
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    let bob = Peer(2, in: room)
    try await settle(anne, bob)
    try anne.insert("a", at: 0)
    try await wait(for: bob, toHear: 1)
    // The clock stands still from here.
    try anne.insert("b", at: 1)
    for clock in 1...5 { anne.present(UInt64(clock), "{}") }
    for _ in 0..<1_000 {
      _ = try bob.pump()
      await Task.yield()
    }
    #expect(bob.text == "a")
    try anne.insert("c", at: 2)
    try await wait(for: bob, toHear: 2)
    #expect(bob.text == "abc")
  }

  @Test("does not rest for a few, nor after a turn that showed nothing")
  func noRest() async throws {
    let house = try House(limits: Self.limits)
    let room = try await house.room("pad")
    let anne = Peer(1, in: room)
    for letter in ["c", "b", "a"] {
      try anne.insert(letter, at: 0)
      try await settle(anne)
    }
    let bob = Peer(2, in: room)
    // The clock stands still: a room that rested would not answer.
    try await settle(anne, bob)
    #expect(bob.text == "abc")
  }

  /// Two sessions are a crowd.
  private static var limits: PadLimits {
    var limits = PadLimits()
    limits.restPerSession = .seconds(1)
    limits.minimumRest = .seconds(2)
    limits.maximumRest = .seconds(2)
    return limits
  }

  private func wait(for peer: Peer, toHear count: Int) async throws {
    while peer.updateFrames.count < count {
      _ = try peer.pump()
      await Task.yield()
    }
    #expect(peer.updateFrames.count == count)
  }
}
