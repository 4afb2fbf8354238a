// SPDX-License-Identifier: Apache-2.0

import Foundation

extension GitHome {
  /// Merges what others pushed, so that ours and theirs both stay.
  ///
  /// Files of others come in as they are. Of our own files ours stay; what others made of them, and of
  /// files that we changed too, stands beside them as `FILE.theirs`.
  ///
  /// - Returns: The commit that is to be pushed; when nothing may be changed, the one there is.
  func merge(
    _ remote: Remote,
    into head: String,
    _ branch: String,
    _ record: FolderRecord,
    _ isDry: Bool,
    _ push: inout Push
  ) async throws(KnowledgeBaseError) -> String {
    guard let theirs = remote.head, theirs != head else { return head }
    guard try await git.line(["merge-base", "--is-ancestor", theirs, head]) == nil else {
      return head
    }
    // Where ours has nothing new there is nothing to push, and nothing to merge yet.
    guard try await git.line(["merge-base", "--is-ancestor", head, theirs]) == nil else {
      return head
    }
    push.mergedCount +=
      Int(try await git.line(["rev-list", "--count", theirs, "^\(head)"]) ?? "") ?? 0
    let base = try await git.line(["merge-base", head, theirs])
    let merge = GitMerge(
      ours: try await GitTree.read(head, by: git),
      theirs: try await GitTree.read(theirs, by: git),
      base: try await GitTree.read(base, by: git),
      isOurs: { record.sums[$0] != nil }
    )
    push.conflicts += merge.beside.map(\.place)
    if let odd = merge.changes.keys.first(where: { !GitMerge.isFit($0) }) { throw .unsafePath(odd) }
    guard !isDry else { return head }
    let times = try await lines(["log", "--no-walk", "--format=%ct", head, theirs])
    var stream = GitStream(branch, hasParent: true)
    let commit = GitStream.Commit(
      author: GitNames.committer,
      date: (times.compactMap(Int64.init).max() ?? 0) * 1_000,
      message: Self.message(merge)
    )
    stream.begin(commit, mark: 1, merging: theirs)
    for (place, entry) in merge.changes.sorted(by: { $0.key < $1.key }) {
      if let entry { stream.put(entry, at: place) } else { stream.remove(place) }
    }
    try await git.run(
      ["fast-import", "--quiet", "--done", "--date-format=raw"],
      input: stream.encoded
    )
    try await git.run(["read-tree", "HEAD"])
    push.unplaced += try await put(merge)
    return try await git.line(["rev-parse", "-q", "--verify", "HEAD^{commit}"]) ?? head
  }

  private static func message(_ merge: GitMerge) -> String {
    let beside = merge.beside.map { "\n\(GitNames.line($0.place, 500))" }.joined()
    return beside.isEmpty
      ? "Merge what others committed\n"
      : "Merge what others committed\n\nTheirs stands beside ours in\(beside)\n"
  }

  /// Brings the merged files into the folder, where nothing else stands in their place.
  ///
  /// - Returns: Those that could not be brought.
  private func put(_ merge: GitMerge) async throws(KnowledgeBaseError) -> [String] {
    var unplaced: [String] = []
    var folders: Set<String> = []
    for (place, entry) in merge.changes.sorted(by: { $0.key < $1.key }) {
      guard GitMerge.isPlaced(place) else {
        unplaced.append(place)
        continue
      }
      let before = merge.ours.entries[place]
      let now = try? SafeFiles.read("\(path)/\(place)")
      let isAsBefore = now.map { GitTree.id(of: $0) } == before?.id
      guard isAsBefore, SafeFiles.isReached(place, in: path),
        now != nil || !SafeFiles.exists("\(path)/\(place)")
      else {
        unplaced.append(place)
        continue
      }
      guard let entry else {
        if now != nil { try SafeFiles.remove(place, in: path) }
        continue
      }
      // Links and other repositories are not followed.
      guard entry.isFile else {
        unplaced.append(place)
        continue
      }
      let bytes = try await git.bytes(["cat-file", "blob", entry.id])
      try SafeFiles.write(bytes, at: place, in: path, knowing: &folders)
    }
    return unplaced
  }
}
