// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

extension PadHouse {
  /// A restore with more undone ones after it stays: each is looked at anew to take it back.
  private static let maximumLaterUndos = 50

  /// Makes a pad read as it did at a moment, as a new edit that open editors see live.
  ///
  /// Only what differs changes, and what comes back counts as its first writers'.
  ///
  /// - Parameters:
  ///   - moment: The moment.
  ///   - pad: The pad.
  ///   - identity: Who restores it.
  /// - Returns: The log entry that did it; the pad's last when there was nothing to change.
  /// - Throws: ``PadError``.
  public func restoreText(
    at moment: Moment,
    of pad: PadName,
    by identity: Identity
  ) async throws(PadError) -> UInt64 {
    let written = try await naming(pad) { () throws(PadError) in
      try await self.history(of: pad).text(at: moment)
    }
    let room = try await existingRoom(pad)
    let writers = Self.writers(of: written)
    let result = try await room.edit(by: identity) { document throws(EditError) in
      let inserted = try document.text(PadRoots.content).replace(with: written.text)
      return writers.credits(for: inserted)
    }
    guard let sequence = result.sequence else { return result.version.sequence }
    try await note(.restore, sequence, of: pad, written.found.sequence, by: identity)
    return sequence
  }

  /// Takes a restore back: what it inserted goes, what it deleted comes again; all else stays.
  ///
  /// - Parameters:
  ///   - sequence: The log entry that restored.
  ///   - pad: The pad.
  ///   - identity: Who takes it back.
  /// - Returns: The log entry that did it; the pad's last when there was nothing to change.
  /// - Throws: ``PadError/notARestore``, and what ``restoreText(at:of:by:)`` throws.
  public func undoRestore(
    _ sequence: UInt64,
    of pad: PadName,
    by identity: Identity
  ) async throws(PadError) -> UInt64 {
    let events = try await historyBook.record(of: pad).events
    guard events.contains(where: { $0.sequence == sequence }),
      !events.contains(where: { $0.kind == .undo && $0.of == sequence })
    else { throw .notARestore }
    let later = events.filter { $0.kind == .undo && $0.sequence > sequence }
    guard later.count <= Self.maximumLaterUndos else { throw .notARestore }
    let edit = try await naming(pad) { () throws(PadError) in
      let history = self.history(of: pad)
      var edit = try await history.edit(at: sequence)
      // What it inserted may have been deleted by another restore and come again when that was undone.
      for event in later.sorted(by: { $0.sequence < $1.sequence }) {
        let undone = try await history.edit(at: event.of)
        edit.follow(undone, broughtBackBy: try await history.edit(at: event.sequence))
      }
      return edit
    }
    let room = try await existingRoom(pad)
    let result = try await room.edit(by: identity) { document throws(EditError) in
      try edit.apply(to: document.text(PadRoots.content), of: document)
    }
    guard let done = result.sequence else { return result.version.sequence }
    try await note(.undo, done, of: pad, sequence, by: identity)
    return done
  }

  /// Starts a pad with the text another one had at a moment.
  ///
  /// - Parameters:
  ///   - pad: The other pad.
  ///   - moment: The moment.
  ///   - name: The new pad's name; `nil` for a random one.
  ///   - meta: Its first metadata.
  ///   - identity: Who starts it.
  /// - Returns: The new pad; what others wrote stays theirs in it.
  /// - Throws: As ``create(_:text:meta:by:)``, ``PadError/noSuchMoment``.
  public func copy(
    _ pad: PadName,
    at moment: Moment,
    to name: PadName? = nil,
    meta: MetaChanges = MetaChanges(),
    by identity: Identity
  ) async throws(PadError) -> PadMetadata {
    let written = try await naming(pad) { () throws(PadError) in
      try await self.history(of: pad).text(at: moment)
    }
    return try await create(
      name,
      text: written.text,
      meta: meta,
      by: identity,
      crediting: Self.writers(of: written)
    )
  }

  private static func writers(of written: WrittenText) -> FirstWriters {
    FirstWriters(
      written.runs.map { run in
        FirstWriters.Part(length: run.length, author: written.persons.authors[Int(run.person)])
      }
    )
  }

  private func note(
    _ kind: HistoryRecord.Event.Kind,
    _ sequence: UInt64,
    of pad: PadName,
    _ other: UInt64,
    by identity: Identity
  ) async throws(PadError) {
    let time = now()
    try await historyBook.change(pad) { record throws(PadError) in
      record.events.append(
        HistoryRecord.Event(
          kind: kind,
          sequence: sequence,
          time: time,
          who: identity.stored,
          of: other
        )
      )
      let surplus = record.events.count - HistoryBook.maximumEvents
      if surplus > 0 { record.events.removeFirst(surplus) }
    }
  }
}
