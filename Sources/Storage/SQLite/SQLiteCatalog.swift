// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The list of pads in SQLite.
struct SQLiteCatalog: Catalog {
  let database: SQLiteDatabase
  let writer: SQLiteWriter
  let guardian: DamageGuard

  func lines(after name: String, limit: Int) async throws(StorageError) -> [CatalogLine] {
    try await lines(
      from: "pads",
      "pads.name > ? ORDER BY pads.name LIMIT ?",
      [name, limit]
    )
  }

  func lines(
    startedBy authors: [String],
    after name: String,
    limit: Int
  ) async throws(StorageError) -> [CatalogLine] {
    try await lines(
      from: "log JOIN pads ON pads.id = log.pad",
      "log.sequence = 1 AND log.author IN (\(authors.map { _ in "?" }.joined(separator: ", "))) "
        + "AND pads.name > ? ORDER BY pads.name LIMIT ?",
      StatementArguments(authors) + [name, limit]
    )
  }

  func line(of name: String) async throws(StorageError) -> CatalogLine? {
    try await lines(from: "pads", "pads.name = ?", [name]).first
  }

  private func lines(
    from tables: String,
    _ condition: String,
    _ arguments: StatementArguments
  ) async throws(StorageError) -> [CatalogLine] {
    let result = await database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT pads.name, pads.id, pads.created, pads.updated, pads.epoch, pads.sequence,
            pads.checksum, CASE WHEN catalog.sequence = pads.sequence THEN title END
          FROM \(tables) LEFT JOIN catalog ON catalog.pad = pads.id
          WHERE \(condition)
          """,
        arguments: arguments
      )
      var lines: [CatalogLine] = []
      while let row = try rows.next() {
        guard let pad = try? StoredPad(checking: row) else { continue }
        lines.append(
          CatalogLine(record: pad.record, title: try row.decode(String?.self, atIndex: 7))
        )
      }
      return lines
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error)
    }
  }

  func note(title: String, at sequence: UInt64, of pad: String) async throws(StorageError) {
    try await writer.write { [guardian] db, cache in
      guard let stored = try cache.pad(pad) ?? guardian.pad(pad, in: db) else { return }
      let statement = try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO catalog (pad, sequence, title) VALUES (?, ?, ?)"
      )
      try statement.execute(
        arguments: [stored.id, Int64(bitPattern: sequence), title])
    }
  }
}
