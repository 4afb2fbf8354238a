// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Synchronization

/// The open database file: one connection that writes, a few that read.
///
/// The handle can be thrown away and opened again, which is how a failed sync is answered: what
/// the kernel still holds of a failed write is not known, so it is never written over blindly.
final class SQLiteDatabase: Sendable {
  let path: String
  private let pool: Mutex<DatabasePool?>

  /// Opens the database, creating or migrating it as needed.
  ///
  /// - Throws: ``StorageError/newerSchema(found:known:)`` before anything is touched.
  init(path: String, time: Int64) throws(StorageError) {
    self.path = path
    do {
      let found = try Self.refuseNewer(path: path)
      let opened = try Self.open(path: path)
      if (1..<Schema.currentVersion).contains(found) {
        try Self.keepCopy(of: opened, path: path, version: found)
      }
      try opened.writeWithoutTransaction { db in
        try Schema.migrate(db, path: path, time: time)
      }
      pool = Mutex(opened)
    } catch {
      throw StorageError(error)
    }
  }

  /// Runs a read on one of the reading connections; it sees one commit and nothing later.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T
  ) async -> Result<T, any Error> {
    let pool: DatabasePool
    do {
      pool = try current()
    } catch {
      return .failure(error)
    }
    return await withCheckedContinuation { continuation in
      pool.asyncRead { access in
        continuation.resume(returning: Result { try body(try access.get()) })
      }
    }
  }

  /// Runs a transaction on the writing connection, on the calling thread's time.
  ///
  /// Only ``SQLiteWriter`` calls this, from its one queue.
  func writeBlocking<T>(_ body: (Database) throws -> T) throws -> T {
    try current().writeWithoutTransaction { db in
      var result: T?
      try db.inTransaction(.immediate) {
        result = try body(db)
        return .commit
      }
      guard let result else { throw StorageError.refused(code: -1) }
      return result
    }
  }

  /// Moves what the write-ahead log holds into the one file, and closes every connection.
  ///
  /// A copy of the file alone is then a backup; a damaged disk only leaves the log behind.
  func close() {
    let last = pool.withLock { $0 }
    try? last?.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    discardHandle()
  }

  /// Moves what the write-ahead log holds into the one file and cuts it to nothing, so that what was
  /// deleted is in neither.
  func scrub() throws {
    try current().writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
  }

  /// Closes every connection after the reads under way; the next use opens them again.
  func discardHandle() {
    let old = pool.withLock { pool in
      defer { pool = nil }
      return pool
    }
    try? old?.close()
  }

  private func current() throws -> DatabasePool {
    try pool.withLock { pool in
      if let pool { return pool }
      let opened = try Self.open(path: path)
      pool = opened
      return opened
    }
  }

  /// Moves what the write-ahead log beside a database holds into it, so that the file is all.
  ///
  /// - Throws: ``StorageError``: it is no database of ours, or a newer version's.
  static func gather(_ path: String) throws(StorageError) {
    do {
      try refuseNewer(path: path)
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
      try queue.close()
      for end in DatabaseFiles.companions {
        try? FileManager.default.removeItem(atPath: path + end)
      }
    } catch {
      throw StorageError(error)
    }
  }

  /// Copies the database as it is before a migration to a file beside it, whole or not at all.
  private static func keepCopy(of pool: DatabasePool, path: String, version: Int) throws {
    let copying = "\(path)-copying"
    try? FileManager.default.removeItem(atPath: copying)
    let copy = try DatabaseQueue(path: copying)
    do {
      try pool.backup(to: copy)
      try copy.close()
      try DatabaseFiles.sync(copying)
    } catch {
      try? copy.close()
      try? FileManager.default.removeItem(atPath: copying)
      throw error
    }
    try DatabaseFiles.rename(copying, to: Self.copyPath(of: path, version: version))
  }

  /// Where the copy of a database of a version is kept.
  static func copyPath(of path: String, version: Int) -> String {
    let stem = path.hasSuffix(".sqlite") ? String(path.dropLast(".sqlite".count)) : path
    return "\(stem).schema-\(version).sqlite"
  }

  @discardableResult
  private static func refuseNewer(path: String) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    var configuration = Configuration()
    configuration.readonly = true
    let reader = try DatabaseQueue(path: path, configuration: configuration)
    let found = try reader.read { db in try Schema.version(in: db, path: path) }
    try reader.close()
    guard found <= Schema.currentVersion else {
      throw StorageError.newerSchema(found: found, known: Schema.currentVersion)
    }
    return found
  }

  private static func open(path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(5)
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      // A pool sets NORMAL when it opens, whatever its configuration said, so FULL comes after.
      try db.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA wal_autocheckpoint = 2000;
          PRAGMA journal_size_limit = 33554432;
          PRAGMA cache_size = -16000;
          PRAGMA secure_delete = ON;
          """
      )
    }
    try verifyDurability(of: pool)
    return pool
  }

  /// Reads back that each commit is synced.
  private static func verifyDurability(of pool: DatabasePool) throws {
    let synchronous = try pool.writeWithoutTransaction { db in
      try Int.fetchOne(db, sql: "PRAGMA synchronous")
    }
    guard synchronous == 2 else { throw StorageError.notDurable(synchronous: synchronous ?? -1) }
  }
}
