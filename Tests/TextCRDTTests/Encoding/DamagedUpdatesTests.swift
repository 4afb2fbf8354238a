// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

@Suite("Damaged updates")
struct DamagedUpdatesTests {
  /// Changes some bytes of an update, drops some or doubles some.
  private func damaged(_ bytes: [UInt8], seed: Int) -> [UInt8] {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func below(_ end: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % end
    }
    var result = bytes
    for _ in 0...below(4) where !result.isEmpty {
      let place = below(result.count)
      switch below(5) {
      case 0: result[place] = UInt8(below(256))
      case 1: result[place] ^= 1 << UInt8(below(8))
      case 2: result.remove(at: place)
      case 3: result.insert(result[below(result.count)], at: place)
      default: result[place] = [0, 1, 0x7F, 0x80, 0xFF][below(5)]
      }
    }
    return result
  }

  @Test(
    "are refused, or what they leave can be written and read again in both encodings",
    arguments: seedBatches(0..<2_000, of: 500)
  )
  func areRefusedOrSound(batch: Range<Int>) throws {
    for seed in batch {
      let pair = FrozenUpdates.pairs[seed % FrozenUpdates.pairs.count]
      let document = Document(clientID: ClientID(rawValue: 1), collectsGarbage: seed % 4 < 2)
      _ = try? document.apply(damaged(FrozenUpdates.bytes(pair.v1), seed: seed))
      _ = try? document.applyV2(damaged(FrozenUpdates.bytes(pair.v2), seed: seed))
      document.checkInvariants()
      let first = Document(clientID: ClientID(rawValue: 1))
      try first.apply(document.encodedState())
      let second = Document(clientID: ClientID(rawValue: 1))
      try second.applyV2(document.encodedStateV2())
      #expect(first.encodedStateV2() == second.encodedStateV2(), "seed \(seed)")
      #expect(first.snapshot() == document.snapshot(), "seed \(seed)")
    }
  }

  @Test(
    "snapshots and positions are refused or harmless",
    arguments: seedBatches(0..<2_000, of: 500)
  )
  func snapshotsAndPositions(batch: Range<Int>) throws {
    let document = Document(clientID: ClientID(rawValue: 1), collectsGarbage: false)
    try document.apply(FrozenUpdates.bytes(FrozenUpdates.history))
    for seed in batch {
      let (first, second) = (FrozenUpdates.snapshot.v1, FrozenUpdates.snapshot.v2)
      let moments = [
        try? Snapshot(decoding: damaged(FrozenUpdates.bytes(first), seed: seed)),
        try? Snapshot(decodingV2: damaged(FrozenUpdates.bytes(second), seed: seed)),
      ]
      for case .some(let moment) in moments {
        #expect(try Snapshot(decoding: moment.encoded()) == moment)
        #expect(try Snapshot(decodingV2: moment.encodedV2()) == moment)
        let text = try? document.text("content").string(at: moment)
        let restored = try? document.restored(at: moment, clientID: ClientID(rawValue: 1))
        if let restored { #expect(restored.text("content").string == text, "seed \(seed)") }
      }
      for bytes in [[0, 7, 4, 0x41], [2, 7, 0, 0], [1, 1, 97, 0]] as [[UInt8]] {
        let position = try? RelativePosition(decoding: damaged(bytes, seed: seed))
        if let position { _ = document.absolutePosition(of: position) }
      }
    }
    document.checkInvariants()
  }
}
