// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Stretches in SQLite.
///
/// Head and content have a checksum each: a timeline reads heads alone.
struct SQLiteStretchStore: StretchStore {
  let database: SQLiteDatabase
  let writer: SQLiteWriter
  let guardian: DamageGuard

  func heads(of pad: String) async throws(StorageError) -> [StoredStretch.Head] {
    let result = await database.read { [guardian] db -> [StoredStretch.Head] in
      guard let stored = try guardian.pad(pad, in: db) else { return [] }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT start, last, time, spans, head_checksum FROM stretches
          WHERE pad = ? ORDER BY start
          """,
        arguments: [stored.id]
      )
      var heads: [StoredStretch.Head] = []
      while let row = try rows.next() {
        guard let head = try? Self.head(row, of: stored), head.start == heads.last?.last ?? 0,
          head.last <= stored.record.lastSequence
        else { break }
        heads.append(head)
      }
      return heads
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error, reading: pad)
    }
  }

  func stretch(after start: UInt64, of pad: String) async throws(StorageError) -> StoredStretch? {
    let result = await database.read { [guardian] db -> StoredStretch? in
      guard let stored = try guardian.pad(pad, in: db) else { return nil }
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT start, last, time, spans, head_checksum, content, checksum FROM stretches
          WHERE pad = ? AND start = ?
          """,
        arguments: [stored.id, Int64(clamping: start)]
      )
      guard let row, let head = try? Self.head(row, of: stored) else { return nil }
      let stretch = StoredStretch(head: head, content: try row.bytes(5))
      guard try row.intact(6) == RowChecksums.stretch(stretch, pad: stored.id) else { return nil }
      return stretch
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error, reading: pad)
    }
  }

  func store(_ stretch: StoredStretch, of pad: String) async throws(StorageError) {
    try await writer.write { [guardian] db, cache in
      guard let stored = try cache.pad(pad) ?? guardian.pad(pad, in: db) else { return }
      let statement = try db.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO stretches
            (pad, start, last, time, spans, head_checksum, content, checksum)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """
      )
      let head = stretch.head
      try statement.execute(arguments: [
        stored.id, Int64(bitPattern: head.start), Int64(bitPattern: head.last), head.lastTime,
        Data(head.spans), RowChecksums.stretch(head, pad: stored.id), Data(stretch.content),
        RowChecksums.stretch(stretch, pad: stored.id),
      ])
    }
  }

  func drop(from sequence: UInt64, of pad: String) async throws(StorageError) {
    try await writer.write { [guardian] db, cache in
      guard let stored = try cache.pad(pad) ?? guardian.pad(pad, in: db) else { return }
      try Self.drop(from: sequence, of: stored.id, in: db)
    }
  }

  /// Drops within a transaction what holds something from an entry on.
  static func drop(from sequence: UInt64, of pad: Int64, in db: Database) throws {
    try db.execute(
      sql: "DELETE FROM stretches WHERE pad = ? AND last >= ?",
      arguments: [pad, Int64(clamping: sequence)]
    )
  }

  private static func head(_ row: Row, of pad: StoredPad) throws -> StoredStretch.Head {
    let head = StoredStretch.Head(
      start: try row.number(0),
      last: try row.number(1),
      lastTime: try row.intact(2),
      spans: try row.bytes(3)
    )
    guard try row.intact(4) == RowChecksums.stretch(head, pad: pad.id), head.start < head.last
    else {
      throw StorageError.damagedPad(name: pad.record.name, part: .record)
    }
    return head
  }
}
