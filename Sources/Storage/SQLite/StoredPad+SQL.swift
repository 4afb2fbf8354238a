// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

extension StoredPad {
  /// Reads a pad's row by name and checks it.
  static func fetch(_ db: Database, name: String) throws -> StoredPad? {
    let statement = try db.cachedStatement(
      sql: "SELECT name, id, created, updated, epoch, sequence, checksum FROM pads WHERE name = ?"
    )
    let row = try Row.fetchOne(statement, arguments: [name])
    return try row.map { try StoredPad(checking: $0) }
  }

  /// Takes a row in, or refuses it by the name it carries.
  init(checking row: Row) throws {
    let record = PadRecord(
      name: try row.intact(0),
      created: try row.intact(2),
      updated: try row.intact(3),
      epoch: try row.bytes(4),
      lastSequence: try row.number(5)
    )
    self.init(id: try row.intact(1), record: record)
    guard try row.intact(6) == RowChecksums.pad(record, id: id) else {
      throw StorageError.damagedPad(name: record.name, part: .record)
    }
  }

  /// Writes the row, new or changed.
  func save(_ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO pads (name, id, created, updated, epoch, sequence, checksum)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET
          updated = excluded.updated, sequence = excluded.sequence, checksum = excluded.checksum
        """
    )
    try statement.execute(arguments: [
      record.name, id, record.created, record.updated, Data(record.epoch),
      Int64(bitPattern: record.lastSequence), RowChecksums.pad(record, id: id),
    ])
  }
}
