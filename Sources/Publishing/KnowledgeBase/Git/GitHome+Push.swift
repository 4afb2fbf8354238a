// SPDX-License-Identifier: Apache-2.0

import Foundation

extension GitHome {
  /// What a push brought to a remote, or would bring.
  public struct Push: Codable, Equatable, Sendable {
    /// The commits it lacked, by their first lines, the oldest first.
    public var commits: [String] = []
    /// The tags it lacked.
    public var tags: [String] = []
    /// How many commits of others were merged.
    public var mergedCount = 0
    /// Where what others made of our files stands now.
    public var conflicts: [String] = []
    /// Files of others that could not be put into the folder beside the repository.
    public var unplaced: [String] = []
    /// Tags that the remote has at other commits; they are left.
    public var otherTags: [String] = []
  }

  /// What a remote has.
  struct Remote {
    let address: String
    /// Its last commit on our branch; nil for none.
    let head: String?
    /// Its tags, with what they are on.
    let tags: [String: String]
  }

  private static let remoteReference = "refs/encrier/remote"

  /// Brings the repository to a remote, and what others committed there into it.
  ///
  /// Nothing is ever forced: where the remote moved, it is merged.
  ///
  /// - Parameters:
  ///   - remote: Its address, its path, or its name in the repository's own configuration.
  ///   - isDry: Whether nothing is changed, and only told what would be.
  /// - Returns: What was brought.
  /// - Throws: ``KnowledgeBaseError``.
  public func push(
    to remote: String,
    isDry: Bool = false
  ) async throws(KnowledgeBaseError) -> Push {
    guard exists, let record = try FolderRecord.read(in: path) else { throw .foreignFolder(path) }
    let lock = try FolderLock(path, isDry: isDry)
    defer { withExtendedLifetime(lock) {} }
    guard !remote.isEmpty, !remote.hasPrefix("-") else {
      throw .program("git", reason: "that is no remote")
    }
    let address =
      FileManager.default.fileExists(atPath: remote) ? URL(fileURLWithPath: remote).path : remote
    var push = Push()
    // Who pushes between our look and our push only makes us look again.
    for attempt in 1...3 {
      let (branch, head) = try await place()
      guard let head else { throw .program("git", reason: "nothing is committed") }
      let found = try await look(at: address, branch)
      let now = try await merge(found, into: head, branch, record, isDry, &push)
      let range = [now] + (found.head.map { ["^\($0)"] } ?? [])
      push.commits = try await lines(["log", "--reverse", "--format=%s"] + range)
      try await compareTags(with: found, &push)
      let isBehind = now != found.head && !push.commits.isEmpty
      guard !isDry, isBehind || !push.tags.isEmpty else { return push }
      do throws(KnowledgeBaseError) {
        let tags = push.tags.map { "refs/tags/\($0)" }
        try await send([branch] + tags, to: address)
        return push
      } catch {
        if attempt == 3 { throw error }
      }
    }
    return push
  }

  private func send(
    _ references: [String],
    to address: String
  ) async throws(KnowledgeBaseError) {
    // A command line has room for so many.
    for start in stride(from: 0, to: references.count, by: 500) {
      let some = references[start..<min(start + 500, references.count)].map { "\($0):\($0)" }
      try await git.run(["push", "-q", "--no-verify", "--", address] + some)
    }
  }

  private func look(
    at address: String,
    _ branch: String
  ) async throws(KnowledgeBaseError) -> Remote {
    var (head, tags): (String?, [String: String]) = (nil, [:])
    for line in try await lines(["ls-remote", "--", address, branch, "refs/tags/*"]) {
      let words = line.split(separator: "\t").map(String.init)
      guard words.count == 2, !words[1].hasSuffix("^{}") else { continue }
      if words[1] == branch { head = words[0] }
      if words[1].hasPrefix("refs/tags/") {
        tags[String(words[1].dropFirst("refs/tags/".count))] = words[0]
      }
    }
    if head != nil {
      try await git.run([
        "fetch", "-q", "--no-tags", "--no-write-fetch-head", "--refmap=", "--", address,
        "+\(branch):\(Self.remoteReference)",
      ])
      head = try await git.line(["rev-parse", "-q", "--verify", Self.remoteReference])
    }
    return Remote(address: address, head: head, tags: tags)
  }

  private func compareTags(with remote: Remote, _ push: inout Push) async throws(KnowledgeBaseError)
  {
    (push.tags, push.otherTags) = ([], [])
    let format = "--format=%(objectname) %(refname:lstrip=2)"
    for line in try await lines(["for-each-ref", format, "refs/tags"]) {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { continue }
      switch remote.tags[words[1]] {
      case nil: push.tags.append(words[1])
      case words[0]: break
      default: push.otherTags.append(words[1])
      }
    }
  }

  func lines(_ arguments: [String]) async throws(KnowledgeBaseError) -> [String] {
    try await git.run(arguments).split(separator: "\n").map(String.init)
  }
}
