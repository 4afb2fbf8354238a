// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import TestSupport
import Testing
import TextCRDT

@testable import Storage

@Suite("Storage of history") struct HistoryStorageTests {
  private let time = SettableTime(1_000_000)

  private func folder(_ temporary: TemporaryFolder) throws -> DataFolder {
    try DataFolder(path: temporary.path, now: time.clock)
  }

  /// Types letters, each a row, at the given distances in milliseconds.
  private func type(
    _ text: String,
    every distance: Int64,
    by author: String?,
    with document: Document,
    into data: DataFolder
  ) async throws {
    for letter in text {
      time.advance(by: distance)
      let update = try document.transact {
        try document.text("content").insert(String(letter), at: document.text("content").length)
      }
      _ = try await data.updateLog.append(
        [NewLogEntry(update: try #require(update), author: author)],
        to: "a"
      )
    }
  }

  private func checkpoint(_ data: DataFolder, at sequence: UInt64) async throws {
    let checkpoint = Checkpoint(sequence: sequence, state: [0, 0], pending: nil)
    try await data.checkpoints.store(checkpoint, of: "a")
  }

  @Test(
    "joins rows of one author within a second, the first row and what no checkpoint holds apart"
  )
  func coalesces() async throws {
    let temporary = try TemporaryFolder()
    let data = try folder(temporary)
    let (anne, bob) = (
      Document(clientID: ClientID(rawValue: 1)), Document(clientID: ClientID(rawValue: 2))
    )
    try await type("Bonjour à tous", every: 300, by: "anne", with: anne, into: data)
    try await type("xyz", every: 100, by: "bob", with: bob, into: data)
    try await type("uvw", every: 100, by: "anne", with: anne, into: data)
    let before = try await data.updateLog.replay("a", after: 0)
    let untouched = try await data.updateLog.coalesce("a", after: 0, before: .max, limit: 100)
    #expect(untouched.rowsBefore == 0, "no checkpoint holds anything")
    try await checkpoint(data, at: 18)
    for start in [0, 12] as [UInt64] {
      let stretch = StoredStretch(
        head: .init(start: start, last: start == 0 ? 12 : 20, lastTime: 1, spans: []),
        content: [1]
      )
      try await data.stretches.store(stretch, of: "a")
    }
    let done = try await data.updateLog.coalesce("a", after: 0, before: .max, limit: 100)
    let after = try await data.updateLog.replay("a", after: 0)
    // 1 | 2…5 | 6…9 | 10…13 | 14 | 15…17 | 18 | 19 | 20
    #expect(after.map(\.sequence) == [1, 5, 9, 13, 14, 17, 18, 19, 20])
    #expect(after.map(\.count) == [1, 4, 4, 4, 1, 3, 1, 1, 1])
    #expect(done.rowsBefore == 17 && done.rowsAfter == 6 && done.next == nil)
    #expect(done.bytesAfter < done.bytesBefore)
    for row in after {
      let last = try #require(before.first { $0.sequence == row.sequence })
      #expect(row.time == last.time && row.author == last.author)
    }
    let (old, new) = (
      Document(clientID: ClientID(rawValue: 8)), Document(clientID: ClientID(rawValue: 9))
    )
    for row in before { try old.apply(row.update) }
    for row in after { try new.apply(row.update) }
    #expect(new.encodedState() == old.encodedState())
    #expect(try await data.stretches.heads(of: "a").isEmpty, "stretches with joined rows are gone")
    // From within a joined row the rest of it is there.
    #expect(try await data.updateLog.replay("a", after: 7).map(\.sequence).first == 9)
    let again = try await data.updateLog.coalesce("a", after: 0, before: .max, limit: 100)
    #expect(again.rowsBefore == again.rowsAfter)
    await data.close()
  }

  @Test("never joins a row that inserts or deletes much at once: it tells of an undo or a paste")
  func standingAlone() async throws {
    let temporary = try TemporaryFolder()
    let data = try folder(temporary)
    let anne = Document(clientID: ClientID(rawValue: 1))
    let text = anne.text("content")
    func append(_ edit: () throws(EditError) -> Void) async throws {
      let update = try #require(try anne.transact(edit))
      _ = try await data.updateLog.append([NewLogEntry(update: update, author: "anne")], to: "a")
    }
    try await append { () throws(EditError) in try text.insert("0123456789abcdefghij", at: 0) }
    for word in ["a", "b", "four", "c", "abc"] {
      try await append { () throws(EditError) in try text.insert(word, at: 0) }
    }
    try await append { () throws(EditError) in try text.remove(9..<25) }
    for _ in 0..<2 { try await append { () throws(EditError) in try text.remove(0..<3) } }
    try await checkpoint(data, at: 9)
    _ = try await data.updateLog.coalesce("a", after: 0, before: .max, limit: 100)
    let after = try await data.updateLog.replay("a", after: 0)
    // 1 | 2 3 | four | c abc | 16 deleted | 3 and 3 deleted
    #expect(after.map(\.sequence) == [1, 3, 4, 6, 7, 9])
    #expect(after.map(\.count) == [1, 2, 1, 2, 1, 2])
    await data.close()
  }

  @Test("a joined row that lost its count, its neighbour or a bit closes its pad")
  func damage() async throws {
    for sql in [
      "UPDATE log SET count = 3 WHERE sequence = 5", "DELETE FROM log WHERE sequence = 5",
      "UPDATE log SET content = x'0000' WHERE sequence = 5",
    ] {
      let temporary = try TemporaryFolder()
      let data = try folder(temporary)
      let anne = Document(clientID: ClientID(rawValue: 1))
      try await type("Bonjour", every: 300, by: "anne", with: anne, into: data)
      try await checkpoint(data, at: 7)
      _ = try await data.updateLog.coalesce("a", after: 0, before: .max, limit: 100)
      await data.close()
      let hand = try DatabaseQueue(path: temporary.path + "/encrier.sqlite")
      try await hand.write { db in try db.execute(sql: sql) }
      try hand.close()
      let opened = try folder(temporary)
      await #expect(throws: StorageError.damagedPad(name: "a", part: .row(2))) {
        try await opened.updateLog.replay("a", after: 0)
      }
      await opened.close()
    }
  }

  @Test("a stretch that is damaged is not there, nor any after it")
  func stretches() async throws {
    let temporary = try TemporaryFolder()
    let data = try folder(temporary)
    let anne = Document(clientID: ClientID(rawValue: 1))
    try await type("Bonjour", every: 300, by: "anne", with: anne, into: data)
    for start in [0, 2, 4] as [UInt64] {
      let head = StoredStretch.Head(start: start, last: start + 2, lastTime: 9, spans: [7])
      try await data.stretches.store(StoredStretch(head: head, content: [1, 2]), of: "a")
    }
    #expect(try await data.stretches.heads(of: "a").map(\.start) == [0, 2, 4])
    #expect(try await data.stretches.stretch(after: 2, of: "a")?.content == [1, 2])
    await data.close()
    let hand = try DatabaseQueue(path: temporary.path + "/encrier.sqlite")
    try await hand.write { db in
      try db.execute(sql: "UPDATE stretches SET content = x'01' WHERE start = 0")
      try db.execute(sql: "UPDATE stretches SET spans = x'01' WHERE start = 2")
    }
    try hand.close()
    let opened = try folder(temporary)
    #expect(try await opened.stretches.heads(of: "a").map(\.start) == [0])
    #expect(try await opened.stretches.stretch(after: 0, of: "a") == nil)
    try await opened.stretches.drop(from: 2, of: "a")
    #expect(try await opened.stretches.heads(of: "a").isEmpty)
    await opened.close()
  }

  @Test("credits stand beside their rows, and name another author when one is erased")
  func credits() async throws {
    let temporary = try TemporaryFolder()
    let data = try folder(temporary)
    let credit = Credit(author: "g:anne", client: ClientID(rawValue: 5), clocks: 3..<9)
    _ = try await data.updateLog.append([NewLogEntry(update: [0, 0], author: "g:bob")], to: "a")
    _ = try await data.updateLog.append(
      [NewLogEntry(update: [0, 0], author: "g:bob", credits: [credit])],
      to: "a"
    )
    let page = try await data.updateLog.page(of: "a", after: 0, limit: 5)
    #expect(page.map(\.credits) == [[], [credit]])
    #expect(try await data.updateLog.page(of: "a", after: 0, limit: 1).count == 1)
    try await data.updateLog.replaceAuthor("g:anne", by: "erased:x")
    let after = try await data.updateLog.page(of: "a", after: 1, limit: 5)
    #expect(after.map { $0.credits.map(\.author) } == [["erased:x"]])
    try await data.updateLog.erase("a")
    #expect(try await data.updateLog.page(of: "a", after: 0, limit: 5).isEmpty)
    await data.close()
  }
}
