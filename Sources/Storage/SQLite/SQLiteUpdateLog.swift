// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// The log in SQLite: one row per entry, in the order of pad and sequence.
struct SQLiteUpdateLog: UpdateLog {
  let database: SQLiteDatabase
  let writer: SQLiteWriter
  let guardian: DamageGuard
  let now: @Sendable () -> Int64

  func append(
    _ entries: [NewLogEntry],
    to pad: String
  ) async throws(StorageError) -> PadRecord {
    try await writer.write { [guardian, now] db, cache in
      let known = try cache.pad(pad) ?? guardian.pad(pad, in: db)
      let time = max(now(), known?.record.updated ?? 0)
      let before = known?.record.lastSequence ?? 0
      let stored = StoredPad(
        id: try known?.id ?? cache.nextID(db),
        record: PadRecord(
          name: pad,
          created: known?.record.created ?? time,
          updated: time,
          epoch: known?.record.epoch ?? (0..<16).map { _ in UInt8.random(in: .min ... .max) },
          lastSequence: before + UInt64(entries.count)
        )
      )
      for (offset, entry) in entries.enumerated() {
        let row = LogEntry(
          sequence: before + 1 + UInt64(offset),
          time: time,
          author: entry.author,
          update: entry.update
        )
        try Self.insert(row, pad: stored.id, in: db)
      }
      try stored.save(db)
      cache.remember(stored)
      return stored.record
    }
  }

  func replay(_ pad: String, after sequence: UInt64) async throws(StorageError) -> [LogEntry] {
    let result = await database.read { [guardian] db in
      guard let stored = try guardian.pad(pad, in: db) else { return [LogEntry]() }
      return try Self.entries(of: stored, after: sequence, in: db)
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error, reading: pad)
    }
  }

  func record(of pad: String) async throws(StorageError) -> PadRecord? {
    let result = await database.read { [guardian] db in try guardian.pad(pad, in: db)?.record }
    do {
      return try result.get()
    } catch {
      throw StorageError(error, reading: pad)
    }
  }

  private static func insert(_ row: LogEntry, pad: Int64, in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO log (pad, sequence, time, author, content, checksum)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(arguments: [
      pad, Int64(bitPattern: row.sequence), row.time, row.author, Data(row.update),
      RowChecksums.entry(row, pad: pad),
    ])
  }

  /// Reads entries, each with its checksum, and none missing up to the last the pad's row names.
  private static func entries(
    of pad: StoredPad,
    after sequence: UInt64,
    in db: Database
  ) throws -> [LogEntry] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT sequence, time, author, content, checksum FROM log
        WHERE pad = ? AND sequence > ? ORDER BY sequence
        """
    )
    let rows = try Row.fetchCursor(
      statement,
      arguments: [pad.id, Int64(clamping: sequence)]
    )
    var entries: [LogEntry] = []
    var expected = sequence
    while let row = try rows.next() {
      expected += 1
      let entry = LogEntry(
        sequence: try row.number(0),
        time: try row.intact(1),
        author: try row.decode(String?.self, atIndex: 2),
        update: try row.bytes(3)
      )
      guard entry.sequence == expected, try row.intact(4) == RowChecksums.entry(entry, pad: pad.id)
      else { throw StorageError.damagedPad(name: pad.record.name, part: .row(expected)) }
      entries.append(entry)
    }
    guard expected >= pad.record.lastSequence else {
      throw StorageError.damagedPad(name: pad.record.name, part: .row(expected + 1))
    }
    return entries
  }
}
