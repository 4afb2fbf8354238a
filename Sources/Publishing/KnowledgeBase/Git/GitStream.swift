// SPDX-License-Identifier: Apache-2.0

/// What `git fast-import` reads: commits with the files they change.
struct GitStream {
  /// A commit.
  struct Commit {
    /// Who wrote it, as ``GitNames/person(_:)`` has it.
    let author: String
    /// When, in milliseconds since 1970.
    let date: Int64
    /// What it says of itself.
    let message: String
  }

  private let branch: String
  private(set) var bytes: [UInt8] = []
  private(set) var isEmpty = true
  private var needsParent: Bool

  /// Begins a stream.
  ///
  /// - Parameters:
  ///   - branch: The whole name of the branch.
  ///   - hasParent: Whether the branch has commits.
  init(_ branch: String, hasParent: Bool) {
    self.branch = branch
    needsParent = hasParent
    write("feature done\n")
  }

  /// Begins a commit; what it changes follows.
  ///
  /// - Parameters:
  ///   - commit: The commit.
  ///   - mark: Its number in the stream, from 1.
  ///   - other: A second parent.
  mutating func begin(_ commit: Commit, mark: Int, merging other: String? = nil) {
    let seconds = commit.date / 1_000
    write("commit \(branch)\nmark :\(mark)\n")
    write("author \(GitNames.identity(commit.author)) \(seconds) +0000\n")
    write("committer \(GitNames.identity(GitNames.committer)) \(seconds) +0000\n")
    write(Array(commit.message.utf8))
    if needsParent { write("from \(branch)^0\n") }
    if let other { write("merge \(other)\n") }
    needsParent = false
    isEmpty = false
  }

  /// A file with these bytes.
  mutating func put(_ content: [UInt8], at place: String) {
    write("M 100644 inline \(Self.quoted(place))\n")
    write(content)
  }

  /// A file that the repository knows by its hash.
  mutating func put(_ entry: GitTree.Entry, at place: String) {
    write("M \(entry.mode) \(entry.id) \(Self.quoted(place))\n")
  }

  /// A file that is no longer there.
  mutating func remove(_ place: String) {
    write("D \(Self.quoted(place))\n")
  }

  /// A tag on a commit of this stream.
  mutating func tag(_ name: String, mark: Int, date: Int64, message: String) {
    write("tag \(name)\nfrom :\(mark)\n")
    write("tagger \(GitNames.identity(GitNames.committer)) \(date / 1_000) +0000\n")
    write(Array(message.utf8))
  }

  /// The whole stream.
  var encoded: [UInt8] { bytes + Array("done\n".utf8) }

  /// Bytes whose count stands before them: nothing in them ends them.
  private mutating func write(_ content: [UInt8]) {
    write("data \(content.count)\n")
    bytes += content
    write("\n")
  }

  private mutating func write(_ text: String) { bytes += Array(text.utf8) }

  /// A path as the stream's grammar has it between quotation marks.
  private static func quoted(_ place: String) -> String {
    var quoted = "\""
    for scalar in place.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
