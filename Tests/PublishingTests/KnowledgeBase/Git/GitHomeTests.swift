// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing

@testable import Publishing

@Suite("A knowledge base in git")
struct GitHomeTests {
  private static var editions: SampleEditions {
    var editions = SampleEditions()
    editions.add(
      "charte",
      title: "Charte des communs",
      contributors: """
        [{"kind": "member", "name": "Ada", "length": 9}, {"kind": "guest", "length": 4},
        {"kind": "member", "name": "Bob", "length": 2}, {"kind": "member", "name": "Ada",
        "length": 1}]
        """,
      day: 2
    )
    editions.add("bilan", title: "Bilan", contributors: "[]", day: 1)
    editions.add("charte", number: 2, title: "Charte des communs", day: 3)
    return editions
  }

  @Test("has a commit for each edition in the order of publication, with who wrote it")
  func commits() async throws {
    let folder = GitFolder()
    try await folder.build(Self.editions)
    #expect(
      try await folder.lines("log", "--reverse", "--format=%an|%cn|%ai|%s") == [
        "Anonymous|Encrier|2024-01-01 00:00:00 +0000|Bilan, edition 1",
        "Ada|Encrier|2024-01-02 00:00:00 +0000|Charte des communs, edition 1",
        "Ada|Encrier|2024-01-03 00:00:00 +0000|Charte des communs, edition 2",
        "Encrier|Encrier|2024-01-03 00:00:00 +0000|Indexes of 2 texts",
      ]
    )
    #expect(
      try await folder.lines("log", "-1", "--format=%(trailers:key=Co-authored-by)", "charte/1")
        == ["Co-authored-by: Bob <noreply@encrier.invalid>"]
    )
    #expect(try await folder.lines("tag") == ["bilan/1", "charte/1", "charte/2"])
    #expect(try await folder.git("cat-file", "-t", "charte/1") == "tag\n")
    #expect(try await folder.git("status", "--porcelain") == "")
    try await folder.git("fsck", "--strict", "--full")
    let shown = try await folder.git("show", "charte/1:content/texts/charte/edition-1.md")
    #expect(shown == (try folder.read("content/texts/charte/edition-1.md")))
  }

  @Test("gives the same commits for the same editions, and the next build only new ones")
  func sameness() async throws {
    let (one, other) = (GitFolder(), GitFolder())
    try await one.build(Self.editions)
    try await other.build(Self.editions)
    let head = try await one.git("rev-parse", "HEAD")
    #expect(try await other.git("rev-parse", "HEAD") == head)
    #expect(try await one.lines("show-ref") == other.lines("show-ref"))
    try await one.build(Self.editions)
    #expect(try await one.git("rev-parse", "HEAD") == head)
    var editions = Self.editions
    editions.add("neu", title: "Neu", day: 9)
    try await one.build(editions)
    #expect(
      try await one.lines("log", "--format=%s", "\(head.dropLast())..HEAD")
        == ["Indexes of 3 texts", "Neu, edition 1"]
    )
    #expect(try await one.git("status", "--porcelain") == "")
    // What is gone of git's own notes is found again.
    try FileManager.default.removeItem(atPath: one.path + "/.git/encrier-files")
    let newer = try await one.git("rev-parse", "HEAD")
    try await one.build(editions)
    #expect(try await one.git("rev-parse", "HEAD") == newer)
  }

  @Test("removes what was withdrawn in a commit of its own, and keeps the history")
  func withdrawals() async throws {
    let folder = GitFolder()
    try await folder.build(Self.editions)
    var fewer = SampleEditions()
    fewer.add("charte", title: "Charte des communs", day: 2)
    fewer.add("charte", number: 2, title: "Charte des communs", day: 3)
    fewer.add("bilan", title: "Bilan", day: 1, isWithdrawn: true)
    try await folder.build(fewer)
    let log = try await folder.lines("log", "-2", "--format=%s|%ai")
    #expect(log.contains("Withdraw bilan/1|2024-01-02 00:00:00 +0000"))
    let files = try await folder.git("ls-tree", "-r", "--name-only", "HEAD")
    #expect(!files.contains("bilan"))
    let before = try await folder.git("show", "bilan/1:content/texts/bilan/edition-1.md")
    #expect(before.contains("Un texte."))
    #expect(try await folder.git("status", "--porcelain") == "")
    try await folder.build(Self.editions)
    #expect(try await folder.lines("log", "--format=%s").contains("Bilan, edition 1"))
    #expect(try await folder.lines("tag").count == 3)
  }

  @Test("holds names and titles of any kind, which change nothing of what a commit is")
  func hostile() async throws {
    let odd =
      "x <y@z>\n\ncommit refs/heads/main\nauthor A <a@b> 0 +0000\ndata 3\n\u{0}\u{202E}\u{7F}é"
    let name = try String(
      decoding: JSONSerialization.data(
        withJSONObject: [
          ["name": odd, "kind": "member", "length": 9],
          ["name": "\n<>", "kind": "member", "length": 8],
          ["name": "B\nSigned-off-by: C <c@d>", "kind": "member", "length": 7],
        ]
      ),
      as: UTF8.self
    )
    var editions = SampleEditions()
    editions.add("odd", title: odd, text: odd + "\ndone\n", contributors: name)
    let folder = GitFolder()
    try await folder.build(editions)
    try await folder.git("fsck", "--strict", "--full")
    #expect(try await folder.lines("rev-list", "--all", "--count") == ["2"])
    let first = try await folder.lines("log", "-1", "--format=%an|%ae", "odd/1")
    #expect(
      first == ["x y@z commit refs/heads/main author A a@b 0 +0000 data 3 é|\(GitNames.email)"]
    )
    let trailers = try await folder.lines("log", "-1", "--format=%(trailers:keyonly)", "odd/1")
    #expect(trailers == ["Edition", "Edition-SHA256", "Co-authored-by"])
  }

  @Test("keeps what others committed, and runs none of what they left in the repository")
  func others() async throws {
    let folder = GitFolder()
    try await folder.build(Self.editions)
    try folder.write("Lisez-moi\n", at: "README.md")
    try await folder.git("add", "README.md")
    try await folder.git("commit", "-qm", "Read me")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.git/hooks",
      withIntermediateDirectories: true
    )
    for hook in ["post-index-change", "reference-transaction"] {
      let script = "\(folder.path)/.git/hooks/\(hook)"
      try Data("#!/bin/sh\ntouch '\(folder.path)/ran'\n".utf8)
        .write(to: URL(fileURLWithPath: script))
      chmod(script, 0o755)
    }
    var editions = Self.editions
    editions.add("neu", title: "Neu", day: 9)
    try await folder.build(editions)
    #expect(try await folder.git("show", "HEAD:README.md") == "Lisez-moi\n")
    #expect(try await folder.lines("log", "--format=%s").contains("Read me"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/ran"))
    #expect(try await folder.git("status", "--porcelain") == "")
  }

  @Test("has all of many, and one more costs one more")
  func many() async throws {
    let wanted = ProcessInfo.processInfo.environment["ENCRIER_EDITIONS"].flatMap { Int($0) }
    let count = wanted ?? 30
    var editions = SampleEditions()
    for place in 0..<count { editions.add("t-\(place)", title: "T \(place)", day: place + 1) }
    let folder = GitFolder()
    let clock = ContinuousClock()
    try await folder.build(editions) { $0.hasGit = false }
    let home = try GitHome(folder.path)
    var base = try await editions.base()
    let first = try await clock.measure { try await home.commit(base) }
    #expect(try await folder.lines("rev-list", "--count", "HEAD") == ["\(count + 1)"])
    editions.add("neu", title: "Neu", day: count + 1)
    try await folder.build(editions) { $0.hasGit = false }
    base = try await editions.base()
    let second = try await clock.measure { try await home.commit(base) }
    #expect(try await folder.lines("rev-list", "--count", "HEAD") == ["\(count + 3)"])
    #expect(try await folder.lines("tag").count == count + 1)
    if wanted != nil { print("\(count) editions in git: \(first), one more: \(second)") }
  }

  @Test("is not kept where .git leads elsewhere, or no branch is checked out")
  func oddPlaces() async throws {
    let (folder, other) = (GitFolder(), GitFolder())
    try await folder.build(Self.editions)
    try await folder.git("checkout", "-q", "--detach")
    await #expect(throws: KnowledgeBaseError.program("git", reason: "HEAD is not at a branch")) {
      try await folder.build(Self.editions)
    }
    try FileManager.default.createDirectory(
      atPath: other.path,
      withIntermediateDirectories: true
    )
    symlink(folder.path + "/.git", other.path + "/.git")
    await #expect(throws: KnowledgeBaseError.unsafePath(other.path + "/.git")) {
      try await other.build(Self.editions)
    }
  }
}
