// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Units that stand one after the other in a text, came in one row and count as one person's.
struct TextRun: Equatable, Sendable {
  var length: Int
  var person: UInt32
  /// The row they came in.
  var row: UInt32
  /// The first of them.
  var first: ItemID
}

extension Stretch {
  /// The last row at or before a log entry of this stretch, or its beginning.
  func row(at sequence: UInt64) -> UInt32 { lastRow { $0.sequence <= sequence } }

  /// The last row at or before a time, or the stretch's beginning.
  func row(atTime time: Int64) -> UInt32 { lastRow { $0.time <= time } }

  /// The last row for which something holds that holds for all before it.
  private func lastRow(where holds: (StretchRow) -> Bool) -> UInt32 {
    var low = oldRowCount
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if holds(rows[middle]) { low = middle + 1 } else { high = middle }
    }
    return UInt32(low - 1)
  }

  /// What the document had after a row.
  ///
  /// - Complexity: O(*n*) in deletions, O(*m* log *k*) in clients and their runs.
  func snapshot(after row: UInt32) -> Snapshot {
    var stateVector = StateVector()
    for (index, runs) in units.enumerated() {
      let end = runs.end(after: row)
      if end > 0 { stateVector.setNextClock(UInt64(end), of: clients[index]) }
    }
    var deletes = DeleteSet()
    for list in deletionsByClock {
      for run in list where run.row <= row {
        deletes.insert(
          UInt64(run.clocks.lowerBound)..<UInt64(run.clocks.upperBound),
          of: clients[Int(run.client)]
        )
      }
    }
    return Snapshot(stateVector: stateVector, deleteSet: deletes)
  }

  /// The deletions of each client by clock.
  private var deletionsByClock: [[DeletedRun]] {
    if let sortedDeletions { return sortedDeletions }
    var lists = [[DeletedRun]](repeating: [], count: clients.count)
    for run in deletions { lists[Int(run.client)].append(run) }
    for index in lists.indices {
      lists[index].sort { $0.clocks.lowerBound < $1.clocks.lowerBound }
    }
    sortedDeletions = lists
    return lists
  }

  /// The text after a row.
  ///
  /// - Throws: ``SnapshotError``, which would be an error of ours.
  func pieces(after row: UInt32) throws(SnapshotError) -> TextPieces {
    try document.text(PadRoots.content).pieces(at: snapshot(after: row))
  }

  /// Who wrote a part of a text.
  ///
  /// - Parameters:
  ///   - pieces: The text, of a moment of this stretch.
  ///   - range: In UTF-16 units; nil for all.
  /// - Returns: Runs in the text's order.
  func runs(in pieces: TextPieces, _ range: Range<Int>? = nil) -> [TextRun] {
    var found: [TextRun] = []
    var offset = 0
    for piece in pieces.pieces {
      defer { offset += piece.length }
      var begin = 0
      var end = piece.length
      if let range {
        begin = max(0, range.lowerBound - offset)
        end = min(piece.length, range.upperBound - offset)
      }
      guard begin < end, let client = clientIndices[piece.first.client] else { continue }
      let clocks = piece.first.clock + UInt64(begin)..<piece.first.clock + UInt64(end)
      for (run, clocks) in runs(of: client, clocks) {
        found.append(
          TextRun(
            length: clocks.count,
            person: run.person,
            row: run.row,
            first: ItemID(client: piece.first.client, clock: clocks.lowerBound)
          )
        )
      }
    }
    return found
  }

  /// In which rows units were deleted.
  ///
  /// - Parameters:
  ///   - client: Whose they are.
  ///   - clocks: The units.
  /// - Returns: The deleted ones among them, ascending, with their rows.
  func deletions(
    of client: ClientID,
    _ clocks: Range<UInt64>
  ) -> [(clocks: Range<UInt64>, row: UInt32)] {
    guard let index = clientIndices[client] else { return [] }
    let list = deletionsByClock[Int(index)]
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if UInt64(list[middle].clocks.upperBound) > clocks.lowerBound {
        high = middle
      } else {
        low = middle + 1
      }
    }
    var found: [(clocks: Range<UInt64>, row: UInt32)] = []
    while low < list.count, UInt64(list[low].clocks.lowerBound) < clocks.upperBound {
      let begin = max(UInt64(list[low].clocks.lowerBound), clocks.lowerBound)
      let end = min(UInt64(list[low].clocks.upperBound), clocks.upperBound)
      found.append((begin..<end, list[low].row))
      low += 1
    }
    return found
  }
}

extension [UnitRun] {
  /// The exclusive end of the clocks that had come after a row; rows of runs never descend, but
  /// for those that stand for what came before the stretch.
  fileprivate func end(after row: UInt32) -> UInt32 {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].row > row { high = middle } else { low = middle + 1 }
    }
    return low == 0 ? 0 : self[low - 1].end
  }
}
