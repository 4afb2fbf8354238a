// SPDX-License-Identifier: Apache-2.0

/// The append-only history of every pad: one of the two things durable state needs.
///
/// One room at a time appends to a pad; pads do not wait for one another. Nothing is ever taken
/// out but whole pads that were purged, and names of authors who were erased. A pad exists when it
/// has an entry.
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
}
