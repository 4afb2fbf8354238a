// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization
import TextCRDT

/// Where a passage stands, or stood, in a pad.
public struct PassagePlaces: Equatable, Codable, Sendable {
  /// At how many places; none when it never stood there.
  public let count: Int
  /// How many UTF-16 units that is.
  public let length: Int
  /// The editions that lose their text when it is erased.
  public var editions: [Int] = []
}

extension PadHouse {
  /// The shortest passage, in UTF-16 units: a shorter one stands everywhere.
  public static let minimumPassage = 2
  /// The longest passage, in UTF-16 units.
  public static let maximumPassage = 10_000
  /// How many rows of the log are read at once.
  private static let pageSize = 1_000
  /// How often is looked again for what somebody wrote meanwhile, or what joins when all else is gone.
  private static let maximumLooks = 20
  /// For how long others are kept waiting.
  private static let slice: Duration = .milliseconds(5)

  /// Finds a passage in all that a pad ever was.
  ///
  /// - Parameters:
  ///   - passage: The text, as it stood.
  ///   - pad: The pad.
  /// - Returns: The places.
  /// - Throws: ``PadError/unfitPassage``, ``PadError/searchBusy``, ``PadError/passageElsewhere``,
  ///   ``PadError/notFound``, ``PadError/storage(_:)``; ``PadError/closing`` when nobody waits any more.
  /// - Complexity: O(*n* + *k* *m*); *n* what the log holds, *k* rows that wrote something like it, *m*
  ///   units of the passage.
  public func places(of passage: String, in pad: PadName) async throws(PadError) -> PassagePlaces {
    try beginSearch()
    defer { isSearching.store(false, ordering: .releasing) }
    let look = try await search(for: passage, in: pad)
    var places = PassagePlaces(count: look.found.placeCount, length: look.found.units.unitCount)
    if try await editionBook.record(of: pad).editions.contains(where: { $0.erased == nil }) {
      let rows = try await rows(with: look.found.units, in: pad, through: look.last).sequences
      if let first = rows.first { places.editions = try await editions(from: first, of: pad) }
    }
    let mentioning = try await editions(mentioning: look.passage, of: pad)
    places.editions = Set(places.editions + mentioning).sorted()
    return places
  }

  /// Takes a passage out of a pad and out of everything that the pad ever was, for good.
  ///
  /// Where it stands it is deleted, which everybody sees; of the log its content goes, and with it all
  /// that was made of the log. That it was done stays written, without the text. Whoever was in the pad
  /// is let go and comes back.
  ///
  /// - Parameters:
  ///   - passage: The text, as it stood.
  ///   - pad: The pad.
  ///   - identity: Who asks.
  /// - Returns: What was erased; nothing has changed where there was nothing.
  /// - Throws: What ``places(of:in:)`` throws, and what the storage throws; then it is finished when the
  ///   server starts, or when it is asked for again.
  public func erase(
    _ passage: String,
    from pad: PadName,
    by identity: Identity
  ) async throws(PadError) -> PassagePlaces {
    try beginSearch()
    defer { isSearching.store(false, ordering: .releasing) }
    var look = try await search(for: passage, in: pad)
    var (units, count) = (DeleteSet(), 0)
    // What somebody writes meanwhile, and what is left, which may join to the same, now or at an
    // earlier moment, is found by the next look.
    for _ in 0..<Self.maximumLooks {
      let found = look.found
      guard !found.units.isEmpty else { break }
      try await delete(found.units, in: pad, by: identity)
      units.formUnion(found.units)
      count += found.placeCount
      look = PassageSearch(look.passage, without: units)
      try await follow(look, in: pad)
    }
    let mentioning = try await editions(mentioning: look.passage, of: pad)
    guard !units.isEmpty else {
      try await forgetEditions(mentioning, of: pad)
      try await finishErasures(of: pad)
      return PassagePlaces(count: 0, length: 0)
    }
    let erasure = HistoryRecord.Erasure(
      id: Base64URL.text(of: RandomBytes.draw(12)),
      sequence: look.last,
      time: now(),
      who: identity.stored,
      length: units.unitCount,
      units: Base64URL.text(of: units.encoded())
    )
    try await historyBook.change(pad) { record throws(PadError) in record.note(erasure) }
    try await forgetEditions(mentioning, of: pad)
    try await finish(erasure, of: pad, isWaiting: look.isWaiting(for: units))
    return PassagePlaces(count: count, length: units.unitCount)
  }

  private func beginSearch() throws(PadError) {
    let begins = isSearching.compareExchange(
      expected: false,
      desired: true,
      ordering: .acquiring
    ).exchanged
    guard begins else { throw .searchBusy }
  }

  /// Follows all of a pad's log for a passage; other editors than ours end lines by CR LF.
  private func search(
    for passage: String,
    in pad: PadName
  ) async throws(PadError) -> PassageSearch {
    let passage = LineEnds.normalized(passage)
    let isBlank = passage.allSatisfy(\.isWhitespace)
    guard !isBlank, (Self.minimumPassage...Self.maximumPassage).contains(passage.utf16.count) else {
      throw .unfitPassage
    }
    var search = PassageSearch(passage)
    try await follow(search, in: pad)
    if search.found.units.isEmpty, passage.contains("\n") {
      search = PassageSearch(
        passage.split(separator: "\n", omittingEmptySubsequences: false)
          .joined(separator: "\r\n")
      )
      try await follow(search, in: pad)
    }
    guard !search.standsInTitle else { throw .passageElsewhere }
    return search
  }

  /// Follows the log to its end.
  private func follow(_ search: PassageSearch, in pad: PadName) async throws(PadError) {
    let record = try await storing { () throws(StorageError) in
      try await storage.updateLog.record(of: pad.rawValue)
    }
    guard let record else { throw .notFound }
    var begun = ContinuousClock.now
    while search.last < record.lastSequence {
      for credited in try await page(of: pad, after: search.last) {
        do {
          try search.take(credited.entry)
        } catch {
          throw .storage(.damagedPad(name: pad.rawValue, part: .row(credited.entry.sequence)))
        }
        guard ContinuousClock.now - begun > Self.slice else { continue }
        await Task.yield()
        guard !Task.isCancelled else { throw .closing }
        begun = .now
      }
    }
  }

  /// Some rows of a pad's history, of which there are more after a number; never none.
  func page(
    of pad: PadName,
    after sequence: UInt64
  ) async throws(PadError) -> [CreditedEntry] {
    let page = try await storing { () throws(StorageError) in
      try await storage.updateLog.page(of: pad.rawValue, after: sequence, limit: Self.pageSize)
    }
    // Who goes on until the end would never come to it.
    guard !page.isEmpty else {
      throw .storage(.damagedPad(name: pad.rawValue, part: .row(sequence + 1)))
    }
    return page
  }

  /// Deletes units in a pad, which everybody there sees.
  private func delete(
    _ units: DeleteSet,
    in pad: PadName,
    by identity: Identity
  ) async throws(PadError) {
    _ = try await existingRoom(pad).edit(isErasure: true, by: identity) {
      document throws(EditError) in
      try document.delete(units)
      return []
    }
  }
}
