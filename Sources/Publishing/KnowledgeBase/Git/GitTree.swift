// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The files of a commit, by path.
struct GitTree {
  /// A file, a link or another repository.
  struct Entry: Equatable {
    /// What it is, such as `100644`.
    let mode: String
    /// Its hash.
    let id: String

    /// Whether it is a file, and no link.
    var isFile: Bool { mode.hasPrefix("100") }
  }

  var entries: [String: Entry] = [:]

  /// Reads a commit's files; none for nil.
  static func read(
    _ commit: String?,
    by git: GitProgram
  ) async throws(KnowledgeBaseError) -> GitTree {
    guard let commit else { return GitTree() }
    let lines = try await git.run(["ls-tree", "-r", "-z", "--full-tree", commit])
    var tree = GitTree()
    for line in lines.split(separator: "\0") {
      let halves = line.split(separator: "\t", maxSplits: 1)
      let words = halves.first?.split(separator: " ") ?? []
      guard halves.count == 2, words.count == 3 else {
        throw .program("git", reason: "ls-tree is not understood")
      }
      let place = String(halves[1])
      // What is not UTF-8 could not be written again as it is.
      guard !place.unicodeScalars.contains("\u{FFFD}") else { throw .unsafePath(place) }
      tree.entries[place] = Entry(mode: String(words[0]), id: String(words[2]))
    }
    return tree
  }

  /// The hash that git has of a file.
  static func id(of bytes: [UInt8]) -> String {
    var hasher = Insecure.SHA1()
    hasher.update(data: Array("blob \(bytes.count)\0".utf8))
    hasher.update(data: bytes)
    let digits = Array("0123456789abcdef")
    return hasher.finalize().reduce(into: "") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }
}
