// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing

@testable import Publishing

@Suite("Dublin Core of an edition")
struct DublinCoreStatementsTests {
  private static func statements(
    _ editions: SampleEditions,
    of address: String,
    number: Int = 1,
    url: String? = nil
  ) async throws -> DublinCoreStatements {
    let base = try await editions.knowledgeBase()
    let place = try #require(base.texts.firstIndex { $0.address == address })
    let card = try #require(base.texts[place].editions.first { $0.number == number })
    var settings = KnowledgeBaseSettings()
    settings.url = url
    return DublinCoreStatements(EditionPage(card, of: place, in: base), settings)
  }

  @Test("says who, when, where, about what, under which licence and what is related")
  func terms() async throws {
    var editions = SampleEditions()
    editions.add("source", title: "La source")
    editions.add(
      "texte",
      title: "Un texte",
      meta: """
        {"language":"fr","date":"2024-02-30","description":"Sur l’eau","tags":["eau","puits"],
        "licence":"https://creativecommons.org/licenses/by/4.0/","concepts":["eau"],
        "people":[{"name":"Ada","roles":["author"]},{"name":"Bo","roles":["editor"]}],
        "places":[{"name":"Lyon","latitude":45.75,"longitude":4.85},"Metz"],
        "events":[{"name":"Fête","date":"2024-05"}],
        "relations":[{"type":"isBasedOn","title":"La source"},
        {"type":"cites","title":"Ailleurs","target":"https://example.org/a"},"Sans adresse"]}
        """,
      contributors: #"[{"kind":"member","name":"Ada","length":5},{"kind":"guest","length":3}]"#
    )
    editions.add("texte", number: 2, title: "Un texte, revu", day: 2)
    let statements = try await Self.statements(editions, of: "texte", url: "https://kb.example/kb")
    func values(_ term: String) -> [String] {
      statements.qualified.filter { $0.term == term }.map(\.value)
    }
    #expect(statements.qualified.first == .init(term: "title", value: "Un texte", language: "fr"))
    #expect(values("creator") == ["Ada"] && values("contributor") == ["Bo"])
    #expect(values("subject") == ["eau", "puits"])
    // There is no such day.
    #expect(statements.qualified.contains(.init(term: "created", value: "2024-02-30")))
    #expect(values("spatial") == ["name=Lyon; north=45.75; east=4.85", "Metz"])
    #expect(values("temporal") == ["name=Fête; start=2024-05"])
    #expect(values("license") == ["https://creativecommons.org/licenses/by/4.0/"])
    #expect(values("isReplacedBy") == ["https://kb.example/kb/fr/texts/texte/edition-2.html"])
    // Only the newest edition of a text is related to others by address.
    #expect(values("source") == ["La source"])
    #expect(values("references") == ["https://example.org/a"])
    #expect(values("relation") == ["Sans adresse"])
    #expect(values("identifier").first == "https://kb.example/kb/fr/texts/texte/edition-1.html")
  }

  @Test("names what names it")
  func backlinks() async throws {
    var editions = SampleEditions()
    editions.add("source", title: "La source")
    editions.add(
      "texte",
      title: "Un texte",
      meta: #"{"relations":[{"type":"respondsTo","title":"la SOURCE"}]}"#
    )
    let source = try await Self.statements(editions, of: "source")
    #expect(source.qualified.contains(.init(term: "isReferencedBy", value: "Un texte")))
    let text = try await Self.statements(editions, of: "texte", url: "https://kb.example")
    let address = "https://kb.example/fr/texts/source/edition-1.html"
    #expect(text.qualified.contains(.init(term: "references", value: address, scheme: "URI")))
  }

  @Test("has the fifteen elements only where it is simple, each statement once")
  func simple() async throws {
    var editions = SampleEditions()
    editions.add(
      "texte",
      title: "Un texte",
      meta: """
        {"date":"2024-01-02","places":["Metz","Metz"],"events":[{"name":"Metz"}],
        "licence":"CC0"}
        """
    )
    let simple = try await Self.statements(editions, of: "texte").simple
    let elements: Set = [
      "title", "creator", "subject", "description", "publisher", "contributor", "date", "type",
      "format", "identifier", "source", "language", "relation", "coverage", "rights",
    ]
    #expect(simple.allSatisfy { elements.contains($0.term) && $0.scheme == nil })
    #expect(simple.filter { $0.term == "coverage" }.map(\.value) == ["Metz"])
    #expect(simple.filter { $0.term == "date" }.count == 3)
    #expect(Set(simple).count == simple.count)
  }

  @Test("is XML whatever people wrote")
  func xml() async throws {
    var editions = SampleEditions()
    editions.add(
      "texte",
      title: "]]><script>\u{1}\u{FFFE}&\"\u{85}",
      meta: #"{"language":"fr\"><x","description":"a\u0000b</dcterms:description>"}"#
    )
    let statements = try await Self.statements(editions, of: "texte")
    #expect(statements.document.contains("<dcterms:title>]]&gt;&lt;script&gt;&amp;&quot;\u{85}<"))
    #expect(statements.document.contains(">ab&lt;/dcterms:description&gt;<"))
    #expect(!statements.document.contains("xml:lang"))
    #expect(statements.simpleXML.hasPrefix("  <dc:title>]]&gt;"))
  }
}
