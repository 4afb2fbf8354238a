// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// What one author did within a second.
struct HistoryStep: Equatable, Sendable {
  let person: UInt32
  let time: Int64
  let first: UInt64
  var last: UInt64
  var written: Int
  var deleted: Int
}

/// A text with who wrote it, by number.
struct WrittenText: Sendable {
  let found: FoundMoment
  let text: String
  let runs: [TextRun]
  let persons: HistoryPersons
}

extension PadHistory {
  /// The authors known by now; numbers never change.
  func persons() async throws(PadError) -> HistoryPersons { try await latest().persons }

  /// A moment as it is found.
  func moment(_ moment: Moment) async throws(PadError) -> FoundMoment {
    try await find(moment).found
  }

  /// The text at a moment, and who wrote it.
  func text(at moment: Moment) async throws(PadError) -> WrittenText {
    let (stretch, row, found) = try await find(moment)
    let pieces = try stretch.checkedPieces(after: row)
    return WrittenText(
      found: found,
      text: pieces.text,
      runs: stretch.runs(in: pieces),
      persons: stretch.persons
    )
  }

  /// All spans of the pad's history, by their beginning, and its last moment.
  func timeline() async throws(PadError) -> (spans: [HistorySpan], last: FoundMoment) {
    let stretch = try await latest()
    var spans = HistorySpans()
    for head in heads {
      guard let known = try? HistorySpans(decoding: head.spans) else { continue }
      for span in known.all { spans.add(span) }
    }
    for span in stretch.spans.all { spans.add(span) }
    let time = stretch.last == 0 ? nil : stretch.lastTime
    return (spans.all, FoundMoment(sequence: stretch.last, time: time))
  }

  /// What was done after a moment, step by step.
  ///
  /// - Returns: At most so many steps, and where to go on; nil at the end.
  func steps(
    after sequence: UInt64,
    limit: Int
  ) async throws(PadError) -> (steps: [HistoryStep], next: UInt64?) {
    var steps: [HistoryStep] = []
    var place = sequence
    while true {
      let current = try await latest()
      guard place < current.last else { return (steps, nil) }
      let stretch = try await self.stretch(holding: place + 1)
      for index in Int(stretch.row(at: place)) + 1..<stretch.rows.count {
        let row = stretch.rows[index]
        if let last = steps.last, last.person == row.person, row.time - last.time < 1_000 {
          steps[steps.count - 1].last = row.sequence
          steps[steps.count - 1].written += Int(row.written)
          steps[steps.count - 1].deleted += Int(row.deleted)
        } else {
          guard steps.count < limit else { return (steps, place) }
          steps.append(
            HistoryStep(
              person: row.person,
              time: row.time,
              first: stretch.rows[index - 1].sequence + 1,
              last: row.sequence,
              written: Int(row.written),
              deleted: Int(row.deleted)
            )
          )
        }
        place = row.sequence
      }
    }
  }

  /// What a row did to the text, so that it can be taken back.
  func edit(at sequence: UInt64) async throws(PadError) -> UndoneEdit {
    let stretch = try await stretch(holding: sequence)
    let row = stretch.row(at: sequence)
    guard Int(row) >= stretch.oldRowCount, stretch.rows[Int(row)].sequence == sequence else {
      throw .noSuchMoment
    }
    var undone = UndoneEdit()
    let (before, after) = (
      try stretch.checkedPieces(after: row - 1), try stretch.checkedPieces(after: row)
    )
    for run in stretch.runs(in: after) where run.row == row {
      undone.inserted.append(
        (run.first.client, run.first.clock..<run.first.clock + UInt64(run.length))
      )
    }
    let units = Array(before.text.utf16)
    var offset = 0
    for run in stretch.runs(in: before) {
      let clocks = run.first.clock..<(run.first.clock + UInt64(run.length))
      for found in stretch.deletions(of: run.first.client, clocks) where found.row == row {
        let start = offset + Int(found.clocks.lowerBound - clocks.lowerBound)
        undone.deleted.append(
          UndoneEdit.Deleted(
            first: ItemID(client: run.first.client, clock: found.clocks.lowerBound),
            text: String(decoding: units[start..<(start + found.clocks.count)], as: UTF16.self),
            author: stretch.persons.authors[Int(run.person)]
          )
        )
      }
      offset += run.length
    }
    return undone
  }
}
