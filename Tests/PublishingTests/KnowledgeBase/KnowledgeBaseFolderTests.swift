// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Publishing

@Suite("A knowledge base's folder")
struct KnowledgeBaseFolderTests {
  private let path = NSTemporaryDirectory() + "kb-\(UUID().uuidString)"

  private func build(_ files: [String: String]) throws -> KnowledgeBaseFolder.Changes {
    var folder = try KnowledgeBaseFolder(path)
    for (place, text) in files { try folder.write(text, at: place, in: "all") }
    return try folder.finish()
  }

  @Test("writes only what changes, and removes what it wrote and is no longer part of it")
  func incremental() throws {
    #expect(try build(["a/b.md": "1", "c.md": "2"]).written == ["a/b.md", "c.md"])
    #expect(try build(["a/b.md": "1", "c.md": "3"]).written == ["c.md"])
    let changes = try build(["c.md": "3"])
    #expect(changes.removed == ["a/b.md"] && changes.written == [] && changes.kept == 1)
    #expect(!FileManager.default.fileExists(atPath: path + "/a"))
  }

  @Test("does not touch what somebody else changed, until told to")
  func changedByOthers() throws {
    _ = try build(["c.md": "2"])
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path + "/c.md"))
    #expect(throws: KnowledgeBaseError.changedByOthers(["c.md"])) { try build(["c.md": "2"]) }
    #expect(try String(contentsOfFile: path + "/c.md", encoding: .utf8) == "mine")
    var folder = try KnowledgeBaseFolder(path, overwriting: true)
    try folder.write("2", at: "c.md", in: "all")
    #expect(try folder.finish().written == ["c.md"])
  }

  @Test("goes on where a build was broken off, and takes away what only that one wrote")
  func brokenOff() throws {
    do {
      var folder = try KnowledgeBaseFolder(path)
      try folder.write("1", at: "a.md", in: "all")
    }
    #expect(try build(["b.md": "1", "c.md": "1"]).removed == ["a.md"])
    do {
      var folder = try KnowledgeBaseFolder(path)
      try folder.write("2", at: "b.md", in: "all")
      try folder.write("2", at: "d.md", in: "all")
    }
    let changes = try build(["b.md": "3", "c.md": "1"])
    #expect(changes.written == ["b.md"] && changes.removed == ["d.md"] && changes.kept == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    #expect(names == [".encrier-lock", "b.md", "c.md", "kb.json"])
  }

  @Test("loses nothing to a journal that somebody else wrote, nor over a link")
  func plantedRecords() throws {
    _ = try build(["content/a.md": "1"])
    let other = NSTemporaryDirectory() + "kb-\(UUID().uuidString)"
    let files = FileManager.default
    try files.createDirectory(atPath: path + "/.git", withIntermediateDirectories: true)
    try files.createDirectory(atPath: other, withIntermediateDirectories: true)
    for place in [path + "/NOTES.txt", path + "/.git/HEAD", other + "/victim.txt"] {
      try Data("mine".utf8).write(to: URL(fileURLWithPath: place))
    }
    symlink(other, path + "/content/link")
    let sum = EditionPackage.sum(Array("mine".utf8))
    let zero = String(repeating: "0", count: 64)
    try Data(
      """
      NOTES.txt
      \(zero) NOTES.txt
      \(sum) .git/HEAD
      \(sum) content/link/victim.txt
      \(sum) ../victim.txt

      """.utf8
    ).write(to: URL(fileURLWithPath: path + "/.encrier-journal"))
    #expect(try build(["content/a.md": "2"]).removed == [])
    for place in [path + "/NOTES.txt", path + "/.git/HEAD", other + "/victim.txt"] {
      #expect(files.fileExists(atPath: place), "\(place)")
    }
    let kb = URL(fileURLWithPath: path + "/kb.json")
    let record = try String(contentsOf: kb, encoding: .utf8)
    try Data(
      record.replacing(
        "\"content/a.md\"",
        with: "\"content/link/victim.txt\" : \"\(sum)\",\n \"content/a.md\""
      )
      .utf8
    ).write(to: kb)
    #expect(throws: KnowledgeBaseError.changedByOthers(["content/link/victim.txt"])) {
      try build(["content/a.md": "2"])
    }
    #expect(files.fileExists(atPath: other + "/victim.txt"))
  }

  @Test("writes over nothing that no build wrote, until told to")
  func precious() throws {
    _ = try build(["content/a.md": "1"])
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path + "/mkdocs.yml"))
    #expect(throws: KnowledgeBaseError.changedByOthers(["mkdocs.yml"])) {
      try build(["content/a.md": "1", "mkdocs.yml": "ours"])
    }
    #expect(try String(contentsOfFile: path + "/mkdocs.yml", encoding: .utf8) == "mine")
  }

  @Test("waits for no pipe in the place of a file")
  func pipe() throws {
    _ = try build(["c.md": "2"])
    unlink(path + "/c.md")
    mkfifo(path + "/c.md", 0o600)
    #expect(throws: KnowledgeBaseError.changedByOthers(["c.md"])) { try build(["c.md": "2"]) }
  }

  @Test("is not made where other things are, and not by two at once")
  func foreignAndBusy() throws {
    let folder = try KnowledgeBaseFolder(path)
    #expect(throws: KnowledgeBaseError.busy) { _ = try KnowledgeBaseFolder(path) }
    withExtendedLifetime(folder) {}
    let other = NSTemporaryDirectory() + "kb-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: other + "/mine.txt"))
    #expect(throws: KnowledgeBaseError.foreignFolder(other)) { _ = try KnowledgeBaseFolder(other) }
  }

  @Test(
    "refuses paths that leave it or lead over a link",
    arguments: ["../x", "/x", "a/../../x", "a//b", ".", "link/x", "a\u{0}b", "a\\b"]
  )
  func paths(_ place: String) throws {
    var folder = try KnowledgeBaseFolder(path)
    symlink("/tmp", path + "/link")
    #expect(throws: KnowledgeBaseError.self) { try folder.write("x", at: place, in: "all") }
  }
}
