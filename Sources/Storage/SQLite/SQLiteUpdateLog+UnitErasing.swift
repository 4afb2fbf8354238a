// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import TextCRDT

extension SQLiteUpdateLog {
  func erase(_ erasure: UnitErasure, from pad: String) async throws(StorageError) {
    try await writer.write { [guardian] db, cache in
      guard let stored = try cache.pad(pad) ?? guardian.pad(pad, in: db) else { return }
      // All are read and made before the first is written: a damaged one leaves everything as it was.
      let rows = try Self.rows(without: erasure, of: stored, in: db)
      for row in rows {
        try db.execute(
          sql: "UPDATE log SET content = ?, checksum = ? WHERE pad = ? AND sequence = ?",
          arguments: [
            Data(row.update), RowChecksums.entry(row, pad: stored.id), stored.id,
            Int64(bitPattern: row.sequence),
          ]
        )
      }
      for writer in erasure.writers {
        try StoredCredit(sequence: writer.sequence, credit: writer.credit)
          .insert(pad: stored.id, in: db)
      }
      let last = Int64(bitPattern: erasure.last)
      try db.execute(
        sql: "DELETE FROM checkpoints WHERE pad = ? AND (sequence < ? OR pending IS NOT NULL)",
        arguments: [stored.id, last]
      )
      try db.execute(
        sql: "DELETE FROM catalog WHERE pad = ? AND sequence < ?",
        arguments: [stored.id, last]
      )
      try SQLiteStretchStore.drop(from: 0, of: stored.id, in: db)
    }
  }

  func scrub() async throws(StorageError) { try await writer.scrub() }

  /// The rows that change, as they will be.
  private static func rows(
    without erasure: UnitErasure,
    of pad: StoredPad,
    in db: Database
  ) throws -> [LogEntry] {
    var changed: [LogEntry] = []
    var seen: UInt64 = 0
    for sequence in erasure.sequences.sorted() where sequence > seen {
      guard
        let row = try entries(of: pad, after: sequence - 1, limit: 1, in: db).first
      else { continue }
      seen = row.sequence
      let update: [UInt8]?
      do {
        update = try Updates.erase(erasure.units, from: row.update, limits: Self.updateLimits)
      } catch {
        throw StorageError.damagedPad(name: pad.record.name, part: .row(row.sequence))
      }
      guard let update else { continue }
      changed.append(
        LogEntry(
          sequence: row.sequence,
          time: row.time,
          author: row.author,
          update: update,
          count: row.count
        )
      )
    }
    return changed
  }

  /// What is read of an update that was taken in once: everything.
  private static let updateLimits: Limits = {
    var limits = Limits()
    limits.maximumUpdateBytes = 1 << 30
    return limits
  }()
}
