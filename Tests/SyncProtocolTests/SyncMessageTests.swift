// SPDX-License-Identifier: Apache-2.0

import SyncProtocol
import Testing
import TextCRDT

@Suite struct SyncMessageTests {
  private static let entry = AwarenessEntry(
    client: ClientID(rawValue: 300),
    clock: 2,
    state: [UInt8](#"{"a":1}"#.utf8)
  )
  private static let stateVector: StateVector = {
    var stateVector = StateVector()
    stateVector.setNextClock(5, of: ClientID(rawValue: 1))
    return stateVector
  }()

  /// The frames as y-protocols 1.0.5 writes them.
  static let frames: [(SyncMessage, [UInt8])] = [
    (.step1(StateVector()), [0, 0, 1, 0]),
    (.step1(stateVector), [0, 0, 3, 1, 1, 5]),
    (.step2([0, 0]), [0, 1, 2, 0, 0]),
    (.update([9, 8, 7]), [0, 2, 3, 9, 8, 7]),
    (.awareness([]), [1, 1, 0]),
    (.awareness([entry]), [1, 12, 1, 0xAC, 2, 2, 7] + [UInt8](#"{"a":1}"#.utf8)),
    (
      .awareness([AwarenessEntry(client: ClientID(rawValue: 1), clock: 3, state: nil)]),
      [1, 8, 1, 1, 3, 4] + [UInt8]("null".utf8)
    ),
    (.permissionDenied("no"), [2, 0, 2, 0x6E, 0x6F]),
    (.queryAwareness, [3]),
    (.acknowledgement(200), [100, 0xC8, 1]),
  ]

  @Test("is written as y-protocols writes it and read back the same", arguments: frames)
  func frame(message: SyncMessage, bytes: [UInt8]) throws {
    #expect(message.encoded == bytes)
    #expect(try SyncMessage.decode(bytes) == [message])
  }

  @Test("refuses each proper prefix", arguments: frames)
  func prefix(message: SyncMessage, bytes: [UInt8]) {
    for count in 1..<bytes.count {
      #expect(throws: SyncError.self) { try SyncMessage.decode(Array(bytes[..<count])) }
    }
  }

  @Test("reads several messages of one frame in order")
  func several() throws {
    let all = Self.frames.map(\.0)
    #expect(try SyncMessage.decode(all.flatMap(\.encoded)) == all)
    #expect(try SyncMessage.decode([]) == [])
  }

  @Test(
    "refuses what is not the protocol",
    arguments: [
      ([4], .unknownMessage(4)),
      ([0, 3, 0], .unknownMessage(3)),
      ([2, 1, 0], .unknownMessage(1)),
      ([0, 2, 5, 1], .malformed(.truncated)),
      ([0, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], .malformed(.truncated)),
      ([UInt8](repeating: 0xFF, count: 1_000_000), .malformed(.numberOutOfRange)),
      ([0, 0, 2, 1, 1], .malformed(.truncated)),
      ([1, 2, 0, 0], .invalidAwareness),
      ([1, 5, 1, 1, 1, 1, 0x7B], .invalidAwareness),
      ([1, 3, 0xFF, 0xFF, 0x7F], .tooManyAwarenessEntries(0x1F_FFFF)),
    ] as [([UInt8], SyncError)]
  )
  func refusals(bytes: [UInt8], error: SyncError) {
    #expect(throws: error) { try SyncMessage.decode(bytes) }
  }

  @Test("refuses a frame and an awareness state beyond the limits, exactly there")
  func limits() throws {
    var limits = SyncLimits()
    limits.maximumFrameBytes = 6
    let update = SyncMessage.update([1, 2, 3]).encoded
    #expect(try SyncMessage.decode(update, limits: limits).count == 1)
    limits.maximumFrameBytes = 5
    #expect(throws: SyncError.frameTooLarge(6)) { try SyncMessage.decode(update, limits: limits) }

    limits = SyncLimits()
    limits.maximumAwarenessBytes = 7
    let awareness = SyncMessage.awareness([Self.entry]).encoded
    #expect(try SyncMessage.decode(awareness, limits: limits).count == 1)
    limits.maximumAwarenessBytes = 6
    #expect(throws: SyncError.awarenessTooLarge(7)) {
      try SyncMessage.decode(awareness, limits: limits)
    }
  }
}
