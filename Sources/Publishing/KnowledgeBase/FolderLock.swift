// SPDX-License-Identifier: Apache-2.0

import Glibc

/// That one process builds in a folder; let go when the process ends, however it does.
final class FolderLock {
  static let name = ".encrier-lock"

  private let file: Int32

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - isDry: Whether nothing is written, and no lock needed.
  /// - Throws: ``KnowledgeBaseError/busy``, ``KnowledgeBaseError/file(_:reason:)``.
  init(_ path: String, isDry: Bool) throws(KnowledgeBaseError) {
    guard !isDry else {
      file = -1
      return
    }
    let place = "\(path)/\(Self.name)"
    file = open(place, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw SafeFiles.failure(place) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw .busy
    }
  }

  deinit {
    guard file >= 0 else { return }
    // A process that is being started has it open, too, for a moment; it must not hold the lock.
    flock(file, LOCK_UN)
    close(file)
  }
}
