// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Records in SQLite.
struct SQLiteRecordStore: RecordStore {
  let database: SQLiteDatabase
  let writer: SQLiteWriter

  func record(_ key: String, in collection: String) async throws(StorageError) -> Record? {
    let result = await database.read { db in
      try Self.fetch(key, in: collection, db: db)
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error)
    }
  }

  func put(
    _ value: [UInt8]?,
    at key: String,
    in collection: String,
    ifRevision revision: UInt64
  ) async throws(StorageError) -> Bool {
    try await writer.write { db, _ in
      let current = try Self.fetch(key, in: collection, db: db)?.revision ?? 0
      guard current == revision else { return false }
      guard let value else {
        try db.execute(
          sql: "DELETE FROM records WHERE collection = ? AND key = ?",
          arguments: [collection, key]
        )
        return true
      }
      let record = Record(key: key, value: value, revision: revision + 1)
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO records (collection, key, revision, value, checksum)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          collection, key, Int64(bitPattern: record.revision), Data(value),
          RowChecksums.record(record, collection: collection),
        ]
      )
      return true
    }
  }

  func records(in collection: String) async throws(StorageError) -> [Record] {
    try await list(collection) { row in try Self.check(row, collection: collection) }
  }

  func soundRecords(in collection: String) async throws(StorageError) -> [Record] {
    try await list(collection) { row in try? Self.check(row, collection: collection) }
  }

  private func list(
    _ collection: String,
    _ read: @escaping @Sendable (Row) throws -> Record?
  ) async throws(StorageError) -> [Record] {
    let result = await database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT key, revision, value, checksum FROM records WHERE collection = ? ORDER BY key
          """,
        arguments: [collection]
      )
      var records: [Record] = []
      while let row = try rows.next() {
        if let record = try read(row) { records.append(record) }
      }
      return records
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error)
    }
  }

  private static func fetch(
    _ key: String,
    in collection: String,
    db: Database
  ) throws -> Record? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT key, revision, value, checksum FROM records WHERE collection = ? AND key = ?
        """,
      arguments: [collection, key]
    ).map { try check($0, collection: collection) }
  }

  private static func check(_ row: Row, collection: String) throws -> Record {
    let record = Record(
      key: try row.intact(0),
      value: try row.bytes(2),
      revision: try row.number(1)
    )
    guard try row.intact(3) == RowChecksums.record(record, collection: collection) else {
      throw StorageError.damagedRecord(collection: collection, key: record.key)
    }
    return record
  }
}
