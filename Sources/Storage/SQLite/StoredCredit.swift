// SPDX-License-Identifier: Apache-2.0

import GRDB
import TextCRDT

/// A credit as a row holds it: beside the log row that brought the units.
struct StoredCredit {
  let sequence: UInt64
  let credit: Credit

  /// Writes the row, in the place of one that begins with the same unit.
  func insert(pad: Int64, in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO credits (pad, sequence, client, first, end, author, checksum)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(arguments: [
      pad, Int64(bitPattern: sequence), Int64(bitPattern: credit.client.rawValue),
      Int64(bitPattern: credit.clocks.lowerBound), Int64(bitPattern: credit.clocks.upperBound),
      credit.author, RowChecksums.credit(self, pad: pad),
    ])
  }

  /// Reads the rows of a pad that belong to some of its log, each with its checksum.
  static func fetchAll(
    of pad: StoredPad,
    after sequence: UInt64,
    through last: UInt64,
    in db: Database
  ) throws -> [StoredCredit] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT sequence, client, first, end, author, checksum FROM credits
        WHERE pad = ? AND sequence > ? AND sequence <= ? ORDER BY sequence, client, first
        """
    )
    let rows = try Row.fetchCursor(
      statement,
      arguments: [pad.id, Int64(clamping: sequence), Int64(clamping: last)]
    )
    var found: [StoredCredit] = []
    while let row = try rows.next() {
      let sequence = try row.number(0)
      let (first, end) = (try row.number(2), try row.number(3))
      guard first < end else {
        throw StorageError.damagedPad(name: pad.record.name, part: .row(sequence))
      }
      let stored = StoredCredit(
        sequence: sequence,
        credit: Credit(
          author: try row.decode(String?.self, atIndex: 4),
          client: ClientID(rawValue: try row.number(1)),
          clocks: first..<end
        )
      )
      guard try row.intact(5) == RowChecksums.credit(stored, pad: pad.id) else {
        throw StorageError.damagedPad(name: pad.record.name, part: .row(sequence))
      }
      found.append(stored)
    }
    return found
  }

  /// Names another author in the place of one; the checksum of a damaged row is left wrong.
  static func replaceAuthor(
    of pad: Int64,
    _ old: String,
    _ new: String,
    in db: Database
  ) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT sequence, client, first, end, checksum FROM credits WHERE pad = ? AND author = ?
        """,
      arguments: [pad, old]
    )
    for row in rows {
      let (sequence, client) = (try row.number(0), try row.number(1))
      let (first, end) = (try row.number(2), try row.number(3))
      let known = try row.intact(4, as: Int64.self)
      func checksum(_ author: String) -> Int64 {
        let credit = Credit(
          author: author,
          client: ClientID(rawValue: client),
          clocks: first..<max(first, end)
        )
        return RowChecksums.credit(StoredCredit(sequence: sequence, credit: credit), pad: pad)
      }
      try db.execute(
        sql: """
          UPDATE credits SET author = ?, checksum = ?
          WHERE pad = ? AND sequence = ? AND client = ? AND first = ?
          """,
        arguments: [
          new, checksum(old) == known ? checksum(new) : known, pad, Int64(bitPattern: sequence),
          Int64(bitPattern: client), Int64(bitPattern: first),
        ]
      )
    }
  }
}
