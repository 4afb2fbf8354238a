// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

extension PadHouse {
  /// Where editions are written down.
  var editionBook: EditionBook { EditionBook(records: storage.records) }

  /// The longest note, in bytes of UTF-8.
  public static let maximumEditionNoteBytes = 2_000

  /// The most people who sign an edition.
  public static let maximumSigners = 500

  /// A pad's editions.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: All of them, and what the text lacks now.
  /// - Throws: ``PadError/notFound``, ``PadError/storage(_:)``.
  public func editions(of pad: PadName) async throws(PadError) -> PadEditions {
    let record = try await editionBook.record(of: pad)
    return try await shown(record, of: pad)
  }

  /// A pad's editions as they are listed.
  private func shown(_ record: EditionRecord, of pad: PadName) async throws(PadError) -> PadEditions
  {
    let publications = try await publicationBook.record(of: pad)
    return PadEditions(record, publications, missing: try await described(pad).missing)
  }

  /// What a pad's metadata say now.
  func described(_ pad: PadName) async throws(PadError) -> DescribedPad {
    guard let described = try await existingRoom(pad).described() else { throw .notFound }
    return described
  }

  /// Finishes a pad: it becomes an edition, and takes no edit until the next one is begun.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - note: What is said of the edition; nil for nothing.
  ///   - identity: Who finishes it.
  /// - Returns: The pad's editions.
  /// - Throws: ``PadError/finished``, ``PadError/untitled``, ``PadError/tooManyEditions``,
  ///   ``PadError/unfitEditionText``; ``PadError/changed`` when a passage is erased meanwhile. The pad
  ///   can be written in then.
  public func finish(
    _ pad: PadName,
    note: String? = nil,
    by identity: Identity
  ) async throws(PadError) -> PadEditions {
    let note = try Self.checked(note, maximumBytes: Self.maximumEditionNoteBytes)
    let record = try await editionBook.record(of: pad)
    guard record.current == 0 else { throw .finished }
    let number = record.editions.count + 1
    guard number <= EditionBook.maximumEditions else { throw .tooManyEditions }
    let room = try await existingRoom(pad)
    // Read before, so that a pad that is locked is always finished or opened again.
    let erasureCount = try await erasureCount(of: pad)
    let parts = try await room.lock(as: number)
    let finished: EditionRecord
    do throws(PadError) {
      let entry = try await entry(of: pad, parts, number: number, note: note, by: identity)
      finished = try await editionBook.change(pad) { record throws(PadError) in
        guard record.editions.count + 1 == number else { throw .changed }
        record.editions.append(entry)
        record.current = number
        record.begun = nil
        return record
      }
    } catch {
      _ = try? await room.lock(as: 0)
      throw error
    }
    try await confirm(number, of: pad, head: parts.head, erasureCount)
    return try await shown(finished, of: pad)
  }

  /// Begins the next edition: a finished pad can be written in again.
  ///
  /// Who agreed did so with the edition before: the list of them is emptied.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - note: Why; nil when nothing is said.
  ///   - identity: Who begins it.
  /// - Returns: The pad's editions.
  /// - Throws: ``PadError/notFinished``, ``PadError/unfitEditionText``, ``PadError/storage(_:)``.
  public func beginEdition(
    of pad: PadName,
    note: String? = nil,
    by identity: Identity
  ) async throws(PadError) -> PadEditions {
    let note = try Self.checked(note, maximumBytes: Self.maximumEditionNoteBytes)
    let time = now()
    let record = try await editionBook.change(pad) { record throws(PadError) in
      guard record.current != 0 else { throw .notFinished }
      record.begun = EditionRecord.Beginning(
        replaces: record.current,
        time: time,
        note: note,
        who: identity.stored
      )
      record.current = 0
      return record
    }
    // A room that opens from now on reads that it may be written in.
    if let room = await openRoom(pad) { _ = try? await room.lock(as: 0) }
    let room = try await existingRoom(pad)
    // Begun it is, also where that cannot be written.
    _ = try? await room.setMeta(try MetaChanges(["signers": .null]), by: identity)
    return try await shown(record, of: pad)
  }

  /// Writes an edition's parts and tells what is to be written down of it.
  private func entry(
    of pad: PadName,
    _ parts: EditionParts,
    number: Int,
    note: String?,
    by identity: Identity
  ) async throws(PadError) -> EditionRecord.Entry {
    guard let title = parts.title, title.isSeen else { throw .untitled }
    let signers = parts.description.signers
    guard signers.count <= Self.maximumSigners,
      signers.allSatisfy({ $0.utf8.count <= Self.maximumPublishedNameBytes })
    else { throw .unfitEditionText }
    let before = try await editionBook.change(pad) { record throws(PadError) in
      record.frozen = max(record.frozen, parts.head)
      return record
    }
    await joiningEnds(in: pad)
    var log = LogDigest()
    try await eachRow(of: pad, through: parts.head) { row in log.add(row) }
    let written: [EditionPart: [UInt8]] = [
      .text: parts.text, .metadata: parts.metadata, .state: parts.state,
      .contributors: try await contributorsPart(of: pad, at: parts.head, before),
    ]
    for (part, bytes) in written { try await editionBook.keep(bytes, as: part, of: number, pad) }
    let erasures = try await historyBook.record(of: pad).erasures ?? []
    guard erasures.allSatisfy({ $0.units == nil }) else { throw .changed }
    var digests = written.mapValues { EditionManifest.Digest(of: $0) }
    digests[.log] = log.digest
    let manifest = EditionManifest(
      number: number,
      title: title,
      finished: self.now(),
      signers: signers,
      note: note,
      replaces: number > 1 ? number - 1 : nil,
      previous: before.editions.last?.sha256,
      head: parts.head,
      parts: digests
    ).encoded
    return EditionRecord.Entry(
      manifest: String(decoding: manifest, as: UTF8.self),
      sha256: EditionManifest.Digest(of: manifest).sha256,
      who: identity.stored
    )
  }

  /// Sees to it that the pad is what its edition says, also when its room was let go meanwhile.
  private func confirm(
    _ number: Int,
    of pad: PadName,
    head: UInt64,
    _ erasures: Int
  ) async throws(PadError) {
    if let room = await openRoom(pad), await room.edition != number { await room.shutDown() }
    let record = try await storing { () throws(StorageError) in
      try await storage.updateLog.record(of: pad.rawValue)
    }
    let isErased = try await erasureCount(of: pad) != erasures
    guard record?.lastSequence != head || isErased else { return }
    // Somebody wrote into a room that was opened in between, or a passage was erased: this was never
    // finished. Where the next edition was begun since, that is what was written.
    let isWithdrawn = try await editionBook.change(pad) { record throws(PadError) in
      guard record.current == number, record.editions.count == number else { return false }
      record.editions.removeLast()
      record.current = 0
      return true
    }
    guard isWithdrawn else { return }
    try await withdrawEditions([number], of: pad)
    if let room = await openRoom(pad) { _ = try? await room.lock(as: 0) }
    throw .changed
  }

  /// Reads the rows of a pad's history, those up to a head.
  func eachRow(
    of pad: PadName,
    through head: UInt64,
    _ body: (LogPart.Row) -> Void
  ) async throws(PadError) {
    var place: UInt64 = 0
    while place < head {
      for credited in try await page(of: pad, after: place) where place < head {
        place = credited.entry.sequence
        body(LogPart.Row(credited.entry))
      }
    }
  }

  /// A note or a name as it is kept: what can be seen of it; nil for nothing.
  static func checked(_ text: String?, maximumBytes: Int) throws(PadError) -> String? {
    guard let text else { return nil }
    let trimmed = String(
      text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    )
    guard !trimmed.hidesSomething, trimmed.utf8.count <= maximumBytes,
      trimmed.isEmpty || trimmed.isSeen
    else {
      throw .unfitEditionText
    }
    return trimmed.isEmpty ? nil : trimmed
  }
}
