// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

// What is deleted here leaves the disk: SQLite overwrites it with zeros (`secure_delete`), and the
// write-ahead log, which still holds it, is moved into the database and cut to nothing.

extension SQLiteUpdateLog {
  func erase(_ pad: String) async throws(StorageError) {
    try await writer.write { db, cache in
      guard
        let id = try Int64.fetchOne(db, sql: "SELECT id FROM pads WHERE name = ?", arguments: [pad])
      else { return }
      for table in [
        "log", "bindings", "credits", "checkpoints", "stretches", "catalog",
      ] {
        try db.execute(sql: "DELETE FROM \(table) WHERE pad = ?", arguments: [id])
      }
      try db.execute(sql: "DELETE FROM pads WHERE name = ?", arguments: [pad])
      cache.forgetAll()
    }
    try await writer.scrub()
  }

  func replaceAuthor(_ author: String, by other: String) async throws(StorageError) {
    let names = [(author, other), ("relayed:\(author)", "relayed:\(other)")]
    for (old, new) in names {
      for pad in try await pads(with: old) {
        try await writer.write { db, _ in
          try Self.replaceEntries(of: pad, old, new, in: db)
          try Self.replaceBindings(of: pad, old, new, in: db)
          try StoredCredit.replaceAuthor(of: pad, old, new, in: db)
          try SQLiteStretchStore.drop(from: 0, of: pad, in: db)
        }
      }
    }
    try await writer.scrub()
  }

  func contributions(by author: String) async throws(StorageError) -> [Contribution] {
    let result = await database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT pads.name, sum(log.count), min(time), max(time) FROM log JOIN pads ON pads.id = log.pad
          WHERE author = ? OR author = ? GROUP BY pads.name ORDER BY pads.name
          """,
        arguments: [author, "relayed:\(author)"]
      )
      var found: [Contribution] = []
      while let row = try rows.next() {
        found.append(
          Contribution(
            pad: try row.intact(0),
            entryCount: try row.intact(1),
            first: try row.intact(2),
            last: try row.intact(3)
          )
        )
      }
      return found
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error)
    }
  }

  private func pads(with author: String) async throws(StorageError) -> [Int64] {
    let result = await database.read { db in
      try Int64.fetchAll(
        db,
        sql: """
          SELECT DISTINCT pad FROM log WHERE author = ?
          UNION SELECT DISTINCT pad FROM bindings WHERE owner = ?
          UNION SELECT DISTINCT pad FROM credits WHERE author = ?
          """,
        arguments: [author, author, author]
      )
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error)
    }
  }

  /// Gives rows another author; the checksum of a damaged one is left wrong.
  private static func replaceEntries(
    of pad: Int64,
    _ old: String,
    _ new: String,
    in db: Database
  ) throws {
    let sequences = try Int64.fetchAll(
      db,
      sql: "SELECT sequence FROM log WHERE pad = ? AND author = ?",
      arguments: [pad, old]
    )
    for sequence in sequences {
      let row = try Row.fetchOne(
        db,
        sql: "SELECT time, content, checksum, count FROM log WHERE pad = ? AND sequence = ?",
        arguments: [pad, sequence]
      )
      guard let row else { continue }
      func entry(by author: String) throws -> LogEntry {
        LogEntry(
          sequence: UInt64(bitPattern: sequence),
          time: try row.intact(0),
          author: author,
          update: try row.bytes(1),
          count: try row.number(3)
        )
      }
      let known: Int64 = try row.intact(2)
      let isSound = try RowChecksums.entry(entry(by: old), pad: pad) == known
      try db.execute(
        sql: "UPDATE log SET author = ?, checksum = ? WHERE pad = ? AND sequence = ?",
        arguments: [
          new, isSound ? try RowChecksums.entry(entry(by: new), pad: pad) : known, pad, sequence,
        ]
      )
    }
  }

  private static func replaceBindings(
    of pad: Int64,
    _ old: String,
    _ new: String,
    in db: Database
  ) throws {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT sequence, clients, checksum FROM bindings WHERE pad = ? AND owner = ?",
      arguments: [pad, old]
    )
    for row in rows {
      let (sequence, clients) = (try row.number(0), try row.bytes(1))
      func checksum(_ owner: String) -> Int64 {
        RowChecksums.binding(owner: owner, clients: clients, sequence: sequence, pad: pad)
      }
      let known: Int64 = try row.intact(2)
      try db.execute(
        sql: "UPDATE bindings SET owner = ?, checksum = ? WHERE pad = ? AND sequence = ?",
        arguments: [
          new, checksum(old) == known ? checksum(new) : known, pad, Int64(bitPattern: sequence),
        ]
      )
    }
  }
}
