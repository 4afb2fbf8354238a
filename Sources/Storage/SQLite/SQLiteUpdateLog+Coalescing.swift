// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import TextCRDT

extension SQLiteUpdateLog {
  /// Rows further apart than this are never joined, in milliseconds.
  private static let maximumDistance: Int64 = 1_000
  /// A joined row holds no more bytes than this.
  private static let maximumBytes = 64 << 10

  func coalesce(
    _ pad: String,
    after sequence: UInt64,
    before time: Int64,
    limit: Int
  ) async throws(StorageError) -> Coalescing {
    try await writer.write { [guardian] db, cache in
      var result = Coalescing()
      guard let stored = try cache.pad(pad) ?? guardian.pad(pad, in: db) else { return result }
      let covered =
        try Int64.fetchOne(
          db,
          sql: "SELECT sequence FROM checkpoints WHERE pad = ?",
          arguments: [stored.id]
        ) ?? 0
      // The first row tells who started the pad, so that it stays.
      let after = max(sequence, 1)
      guard after < stored.record.lastSequence else { return result }
      let page = try Self.entries(of: stored, after: after, limit: limit, in: db)
      let old = page.prefix { $0.time < time && $0.sequence <= UInt64(bitPattern: covered) }
      var groups = Self.groups(of: old)
      if old.count == limit, groups.count > 1 {
        // The last group may go on in the next page.
        groups.removeLast()
      }
      guard let last = groups.last?.last else { return result }
      result.next = old.count == limit ? last.sequence : nil
      var firstJoined: UInt64?
      for group in groups {
        let bytes = group.reduce(0) { $0 + $1.update.count }
        result.rowsBefore += group.count
        result.bytesBefore += bytes
        result.rowsAfter += group.count
        result.bytesAfter += bytes
        guard group.count > 1, let joined = Self.joined(group), joined.update.count <= bytes else {
          continue
        }
        result.rowsAfter -= group.count - 1
        result.bytesAfter -= bytes - joined.update.count
        firstJoined = firstJoined ?? group[group.startIndex].sequence
        try db.execute(
          sql: "DELETE FROM log WHERE pad = ? AND sequence BETWEEN ? AND ?",
          arguments: [
            stored.id, Int64(bitPattern: group[group.startIndex].sequence),
            Int64(bitPattern: joined.sequence),
          ]
        )
        try Self.insert(joined, pad: stored.id, in: db)
      }
      if let firstJoined {
        try SQLiteStretchStore.drop(from: firstJoined, of: stored.id, in: db)
      }
      return result
    }
  }

  /// Rows in runs that may become one each.
  private static func groups(of rows: ArraySlice<LogEntry>) -> [ArraySlice<LogEntry>] {
    var groups: [ArraySlice<LogEntry>] = []
    var start = rows.startIndex
    var bytes = 0
    var isOpen = false
    for index in rows.indices {
      let row = rows[index]
      let standsAlone = standsAlone(row)
      bytes += row.update.count
      defer { isOpen = !standsAlone }
      guard index > start else { continue }
      if isOpen, !standsAlone, bytes <= maximumBytes, belongs(row, to: rows[start]) { continue }
      groups.append(rows[start..<index])
      start = index
      bytes = row.update.count
    }
    if start < rows.endIndex { groups.append(rows[start...]) }
    return groups
  }

  /// Whether a row inserts or deletes so much at once that history looks where it comes from.
  private static func standsAlone(_ row: LogEntry) -> Bool {
    guard let contents = try? UpdateContents(of: row.update) else { return true }
    return contents.deletes.unitCount >= Coalescing.deletedAtOnce
      || contents.blocks.contains { block in
        block.isText && block.clocks.count >= Coalescing.writtenAtOnce
      }
  }

  /// Whether a row may become one with an earlier one; what was joined once is left as it is.
  private static func belongs(_ row: LogEntry, to first: LogEntry) -> Bool {
    first.author == row.author && first.count == 1 && row.count == 1
      && row.time - first.time < maximumDistance
  }

  /// One row for several; nil when an update cannot be read, which is left to who opens the pad.
  private static func joined(_ rows: ArraySlice<LogEntry>) -> LogEntry? {
    guard let last = rows.last, let update = try? Updates.join(rows.map(\.update)) else {
      return nil
    }
    return LogEntry(
      sequence: last.sequence,
      time: last.time,
      author: last.author,
      update: update,
      count: UInt64(rows.count)
    )
  }
}
