// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing

@testable import Publishing

@Suite("A knowledge base's other folder")
struct FolderHomeTests {
  private let base = GitFolder()
  private let place = NSTemporaryDirectory() + "home-\(UUID().uuidString)"
  private let edition = "content/texts/charte/edition-1.md"

  private static func editions(_ text: String = "Un texte.\n") -> SampleEditions {
    var editions = SampleEditions()
    editions.add("charte", title: "Charte", text: text)
    return editions
  }

  private func build(_ editions: SampleEditions) async throws {
    try await base.build(editions) { $0.hasGit = false }
  }

  private func push(isDry: Bool = false) throws -> FolderHome.Changes {
    try FolderHome(place).push(from: base.path, isDry: isDry)
  }

  @Test("is given what it lacks and no more, after saying so")
  func incremental() async throws {
    try await build(Self.editions())
    let dry = try push(isDry: true)
    #expect(!FileManager.default.fileExists(atPath: place))
    #expect(try push() == dry && dry.written.contains(edition) && dry.kept == 0)
    #expect(try base.read(edition, in: place) == base.read(edition))
    let again = try push()
    #expect(again.written == [] && again.kept == dry.written.count)
    try await build(Self.editions("Un autre.\n"))
    let change = try push(isDry: true)
    #expect(change.written.contains(edition) && change.kept > 0 && change.removed == [])
    #expect(try push() == change)
    #expect(try base.read(edition, in: place) == base.read(edition))
  }

  @Test("keeps what others made or changed there, and names it")
  func others() async throws {
    try FileManager.default.createDirectory(
      atPath: place + "/content",
      withIntermediateDirectories: true
    )
    try base.write("à moi", at: "content/index.md", in: place)
    try base.write("à moi", at: "notes.md", in: place)
    try await build(Self.editions())
    #expect(try push().others == ["content/index.md"])
    try base.write("corrigé", at: edition, in: place)
    try await build(Self.editions("Un autre.\n"))
    #expect(try push().others == ["content/index.md", edition])
    #expect(try base.read(edition, in: place) == "corrigé")
    #expect(try base.read("content/index.md", in: place) == "à moi")
    // What is withdrawn goes, but for what others changed.
    try await build(SampleEditions())
    let last = try push()
    #expect(last.others == ["content/index.md", edition])
    #expect(last.removed.allSatisfy { $0.hasPrefix("content/") })
    #expect(try base.read(edition, in: place) == "corrigé")
    #expect(try base.read("notes.md", in: place) == "à moi")
  }

  @Test("is written to over no link, and is no knowledge base's own folder")
  func links() async throws {
    let elsewhere = NSTemporaryDirectory() + "elsewhere-\(UUID().uuidString)"
    for folder in [place, elsewhere] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    symlink(elsewhere, place + "/content")
    try await build(Self.editions())
    let changes = try push()
    #expect(changes.others.contains(edition))
    #expect(changes.written.allSatisfy { !$0.hasPrefix("content/") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere) == [])
    #expect(throws: KnowledgeBaseError.foreignFolder(base.path)) {
      try FolderHome(base.path).push(from: base.path)
    }
    #expect(throws: KnowledgeBaseError.foreignFolder(place)) {
      try FolderHome(elsewhere).push(from: place)
    }
  }
}
