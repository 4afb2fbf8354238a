// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization
import Testing

@testable import Pads

@Suite("Purging the trash", .timeLimit(.minutes(1)))
struct PurgeTests {
  @Test("a purge that fails leaves the pad closed, and is done the next time")
  func failure() async throws {
    let time = Mutex<Int64>(1_000)
    let house = try House(now: { time.withLock { $0 } })
    let pad = try #require(PadName("a"))
    _ = try await house.pads.create(pad, text: "x")
    try await house.pads.trash(pad, by: .server)
    time.withLock { $0 += PadHouse.trashLifetime - 1 }
    #expect(await house.pads.purgeTrash() == 0)
    time.withLock { $0 += 1 }
    house.log.failNext(.full)
    #expect(await house.pads.purgeTrash() == 0)
    #expect(try await house.pads.exists(pad))
    await #expect(throws: PadError.accessEnded(.purged)) {
      try await house.pads.restore(pad, by: .server)
    }
    await #expect(throws: PadError.accessEnded(.purged)) {
      try await house.pads.visit(.own(pad), as: .anonymous)
    }
    #expect(await house.pads.purgeTrash() == 1)
    #expect(try await house.pads.exists(pad) == false)
    #expect(await house.pads.purgeTrash() == 0)
    await #expect(throws: PadError.accessEnded(.purged)) {
      try await house.pads.put("y", into: pad)
    }
  }
}
