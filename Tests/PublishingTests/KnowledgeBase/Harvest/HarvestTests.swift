// SPDX-License-Identifier: Apache-2.0

import Foundation
import FoundationXML
import Testing

@testable import Publishing

@Suite("OAI-PMH")
struct HarvestTests {
  private static let now: Int64 = 1_735_689_600_000
  private static let address = "https://kb.example/oai"

  /// What is published in a test: texts of one letter each, one a day.
  private static func catalog(
    _ texts: [(title: String, tags: [String], isWithdrawn: Bool)]
  ) async throws -> HarvestCatalog {
    var editions = SampleEditions()
    for (place, text) in texts.enumerated() {
      let tags = try String(
        decoding: JSONSerialization.data(withJSONObject: ["tags": text.tags]),
        as: UTF8.self
      )
      editions.add(
        "texte-\(place)",
        title: text.title,
        meta: tags,
        day: place + 1,
        isWithdrawn: text.isWithdrawn
      )
    }
    return HarvestCatalog(try await editions.base())
  }

  private static func ask(
    _ catalog: HarvestCatalog,
    _ query: [(String, String)]
  ) throws -> XMLDocument {
    let responder = HarvestResponder(catalog, KnowledgeBaseSettings(), at: address)
    let answer = responder.answer(to: query.map { (name: $0, value: $1) }, now: now)
    return try XMLDocument(data: Data(answer))
  }

  private static func texts(_ document: XMLDocument, _ path: String) throws -> [String] {
    // Prefixes are the answer's own; names are enough here.
    let steps = path.split(separator: "/").map { step in
      step.hasPrefix("@") ? String(step) : "*[local-name()='\(step)']"
    }
    return try document.nodes(forXPath: "//" + steps.joined(separator: "/"))
      .map { $0.stringValue ?? "" }
  }

  @Test("tells what the server is, and repeats what was asked")
  func identify() async throws {
    let catalog = try await Self.catalog([("A", [], false), ("B", [], true)])
    let answer = try Self.ask(catalog, [("verb", "Identify")])
    #expect(try Self.texts(answer, "earliestDatestamp") == ["2024-01-01T00:00:00Z"])
    #expect(try Self.texts(answer, "deletedRecord") == ["persistent"])
    #expect(try Self.texts(answer, "adminEmail") == ["postmaster@kb.example"])
    #expect(try Self.texts(answer, "request/@verb") == ["Identify"])
    #expect(try Self.texts(answer, "request") == [Self.address])
    #expect(try Self.texts(answer, "responseDate") == ["2025-01-01T00:00:00Z"])
  }

  @Test(
    "refuses in the standard's words",
    arguments: [
      ([], "badVerb"), ([("verb", "Nope")], "badVerb"),
      ([("verb", "Identify"), ("verb", "Identify")], "badVerb"),
      ([("verb", "Identify"), ("x", "1")], "badArgument"),
      ([("verb", "ListRecords")], "badArgument"),
      (
        [("verb", "ListRecords"), ("metadataPrefix", "qdc"), ("metadataPrefix", "qdc")],
        "badArgument"
      ),
      ([("verb", "ListRecords"), ("metadataPrefix", "a b")], "badArgument"),
      ([("verb", "ListRecords"), ("metadataPrefix", "marc")], "cannotDisseminateFormat"),
      (
        [("verb", "ListRecords"), ("metadataPrefix", "qdc"), ("resumptionToken", "x")],
        "badArgument"
      ),
      ([("verb", "ListRecords"), ("resumptionToken", "x")], "badResumptionToken"),
      ([("verb", "ListSets"), ("resumptionToken", "")], "badResumptionToken"),
      ([("verb", "GetRecord"), ("identifier", "oai:kb.example:texte-0/1")], "badArgument"),
      (
        [("verb", "GetRecord"), ("identifier", "<\u{1}&\""), ("metadataPrefix", "oai_dc")],
        "idDoesNotExist"
      ),
      (
        [
          ("verb", "GetRecord"), ("identifier", "oai:kb.example:texte-0/1"),
          ("metadataPrefix", "marc"),
        ], "cannotDisseminateFormat"
      ),
      ([("verb", "ListMetadataFormats"), ("identifier", "oai:kb.example:x/1")], "idDoesNotExist"),
      (
        [("verb", "ListMetadataFormats"), ("identifier", "oai:kb.example:texte-1/1")],
        "noMetadataFormats"
      ),
    ] as [([(String, String)], String)]
  )
  func refusals(query: [(String, String)], code: String) async throws {
    let catalog = try await Self.catalog([("A", ["t"], false), ("B", ["t"], true)])
    let answer = try Self.ask(catalog, query)
    #expect(try Self.texts(answer, "error/@code") == [code])
    let isRepeated = !["badVerb", "badArgument"].contains(code)
    #expect(try Self.texts(answer, "request/@verb").isEmpty != isRepeated)
  }

  @Test("knows sets only where something has a tag")
  func noSets() async throws {
    let catalog = try await Self.catalog([("A", [], false)])
    let listing = try Self.ask(catalog, [("verb", "ListSets")])
    #expect(try Self.texts(listing, "error/@code") == ["noSetHierarchy"])
    let harvest = [("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("set", "tag:t")]
    #expect(
      try Self.texts(try Self.ask(catalog, harvest), "error/@code") == ["noSetHierarchy"]
    )
  }

  @Test(
    "gives what changed between two moments, both included",
    arguments: [
      (nil, nil, 0..<4), ("2024-01-02", nil, 1..<4), (nil, "2024-01-02", 0..<2),
      ("2024-01-02", "2024-01-02", 1..<2),
      ("2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z", 1..<3),
      ("2024-01-02T00:00:01Z", "2024-01-02T23:59:59Z", 0..<0), (nil, "2023-12-31", 0..<0),
    ] as [(String?, String?, Range<Int>)]
  )
  func times(from: String?, until: String?, places: Range<Int>) async throws {
    let catalog = try await Self.catalog((0..<4).map { ("Texte \($0)", [], false) })
    var query = [("verb", "ListIdentifiers"), ("metadataPrefix", "oai_dc")]
    if let from { query.append(("from", from)) }
    if let until { query.append(("until", until)) }
    let answer = try Self.ask(catalog, query)
    let wanted = places.map { "oai:kb.example:texte-\($0)/1" }
    #expect(try Self.texts(answer, "header/identifier") == wanted)
    #expect(try Self.texts(answer, "error/@code") == (wanted.isEmpty ? ["noRecordsMatch"] : []))
  }

  @Test(
    "refuses times that are none, or of two kinds",
    arguments: [
      ("2024-02-30", nil), ("2024", nil), ("2024-01-01T00:00:00", nil), ("demain", nil),
      ("2024-01-01T24:00:00Z", nil), ("2024-01-02", "2024-01-01"),
      ("2024-01-01", "2024-01-01T00:00:00Z"), ("", nil), ("2024-01-01T00:00:00+01", nil),
    ] as [(String, String?)]
  )
  func oddTimes(from: String, until: String?) async throws {
    let catalog = try await Self.catalog([("A", [], false)])
    var query = [("verb", "ListIdentifiers"), ("metadataPrefix", "oai_dc"), ("from", from)]
    if let until { query.append(("until", until)) }
    #expect(try Self.texts(try Self.ask(catalog, query), "error/@code") == ["badArgument"])
  }

  @Test("gives long lists in pages, each once, also while entities are published and withdrawn")
  func pages() async throws {
    let texts = (0..<250).map { ("Texte \($0)", ["t"], $0 % 50 == 7) }
    var catalog = try await Self.catalog(texts)
    var found: [String] = []
    var query = [("verb", "ListIdentifiers"), ("metadataPrefix", "qdc"), ("set", "tag:t")]
    for page in 0..<4 {
      let answer = try Self.ask(catalog, query)
      found += try Self.texts(answer, "header/identifier")
      #expect(try Self.texts(answer, "resumptionToken/@cursor") == ["\(page * 100)"])
      let token = try #require(try Self.texts(answer, "resumptionToken").first)
      guard !token.isEmpty else { break }
      query = [("verb", "ListIdentifiers"), ("resumptionToken", token)]
      // One is withdrawn that was given already, and some are new.
      let more = texts.enumerated().map { ($1.0, $1.1, $1.2 || $0 == 3) }
      catalog = try await Self.catalog(more + (0..<20).map { ("Neu \($0)", ["t"], false) })
    }
    // The one withdrawn meanwhile may be seen twice: as it was, and as deleted.
    #expect(Set(found).count == 270 && (270...271).contains(found.count))
    #expect(Set(found) == Set((0..<270).map { "oai:kb.example:texte-\($0)/1" }))
  }

  @Test("gives all of many, page after page")
  func many() async throws {
    let wanted = ProcessInfo.processInfo.environment["ENCRIER_EDITIONS"].flatMap { Int($0) }
    let count = wanted ?? 350
    var editions = SampleEditions()
    for place in 0..<count {
      let meta = #"{"tags": ["Communs", "Tag \#(place % 50)"], "concepts": ["Été"]}"#
      editions.add("texte-\(place)", title: "Texte \(place)", meta: meta, day: place + 1)
    }
    let base = try await editions.base()
    let clock = ContinuousClock()
    var catalog = HarvestCatalog(base)
    let listing = clock.measure { catalog = HarvestCatalog(base) }
    var query = [("verb", "ListRecords"), ("metadataPrefix", "qdc")]
    var (found, slowest) = (0, Duration.zero)
    for _ in 0...(count / HarvestResponder.pageSize) {
      var answer = XMLDocument()
      slowest = max(slowest, try clock.measure { answer = try Self.ask(catalog, query) })
      found += try Self.texts(answer, "header/identifier").count
      let token = try Self.texts(answer, "resumptionToken").first ?? ""
      guard !token.isEmpty else { break }
      query = [("verb", "ListRecords"), ("resumptionToken", token)]
    }
    #expect(found == count)
    if wanted != nil { print("\(count) editions: listed in \(listing), a page in \(slowest)") }
  }

  @Test("takes no token that it did not make, whatever is changed in one")
  func tokens() async throws {
    let catalog = try await Self.catalog((0..<120).map { ("Texte \($0)", ["t"], false) })
    let first = try Self.ask(
      catalog,
      [("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("from", "2024-01-01")]
    )
    let token = try #require(try Self.texts(first, "resumptionToken").first)
    func code(_ token: String, _ verb: String = "ListRecords") throws -> [String] {
      let query = [("verb", verb), ("resumptionToken", token)]
      return try Self.texts(try Self.ask(catalog, query), "error/@code")
    }
    #expect(try code(token) == [])
    #expect(try code(token, "ListIdentifiers") == ["badResumptionToken"])
    for changed in [
      token + ",", token + "0x", "x" + token, token.replacing("oai_dc", with: "marc"),
      token.replacing("2024-01-01", with: "2024-13-01"), token.replacing(",100", with: ",0100"),
      token.replacing(",100", with: ",-1"), String(token.dropLast(4)),
      token.replacing("texte", with: "\u{0}") + String(repeating: "9", count: 5_000),
    ] {
      #expect(try code(changed) == ["badResumptionToken"], "\(changed)")
    }
  }

  @Test("holds any text, well-formed")
  func hostile() async throws {
    let odd = "]]></dc:title><x a='\u{0}\u{1F}\u{FFFE}\"&é𝄞 <!-- \r\n"
    let catalog = try await Self.catalog([(odd, [odd, "Été", "été", "日本"], false)])
    for format in ["oai_dc", "qdc"] {
      let answer = try Self.ask(catalog, [("verb", "ListRecords"), ("metadataPrefix", format)])
      let title = try #require(try Self.texts(answer, "title").first)
      #expect(title.contains("]]></dc:title><x a='") && title.contains("\"&é𝄞 <!--"))
      #expect(try Self.texts(answer, "x").isEmpty)
    }
    let specs = try Self.texts(try Self.ask(catalog, [("verb", "ListSets")]), "setSpec")
    #expect(specs.count == 4 && specs.contains("tag") && specs.contains("tag:ete"))
    #expect(specs.allSatisfy { $0.wholeMatch(of: /[a-z0-9:-]+/) != nil })
    for spec in specs {
      let query = [("verb", "ListIdentifiers"), ("metadataPrefix", "oai_dc"), ("set", spec)]
      #expect(try Self.texts(try Self.ask(catalog, query), "header/identifier").count == 1)
    }
  }

  @Test("tells of what was withdrawn, in every set and by name")
  func deleted() async throws {
    let catalog = try await Self.catalog([("A", ["t"], false), ("B", ["u"], true)])
    let query = [("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("set", "tag:t")]
    let answer = try Self.ask(catalog, query)
    #expect(try Self.texts(answer, "header/@status") == ["deleted"])
    #expect(
      try Self.texts(answer, "datestamp") == ["2024-01-01T00:00:00Z", "2024-01-03T00:00:00Z"]
    )
    #expect(try Self.texts(answer, "metadata").count == 1)
    let record = try Self.ask(
      catalog,
      [
        ("verb", "GetRecord"), ("metadataPrefix", "qdc"),
        ("identifier", "oai:kb.example:texte-1/1"),
      ]
    )
    #expect(try Self.texts(record, "header/@status") == ["deleted"])
    #expect(try Self.texts(record, "title").isEmpty)
  }
}
