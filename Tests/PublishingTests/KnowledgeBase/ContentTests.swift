// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import TestSupport
import TextCRDT
import Testing

@testable import Publishing

@Suite("The content")
struct ContentTests {
  /// All files of a folder, by their paths in it.
  private static func files(_ path: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let found = FileManager.default.enumerator(atPath: path)
    while let name = found?.nextObject() as? String {
      let place = "\(path)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder),
        !isFolder.boolValue, name != FolderLock.name
      else { continue }
      files[name] = try Data(contentsOf: URL(fileURLWithPath: place))
    }
    return files
  }

  private static func build(
    _ editions: SampleEditions,
    _ settings: KnowledgeBaseSettings = .init(),
    into path: String
  ) async throws -> KnowledgeBaseFolder.Changes {
    var folder = try KnowledgeBaseFolder(path)
    return try await KnowledgeBaseBuilder(editions, settings: settings, renderer: nil)
      .build(into: &folder)
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test("has each edition's text with what it names, its proof and its descriptions")
  func edition() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/kb"
    let editions = SampleContent.editions
    _ = try await Self.build(editions, into: path)
    let place = "\(path)/content/texts/le-puits/edition-2"
    let text = try Self.text("\(place).md")
    let front = try #require(FrontMatter.split(text).fields)
    #expect(front.first { $0.key == "title" }?.value == "Le puits")
    #expect(front.first { $0.key == "lang" }?.value == "fr")
    #expect(front.first { $0.key == "date" }?.value == "2024-05-28")
    #expect(front.first { $0.key == "authors" }?.value == ["Ada Lovelace"])
    #expect(front.first { $0.key == "edition" }?.value == 2)
    #expect(text.contains("- Répond à : [L’eau](../../texts/l-eau/edition-1.md)\n"))
    #expect(text.contains("- Cité par : [The well](../../texts/the-well/edition-1.md)\n"))
    #expect(text.contains("- Remplace : [Édition 1](edition-1.md)\n"))
    #expect(text.contains("[Lyon](../../places/lyon.md)"))
    #expect(text.contains("![une image](../../images/\(SampleContent.image))"))
    #expect(text.contains("[ailleurs](https://example.org/image.png)"))
    #expect(try Self.text("\(place).text") == SampleContent.text)
    let manifest = try #require(EditionManifest(Array(Data(Self.text("\(place).json").utf8))))
    #expect(manifest.number == 2)
    let first = try Self.text("\(path)/content/texts/le-puits/edition-1.md")
    #expect(first.contains("newest: 2\n") && first.contains("- Remplacée par : [Édition 2]"))
    let lyon = try Self.text("\(path)/content/places/lyon.md")
    #expect(lyon.contains("[Le puits](../texts/le-puits/edition-2.md), 2024-05-28"))
    #expect(try Self.text("\(path)/content/dates/2024.md").contains("Le puits"))
    #expect(try Self.text("\(path)/content/index.md").contains("(texts/the-well/edition-1.md)"))
  }

  @Test("is the same of the same editions, and one more writes little")
  func incremental() async throws {
    let folder = try TemporaryFolder()
    var editions = SampleContent.editions
    _ = try await Self.build(editions, into: folder.path + "/a")
    _ = try await Self.build(editions, into: folder.path + "/b")
    #expect(try Self.files(folder.path + "/a") == Self.files(folder.path + "/b"))
    editions.add("autre", title: "Autre", meta: #"{"concepts":["eau"]}"#, day: 9)
    let changes = try await Self.build(editions, into: folder.path + "/a")
    let own = changes.written.filter { $0.hasPrefix("content/texts/autre/") }
    #expect(own.count == 6)
    #expect(
      changes.written.filter { !own.contains($0) } == [
        "content/concepts/eau.md", "content/concepts/index.md", "content/dates/2024.md",
        "content/dates/index.md", "content/index.md",
      ]
    )
    _ = try await Self.build(editions, into: folder.path + "/c")
    #expect(try Self.files(folder.path + "/a") == Self.files(folder.path + "/c"))
  }

  @Test("loses what is withdrawn")
  func withdrawn() async throws {
    let folder = try TemporaryFolder()
    var editions = SampleEditions()
    editions.add("a", title: "A", meta: #"{"concepts":["x"]}"#, isWithdrawn: true)
    editions.add("b", title: "B", meta: #"{"relations":[{"title":"A"}]}"#)
    _ = try await Self.build(editions, into: folder.path + "/kb")
    let files = try Self.files(folder.path + "/kb")
    #expect(!files.keys.contains { $0.contains("texts/a/") || $0.contains("concepts/x") })
    #expect(
      try Self.text("\(folder.path)/kb/content/texts/b/edition-1.md").contains("Voir aussi : A")
    )
  }

  @Test("stays in its folder and says the same, whatever people wrote", arguments: seeds(0..<40))
  func hostile(seed: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/kb"
    let hostile = HostileEditions(seed: seed)
    var settings = KnowledgeBaseSettings()
    settings.title = hostile.titles.values.sorted().first ?? ""
    _ = try await Self.build(hostile.editions, settings, into: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["kb"])
    let files = try Self.files(path)
    // Where case and accents' composition do not count either.
    #expect(
      Set(files.keys.map { $0.lowercased().precomposedStringWithCanonicalMapping }).count
        == files.count
    )
    for (place, data) in files {
      #expect(place.split(separator: "/").allSatisfy { $0.utf8.count <= 200 })
      let text = String(decoding: data, as: UTF8.self)
      switch place.split(separator: ".").last {
      case "md": try checkMarkdown(text, place)
      case "jsonld": #expect(try JSONSerialization.jsonObject(with: data) is [String: Any])
      case "xml":
        var scanner = XMLScanner(Array(data))
        while try scanner.next() != nil {}
      default: continue
      }
    }
    for address in hostile.titles.keys {
      let place = "\(path)/content/texts/\(address)/edition-1"
      let fields = try #require(FrontMatter.split(Self.text("\(place).md")).fields)
      let manifest = try Data(contentsOf: URL(fileURLWithPath: "\(place).json"))
      let title = try #require(EditionManifest(Array(manifest))).title
      // Yams takes a byte-order mark away, wherever a text begins with one.
      let read = String(title.trimmingPrefix("\u{FEFF}"))
      // Themes write titles into HTML as they stand.
      let inert = read.map { ["<": "‹", ">": "›", "\"": "”"][$0] ?? $0 }
      #expect(
        fields.first { $0.key == "title" }?.value == (title.isEmpty ? nil : .string(String(inert)))
      )
    }
    // The folder is a knowledge base still, of which nothing changes.
    #expect(try await Self.build(hostile.editions, settings, into: path).written == [])
  }

  private func checkMarkdown(_ text: String, _ place: String) throws {
    let body = FrontMatter.split(text).text
    #expect(body != text, "\(place)")
    let html = String(
      decoding: try #require(MarkdownRendering.html(Array(body.utf8))),
      as: UTF8.self
    )
    #expect(!html.contains("raw HTML omitted"), "\(place)")
    #expect(!body.contains("{{<") && !body.contains("{{%"), "\(place)")
    let images = html.components(separatedBy: "<img src=\"").dropFirst()
    #expect(images.allSatisfy { $0.hasPrefix("../../images/") }, "\(place)")
  }
}
