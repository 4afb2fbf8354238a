// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// A row of the log, as a stretch remembers it.
struct StretchRow: Equatable, Sendable {
  var sequence: UInt64
  /// In milliseconds since 1970.
  var time: Int64
  /// The author's number.
  var person: UInt32
  /// In UTF-16 units.
  var written: UInt32 = 0
  var deleted: UInt32 = 0
}

/// Units of one client that came in one row and count as one person's: those below a clock.
struct UnitRun: Equatable, Sendable {
  /// The exclusive end of their clocks; they begin where the run before ends.
  var end: UInt32
  /// The row they came in.
  var row: UInt32
  /// Who first wrote them.
  var person: UInt32
  var isText: Bool
}

/// Units of one client that were deleted in one row.
struct DeletedRun: Equatable, Sendable {
  /// The client's index.
  var client: UInt32
  var clocks: Range<UInt32>
  var row: UInt32
}

/// Units that a row brought before what they depend on.
struct WaitingBlock: Equatable, Sendable {
  var block: UpdateContents.Block
  /// Who brought them.
  var person: UInt32
  /// Whether an earlier row brought it.
  var hasWaited = true
}

/// A part of a pad's log kept whole: the pad before it, and all that was written and deleted in it.
///
/// Its document keeps deleted text, so that it shows any moment of the stretch. Rows before the first
/// own one stand for what came earlier: the very first for the moment before the stretch, the others
/// tell to the minute when what was there then had been written. Like its document it lives in one
/// actor.
final class Stretch {
  /// The last log entry before it.
  let start: UInt64
  /// The last log entry in it.
  var last: UInt64
  let document: Document
  var persons: HistoryPersons
  var rows: [StretchRow]
  /// How many rows stand for what came before.
  let oldRowCount: Int
  var clients: [ClientID] = []
  var clientIndices: [ClientID: UInt32] = [:]
  /// By client index.
  var units: [[UnitRun]] = []
  /// In the order in which they were deleted.
  var deletions: [DeletedRun] = []
  /// Everything that is deleted.
  var deleted = DeleteSet()
  var waiting: [WaitingBlock] = []
  /// What is to be deleted once it has come.
  var waitingDeletes = DeleteSet()
  /// The size of the document at the start, and of all updates since, in bytes.
  var baseBytes = 0
  var grownBytes = 0
  /// Rows in which much was deleted, the last few.
  var cuts: [UInt32] = []
  /// How often pasted text was looked for.
  var searchCount = 0
  /// The deletions by client and clock; nil when some were added since.
  var sortedDeletions: [[DeletedRun]]?

  /// What the documents of history accept: everything the rooms took in.
  static let documentLimits: Limits = {
    var limits = Limits()
    limits.maximumUpdateBytes = 1 << 30
    limits.maximumDocumentBytes = 1 << 30
    limits.maximumPendingBytes = 1 << 30
    limits.maximumBlocks = 1 << 28
    return limits
  }()

  /// Begins at the beginning of a pad.
  convenience init() {
    self.init(
      start: 0,
      last: 0,
      persons: HistoryPersons(),
      rows: [StretchRow(sequence: 0, time: 0, person: 0)],
      oldRowCount: 1
    )
  }

  init(
    start: UInt64,
    last: UInt64,
    persons: HistoryPersons,
    rows: [StretchRow],
    oldRowCount: Int
  ) {
    self.start = start
    self.last = last
    self.persons = persons
    self.rows = rows
    self.oldRowCount = oldRowCount
    document = Document(
      clientID: ClientID(rawValue: 0),
      limits: Self.documentLimits,
      collectsGarbage: false
    )
  }

  /// Whether the next row belongs to the next stretch.
  func isFull(_ limits: HistoryLimits) -> Bool {
    rows.count - oldRowCount >= limits.maximumRows
      || grownBytes >= max(limits.minimumGrowth, 2 * baseBytes)
  }

  /// When the last row was committed; 0 before the first.
  var lastTime: Int64 { rows.last?.time ?? 0 }

  /// Who worked in the stretch and when.
  var spans: HistorySpans {
    var spans = HistorySpans()
    for index in oldRowCount..<max(oldRowCount, rows.count) {
      let row = rows[index]
      spans.add(
        HistorySpan(
          person: row.person,
          from: row.time,
          to: row.time,
          first: rows[index - 1].sequence + 1,
          last: row.sequence,
          written: Int(row.written),
          deleted: Int(row.deleted)
        )
      )
    }
    return spans
  }

  /// The index of a client, which becomes known.
  func index(of client: ClientID) -> UInt32 {
    if let index = clientIndices[client] { return index }
    let index = UInt32(clients.count)
    clients.append(client)
    clientIndices[client] = index
    units.append([])
    return index
  }

  /// So many units are kept of what was deleted last, to recognise an undo by.
  private static let maximumKeptDeletions = 1 << 14

  /// The first of the deletions whose text the next stretch keeps.
  private var firstKeptDeletion: Int {
    var first = deletions.endIndex
    var units = 0
    while first > 0, deletions[first - 1].row > 0 {
      units += deletions[first - 1].clocks.count
      guard units <= Self.maximumKeptDeletions else { break }
      first -= 1
    }
    return first
  }

  /// The stretch that follows when this one is full.
  ///
  /// What was deleted is left behind but for the last of it, and times are kept to the minute.
  ///
  /// - Throws: ``UpdateError``, which would be an error of ours.
  func successor() throws(UpdateError) -> Stretch {
    let firstKept = firstKeptDeletion
    let left = deletedBefore(firstKept)
    let whole = document.encodedState()
    let base = try Updates.erase(left, from: whole, limits: Self.documentLimits) ?? whole
    var rows = [StretchRow(sequence: last, time: lastTime, person: 0)]
    var rowOfMinute: [Int64: UInt32] = [:]
    var kept: [[UnitRun]] = []
    for (index, runs) in units.enumerated() {
      var list: [UnitRun] = []
      func add(_ end: UInt64, _ row: UInt32, _ run: UnitRun) {
        if let before = list.last, before.row == row, before.person == run.person,
          before.isText == run.isText
        {
          list[list.count - 1].end = UInt32(end)
        } else {
          list.append(
            UnitRun(end: UInt32(end), row: row, person: run.person, isText: run.isText)
          )
        }
      }
      var begin: UInt64 = 0
      for run in runs {
        let end = UInt64(run.end)
        for gap in deleted.gaps(in: begin..<end, of: clients[index]) {
          if gap.lowerBound > begin { add(gap.lowerBound, 0, run) }
          let minute = self.rows[Int(run.row)].time / 60_000
          let row = rowOfMinute[minute] ?? UInt32(rows.count)
          if rowOfMinute[minute] == nil {
            rowOfMinute[minute] = row
            rows.append(StretchRow(sequence: last, time: minute * 60_000, person: 0))
          }
          add(gap.upperBound, row, run)
          begin = gap.upperBound
        }
        if begin < end { add(end, 0, run) }
        begin = end
      }
      kept.append(list)
    }
    let rowsOfDeletions = addRows(ofDeletionsFrom: firstKept, to: &rows)
    let next = Stretch(
      start: last,
      last: last,
      persons: persons,
      rows: rows,
      oldRowCount: rows.count
    )
    try next.document.apply(base)
    if let pending = document.pendingUpdate { try next.document.apply(pending) }
    (next.clients, next.clientIndices, next.units) = (clients, clientIndices, kept)
    for (client, list) in left.ranges.sorted(by: { $0.key < $1.key }) {
      for range in list {
        next.deletions.append(
          DeletedRun(
            client: next.index(of: client),
            clocks: UInt32(range.lowerBound)..<UInt32(range.upperBound),
            row: 0
          )
        )
      }
    }
    next.deletions += deletions[firstKept...].map { run in
      DeletedRun(client: run.client, clocks: run.clocks, row: rowsOfDeletions[run.row] ?? 0)
    }
    next.deleted = deleted
    (next.waiting, next.waitingDeletes) = (waiting, waitingDeletes)
    next.baseBytes = base.count
    return next
  }

  /// What is deleted, without what the deletions from one on have deleted.
  private func deletedBefore(_ first: Int) -> DeleteSet {
    var later = DeleteSet()
    for run in deletions[first...] {
      later.insert(
        UInt64(run.clocks.lowerBound)..<UInt64(run.clocks.upperBound),
        of: clients[Int(run.client)]
      )
    }
    var left = DeleteSet()
    for (client, list) in deleted.ranges {
      for gap in list.flatMap({ later.gaps(in: $0, of: client) }) { left.insert(gap, of: client) }
    }
    return left
  }

  /// Adds rows that tell who deleted and in which minute: who did may be undoing later.
  private func addRows(
    ofDeletionsFrom first: Int,
    to rows: inout [StretchRow]
  ) -> [UInt32: UInt32] {
    struct Key: Hashable { let minute: Int64, person: UInt32 }
    var added: [UInt32: UInt32] = [:]
    var known: [Key: UInt32] = [:]
    for run in deletions[first...] where added[run.row] == nil {
      let row = self.rows[Int(run.row)]
      let key = Key(minute: row.time / 60_000, person: row.person)
      if known[key] == nil {
        known[key] = UInt32(rows.count)
        rows.append(StretchRow(sequence: last, time: key.minute * 60_000, person: row.person))
      }
      added[run.row] = known[key]
    }
    return added
  }
}
