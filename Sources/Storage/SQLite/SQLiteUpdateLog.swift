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
        if let binding = entry.binding {
          try StoredBinding(binding, sequence: row.sequence).insert(pad: stored.id, in: db)
        }
        for credit in entry.credits {
          try StoredCredit(sequence: row.sequence, credit: credit).insert(pad: stored.id, in: db)
        }
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

  func page(
    of pad: String,
    after sequence: UInt64,
    limit: Int
  ) async throws(StorageError) -> [CreditedEntry] {
    let result = await database.read { [guardian] db -> [CreditedEntry] in
      guard let stored = try guardian.pad(pad, in: db) else { return [] }
      let entries = try Self.entries(of: stored, after: sequence, limit: limit, in: db)
      guard let last = entries.last else { return [] }
      let credits = try StoredCredit.fetchAll(
        of: stored,
        after: sequence,
        through: last.sequence,
        in: db
      )
      var next = 0
      return entries.map { entry in
        var own: [Credit] = []
        while next < credits.count, credits[next].sequence <= entry.sequence {
          own.append(credits[next].credit)
          next += 1
        }
        return CreditedEntry(entry: entry, credits: own)
      }
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error, reading: pad)
    }
  }

  func soundEntries(
    of pad: String,
    after sequence: UInt64
  ) async throws(StorageError) -> [LogEntry] {
    let result = await database.read { [guardian] db in
      guard let stored = try guardian.pad(pad, in: db) else { return [LogEntry]() }
      var entries: [LogEntry] = []
      do {
        try Self.read(into: &entries, of: stored, after: sequence, in: db)
      } catch {
        // Damage is where what is sound ends; anything else says nothing about the disk.
        guard case .damagedPad = StorageError(error, reading: pad) else { throw error }
      }
      return entries
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

  func entry(_ sequence: UInt64, of pad: String) async throws(StorageError) -> LogEntry? {
    let result = await database.read { [guardian] db -> LogEntry? in
      guard sequence > 0, let stored = try guardian.pad(pad, in: db),
        sequence <= stored.record.lastSequence
      else { return nil }
      return try Self.entries(of: stored, after: sequence - 1, limit: 1, in: db).first
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error, reading: pad)
    }
  }

  func bindings(of pad: String) async throws(StorageError) -> [ClientBinding] {
    let result = await database.read { [guardian] db in
      guard let stored = try guardian.pad(pad, in: db) else { return [ClientBinding]() }
      return try StoredBinding.fetchAll(of: stored, in: db).map(\.binding)
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error, reading: pad)
    }
  }

  static func insert(_ row: LogEntry, pad: Int64, in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO log (pad, sequence, time, author, content, checksum, count)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(arguments: [
      pad, Int64(bitPattern: row.sequence), row.time, row.author, Data(row.update),
      RowChecksums.entry(row, pad: pad), Int64(bitPattern: row.count),
    ])
  }

  /// Reads entries, each with its checksum, and none missing up to the last the pad's row names.
  static func entries(
    of pad: StoredPad,
    after sequence: UInt64,
    limit: Int = -1,
    in db: Database
  ) throws -> [LogEntry] {
    var entries: [LogEntry] = []
    try read(into: &entries, of: pad, after: sequence, limit: limit, in: db)
    return entries
  }

  /// The same one after the other, so that those before a damaged one are there.
  private static func read(
    into entries: inout [LogEntry],
    of pad: StoredPad,
    after sequence: UInt64,
    limit: Int = -1,
    in db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT sequence, time, author, content, checksum, count FROM log
        WHERE pad = ? AND sequence > ? ORDER BY sequence LIMIT ?
        """
    )
    let rows = try Row.fetchCursor(
      statement,
      arguments: [pad.id, Int64(clamping: sequence), limit]
    )
    var expected = sequence
    while let row = try rows.next() {
      let entry = LogEntry(
        sequence: try row.number(0),
        time: try row.intact(1),
        author: try row.decode(String?.self, atIndex: 2),
        update: try row.bytes(3),
        count: try row.number(5)
      )
      // A joined row may begin before what is known already, but never behind the next one.
      guard entry.count > 0, entry.count <= entry.sequence,
        entry.sequence - entry.count <= expected,
        try row.intact(4) == RowChecksums.entry(entry, pad: pad.id)
      else { throw StorageError.damagedPad(name: pad.record.name, part: .row(expected + 1)) }
      expected = entry.sequence
      entries.append(entry)
    }
    guard expected >= pad.record.lastSequence || entries.count == limit else {
      throw StorageError.damagedPad(name: pad.record.name, part: .row(expected + 1))
    }
  }
}
