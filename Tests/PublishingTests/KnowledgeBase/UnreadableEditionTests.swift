// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing

@testable import Publishing

/// Editions of which some cannot be read.
private struct DamagedEditions: EditionSource {
  let whole: SampleEditions
  /// What cannot be read, by address: only these parts.
  var damaged: [String: EditionPart] = [:]

  func publications() async throws(KnowledgeBaseError) -> [PublishedEdition] {
    try await whole.publications()
  }

  func contents(
    of publication: PublishedEdition,
    _ parts: Set<EditionPart>
  ) async throws(KnowledgeBaseError) -> EditionContents {
    if let part = damaged[publication.address], parts.contains(part) {
      throw .unreadableEdition(address: publication.address, number: publication.number)
    }
    return try await whole.contents(of: publication, parts)
  }

  func log(of publication: PublishedEdition) async throws(KnowledgeBaseError) -> [UInt8] { [] }

  func image(_ name: String) async -> [UInt8]? { nil }
}

@Suite("Editions that cannot be read") struct UnreadableEditionTests {
  private let path = NSTemporaryDirectory() + "kb-\(UUID().uuidString)"

  private func build(_ source: DamagedEditions) async throws -> KnowledgeBaseFolder.Changes {
    var folder = try KnowledgeBaseFolder(path)
    let builder = KnowledgeBaseBuilder(source, settings: KnowledgeBaseSettings(), renderer: nil)
    return try await builder.build(into: &folder)
  }

  private func isThere(_ address: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/content/texts/\(address)/edition-1.md")
  }

  @Test(
    "keep their files, are named, and keep no other from being built or withdrawn",
    arguments: [EditionPart.metadata, .text]
  )
  func damage(part: EditionPart) async throws {
    var editions = SampleEditions()
    for address in ["a", "b", "c"] { editions.add(address, title: address) }
    var source = DamagedEditions(whole: editions)
    #expect(try await build(source).unreadable == [])
    var later = SampleEditions()
    later.add("a", title: "a", text: "Autre.")
    later.add("b", title: "b", isWithdrawn: true)
    for address in ["c", "d", "e"] { later.add(address, title: address) }
    source = DamagedEditions(whole: later, damaged: ["a": part, "e": part])
    let changes = try await build(source)
    #expect(changes.unreadable == ["a/1", "e/1"])
    #expect(["a", "b", "c", "d", "e"].filter(isThere) == ["a", "c", "d"])
    #expect(!changes.written.contains { $0.contains("texts/a/") })
    source.damaged = [:]
    #expect(try await build(source).unreadable == [])
    #expect(["a", "b", "c", "d", "e"].filter(isThere) == ["a", "c", "d", "e"])
  }
}
