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

  fileprivate init(_ found: (units: DeleteSet, placeCount: Int)) {
    count = found.placeCount
    length = found.units.unitCount
  }
}

extension PadHouse {
  /// The shortest passage, in UTF-16 units: a shorter one stands everywhere.
  public static let minimumPassage = 2
  /// The longest passage, in UTF-16 units.
  public static let maximumPassage = 10_000
  /// How many rows of the log are read at once.
  private static let pageSize = 2_000
  /// How often is looked again for what somebody wrote meanwhile.
  private static let maximumLooks = 4

  /// Finds a passage in all that a pad ever was.
  ///
  /// - Parameters:
  ///   - passage: The text, as it stood.
  ///   - pad: The pad.
  /// - Returns: The places.
  /// - Throws: ``PadError/unfitPassage``, ``PadError/searchBusy``, ``PadError/notFound``,
  ///   ``PadError/storage(_:)``.
  /// - Complexity: O(*n* *m*); *n* rows of the log, *m* units of the passage.
  public func places(of passage: String, in pad: PadName) async throws(PadError) -> PassagePlaces {
    let search = try Self.search(for: passage)
    try beginSearch()
    defer { isSearching.store(false, ordering: .releasing) }
    try await follow(search, in: pad)
    return PassagePlaces(search.found)
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
  /// - Throws: ``PadError/unfitPassage``, ``PadError/searchBusy``, ``PadError/passageElsewhere`` and what
  ///   the storage throws; it can be asked for again then.
  public func erase(
    _ passage: String,
    from pad: PadName,
    by identity: Identity
  ) async throws(PadError) -> PassagePlaces {
    let search = try Self.search(for: passage)
    try beginSearch()
    defer { isSearching.store(false, ordering: .releasing) }
    try await follow(search, in: pad)
    guard !search.found.units.isEmpty else { return PassagePlaces(search.found) }
    guard !search.standsElsewhere else { throw .passageElsewhere }
    try await deleteWhatStands(search, in: pad, by: identity)
    let found = search.found
    let places = PassagePlaces(found)
    let erasure = HistoryRecord.Erasure(
      id: Base64URL.text(of: RandomBytes.draw(12)),
      sequence: search.last,
      time: now(),
      who: identity.stored,
      length: places.length,
      units: Base64URL.text(of: found.units.encoded())
    )
    try await historyBook.change(pad) { record throws(PadError) in
      record.erasures = (record.erasures ?? []) + [erasure]
    }
    try await finish(erasure, of: pad, isWaiting: search.hasWaiting)
    return places
  }

  private func beginSearch() throws(PadError) {
    let begins = isSearching.compareExchange(
      expected: false,
      desired: true,
      ordering: .acquiring
    ).exchanged
    guard begins else { throw .searchBusy }
  }

  private static func search(for passage: String) throws(PadError) -> PassageSearch {
    let passage = LineEnds.normalized(passage)
    let isBlank = passage.allSatisfy(\.isWhitespace)
    guard !isBlank, (minimumPassage...maximumPassage).contains(passage.utf16.count) else {
      throw .unfitPassage
    }
    return PassageSearch(passage)
  }

  /// Follows the log to its end.
  private func follow(_ search: PassageSearch, in pad: PadName) async throws(PadError) {
    let record = try await storing { () throws(StorageError) in
      try await storage.updateLog.record(of: pad.rawValue)
    }
    guard let record else { throw .notFound }
    while search.last < record.lastSequence {
      await Task.yield()
      for credited in try await page(of: pad, after: search.last) {
        do {
          try search.take(credited.entry)
        } catch {
          throw .storage(.damagedPad(name: pad.rawValue, part: .row(credited.entry.sequence)))
        }
      }
    }
  }

  func page(
    of pad: PadName,
    after sequence: UInt64
  ) async throws(PadError) -> [CreditedEntry] {
    try await storing { () throws(StorageError) in
      try await storage.updateLog.page(of: pad.rawValue, after: sequence, limit: Self.pageSize)
    }
  }

  /// Deletes what stands of the passage, also what somebody writes while this looks.
  private func deleteWhatStands(
    _ search: PassageSearch,
    in pad: PadName,
    by identity: Identity
  ) async throws(PadError) {
    let room = try await existingRoom(pad)
    for _ in 0..<Self.maximumLooks {
      let units = search.found.units
      _ = try await room.edit(by: identity) { document throws(EditError) in
        try document.text(PadRoots.content).remove(units)
        return []
      }
      try await follow(search, in: pad)
      guard !search.standsElsewhere else { throw .passageElsewhere }
      if search.found.units == units { return }
    }
    throw .changed
  }
}
