// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite("The check of a knowledge base")
struct KnowledgeBaseCheckTests {
  private typealias Fault = KnowledgeBaseCheck.Fault

  /// A built folder with something done to it.
  private static func faults(
    after change: (_ path: String) throws -> Void
  ) async throws -> [Fault] {
    let temporary = try TemporaryFolder()
    let path = temporary.path + "/kb"
    var folder = try KnowledgeBaseFolder(path)
    _ = try await KnowledgeBaseBuilder(SampleContent.editions, settings: .init(), renderer: nil)
      .build(into: &folder)
    try change(path)
    let check = try KnowledgeBaseCheck.check(path)
    #expect(check.editions == 4 && check.files > 30)
    return check.faults
  }

  /// Changes a file, and `kb.json` with it.
  private static func forge(
    _ path: String,
    _ place: String,
    _ change: (String) -> String
  ) throws {
    let file = URL(fileURLWithPath: "\(path)/\(place)")
    let before = try Data(contentsOf: file)
    let after = Data(change(String(decoding: before, as: UTF8.self)).utf8)
    #expect(before != after)
    try after.write(to: file)
    let kb = URL(fileURLWithPath: "\(path)/kb.json")
    let record = try String(contentsOf: kb, encoding: .utf8)
    try Data(
      record.replacing(EditionPackage.sum(Array(before)), with: EditionPackage.sum(Array(after)))
        .utf8
    ).write(to: kb)
  }

  @Test(
    "finds nothing where nothing was changed, and leaves alone what is not the knowledge base's"
  )
  func sound() async throws {
    let faults = try await Self.faults { path in
      try Data().write(to: URL(fileURLWithPath: path + "/README.md"))
      let notes = path + "/content/.obsidian"
      try FileManager.default.createDirectory(atPath: notes, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: notes + "/app.json"))
    }
    #expect(faults == [])
  }

  @Test("names files that were changed, removed, added or made links")
  func files() async throws {
    let faults = try await Self.faults { path in
      let files = FileManager.default
      try Data("x".utf8).write(to: URL(fileURLWithPath: path + "/content/places/metz.md"))
      try files.removeItem(atPath: path + "/mkdocs.yml")
      try Data().write(to: URL(fileURLWithPath: path + "/content/places/mine.md"))
      for place in [
        "content/.x/evil.md", "site/.evil.html", "cache/evil.md", "layouts/single.html",
      ] {
        let folder = "\(path)/\(place.split(separator: "/").dropLast().joined(separator: "/"))"
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: "\(path)/\(place)"))
      }
      let page = path + "/content/concepts/eau.md"
      try files.moveItem(atPath: page, toPath: path + "/eau")
      try files.createSymbolicLink(atPath: page, withDestinationPath: path + "/eau")
    }
    #expect(
      faults == [
        Fault("cache/evil.md", .foreign), Fault("content/.x/evil.md", .foreign),
        Fault("content/concepts/eau.md", .malformed), Fault("content/places/metz.md", .changed),
        Fault("content/places/mine.md", .foreign), Fault("layouts/single.html", .foreign),
        Fault("mkdocs.yml", .missing), Fault("site/.evil.html", .foreign),
      ]
    )
  }

  @Test("names a text, a description or a manifest that is another, though kb.json says otherwise")
  func proof() async throws {
    let place = "content/texts/le-puits/edition-2"
    for ending in ["text", "metadata.json"] {
      let faults = try await Self.faults { path in
        try Self.forge(path, "\(place).\(ending)") { $0 + " " }
      }
      // Both editions' texts are the same, so that the record names the other file too.
      #expect(faults.contains(Fault("\(place).\(ending)", .otherPart)))
    }
    let faults = try await Self.faults { path in
      try Self.forge(path, "\(place).json") { $0.replacing("Le puits", with: "Le pont") }
    }
    #expect(faults == [Fault("\(place).json", .otherEdition)])
  }

  @Test("names links that lead nowhere, and what is no JSON or XML")
  func formats() async throws {
    let place = "content/texts/the-well/edition-1"
    let faults = try await Self.faults { path in
      try Self.forge(path, "\(place).md") {
        $0 + "\n[x](../../places/nulle-part.md)\n[y](../../../../x)"
      }
      try Self.forge(path, "\(place).jsonld") { "\($0.dropLast(3))" }
      try Self.forge(path, "\(place).dc.xml") { $0.replacing("</metadata>", with: "</x>") }
    }
    #expect(
      faults == [
        Fault("\(place).dc.xml", .malformed), Fault("\(place).jsonld", .malformed),
        Fault("\(place).md", .deadLink, "../../../../x"),
        Fault("\(place).md", .deadLink, "../../places/nulle-part.md"),
      ]
    )
  }

  @Test("refuses a folder that is none, and a record that leads out of it")
  func foreign() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder.url.appendingPathComponent("x"))
    #expect(throws: KnowledgeBaseError.foreignFolder(folder.path)) {
      try KnowledgeBaseCheck.check(folder.path)
    }
    let record = FolderRecord(groups: ["x": .init(madeOf: "", files: ["../x": "0"])])
    try Data(record.encoded).write(to: folder.url.appendingPathComponent("kb.json"))
    #expect(throws: KnowledgeBaseError.unsafePath("../x")) {
      try KnowledgeBaseCheck.check(folder.path)
    }
  }
}
