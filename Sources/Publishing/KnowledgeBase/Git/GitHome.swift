// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A knowledge base's content as a git repository in its folder: one commit for each edition.
///
/// The same editions give the same commits. What others commit there is kept; what they change in files
/// of the knowledge base is written over, and stays in the history.
public struct GitHome: Sendable {
  /// What was committed.
  public struct Commits: Equatable, Sendable {
    /// The editions, as `ADDRESS/N`.
    public var editions: [String] = []
    /// The withdrawn ones, in the same way.
    public var withdrawn: [String] = []
    /// Whether there is a commit of indexes.
    public var hasIndexes = false
  }

  /// How much is handed to git at once, in bytes.
  private static let maximumStreamBytes = 32 << 20

  let git: GitProgram
  private let key: String?
  var path: String { git.path }

  /// Opens a folder's repository.
  ///
  /// - Parameters:
  ///   - path: The folder of a knowledge base.
  ///   - key: The OpenPGP key that tags are signed by; nil to sign none.
  /// - Throws: ``KnowledgeBaseError/program(_:reason:)`` where git is not there.
  public init(_ path: String, signingBy key: String? = nil) throws(KnowledgeBaseError) {
    git = try GitProgram(path)
    self.key = key
  }

  /// Whether the folder has a repository.
  var exists: Bool { SafeFiles.exists("\(path)/.git") }

  /// Commits what a build changed, and makes the repository where there is none.
  ///
  /// Nobody else may build in the folder meanwhile.
  ///
  /// - Parameter base: What is published.
  /// - Returns: What was committed.
  /// - Throws: ``KnowledgeBaseError``.
  @discardableResult
  public func commit(_ base: KnowledgeBase) async throws(KnowledgeBaseError) -> Commits {
    if !exists { try await make() }
    let files = try GitFiles(path)
    let (branch, head) = try await place()
    let tree = try await GitTree.read(head, by: git)
    var history = GitHistory(files, base, tree)
    let tags = Set(try await git.run(["tag", "--list"]).split(separator: "\n").map(String.init))
    var stream = GitStream(branch, hasParent: head != nil)
    var marks: [(mark: Int, step: GitHistory.Step)] = []
    while let step = history.next() {
      marks.append((marks.count + 1, step))
      stream.begin(step.commit, mark: marks.count)
      for place in step.removed { stream.remove(place) }
      for place in step.written { stream.put(try files.bytes(of: place), at: place) }
      if key == nil, let tag = step.tag, !tags.contains(tag) {
        stream.tag(tag, mark: marks.count, date: step.commit.date, message: step.tagMessage)
      }
      if stream.bytes.count > Self.maximumStreamBytes {
        try await hand(over: stream, &marks, tags)
        stream = GitStream(branch, hasParent: true)
      }
    }
    if !stream.isEmpty { try await hand(over: stream, &marks, tags) }
    if history.commits != Commits() { try await git.run(["read-tree", "HEAD"]) }
    try files.note()
    return history.commits
  }

  /// The branch that commits go to, and its last commit.
  func place() async throws(KnowledgeBaseError) -> (branch: String, head: String?) {
    var status = stat()
    guard lstat("\(path)/.git", &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .unsafePath("\(path)/.git")
    }
    guard let branch = try await git.line(["symbolic-ref", "-q", "HEAD"]),
      branch.hasPrefix("refs/heads/")
    else { throw .program("git", reason: "HEAD is not at a branch") }
    return (branch, try await git.line(["rev-parse", "-q", "--verify", "HEAD^{commit}"]))
  }

  private func make() async throws(KnowledgeBaseError) {
    try await git.run(["init", "-q", "--initial-branch=main", "--template="])
    var folders: Set<String> = []
    let others = "/kb.json\n/site/\n/bags/\n.encrier-*\n"
    try SafeFiles.write(Array(others.utf8), at: ".git/info/exclude", in: path, knowing: &folders)
  }

  /// Gives git a stream, and signs the tags of what was in it.
  private func hand(
    over stream: GitStream,
    _ marks: inout [(mark: Int, step: GitHistory.Step)],
    _ tags: Set<String>
  ) async throws(KnowledgeBaseError) {
    let place = "\(path)/.git/encrier-marks"
    try await git.run(
      ["fast-import", "--quiet", "--done", "--date-format=raw", "--export-marks=\(place)"],
      input: stream.encoded
    )
    defer { unlink(place) }
    if let key {
      var commits: [Int: String] = [:]
      let lines = String(decoding: try SafeFiles.read(place), as: UTF8.self).split(separator: "\n")
      for line in lines {
        let words = line.split(separator: " ")
        guard words.count == 2, let mark = Int(words[0].dropFirst()) else { continue }
        commits[mark] = String(words[1])
      }
      for (mark, step) in marks {
        guard let tag = step.tag, !tags.contains(tag), let commit = commits[mark] else { continue }
        try await git.run(
          ["tag", "-s", "-u", key, "--cleanup=verbatim", "-m", step.tagMessage, "--", tag, commit],
          date: step.commit.date
        )
      }
    }
    marks.removeAll()
  }
}
