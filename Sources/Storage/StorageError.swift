// SPDX-License-Identifier: Apache-2.0

/// Why something could not be read from or written to the data folder.
///
/// Cases name the fault and the pad, never content.
public enum StorageError: Error, Equatable, Sendable {
  /// Another process uses the data folder.
  case folderInUse(path: String)

  /// The folder or the database file cannot be created or opened.
  case unusable(path: String, code: Int32)

  /// The database file belongs to another program.
  case foreignDatabase(path: String)

  /// A newer version of the program wrote the database; nothing was touched.
  case newerSchema(found: Int, known: Int)

  /// The writer does not sync each commit, so nothing could be acknowledged.
  case notDurable(synchronous: Int)

  /// What is stored of a pad fails its checksum or is incomplete; the pad stays closed.
  case damagedPad(name: String, part: Part)

  /// A record fails its checksum.
  case damagedRecord(collection: String, key: String)

  /// SQLite found the file's structure damaged; the number is SQLite's extended code.
  case damagedDatabase(code: Int32)

  /// The disk or the quota is full; nothing was written.
  case full

  /// Reading or writing failed; the number is SQLite's extended code. Nothing was acknowledged.
  case inputOutput(code: Int32)

  /// SQLite refused for another reason; the number is its extended code.
  case refused(code: Int32)

  /// The data folder was closed.
  case closed

  /// What of a pad can be damaged.
  public enum Part: Equatable, Sendable {
    /// The pad's own row.
    case record
    /// The log row of this sequence number, or the one missing there.
    case row(UInt64)
    /// Whose client IDs are, as the log row of this sequence number bound them.
    case binding(UInt64)
    /// The checkpoint up to this sequence number.
    case checkpoint(UInt64)
    /// The database pages that hold it; the number is SQLite's extended code.
    case pages(Int32)
  }
}
