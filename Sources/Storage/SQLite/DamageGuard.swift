// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Knows whether some pad's own row was damaged when the store was opened.
///
/// A flipped bit in a name makes the pad unfindable under its name. A pad that is not found is
/// therefore only taken for a new one while every row is sound.
struct DamageGuard: Sendable {
  /// The names, as far as they can be read, of pads whose row fails its checksum.
  let damagedPads: [String]

  /// Checks every pad's row.
  init(checking db: Database) throws {
    var damaged: [String] = []
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT name, id, created, updated, epoch, sequence, checksum FROM pads"
    )
    var previous: String?
    while let row = try rows.next() {
      do {
        let name = try StoredPad(checking: row).record.name
        // Lookups halve the ordered table: a row out of order hides its neighbours.
        if let previous, previous.utf8.lexicographicallyPrecedes(name.utf8) == false {
          damaged.append(name)
        }
        previous = name
      } catch StorageError.damagedPad(let name, _) {
        damaged.append(name)
      } catch is RowDecodingError {
        damaged.append("")
      }
    }
    damagedPads = damaged
  }

  /// Finds a pad's row.
  ///
  /// - Returns: The row, or `nil` if the pad certainly does not exist.
  func pad(_ name: String, in db: Database) throws -> StoredPad? {
    if let pad = try StoredPad.fetch(db, name: name) { return pad }
    guard damagedPads.isEmpty else { throw StorageError.damagedPad(name: name, part: .record) }
    return nil
  }
}
