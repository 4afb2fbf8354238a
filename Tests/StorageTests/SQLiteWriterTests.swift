// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite struct SQLiteWriterTests {
  @Test("commits all that waited behind a commit in one transaction, in order")
  func groups() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    let writer = data.writer
    let gate = DispatchSemaphore(value: 0)
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let order = Order()

    async let first: Void = writer.write { _, _ in
      arrival.yield()
      gate.wait()
    }
    for await _ in arrivals { break }
    // The writer is busy now: what is submitted collects behind it.
    let before = writer.commitCount
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 {
        group.addTask {
          let entry = NewLogEntry(update: [UInt8(number)])
          _ = try await data.updateLog.append([entry], to: "pad\(number)")
          await order.add(number)
        }
      }
      while writer.waitingCount < 50 { await Task.yield() }
      gate.signal()
      try await group.waitForAll()
    }
    try await first
    #expect(writer.commitCount == before + 2)
    #expect(await order.numbers.sorted() == Array(0..<50))
  }

  private actor Order {
    var numbers: [Int] = []
    func add(_ number: Int) { numbers.append(number) }
  }

  @Test("syncs each commit: synchronous reads back as FULL, also on a new handle")
  func fullSync() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    for _ in 0..<2 {
      let modes = try await data.writer.write { db, _ in
        [
          try Int.fetchOne(db, sql: "PRAGMA synchronous").map(String.init),
          try String.fetchOne(db, sql: "PRAGMA journal_mode"),
        ]
      }
      #expect(modes == ["2", "wal"])
      data.database.discardHandle()
    }
  }

  @Test("acknowledges nothing of a failed commit and goes on afterwards")
  func fullDisk() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    _ = try await data.updateLog.append([NewLogEntry(update: [1])], to: "a")
    let pages = try await data.writer.write { db, _ in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
      return pages
    }
    let large = NewLogEntry(update: [UInt8](repeating: 7, count: 100_000))
    await #expect(throws: StorageError.full) {
      try await data.updateLog.append([NewLogEntry(update: [2]), large], to: "a")
    }
    await #expect(throws: StorageError.full) {
      try await data.updateLog.append([large], to: "b")
    }
    #expect(try await data.updateLog.replay("a", after: 0).map(\.update) == [[1]])
    #expect(try await data.updateLog.record(of: "b") == nil)

    try await data.writer.write { db, _ in
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 1_000)")
    }
    _ = try await data.updateLog.append([large], to: "a")
    #expect(try await data.updateLog.replay("a", after: 0).map(\.sequence) == [1, 2])
  }

  @Test("lets only the statement that fails pay for it")
  func oneFails() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    let gate = DispatchSemaphore(value: 0)
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    async let first: Void = data.writer.write { _, _ in
      arrival.yield()
      gate.wait()
    }
    for await _ in arrivals { break }
    async let good = data.updateLog.append([NewLogEntry(update: [1])], to: "good")
    let bad = Task {
      try await data.writer.write { db, _ in
        try db.execute(sql: "INSERT INTO catalog (pad, sequence, title) VALUES (1, 1, NULL)")
      }
    }
    while data.writer.waitingCount < 2 { await Task.yield() }
    gate.signal()
    try await first
    #expect(try await good.lastSequence == 1)
    await #expect(throws: StorageError.self) { try await bad.value }
    #expect(try await data.updateLog.replay("good", after: 0).count == 1)
  }

  @Test("gives up the handle after a failed sync, acknowledges nothing of it, and goes on")
  func failedSync() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    let gate = DispatchSemaphore(value: 0)
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    async let first: Void = data.writer.write { db, _ in
      // A table that lives as long as the connection.
      try db.execute(sql: "CREATE TEMP TABLE connection (id INTEGER)")
      arrival.yield()
      gate.wait()
    }
    for await _ in arrivals { break }
    let append = Task { try await data.updateLog.append([NewLogEntry(update: [1])], to: "a") }
    let failure = Task {
      try await data.writer.write { _, _ in
        throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC)
      }
    }
    while data.writer.waitingCount < 2 { await Task.yield() }
    gate.signal()
    try await first
    let code = ResultCode.SQLITE_IOERR_FSYNC.rawValue
    await #expect(throws: StorageError.inputOutput(code: code)) { _ = try await append.value }
    await #expect(throws: StorageError.inputOutput(code: code)) { try await failure.value }
    #expect(try await data.updateLog.record(of: "a") == nil)
    let isSameConnection = try await data.writer.write { db, _ in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_temp_master") == 1
    }
    #expect(!isSameConnection)
    #expect(try await data.updateLog.append([NewLogEntry(update: [2])], to: "a").lastSequence == 1)
  }

  @Test("opens the database anew after the handle was thrown away")
  func newHandle() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    _ = try await data.updateLog.append([NewLogEntry(update: [1])], to: "a")
    data.database.discardHandle()
    _ = try await data.updateLog.append([NewLogEntry(update: [2])], to: "a")
    #expect(try await data.updateLog.replay("a", after: 0).map(\.update) == [[1], [2]])
  }
}
