// SPDX-License-Identifier: Apache-2.0

import CProcesses
import Foundation
import Glibc

/// What a build writes, noted before it is written, so that after one that was broken off the next knows
/// which files are ours; gone when a build ends well.
final class FolderJournal {
  static let name = ".encrier-journal"

  private let path: String
  private var file: Int32 = -1

  /// The paths that a build noted which was broken off.
  let places: Set<String>

  /// Looks for what a build has left.
  ///
  /// - Parameter path: The folder.
  init(_ path: String) {
    self.path = "\(path)/\(Self.name)"
    let lines = (try? SafeFiles.read(self.path)) ?? []
    places = Set(
      lines.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    )
  }

  deinit {
    if file >= 0 { close(file) }
  }

  /// Notes a file that is about to be written.
  ///
  /// - Parameter place: Its path in the folder, which is safe and so has no line feed.
  /// - Throws: ``KnowledgeBaseError/file(_:reason:)``.
  func note(_ place: String) throws(KnowledgeBaseError) {
    if file < 0 {
      file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw SafeFiles.failure(path) }
    }
    let line = Array("\(place)\n".utf8)
    guard Glibc.write(file, line, line.count) == line.count else { throw SafeFiles.failure(path) }
  }

  /// Forgets all of it, once `kb.json` says it.
  func end() {
    unlink(path)
  }

  /// Waits until what was written is on the disk.
  func sync() {
    if file >= 0 { syncfs(file) }
  }
}
