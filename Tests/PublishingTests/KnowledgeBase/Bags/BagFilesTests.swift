// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing

@testable import Publishing

@Suite("A knowledge base's bags")
struct BagFilesTests {
  private let path = NSTemporaryDirectory() + "bags-\(UUID().uuidString)"

  private func build(_ editions: SampleEditions) async throws -> KnowledgeBaseFolder.Changes {
    var settings = KnowledgeBaseSettings()
    settings.hasBags = true
    var folder = try KnowledgeBaseFolder(path)
    return try await KnowledgeBaseBuilder(editions, settings: settings, renderer: nil)
      .build(into: &folder)
  }

  private func provenance(_ bag: String) throws -> [String: [String: [String: Any]]] {
    let file = URL(fileURLWithPath: "\(path)/bags/\(bag)/data/prov.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    let members = try #require(json as? [String: [String: Any]])
    return members.filter { $0.key != "prefix" }.compactMapValues { $0 as? [String: [String: Any]] }
  }

  private static var edition: SampleEditions {
    var editions = SampleEditions()
    editions.add("charte", title: "Charte")
    editions.add(
      "charte",
      number: 2,
      title: "Charte",
      meta: """
        {"relations": [{"type": "isBasedOn", "title": "Autre", "target": "https://a.example/"},
        {"type": "replaces", "title": "Ancienne"}, {"type": "cites", "title": "Citée"}, "Voir"]}
        """,
      contributors: """
        [{"person": 77123, "kind": "member", "name": "Ada", "length": 9},
        {"person": 88234, "kind": "guest", "length": 3}]
        """,
      day: 2
    )
    return editions
  }

  @Test("are written once, and only for editions that changed")
  func incremental() async throws {
    var editions = Self.edition
    let written = try await build(editions).written.filter { $0.hasPrefix("bags/") }
    #expect(written.contains("bags/charte-2/data/prov.json"))
    #expect(written.contains("bags/charte-1/tagmanifest-sha256.txt"))
    editions.add("neu", title: "Neu", day: 3)
    let more = try await build(editions).written.filter { $0.hasPrefix("bags/") }
    #expect(!more.isEmpty && more.allSatisfy { $0.hasPrefix("bags/neu-1/") })
    let fewer = try await build(Self.edition)
    #expect(fewer.removed.count { $0.hasPrefix("bags/") } == more.count)
    #expect(!FileManager.default.fileExists(atPath: "\(path)/bags/neu-1"))
  }

  @Test("hold what a package holds, and name each file that is changed")
  func tampering() async throws {
    _ = try await build(Self.edition)
    let bag = "\(path)/bags/charte-2"
    #expect(try EditionPackage.check(bag).files.isEmpty)
    for place in ["data/prov.json", "data/dc.xml", "data/text.md", "bag-info.txt"] {
      let file = URL(fileURLWithPath: "\(bag)/\(place)")
      let before = try Data(contentsOf: file)
      try (before + Data(" ".utf8)).write(to: file)
      #expect(try EditionPackage.check(bag).files.contains(place))
      try before.write(to: file)
    }
    try Data("x".utf8).write(to: URL(fileURLWithPath: "\(bag)/data/other.json"))
    #expect(try EditionPackage.check(bag).files == ["data/other.json"])
  }

  @Test("tell where an edition comes from, and of people only the names they are published by")
  func origin() async throws {
    _ = try await build(Self.edition)
    let statements = try provenance("charte-2")
    let sums = try #require(statements["entity"]?.keys)
    let derived = try #require(statements["wasDerivedFrom"]?.values)
    #expect(derived.count == 3 && derived.count { $0["prov:type"] != nil } == 2)
    #expect(derived.allSatisfy { sums.contains($0["prov:usedEntity"] as? String ?? "") })
    #expect(statements["wasInfluencedBy"]?.count == 1)
    let agents = try #require(statements["agent"])
    #expect(Set(agents.values.map { $0["prov:label"] as? String }) == ["Ada", nil, "Encrier"])
    #expect(statements["wasAttributedTo"]?.count == 2)
    let text = try String(contentsOfFile: "\(path)/bags/charte-2/data/prov.json", encoding: .utf8)
    #expect(!text.contains("77123") && !text.contains("88234"))
  }

  @Test("tell when it was written, from the first row of the history to the last")
  func times() async throws {
    var editions = SampleEditions()
    editions.add("charte", title: "Charte")
    let base = try await editions.base()
    let card = try #require(base.texts.first?.newest)
    let rows = [1_704_000_000_000, 1_704_000_060_000].enumerated().flatMap { place, time in
      var bytes: [UInt8] = []
      for value in [UInt64(place + 1), UInt64(time)] {
        withUnsafeBytes(of: value.bigEndian) { bytes += Array($0) }
      }
      return bytes + [0, 0, 0, 2, 0, 0]
    }
    let json = Provenance(card, log: rows).json
    #expect(json.contains(#""prov:startTime":"2023-12-31T05:20:00.000Z""#))
    #expect(json.contains(#""prov:endTime":"2023-12-31T05:21:00.000Z""#))
  }
}
