// SPDX-License-Identifier: Apache-2.0

/// The append-only history of every pad: one of the two things durable state needs.
///
/// One room at a time appends to a pad; pads do not wait for one another. Nothing is ever taken
/// out but whole pads that were purged, passages and names of authors that were erased. A pad exists
/// when it has an entry.
public protocol UpdateLog: Sendable {
  /// Appends updates to a pad's history and returns when they are on disk.
  ///
  /// The first entry brings the pad into being. The entries of one call are committed together
  /// or not at all.
  ///
  /// - Parameters:
  ///   - entries: The updates in their order; not empty.
  ///   - pad: The pad's name.
  /// - Returns: The pad as it is after the commit.
  /// - Throws: ``StorageError``; nothing of this call may then be acknowledged.
  func append(
    _ entries: [NewLogEntry],
    to pad: String
  ) async throws(StorageError) -> PadRecord

  /// Reads a pad's history from a position.
  ///
  /// - Parameters:
  ///   - pad: The pad's name.
  ///   - sequence: The number of the last entry that is known already; 0 for none.
  /// - Returns: All entries after it in their order; empty for a pad that does not exist.
  /// - Throws: ``StorageError/damagedPad(name:part:)`` when a single entry is damaged or missing.
  func replay(_ pad: String, after sequence: UInt64) async throws(StorageError) -> [LogEntry]

  /// Reads a piece of a pad's history, with what is credited in it.
  ///
  /// - Parameters:
  ///   - pad: The pad's name.
  ///   - sequence: The number of the last entry that is known already; 0 for none.
  ///   - limit: The most entries returned.
  /// - Returns: The entries after it in their order, and for some of them credits.
  /// - Throws: ``StorageError/damagedPad(name:part:)`` when one of them is damaged or missing.
  func page(
    of pad: String,
    after sequence: UInt64,
    limit: Int
  ) async throws(StorageError) -> [CreditedEntry]

  /// Reads as much of a pad's history from a position as is sound: up to the first entry that is
  /// damaged or missing.
  ///
  /// - Parameters:
  ///   - pad: The pad's name.
  ///   - sequence: The number of the last entry that is known already; 0 for none.
  /// - Returns: The entries after it, in their order and without a gap.
  /// - Throws: ``StorageError`` when the pad's own record is damaged or nothing can be read at all.
  func soundEntries(
    of pad: String,
    after sequence: UInt64
  ) async throws(StorageError) -> [LogEntry]

  /// Looks a pad up.
  ///
  /// - Parameter pad: The pad's name.
  /// - Returns: The pad, or `nil` when it does not exist.
  /// - Throws: ``StorageError``, among others when damage makes the answer uncertain.
  func record(of pad: String) async throws(StorageError) -> PadRecord?

  /// Reads one entry of a pad's history.
  ///
  /// - Parameters:
  ///   - sequence: Its number, from 1.
  ///   - pad: The pad's name.
  /// - Returns: The entry, or `nil` when the pad has none of this number.
  /// - Throws: ``StorageError/damagedPad(name:part:)`` when it is damaged.
  func entry(_ sequence: UInt64, of pad: String) async throws(StorageError) -> LogEntry?

  /// Deletes a pad with all that is kept of it, so that it cannot be found on the disk either.
  ///
  /// Nobody may be appending to it.
  ///
  /// - Parameter pad: The pad's name.
  /// - Throws: ``StorageError``.
  func erase(_ pad: String) async throws(StorageError)

  /// Names another author in the place of one, everywhere, so that the one cannot be found on the disk
  /// either.
  ///
  /// - Parameters:
  ///   - author: The author.
  ///   - other: Whom entries and bindings name from now on.
  /// - Throws: ``StorageError``; a part may have been done then.
  func replaceAuthor(_ author: String, by other: String) async throws(StorageError)

  /// Takes the content of units out of a pad's history, in one transaction.
  ///
  /// The entries stay with their numbers, times and authors; stretches, and a checkpoint that may hold
  /// the content, go with it. ``scrub()`` is still to be called.
  ///
  /// - Parameters:
  ///   - erasure: What goes.
  ///   - pad: The pad's name.
  /// - Throws: ``StorageError``; nothing has changed then.
  func erase(_ erasure: UnitErasure, from pad: String) async throws(StorageError)

  /// Makes what was deleted before impossible to find on the disk.
  ///
  /// - Throws: ``StorageError``.
  func scrub() async throws(StorageError)

  /// Tells what an author brought; reads the whole log.
  ///
  /// - Parameter author: The author.
  /// - Returns: A line for each pad, by name.
  /// - Throws: ``StorageError``.
  func contributions(by author: String) async throws(StorageError) -> [Contribution]

  /// Reads whose the client IDs of a pad are.
  ///
  /// - Parameter pad: The pad's name.
  /// - Returns: All bindings in the order of the entries that made them.
  /// - Throws: ``StorageError/damagedPad(name:part:)`` when one is damaged.
  func bindings(of pad: String) async throws(StorageError) -> [ClientBinding]

  /// Joins rows of one author that follow one another within a second, in one transaction.
  ///
  /// Nothing but the order within a second is lost. The first row stays as it is: it tells who
  /// started the pad. Stretches that hold joined rows are dropped with them.
  ///
  /// - Parameters:
  ///   - pad: The pad's name.
  ///   - sequence: Where to begin: the number of the last entry that is left as it is.
  ///   - time: Only rows committed before this are touched, in milliseconds since 1970.
  ///   - limit: The most rows that are read.
  /// - Returns: What was done, and where to go on; rows that no checkpoint holds are never touched.
  /// - Throws: ``StorageError``; the log is then as it was.
  func coalesce(
    _ pad: String,
    after sequence: UInt64,
    before time: Int64,
    limit: Int
  ) async throws(StorageError) -> Coalescing
}

/// An entry of the log with what is credited in it.
public struct CreditedEntry: Equatable, Sendable {
  /// The entry.
  public let entry: LogEntry
  /// What of it somebody else wrote first.
  public let credits: [Credit]

  /// Describes an entry.
  ///
  /// - Parameters:
  ///   - entry: The entry.
  ///   - credits: What of it somebody else wrote first.
  public init(entry: LogEntry, credits: [Credit]) {
    self.entry = entry
    self.credits = credits
  }
}

/// What came of joining rows.
public struct Coalescing: Equatable, Sendable {
  /// A row that inserts a text of as many UTF-16 units at once is never joined: only so it can be
  /// told from one that was typed unit by unit.
  public static let writtenAtOnce = 4
  /// A row that deletes as many units is never joined: what was there before it may be pasted later.
  public static let deletedAtOnce = 16

  /// The last entry that was looked at; `nil` when there is nothing more to look at.
  public var next: UInt64?
  /// How many rows were looked at.
  public var rowsBefore = 0
  /// How many bytes of updates they held.
  public var bytesBefore = 0
  /// How many rows there are in their place.
  public var rowsAfter = 0
  /// How many bytes of updates these hold.
  public var bytesAfter = 0

  /// Begins with nothing done.
  public init() {}
}
