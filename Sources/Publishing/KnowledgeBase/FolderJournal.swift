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

  /// The SHA-256 of what a build was about to write which was broken off, by path.
  let sums: [String: String]

  /// Looks for what a build has left.
  ///
  /// - Parameter path: The folder.
  init(_ path: String) {
    self.path = "\(path)/\(Self.name)"
    let lines = (try? SafeFiles.read(self.path)) ?? []
    var sums: [String: String] = [:]
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 1)
      guard words.count == 2, SafeFiles.isOurs(String(words[1])) else { continue }
      sums[String(words[1])] = String(words[0])
    }
    self.sums = sums
  }

  deinit {
    if file >= 0 { close(file) }
  }

  /// Notes a file that is about to be written.
  ///
  /// - Parameters:
  ///   - place: Its path in the folder, which is safe and so has no line feed.
  ///   - sum: The SHA-256 of its bytes.
  /// - Throws: ``KnowledgeBaseError/file(_:reason:)``.
  func note(_ place: String, _ sum: String) throws(KnowledgeBaseError) {
    if file < 0 {
      file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw SafeFiles.failure(path) }
    }
    let line = Array("\(sum) \(place)\n".utf8)
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
