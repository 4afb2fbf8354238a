// SPDX-License-Identifier: Apache-2.0

import Pads
import Storage
import TestSupport
import Testing
import TextCRDT

@Suite(.timeLimit(.minutes(2))) struct RoomPropertyTests {
  @Test(
    "loses nothing acknowledged and converges, whatever drops, returns and dies",
    arguments: seeds(0..<30)
  )
  func survives(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var house = try House()
    var room = try await house.room("pad")
    var peers = (1...3).map { Peer($0, in: room) }
    for _ in 0..<120 {
      let index = Int.random(in: peers.indices, using: &random)
      let peer = peers[index]
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<9: try insert(with: peer, using: &random)
      case 9..<12: try remove(with: peer, using: &random)
      case 12..<15: _ = try peer.pump()
      case 15: _ = try await room.text()
      case 16: try await settle(peers[0], peers[1], peers[2])
      case 17:
        room.leave(peer.session)
        peers[index] = Peer(peer.document.clientID.rawValue, in: room, document: peer.document)
      case 18: try await room.replaceText(try await room.text().text + "~")
      default:
        // What the peers believe to be saved, before anything else can happen.
        for peer in peers { _ = try peer.pump() }
        house = try house.killed()
        room = try await house.room("pad")
        let stored = Document(clientID: ClientID(rawValue: 99))
        try stored.apply(try await room.state())
        for peer in peers {
          let saved = peer.savedClock
          #expect(stored.stateVector.nextClock(of: peer.document.clientID) >= saved)
        }
        peers = peers.map {
          Peer($0.document.clientID.rawValue, in: room, document: $0.document)
        }
      }
    }
    try await settle(peers[0], peers[1], peers[2])
    let text = try await room.text().text
    #expect(peers.map(\.text) == [text, text, text])
    let whole = Document(clientID: ClientID(rawValue: 98))
    for entry in try await house.folder.updateLog.replay("pad", after: 0) {
      try whole.apply(entry.update)
    }
    #expect(whole.text("content").string == text)
    #expect(whole.deleteSet == peers[0].document.deleteSet)
  }

  private func insert(with peer: Peer, using random: inout SeededGenerator) throws {
    let length = peer.document.text("content").length
    let words = ["a", "été ", "\n", "# ", "Réunion", "x"]
    try peer.insert(
      words.randomElement(using: &random) ?? "",
      at: Int.random(in: 0...length, using: &random)
    )
  }

  private func remove(with peer: Peer, using random: inout SeededGenerator) throws {
    let length = peer.document.text("content").length
    guard length > 0 else { return }
    let start = Int.random(in: 0..<length, using: &random)
    try peer.remove(start..<min(length, start + Int.random(in: 1...5, using: &random)))
  }
}
