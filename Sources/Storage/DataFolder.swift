// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A data folder in use by this process: one database, one lock.
///
/// Nothing above it knows what kind of database there is.
public final class DataFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// The history of the pads.
  public let updateLog: any UpdateLog

  /// Small named values.
  public let records: any RecordStore

  /// Whole documents, to open pads quickly.
  public let checkpoints: any CheckpointStore

  /// History made ready to be looked into.
  public let stretches: any StretchStore

  /// The list of pads.
  public let catalog: any Catalog

  /// Pads whose own record was found damaged on opening, by the names that could be read.
  public let damagedPads: [String]

  /// The computer's own time, in milliseconds since 1970.
  public static let systemTime: @Sendable () -> Int64 = {
    Int64(Date().timeIntervalSince1970 * 1000)
  }

  private let lock: Mutex<FolderLock?>
  let database: SQLiteDatabase
  let writer: SQLiteWriter

  /// Opens a data folder, making it if it does not exist.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - now: The time in milliseconds since 1970; it may jump, history stays in order.
  /// - Throws: ``StorageError``: the folder is in use, cannot be opened, is damaged, or belongs
  ///   to a newer version, in which case nothing was touched.
  public init(
    path: String,
    now: @escaping @Sendable () -> Int64 = DataFolder.systemTime
  ) throws(StorageError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw .unusable(path: path, code: errno)
    }
    lock = Mutex(try FolderLock(folder: path))
    database = try SQLiteDatabase(path: "\(path)/\(DatabaseFiles.name)", time: now())
    let guardian: DamageGuard
    do {
      guardian = try database.writeBlocking { db in try DamageGuard(checking: db) }
    } catch {
      throw StorageError(error)
    }
    writer = SQLiteWriter(database: database, cache: PadCache())
    damagedPads = guardian.damagedPads
    updateLog = SQLiteUpdateLog(database: database, writer: writer, guardian: guardian, now: now)
    records = SQLiteRecordStore(database: database, writer: writer)
    checkpoints = SQLiteCheckpointStore(database: database, writer: writer, guardian: guardian)
    stretches = SQLiteStretchStore(database: database, writer: writer, guardian: guardian)
    catalog = SQLiteCatalog(database: database, writer: writer, guardian: guardian)
  }

  /// What was written since the folder was opened.
  public var statistics: StorageStatistics { writer.statistics }

  /// Commits what waits, closes the database and lets go of the lock; what follows is refused.
  public func close() async {
    await writer.close()
    lock.withLock { $0 = nil }
  }
}
