// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing

@testable import Publishing

@Suite("A knowledge base pushed to a remote")
struct GitPushTests {
  private let ours = GitFolder()
  private let remote = NSTemporaryDirectory() + "remote-\(UUID().uuidString)"
  private let theirs = NSTemporaryDirectory() + "clone-\(UUID().uuidString)"
  private let edition = "content/texts/charte/edition-1.md"

  private static func editions(_ count: Int = 1) -> SampleEditions {
    var editions = SampleEditions()
    editions.add("charte", title: "Charte")
    for place in 1..<count { editions.add("texte-\(place)", title: "T\(place)", day: place + 1) }
    return editions
  }

  /// Builds, and pushes to a remote that has nothing.
  private func begin() async throws {
    try await ours.build(Self.editions())
    try await ours.git("init", "-q", "--bare", "--initial-branch=main", remote)
    _ = try await GitHome(ours.path).push(to: remote)
  }

  /// Somebody else clones the remote.
  private func clone() async throws {
    try await ours.git("clone", "-q", remote, theirs)
  }

  private func theyPush(_ message: String) async throws {
    try await ours.git("add", "-A", in: theirs)
    try await ours.git("commit", "-qm", message, in: theirs)
    try await ours.git("push", "-q", "origin", "main", in: theirs)
  }

  @Test("brings all commits and tags to an empty one, and what is cloned from it is the same")
  func emptyRemote() async throws {
    try await ours.build(Self.editions(3))
    try await ours.git("init", "-q", "--bare", "--initial-branch=main", remote)
    let home = try GitHome(ours.path)
    let dry = try await home.push(to: remote, isDry: true)
    #expect(dry.commits.count == 4 && dry.commits.first == "Charte, edition 1")
    #expect(dry.tags == ["charte/1", "texte-1/1", "texte-2/1"])
    #expect(try await ours.git("for-each-ref", in: remote) == "")
    #expect(try await home.push(to: remote) == dry)
    try await clone()
    #expect(try ours.read(edition, in: theirs) == ours.read(edition))
    try await ours.git("fsck", "--strict", "--full", in: theirs)
    #expect(try await ours.lines("tag", in: theirs).count == 3)
    #expect(try await home.push(to: remote) == GitHome.Push())
  }

  @Test("keeps ours and theirs where the remote moved, and forces nothing")
  func moved() async throws {
    try await begin()
    try await clone()
    try ours.write("à nous deux", at: "content/index.md", in: theirs)
    try ours.write("de leur main", at: edition, in: theirs)
    try ours.write("Lisez-moi", at: "README.md", in: theirs)
    try ours.write("<script>", at: "site.html", in: theirs)
    try await theyPush("Corrections")
    let before = try await ours.git("rev-parse", "main", in: remote)
    try await ours.build(Self.editions(2))
    let home = try GitHome(ours.path)
    let local = try await ours.git("rev-parse", "HEAD")
    let dry = try await home.push(to: remote, isDry: true)
    #expect(dry.conflicts == ["content/index.md.theirs", edition + ".theirs"])
    #expect(dry.mergedCount == 1 && dry.commits.count == 2)
    #expect(try await ours.git("rev-parse", "HEAD") == local)
    let push = try await home.push(to: remote)
    #expect(push.conflicts == dry.conflicts && push.unplaced.isEmpty)
    #expect(push.commits.last == "Merge what others committed")
    try await ours.git("merge-base", "--is-ancestor", String(before.dropLast()), "main", in: remote)
    #expect(try await ours.git("show", "main:\(edition).theirs", in: remote) == "de leur main")
    #expect(try await ours.git("show", "main:README.md", in: remote) == "Lisez-moi")
    #expect(
      try await ours.git("show", "main:\(edition)", in: remote) == (try ours.read(edition))
    )
    #expect(try ours.read("README.md") == "Lisez-moi")
    #expect(try ours.read(edition + ".theirs") == "de leur main")
    #expect(try await ours.git("status", "--porcelain") == "")
    try await ours.git("fsck", "--strict", "--full", in: remote)
    // The next build goes on from there.
    try await ours.build(Self.editions(3))
    #expect(try await home.push(to: remote).commits == ["T2, edition 1", "Indexes of 3 texts"])
    #expect(try await ours.git("show", "main:\(edition).theirs", in: remote) == "de leur main")
  }

  @Test("takes what others removed or changed of their own, and gives no removed file of ours up")
  func removals() async throws {
    try await begin()
    try await clone()
    try ours.write("1", at: "NOTES.md", in: theirs)
    try ours.write("1", at: "OLD.md", in: theirs)
    try await theyPush("Notes")
    try await ours.build(Self.editions(2))
    let home = try GitHome(ours.path)
    _ = try await home.push(to: remote)
    try await ours.git("pull", "-q", in: theirs)
    try ours.write("2", at: "NOTES.md", in: theirs)
    try FileManager.default.removeItem(atPath: theirs + "/OLD.md")
    try FileManager.default.removeItem(atPath: "\(theirs)/\(edition)")
    try await theyPush("Moins")
    try await ours.build(Self.editions(3))
    #expect(try await home.push(to: remote).conflicts == [])
    #expect(try ours.read("NOTES.md") == "2")
    #expect(!FileManager.default.fileExists(atPath: ours.path + "/OLD.md"))
    #expect(try await ours.git("show", "main:\(edition)", in: remote) == (try ours.read(edition)))
    #expect(try await ours.git("status", "--porcelain") == "")
  }

  @Test("puts nothing of others over what is in the folder, nor where it would be served")
  func unplaced() async throws {
    try await begin()
    try await clone()
    try ours.write("{}", at: "kb.json", in: theirs)
    try FileManager.default.createDirectory(
      atPath: theirs + "/site",
      withIntermediateDirectories: true
    )
    try ours.write("<script>", at: "site/index.html", in: theirs)
    try ours.write("content/index.md", at: ".encrier-journal", in: theirs)
    symlink("/etc/passwd", theirs + "/link")
    try await theyPush("Mal")
    try await ours.build(Self.editions(2))
    let record = try ours.read("kb.json")
    let push = try await GitHome(ours.path).push(to: remote)
    #expect(push.unplaced == [".encrier-journal", "kb.json", "link", "site/index.html"])
    #expect(try ours.read("kb.json") == record)
    #expect(!FileManager.default.fileExists(atPath: ours.path + "/site"))
    #expect(!SafeFiles.exists(ours.path + "/link"))
    #expect(!SafeFiles.exists(ours.path + "/.encrier-journal"))
  }

  @Test(
    "goes nowhere that is no remote",
    arguments: ["--upload-pack=touch /tmp/x", "ext::sh -c touch% /tmp/x", "", "/nowhere/at/all"]
  )
  func oddRemotes(_ remote: String) async throws {
    try await ours.build(Self.editions())
    await #expect(throws: KnowledgeBaseError.self) {
      try await GitHome(ours.path).push(to: remote)
    }
  }

  @Test("runs nothing that the folder's own configuration names")
  func plantedConfiguration() async throws {
    try await ours.build(Self.editions())
    let mark = NSTemporaryDirectory() + "ran-\(UUID().uuidString)"
    let config = URL(fileURLWithPath: ours.path + "/.git/config")
    let before = try String(contentsOf: config, encoding: .utf8)
    try Data(
      """
      \(before)
      [protocol "ext"]
        allow = always
      [url "ext::sh -c touch%% \(mark)"]
        insteadOf = safe:
      """.utf8
    ).write(to: config)
    for remote in ["safe:", "ext::sh -c touch% \(mark)"] {
      await #expect(throws: KnowledgeBaseError.self) {
        try await GitHome(ours.path).push(to: remote)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test("names a tag that the remote has at another commit, and leaves it")
  func otherTags() async throws {
    try await begin()
    try await ours.git("tag", "-f", "texte-1/1", "main", in: remote)
    try await ours.build(Self.editions(2))
    let push = try await GitHome(ours.path).push(to: remote)
    #expect(push.otherTags == ["texte-1/1"] && push.tags == [] && push.commits.count == 2)
  }
}
