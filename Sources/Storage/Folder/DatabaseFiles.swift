// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of a data folder, put in one another's place so that a power cut leaves the one or the
/// other.
enum DatabaseFiles {
  /// The database's name within the folder.
  static let name = "encrier.sqlite"

  /// What SQLite keeps beside a database: the commits that are not in it yet, and their index.
  static let companions = ["-wal", "-shm"]

  /// Copies a file and syncs the copy.
  static func copy(_ source: String, to target: String) throws(StorageError) {
    do {
      try? FileManager.default.removeItem(atPath: target)
      try FileManager.default.copyItem(atPath: source, toPath: target)
    } catch {
      throw .unusable(path: target, code: errno)
    }
    try sync(target)
  }

  /// Gives a file another name, in the place of whatever had that name.
  static func rename(_ source: String, to target: String) throws(StorageError) {
    guard Foundation.rename(source, target) == 0 else {
      throw .unusable(path: target, code: errno)
    }
    try sync((target as NSString).deletingLastPathComponent)
  }

  /// Brings a file's content, or a folder's names, to the disk.
  static func sync(_ path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unusable(path: path, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .unusable(path: path, code: errno) }
  }
}
