// SPDX-License-Identifier: Apache-2.0

import Logging
public import Storage
import Synchronization

extension PadHouse {
  /// The history of a pad, kept for a while once somebody looked into it.
  func history(of pad: PadName) -> PadHistory {
    histories.history(
      of: pad,
      storage: storage,
      limits: limits.history,
      at: time.now()
    )
  }

  /// Where named versions and restores are written down.
  var historyBook: HistoryBook { HistoryBook(records: storage.records) }

  /// Who worked on a pad and when, its versions and restores.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - identity: Who asks.
  /// - Returns: All of it.
  /// - Throws: ``PadError/notFound``, ``PadError/storage(_:)``.
  public func timeline(
    of pad: PadName,
    for identity: Identity
  ) async throws(PadError) -> PadTimeline {
    let history = history(of: pad)
    let (spans, last) = try await history.timeline()
    let persons = try await history.persons()
    let people = HistoryPeople(persons, for: identity, accounts)
    let record = try await historyBook.record(of: pad)
    return PadTimeline(
      last: last,
      persons: people.all,
      spans: spans.map { span in
        HistorySpanAnswer(
          person: people.id(of: span.person),
          from: span.from,
          to: span.to,
          first: span.first,
          last: span.last,
          written: span.written,
          deleted: span.deleted
        )
      },
      events: record.events.map { event in
        HistoryEvent(
          kind: event.kind.rawValue,
          sequence: event.sequence,
          time: event.time,
          person: people.id(of: event.who, among: persons),
          of: event.of,
          length: nil
        )
      }
        + (record.erasures ?? []).map { erasure in
          HistoryEvent(
            kind: erasure.units == nil ? "erasure" : "unfinished-erasure",
            sequence: erasure.sequence,
            time: erasure.time,
            person: people.id(of: erasure.who, among: persons),
            of: nil,
            length: erasure.length
          )
        },
      versions: try await versions(of: pad, for: identity)
    )
  }

  /// A pad's text at a moment, and who wrote it.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - moment: The moment.
  ///   - identity: Who asks.
  /// - Returns: The text with its authors.
  /// - Throws: ``PadError/noSuchMoment``, ``PadError/notFound``, ``PadError/storage(_:)``.
  public func attribution(
    of pad: PadName,
    at moment: Moment,
    for identity: Identity
  ) async throws(PadError) -> AttributedText {
    let written = try await naming(pad) { () throws(PadError) in
      try await self.history(of: pad).text(at: moment)
    }
    let people = HistoryPeople(written.persons, for: identity, accounts)
    var runs: [AuthorRun] = []
    var offset = 0
    for run in written.runs {
      let person = people.id(of: run.person)
      if let last = runs.last, last.person == person {
        runs[runs.count - 1] = AuthorRun(
          person: person,
          from: last.from,
          length: last.length + run.length
        )
      } else {
        runs.append(AuthorRun(person: person, from: offset, length: run.length))
      }
      offset += run.length
    }
    let standing = Set(runs.map(\.person))
    return AttributedText(
      moment: written.found,
      text: written.text,
      // Who wrote only what is gone is for those to know who may see the past.
      persons: people.all.filter { person in standing.contains(person.id) },
      runs: runs
    )
  }

  /// What was done after a log entry, step by step.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - sequence: The last log entry that is known; 0 for none.
  ///   - limit: The most steps returned.
  ///   - identity: Who asks.
  /// - Returns: The steps.
  /// - Throws: ``PadError``.
  public func steps(
    of pad: PadName,
    after sequence: UInt64,
    limit: Int,
    for identity: Identity
  ) async throws(PadError) -> PadSteps {
    let history = history(of: pad)
    let (steps, next) = try await history.steps(after: sequence, limit: limit)
    let people = HistoryPeople(try await history.persons(), for: identity, accounts)
    return PadSteps(
      persons: people.all,
      steps: steps.map { step in
        PadStep(
          person: people.id(of: step.person),
          time: step.time,
          first: step.first,
          last: step.last,
          written: step.written,
          deleted: step.deleted
        )
      },
      next: next
    )
  }

  /// What is different between two moments.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - start: The earlier moment.
  ///   - end: The later moment.
  ///   - identity: Who asks.
  /// - Returns: The later text with what was deleted.
  /// - Throws: ``PadError/momentsOutOfOrder``, ``PadError/noSuchMoment``, ``PadError/storage(_:)``.
  public func difference(
    of pad: PadName,
    from start: Moment,
    to end: Moment,
    for identity: Identity
  ) async throws(PadError) -> PadDifference {
    let history = history(of: pad)
    let found = try await naming(pad) { () throws(PadError) in
      try await history.difference(from: start, to: end)
    }
    let people = HistoryPeople(try await history.persons(), for: identity, accounts)
    return PadDifference(
      from: found.from,
      to: found.to,
      persons: people.all,
      parts: found.pieces.map { piece in
        DifferencePart(
          kind: piece.kind.rawValue,
          text: piece.text,
          person: piece.person.map(people.id(of:)),
          time: piece.time,
          move: piece.move
        )
      }
    )
  }

  /// Names the pad in an error that does not know it.
  func naming<Value: Sendable>(
    _ pad: PadName,
    _ body: () async throws(PadError) -> Value
  ) async throws(PadError) -> Value {
    do throws(PadError) {
      return try await body()
    } catch .storage(.damagedPad("", let part)) {
      throw .storage(.damagedPad(name: pad.rawValue, part: part))
    } catch {
      throw error
    }
  }

  /// Makes rows of the log that nobody will look at by the second fewer, and small.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - age: Only rows older than this are joined, in milliseconds.
  /// - Returns: What was done.
  /// - Throws: ``PadError``.
  @discardableResult
  public func coalesce(
    _ pad: PadName,
    olderThan age: Int64 = 3_600_000
  ) async throws(PadError) -> Coalescing {
    var total = Coalescing()
    let begins = joining.withLock { joining in
      guard joining[pad] == nil else { return false }
      joining[pad] = []
      return true
    }
    guard begins else { return total }
    defer { joining.withLock { $0.removeValue(forKey: pad) }?.forEach { $0.resume() } }
    // Read after it is known that rows are being joined here: see Decisions/013, finishing.
    let frozen = try await editionBook.record(of: pad).frozen
    var place = max(frozen, try await historyBook.record(of: pad).coalesced)
    let before = place
    while true {
      let done: Coalescing
      do {
        done = try await storage.updateLog.coalesce(
          pad.rawValue,
          after: place,
          before: now() - age,
          limit: 2_000
        )
      } catch {
        throw .storage(error)
      }
      total.rowsBefore += done.rowsBefore
      total.rowsAfter += done.rowsAfter
      total.bytesBefore += done.bytesBefore
      total.bytesAfter += done.bytesAfter
      guard let next = done.next else { break }
      place = next
    }
    if total.rowsAfter < total.rowsBefore { try await forgetHistory(of: pad, from: before) }
    if place > before {
      try await historyBook.change(pad) { record throws(PadError) in record.coalesced = place }
    }
    return total
  }

  /// Waits until no rows of a pad are being joined.
  func joiningEnds(in pad: PadName) async {
    await withCheckedContinuation { continuation in
      let waits = joining.withLock { joining in
        guard joining[pad] != nil else { return false }
        joining[pad]?.append(continuation)
        return true
      }
      if !waits { continuation.resume() }
    }
  }

  /// Joins old rows of a pad that nobody has open, when there is nothing better to do.
  func coalesceLater(_ pad: PadName) {
    Task(priority: .background) { [weak self] in
      do {
        _ = try await self?.coalesce(pad)
      } catch PadError.storage(.closed) {
        // The server went down meanwhile; the next rest will do.
      } catch {
        self?.logger.warning(
          "rows not joined",
          metadata: ["pad": "\(pad.rawValue)", "error": "\(error)"]
        )
      }
    }
  }

  /// Forgets what was read of the log before it was changed, also what was being stored meanwhile.
  func forgetHistory(of pad: PadName, from sequence: UInt64) async throws(PadError) {
    // One that is at work is done with before.
    await histories.known(pad)?.forget()
    do {
      try await storage.stretches.drop(from: sequence, of: pad.rawValue)
    } catch {
      throw .storage(error)
    }
  }
}

extension HistoryPeople {
  /// Who an author is; nil for one who never wrote in the pad.
  func id(of author: String?, among persons: HistoryPersons) -> Int? {
    persons.authors.firstIndex(of: author).map { id(of: UInt32($0)) }
  }
}
