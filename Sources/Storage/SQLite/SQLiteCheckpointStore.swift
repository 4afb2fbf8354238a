// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Checkpoints in SQLite: the last one of each pad.
struct SQLiteCheckpointStore: CheckpointStore {
  let database: SQLiteDatabase
  let writer: SQLiteWriter
  let guardian: DamageGuard

  func checkpoint(of pad: String) async throws(StorageError) -> Checkpoint? {
    let result = await database.read { [guardian] db -> Checkpoint? in
      guard let stored = try guardian.pad(pad, in: db) else { return nil }
      return try Self.checkpoint(of: stored, in: db)
    }
    do {
      return try result.get()
    } catch {
      throw StorageError(error, reading: pad)
    }
  }

  func store(_ checkpoint: Checkpoint, of pad: String) async throws(StorageError) {
    try await writer.write { [guardian] db, cache in
      guard let stored = try cache.pad(pad) ?? guardian.pad(pad, in: db) else { return }
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO checkpoints (pad, sequence, state, pending, checksum)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (pad) DO UPDATE SET
            sequence = excluded.sequence, state = excluded.state, pending = excluded.pending,
            checksum = excluded.checksum
          WHERE excluded.sequence > checkpoints.sequence
          """
      )
      try statement.execute(arguments: [
        stored.id, Int64(bitPattern: checkpoint.sequence), Data(checkpoint.state),
        checkpoint.pending.map { Data($0) }, RowChecksums.checkpoint(checkpoint, pad: stored.id),
      ])
    }
  }

  private static func checkpoint(of pad: StoredPad, in db: Database) throws -> Checkpoint? {
    let statement = try db.cachedStatement(
      sql: "SELECT sequence, state, pending, checksum FROM checkpoints WHERE pad = ?"
    )
    guard let row = try Row.fetchOne(statement, arguments: [pad.id]) else { return nil }
    let checkpoint = Checkpoint(
      sequence: try row.number(0),
      state: try row.bytes(1),
      pending: try row.decode(Data?.self, atIndex: 2).map { Array($0) }
    )
    guard try row.intact(3) == RowChecksums.checkpoint(checkpoint, pad: pad.id),
      checkpoint.sequence <= pad.record.lastSequence
    else {
      throw StorageError.damagedPad(
        name: pad.record.name,
        part: .checkpoint(checkpoint.sequence)
      )
    }
    return checkpoint
  }
}
