// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization
import Testing

@testable import Pads

@Suite("Purging the trash", .timeLimit(.minutes(1)))
struct PurgeTests {
  private func picture(_ byte: UInt8) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, byte]
  }

  @Test("takes the pictures along that no other pad shows, nor has shown, nor may show again")
  func pictures() async throws {
    let time = Mutex<Int64>(1_000)
    let house = try House(now: { time.withLock { $0 } })
    let shelf = ImageShelf(house.folder.records)
    let names = try ["a", "b", "c", "d"].map { try #require(PadName($0)) }
    var pictures: [String] = []
    for byte in UInt8(1)...6 {
      pictures.append(try #require(try await shelf.keep(picture(byte), for: names[0])))
    }
    func shown(_ numbers: [Int]) -> String {
      numbers.map { "![](/images/\(pictures[$0]))\n" }.joined()
    }
    // Of the first pad's own: one shown, one that its history has. Others show it now, before, or in
    // the trash; and one puts its address together from two pieces.
    _ = try await house.pads.create(names[0], text: shown([0, 1, 2, 3, 4, 5]))
    try await house.pads.put(shown([0, 2, 3, 4, 5]), into: names[0])
    _ = try await house.pads.create(names[1], text: shown([2, 3]))
    try await house.pads.put(shown([2]), into: names[1])
    _ = try await house.pads.create(names[2], text: shown([4]))
    try await house.pads.trash(names[2], by: .server)
    let (start, end) = (shown([5]).prefix(40), shown([5]).dropFirst(40))
    _ = try await house.pads.create(names[3], text: String(start))
    try await house.pads.put(String(start + end), into: names[3])
    try await house.pads.trash(names[0], by: .server)
    time.withLock { $0 += PadHouse.trashLifetime }
    try await house.pads.restore(names[2], by: .server)
    #expect(await house.pads.purgeTrash() == 1)
    var kept: [Int] = []
    for (number, name) in pictures.enumerated() where try await shelf.image(name) != nil {
      kept.append(number)
    }
    #expect(kept == [2, 3, 4, 5])
    let sum = try #require(try await house.folder.records.record("*", in: "imageBytes"))
    #expect(String(decoding: sum.value, as: UTF8.self) == "\(4 * 4_096)")
    #expect(try await house.folder.records.record("a", in: "imageBytes") == nil)
    // What is gone can be sent again.
    #expect(try await shelf.keep(picture(1), for: names[1]) == pictures[0])
  }

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
