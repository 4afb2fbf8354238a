// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

extension Stretch {
  /// Takes the next row of the log in.
  ///
  /// - Throws: ``UpdateError`` when its update cannot be read; the stretch is then useless.
  func take(_ credited: CreditedEntry) throws(UpdateError) {
    let entry = credited.entry
    let contents = try UpdateContents(of: entry.update, limits: Self.documentLimits)
    let hadPending = document.hasPending
    try document.apply(entry.update)
    let person = persons.number(of: entry.author)
    let row = UInt32(rows.count)
    rows.append(StretchRow(sequence: entry.sequence, time: entry.time, person: person))
    last = entry.sequence
    grownBytes += entry.update.count

    let arrivals =
      waiting
      + contents.blocks.map { WaitingBlock(block: $0, person: person, hasWaited: false) }
    let fresh = addUnits(arrivals, row: row)
    if hadPending || document.hasPending {
      waiting = arrivals.filter { arrival in
        arrival.block.clocks.upperBound > document.nextClock(of: arrival.block.client)
      }
      for index in waiting.indices { waiting[index].hasWaited = true }
    }
    var deletes = contents.deletes
    if !waitingDeletes.isEmpty { deletes.formUnion(waitingDeletes) }
    for piece in fresh where piece.block.isReduced {
      deletes.insert(piece.clocks, of: piece.block.client)
    }
    delete(deletes, row: row)
    for credit in credited.credits {
      setPerson(persons.number(of: credit.author), of: credit.client, credit.clocks)
    }
    for piece in fresh where piece.block.isText {
      rows[Int(row)].written += UInt32(piece.clocks.count)
      let isCredited = credited.credits.contains { credit in
        credit.client == piece.block.client && credit.clocks.overlaps(piece.clocks)
      }
      if !isCredited, entry.count == 1, !piece.hasWaited, piece.clocks == piece.block.clocks {
        findFirstWriter(of: piece.block, row: row)
      }
    }
    if entry.count == 1, rows[Int(row)].deleted >= Coalescing.deletedAtOnce {
      cuts.append(row)
      if cuts.count > Self.maximumCuts { cuts.removeFirst() }
    }
  }

  /// What of a block the document has got, and whether an earlier row brought it.
  private typealias FreshPiece = (
    block: UpdateContents.Block, clocks: Range<UInt64>, hasWaited: Bool
  )

  /// Adds the units that the document has got, each with who first brought it.
  private func addUnits(_ arrivals: [WaitingBlock], row: UInt32) -> [FreshPiece] {
    var fresh: [FreshPiece] = []
    // Blocks of one client need not be in order when some have waited.
    let ordered =
      waiting.isEmpty
      ? arrivals
      : arrivals.enumerated().sorted { one, other in
        (one.element.block.client, one.element.block.clocks.lowerBound, one.offset)
          < (other.element.block.client, other.element.block.clocks.lowerBound, other.offset)
      }.map(\.element)
    for arrival in ordered {
      let block = arrival.block
      let index = Int(index(of: block.client))
      let begin = max(UInt64(units[index].last?.end ?? 0), block.clocks.lowerBound)
      let end = min(block.clocks.upperBound, document.nextClock(of: block.client))
      guard begin < end, begin == UInt64(units[index].last?.end ?? 0) else { continue }
      fresh.append((block, begin..<end, arrival.hasWaited))
      if let before = units[index].last, before.row == row, before.person == arrival.person,
        before.isText == block.isText
      {
        units[index][units[index].count - 1].end = UInt32(end)
      } else {
        units[index].append(
          UnitRun(end: UInt32(end), row: row, person: arrival.person, isText: block.isText)
        )
      }
    }
    // Whatever else the document has got counts as brought by this row.
    for client in Set(ordered.map(\.block.client)) {
      let index = Int(index(of: client))
      let end = document.nextClock(of: client)
      guard UInt64(units[index].last?.end ?? 0) < end else { continue }
      let person = rows[Int(row)].person
      units[index].append(UnitRun(end: UInt32(end), row: row, person: person, isText: true))
    }
    return fresh
  }

  /// Deletes what is there and not deleted yet; the rest waits.
  private func delete(_ deletes: DeleteSet, row: UInt32) {
    waitingDeletes = DeleteSet()
    for (client, list) in deletes.ranges.sorted(by: { $0.key < $1.key }) {
      let known = document.nextClock(of: client)
      for range in list {
        if range.upperBound > known {
          waitingDeletes.insert(max(known, range.lowerBound)..<range.upperBound, of: client)
        }
        guard range.lowerBound < known else { continue }
        for gap in deleted.gaps(in: range.lowerBound..<min(known, range.upperBound), of: client) {
          let index = index(of: client)
          deletions.append(
            DeletedRun(
              client: index,
              clocks: UInt32(gap.lowerBound)..<UInt32(gap.upperBound),
              row: row
            )
          )
          deleted.insert(gap, of: client)
          sortedDeletions = nil
          for (run, clocks) in runs(of: index, gap) where run.isText {
            rows[Int(row)].deleted += UInt32(clocks.count)
          }
        }
      }
    }
  }

  /// The runs that hold units of a client, each with those it holds.
  func runs(of client: UInt32, _ clocks: Range<UInt64>) -> [(run: UnitRun, clocks: Range<UInt64>)] {
    let list = units[Int(client)]
    var found: [(run: UnitRun, clocks: Range<UInt64>)] = []
    var begin = clocks.lowerBound
    var index = list.firstIndex(endingAfter: begin)
    while begin < clocks.upperBound, index < list.count {
      let end = min(clocks.upperBound, UInt64(list[index].end))
      found.append((list[index], begin..<end))
      begin = end
      index += 1
    }
    return found
  }

  /// Says who first wrote some units.
  func setPerson(_ person: UInt32, of client: ClientID, _ clocks: Range<UInt64>) {
    guard let client = clientIndices[client] else { return }
    var list = units[Int(client)]
    let first = list.firstIndex(endingAfter: clocks.lowerBound)
    var replaced: [UnitRun] = []
    var index = first
    var begin = first == 0 ? 0 : UInt64(list[first - 1].end)
    while index < list.count, begin < clocks.upperBound {
      let run = list[index]
      let end = UInt64(run.end)
      if begin < clocks.lowerBound {
        replaced.append(run)
        replaced[replaced.count - 1].end = UInt32(clocks.lowerBound)
      }
      replaced.append(run)
      replaced[replaced.count - 1].person = person
      replaced[replaced.count - 1].end = UInt32(min(end, clocks.upperBound))
      if end > clocks.upperBound { replaced.append(run) }
      begin = end
      index += 1
    }
    list.replaceSubrange(first..<index, with: replaced)
    units[Int(client)] = list
  }
}

extension [UnitRun] {
  /// The first run that ends beyond a clock.
  func firstIndex(endingAfter clock: UInt64) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if UInt64(self[middle].end) > clock { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
