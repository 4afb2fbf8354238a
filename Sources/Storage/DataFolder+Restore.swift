// SPDX-License-Identifier: Apache-2.0

import Foundation

extension DataFolder {
  /// Puts a copy of a database in the place of a folder's own, which stays beside it.
  ///
  /// - Parameters:
  ///   - file: A copy of `encrier.sqlite`; its write-ahead log is taken along if it lies beside it.
  ///   - path: The data folder, which no process may be using; it is made if it does not exist.
  ///   - time: The time in milliseconds since 1970, for the name of what was there.
  /// - Returns: Where the database that was there is now; `nil` if there was none.
  /// - Throws: ``StorageError``; the folder's own database is then where it was.
  public static func restore(
    _ file: String,
    into path: String,
    time: Int64 = DataFolder.systemTime()
  ) throws(StorageError) -> String? {
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw .unusable(path: path, code: errno)
    }
    let lock = try FolderLock(folder: path)
    defer { withExtendedLifetime(lock) {} }
    guard FileManager.default.fileExists(atPath: file) else {
      throw .unusable(path: file, code: ENOENT)
    }
    // Under a name of its own it can be looked into without touching the backup.
    let arriving = "\(path)/restoring.sqlite"
    for end in DatabaseFiles.companions {
      try? FileManager.default.removeItem(atPath: arriving + end)
    }
    try DatabaseFiles.copy(file, to: arriving)
    if FileManager.default.fileExists(atPath: file + "-wal") {
      try DatabaseFiles.copy(file + "-wal", to: arriving + "-wal")
    }
    do throws(StorageError) {
      try SQLiteDatabase.gather(arriving)
    } catch {
      try? FileManager.default.removeItem(atPath: arriving)
      throw error
    }
    let database = "\(path)/\(DatabaseFiles.name)"
    var replaced: String?
    if FileManager.default.fileExists(atPath: database) {
      // What its log holds goes into it, if it can still be read, before the log is taken away.
      try? SQLiteDatabase.gather(database)
      let kept = "\(path)/replaced-\(time).sqlite"
      for end in [""] + DatabaseFiles.companions
      where FileManager.default.fileExists(atPath: database + end) {
        try DatabaseFiles.rename(database + end, to: kept + end)
      }
      replaced = kept
    }
    try DatabaseFiles.rename(arriving, to: database)
    return replaced
  }
}
