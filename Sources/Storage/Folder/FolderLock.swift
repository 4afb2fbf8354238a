// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The lock that keeps a data folder to one process.
///
/// The kernel lets go of it when the process ends, however it ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock or refuses at once.
  ///
  /// - Parameter folder: The path of the data folder, which exists.
  /// - Throws: ``StorageError/folderInUse(path:)``.
  init(folder: String) throws(StorageError) {
    let path = folder + "/encrier.lock"
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw .unusable(path: path, code: errno) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(opened)
      guard code == EWOULDBLOCK else { throw .unusable(path: path, code: code) }
      throw .folderInUse(path: folder)
    }
    descriptor = opened
  }

  deinit {
    // A program that is just being started has a copy of the descriptor until it runs.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
