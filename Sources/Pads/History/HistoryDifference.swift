// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Storage
import TextCRDT

/// A piece of the difference between two moments.
struct HistoryPiece: Equatable, Sendable {
  enum Kind: String, Sendable { case same, inserted, deleted }

  let kind: Kind
  var text: String
  /// Who inserted or deleted it, and when; nil where that is not known.
  var person: UInt32?
  var time: Int64?
  /// The same number stands at both ends of a move.
  var move: Int?
}

extension PadHistory {
  /// Where texts are compared, one pair at a time: long ones take a second, and others wait for no thread.
  private static let comparing = DispatchQueue(label: "encrier.differences", qos: .utility)

  private static func compared(
    _ old: [UInt16],
    _ new: [UInt16]
  ) async -> [WordDifference.Change] {
    await withCheckedContinuation { continuation in
      comparing.async {
        continuation.resume(returning: WordDifference.changes(from: old, to: new))
      }
    }
  }

  /// The difference between two moments, by word.
  func difference(
    from start: Moment,
    to end: Moment
  ) async throws(PadError) -> (from: FoundMoment, to: FoundMoment, pieces: [HistoryPiece]) {
    let (newStretch, newRow, to) = try await find(end)
    let new = try newStretch.checkedPieces(after: newRow)
    let (oldStretch, oldRow, from) = try await find(start)
    guard from.sequence <= to.sequence else { throw .momentsOutOfOrder }
    let old = try oldStretch.checkedPieces(after: oldRow)
    let (oldUnits, newUnits) = (Array(old.text.utf16), Array(new.text.utf16))
    let changes = await Self.compared(oldUnits, newUnits)
    let moved = MovedText(changes, from: oldUnits, to: newUnits)
    let oldRuns = RunTable(oldStretch.runs(in: old))
    let newRuns = RunTable(newStretch.runs(in: new))
    let deletions = try await deletions(
      of: changes.flatMap { oldRuns[$0.removed] },
      from: from.sequence,
      to: to.sequence
    )

    var pieces: [HistoryPiece] = []
    var place = 0
    func addSame(upTo end: Int) {
      guard place < end else { return }
      let text = String(decoding: newUnits[place..<end], as: UTF16.self)
      pieces.append(HistoryPiece(kind: .same, text: text))
    }
    for change in changes {
      addSame(upTo: change.inserted.lowerBound)
      place = change.inserted.upperBound
      let written = newRuns[change.inserted].map { run in
        newStretch.part(of: run, after: from.sequence)
      }.withNeighbours(or: nil)
      let latest = written.max { ($0.time ?? 0) < ($1.time ?? 0) }
      let removed = deletions.parts(of: oldRuns[change.removed]).withNeighbours(or: latest)
      pieces += Self.pieces(.deleted, oldUnits, change.removed, removed, moved.removed)
      pieces += Self.pieces(.inserted, newUnits, change.inserted, written, moved.inserted)
    }
    addSame(upTo: newUnits.count)
    return (from, to, pieces)
  }

  /// One piece for each person and each end of a move.
  private static func pieces(
    _ kind: HistoryPiece.Kind,
    _ units: [UInt16],
    _ range: Range<Int>,
    _ parts: [WordPart],
    _ moved: [(range: Range<Int>, move: Int)]
  ) -> [HistoryPiece] {
    var pieces: [(piece: HistoryPiece, range: Range<Int>)] = []
    var start = range.lowerBound
    for part in parts {
      let end = start + part.length
      while start < end {
        let ending = moved.first { $0.range.upperBound > start }
        var next = end
        var move: Int?
        if let ending {
          if ending.range.lowerBound <= start {
            move = ending.move
            next = min(end, ending.range.upperBound)
          } else {
            next = min(end, ending.range.lowerBound)
          }
        }
        if let last = pieces.last, last.piece.person == part.person, last.piece.move == move {
          pieces[pieces.count - 1].range = last.range.lowerBound..<next
          pieces[pieces.count - 1].piece.time = max(last.piece.time ?? 0, part.time ?? 0)
        } else {
          let piece = HistoryPiece(
            kind: kind,
            text: "",
            person: part.person,
            time: part.time,
            move: move
          )
          pieces.append((piece, start..<next))
        }
        start = next
      }
    }
    return pieces.map { found in
      var piece = found.piece
      piece.text = String(decoding: units[found.range], as: UTF16.self)
      if piece.time == 0 { piece.time = nil }
      return piece
    }
  }

  /// Who deleted units between two moments, and when.
  private func deletions(
    of runs: [TextRun],
    from start: UInt64,
    to end: UInt64
  ) async throws(PadError) -> DeletionTable {
    var table = DeletionTable()
    let current = try await latest()
    var stretches: [Stretch?] = heads.filter { $0.last > start && $0.start < end }.map { _ in nil }
    let wanted = heads.filter { $0.last > start && $0.start < end }
    if current.last > start, current.start < end { stretches.append(current) }
    for index in stretches.indices {
      let stretch: Stretch
      if let known = stretches[index] {
        stretch = known
      } else {
        stretch = try await self.stretch(after: wanted[index])
      }
      for run in runs {
        let clocks = run.first.clock..<(run.first.clock + UInt64(run.length))
        for found in stretch.deletions(of: run.first.client, clocks)
        where Int(found.row) >= stretch.oldRowCount {
          let row = stretch.rows[Int(found.row)]
          guard row.sequence > start, row.sequence <= end else { continue }
          table.add(found.clocks, of: run.first.client, by: row.person, at: row.time)
        }
      }
    }
    table.sort()
    return table
  }
}

/// A part of a change that one person made at one time.
struct WordPart: Equatable, Sendable {
  var length: Int
  var person: UInt32?
  var time: Int64?
}

extension [WordPart] {
  /// The parts, those of words that only changed a little as done by who changed them.
  ///
  /// Another part, if there is one, tells who counts when nothing is known of any.
  fileprivate func withNeighbours(or other: WordPart?) -> [WordPart] {
    var parts = self
    for index in parts.indices where parts[index].person == nil {
      let known =
        self[..<index].last { $0.person != nil } ?? self[index...].first { $0.person != nil }
      parts[index].person = (known ?? other)?.person
      parts[index].time = (known ?? other)?.time
    }
    return parts
  }
}

extension Stretch {
  /// Who put a run where it stands, and when; nobody when it was there already.
  fileprivate func part(of run: TextRun, after sequence: UInt64) -> WordPart {
    let row = rows[Int(run.row)]
    // Of what came before the stretch only the first writer is known.
    let isOwn = Int(run.row) >= oldRowCount
    guard row.sequence > sequence || !isOwn && start > sequence else {
      return WordPart(length: run.length)
    }
    return WordPart(
      length: run.length,
      person: isOwn ? row.person : run.person,
      time: row.time > 0 ? row.time : nil
    )
  }
}

/// Who deleted which units, and when.
private struct DeletionTable {
  private struct Entry {
    var clocks: Range<UInt64>
    var person: UInt32
    var time: Int64
  }

  private var entries: [ClientID: [Entry]] = [:]

  mutating func add(
    _ clocks: Range<UInt64>,
    of client: ClientID,
    by person: UInt32,
    at time: Int64
  ) {
    entries[client, default: []].append(Entry(clocks: clocks, person: person, time: time))
  }

  /// To be called once, when everything is added.
  mutating func sort() {
    for client in entries.keys {
      entries[client]?.sort { $0.clocks.lowerBound < $1.clocks.lowerBound }
    }
  }

  /// The parts of some units by who deleted them.
  func parts(of runs: [TextRun]) -> [WordPart] {
    var parts: [WordPart] = []
    for run in runs {
      var clock = run.first.clock
      let end = clock + UInt64(run.length)
      let known = entries[run.first.client] ?? []
      var low = 0
      var high = known.count
      while low < high {
        let middle = (low + high) / 2
        if known[middle].clocks.upperBound > clock { high = middle } else { low = middle + 1 }
      }
      for entry in known[low...] {
        guard entry.clocks.lowerBound < end else { break }
        let begin = max(clock, entry.clocks.lowerBound)
        let stop = min(end, entry.clocks.upperBound)
        guard begin < stop else { continue }
        if begin > clock { parts.append(WordPart(length: Int(begin - clock))) }
        parts.append(
          WordPart(length: Int(stop - begin), person: entry.person, time: entry.time)
        )
        clock = stop
      }
      if clock < end { parts.append(WordPart(length: Int(end - clock))) }
    }
    return parts
  }
}

extension Stretch {
  /// The text after a row; what cannot be shown is an error of ours, told as damage.
  func checkedPieces(after row: UInt32) throws(PadError) -> TextPieces {
    do {
      return try pieces(after: row)
    } catch {
      throw .storage(.damagedPad(name: "", part: .row(rows[Int(row)].sequence)))
    }
  }
}

/// The runs of a text, to be found by offset.
struct RunTable {
  private let runs: [TextRun]
  /// Where each run ends.
  private var ends: [Int] = []

  init(_ runs: [TextRun]) {
    self.runs = runs
    var end = 0
    for run in runs {
      end += run.length
      ends.append(end)
    }
  }

  /// The runs of a part, cut off at its ends.
  subscript(range: Range<Int>) -> [TextRun] {
    guard !range.isEmpty else { return [] }
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > range.lowerBound { high = middle } else { low = middle + 1 }
    }
    var found: [TextRun] = []
    var begin = range.lowerBound
    while low < runs.count, begin < range.upperBound {
      let run = runs[low]
      let end = min(range.upperBound, ends[low])
      let skipped = begin - (ends[low] - run.length)
      found.append(
        TextRun(
          length: end - begin,
          person: run.person,
          row: run.row,
          first: ItemID(client: run.first.client, clock: run.first.clock + UInt64(skipped))
        )
      )
      begin = end
      low += 1
    }
    return found
  }
}
