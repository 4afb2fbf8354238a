// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import TestSupport
import Testing
import TextCRDT

@testable import Storage

@Suite struct DamageTests {
  /// A crashed copy of a folder with two pads, changed by a hand that knows no checksum.
  private func damaged(_ sql: String) async throws -> (DataFolder, TemporaryFolder) {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    for pad in ["bad", "good"] {
      for number in 1...5 {
        let binding = ClientBinding(owner: "anne", clients: [ClientID(rawValue: UInt64(number))])
        _ = try await data.updateLog.append(
          [NewLogEntry(update: [UInt8(number)], binding: number == 2 ? binding : nil)],
          to: pad
        )
      }
      let checkpoint = Checkpoint(sequence: 3, state: [1, 2, 3], pending: [9])
      try await data.checkpoints.store(checkpoint, of: pad)
    }
    await data.close()
    let copy = try folder.copy()
    let hand = try DatabaseQueue(path: copy.path + "/encrier.sqlite")
    try await hand.write { db in
      try db.execute(sql: sql)
      #expect(db.changesCount > 0)
    }
    try hand.close()
    return (try DataFolder(path: copy.path), copy)
  }

  @Test(
    "a damaged or missing row closes its pad by name, and no other",
    arguments: [
      ("UPDATE log SET content = x'ff' WHERE pad = 1 AND sequence = 4", 4),
      ("UPDATE log SET time = time + 1 WHERE pad = 1 AND sequence = 1", 1),
      ("UPDATE log SET author = 'eve' WHERE pad = 1 AND sequence = 2", 2),
      ("UPDATE log SET checksum = checksum + 1 WHERE pad = 1 AND sequence = 3", 3),
      ("DELETE FROM log WHERE pad = 1 AND sequence = 2", 2),
      ("DELETE FROM log WHERE pad = 1 AND sequence = 5", 5),
    ] as [(String, UInt64)]
  )
  func rows(sql: String, sequence: UInt64) async throws {
    let (data, copy) = try await damaged(sql)
    await #expect(throws: StorageError.damagedPad(name: "bad", part: .row(sequence))) {
      try await data.updateLog.replay("bad", after: 0)
    }
    #expect(try await data.updateLog.replay("good", after: 0).count == 5)
    withExtendedLifetime(copy) {}
  }

  @Test("a damaged record is refused, and what is sound of its collection can be listed")
  func records() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    for key in ["a", "b", "c"] {
      #expect(try await data.records.put(Array(key.utf8), at: key, in: "things", ifRevision: 0))
    }
    await data.close()
    let hand = try DatabaseQueue(path: folder.path + "/encrier.sqlite")
    try await hand.write { db in
      try db.execute(sql: "UPDATE records SET value = x'ff' WHERE key = 'b'")
      #expect(db.changesCount == 1)
    }
    try hand.close()
    let after = try DataFolder(path: folder.path)
    await #expect(throws: StorageError.damagedRecord(collection: "things", key: "b")) {
      try await after.records.records(in: "things")
    }
    #expect(try await after.records.soundRecords(in: "things").map(\.key) == ["a", "c"])
    await after.close()
  }

  @Test(
    "what is sound of a damaged pad is read up to the damage",
    arguments: [
      ("UPDATE log SET content = x'ff' WHERE pad = 1 AND sequence = 4", 3),
      ("UPDATE log SET content = x'ff' WHERE pad = 1 AND sequence = 1", 0),
      ("DELETE FROM log WHERE pad = 1 AND sequence = 2", 1),
      ("DELETE FROM log WHERE pad = 1 AND sequence = 5", 4),
      ("UPDATE bindings SET owner = 'eve' WHERE pad = 1", 5),
    ] as [(String, Int)]
  )
  func soundEntries(sql: String, count: Int) async throws {
    let (data, copy) = try await damaged(sql)
    let entries = try await data.updateLog.soundEntries(of: "bad", after: 0)
    #expect(entries.map(\.update) == (0..<count).map { [UInt8($0 + 1)] })
    #expect(try await data.updateLog.soundEntries(of: "good", after: 2).count == 3)
    withExtendedLifetime(copy) {}
  }

  @Test(
    "a damaged binding closes its pad by name, and no other",
    arguments: [
      "UPDATE bindings SET owner = 'eve' WHERE pad = 1",
      "UPDATE bindings SET clients = x'03' WHERE pad = 1",
      "UPDATE bindings SET sequence = 3 WHERE pad = 1",
    ]
  )
  func bindings(sql: String) async throws {
    let (data, copy) = try await damaged(sql)
    await #expect(throws: StorageError.self) { try await data.updateLog.bindings(of: "bad") }
    #expect(try await data.updateLog.bindings(of: "good").map(\.owner) == ["anne"])
    withExtendedLifetime(copy) {}
  }

  @Test(
    "a damaged checkpoint is refused, and no other",
    arguments: [
      "UPDATE checkpoints SET state = x'010204' WHERE pad = 1",
      "UPDATE checkpoints SET pending = NULL WHERE pad = 1",
      "UPDATE checkpoints SET sequence = 2 WHERE pad = 1",
    ]
  )
  func checkpoints(sql: String) async throws {
    let (data, copy) = try await damaged(sql)
    await #expect(throws: StorageError.self) { try await data.checkpoints.checkpoint(of: "bad") }
    let good = try await data.checkpoints.checkpoint(of: "good")
    #expect(good == Checkpoint(sequence: 3, state: [1, 2, 3], pending: [9]))
    withExtendedLifetime(copy) {}
  }

  @Test(
    "a pad whose own row is damaged never opens as a new one",
    arguments: [
      "UPDATE pads SET name = 'bae' WHERE id = 1",
      "UPDATE pads SET sequence = 4 WHERE id = 1",
      "UPDATE pads SET epoch = x'00' WHERE id = 1",
      "UPDATE pads SET id = 2 WHERE name = 'bad'",
    ]
  )
  func padRows(sql: String) async throws {
    let (data, copy) = try await damaged(sql)
    let damage = StorageError.damagedPad(name: "bad", part: .record)
    await #expect(throws: damage) { try await data.updateLog.record(of: "bad") }
    await #expect(throws: damage) { try await data.updateLog.replay("bad", after: 0) }
    await #expect(throws: damage) {
      try await data.updateLog.append([NewLogEntry(update: [1])], to: "bad")
    }
    #expect(data.damagedPads.count == 1)
    #expect(try await data.updateLog.replay("good", after: 0).count == 5)
    #expect(try await data.catalog.lines(after: "", limit: 10).map(\.record.name) == ["good"])
    withExtendedLifetime(copy) {}
  }

  @Test("any flipped bit is an error or nothing, never another content", arguments: seeds(0..<60))
  func flippedBit(seed: Int) async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    let update = [UInt8](repeating: 0x5A, count: 700)
    for number in 0..<20 {
      _ = try await data.updateLog.append(
        [NewLogEntry(update: update + [UInt8(number)])],
        to: "pad\(number % 4)"
      )
    }
    await data.close()
    let copy = try folder.copy()
    let file = copy.url.appendingPathComponent("encrier.sqlite")
    var bytes = [UInt8](try Data(contentsOf: file))
    var random = SeededGenerator(seed: UInt64(seed))
    bytes[Int.random(in: bytes.indices, using: &random)] ^=
      1 << UInt8.random(in: 0..<8, using: &random)
    try Data(bytes).write(to: file)

    guard let after = try? DataFolder(path: copy.path) else { return }
    for pad in 0..<4 {
      guard let entries = try? await after.updateLog.replay("pad\(pad)", after: 0) else { continue }
      #expect(entries.map(\.update) == (0..<5).map { update + [UInt8($0 * 4 + pad)] })
    }
  }
}
