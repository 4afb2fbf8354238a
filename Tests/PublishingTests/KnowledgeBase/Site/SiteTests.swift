// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing

@testable import Publishing

@Suite("A knowledge base's site")
struct SiteTests {
  private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private let path = NSTemporaryDirectory() + "kb-\(UUID().uuidString)"

  /// Builds a site; the built page and what renders are stood in for, for neither is what is looked at here.
  private func build(
    _ editions: SampleEditions,
    in path: String? = nil,
    isDry: Bool = false
  ) async throws -> Changes {
    let path = path ?? self.path
    let page = "\(path)-page/kb"
    try FileManager.default.createDirectory(atPath: page, withIntermediateDirectories: true)
    for name in ["site.css", "choose.js", "map.js", "search.js", "icon.svg", "licences.txt"] {
      try Data(name.utf8).write(to: URL(fileURLWithPath: "\(page)/\(name)"))
    }
    // A square of ten degrees around the Gulf of Guinea.
    try Data(#"[["",0,0,1,["pfpfw-BAAw-Bx-BA"]]]"#.utf8)
      .write(to: URL(fileURLWithPath: "\(page)/outlines.json"))
    var settings = KnowledgeBaseSettings()
    settings.title = "Base <b>&"
    settings.webDirectory = "\(path)-page"
    let program = "\(Self.project)/.build/debug/encrier"
    let renderer = BoundedRenderer(command: [program, "render-markdown"])
    var folder = try KnowledgeBaseFolder(path, isDry: isDry)
    return try await KnowledgeBaseBuilder(editions, settings: settings, renderer: renderer)
      .build(into: &folder)
  }

  private typealias Changes = KnowledgeBaseFolder.Changes

  private func file(_ place: String, in path: String? = nil) throws -> String {
    try String(contentsOfFile: "\(path ?? self.path)/\(place)", encoding: .utf8)
  }

  private func sample() -> SampleEditions {
    var editions = SampleEditions()
    editions.add(
      "un",
      title: "Un",
      text: "# Un\n\nL’économie.\n",
      meta:
        #"{"concepts":["Communs"],"people":["Ada"],"places":[{"name":"Lomé","latitude":6.13,"longitude":1.22}]}"#
    )
    editions.add(
      "deux",
      title: "Deux",
      meta: #"{"relations":[{"type":"cites","title":"Un"}],"concepts":["communs"]}"#,
      day: 2
    )
    return editions
  }

  @Test("is the same, byte for byte, when it is built elsewhere, and written once only")
  func sameBytes() async throws {
    let first = try await build(sample())
    let elsewhere = "\(path)-2"
    _ = try await build(sample(), in: elsewhere)
    for place in first.written {
      let files = try [path, elsewhere].map {
        try Data(contentsOf: URL(fileURLWithPath: "\($0)/\(place)"))
      }
      #expect(files[0] == files[1], "\(place)")
    }
    #expect(try await build(sample()).written == [])
  }

  @Test("is told whole by a dry run, which writes nothing")
  func dryRun() async throws {
    let told = try await build(sample(), isDry: true)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(told.written.contains("site/search/t-ec.js"))
    #expect(try await build(sample()).written == told.written)
  }

  @Test("is rewritten only where another text changes it")
  func incremental() async throws {
    _ = try await build(sample())
    var more = sample()
    more.add("trois", title: "Trois", text: "Zanzibar.\n", day: 3)
    let written = try await build(more).written
    #expect(written.contains("site/fr/texts/trois/edition-1.html"))
    #expect(written.contains("site/search/t-za.js"))
    #expect(!written.contains("site/fr/texts/un/edition-1.html"))
    #expect(!written.contains("site/search/t-ec.js"))
    #expect(!written.contains("site/fr/people/ada.html"))
  }

  @Test("shows what people wrote as text, wherever it stands")
  func escaping() async throws {
    let hostile = #"</title><script>alert(1)</script>\"' onload=x {{ ]]> "#
    let json = String(decoding: try JSONEncoder().encode(hostile), as: UTF8.self)
    var editions = SampleEditions()
    editions.add(
      "hostile",
      title: hostile,
      text:
        "# T\n\n<script>alert(2)</script> <img src=x onerror=alert(3)>\n\na <img src=x onerror=alert(3)> [a](javascript:alert(4)) ![b](https://example.org/b.png) [c](../../../etc/passwd)\n",
      meta:
        #"{"description":\#(json),"tags":[\#(json)],"people":[{"name":\#(json),"roles":[\#(json)]}],"places":[{"name":\#(json),"latitude":1,"longitude":2}],"events":[{"name":\#(json),"date":\#(json),"place":\#(json)}],"concepts":[\#(json)],"licence":\#(json),"language":\#(json),"relations":[{"title":\#(json),"target":"javascript:alert(5)"}]}"#,
      contributors: #"[{"person":1,"kind":"member","name":\#(json),"length":9}]"#
    )
    editions.add(
      "autre",
      title: "Autre",
      meta: #"{"relations":[{"type":"cites","title":\#(json)}]}"#
    )
    for place in try await build(editions).written
    where place.hasPrefix("site/") && place.hasSuffix(".html") {
      let page = try file(place)
      #expect(!page.contains("<script>"), "\(place)")
      #expect(!page.contains("<img"), "\(place)")
      #expect(page.ranges(of: "javascript:").count == page.ranges(of: "title=\"javascript").count)
      // Outside of tags nothing begins one, so that every tag is one of ours.
      for tag in page.matches(of: /<\/?([a-zA-Z0-9!]+)/) {
        #expect(Self.tags.contains(String(tag.1)), "\(place): \(tag.0)")
      }
      let tags = page.replacing(/"[^"]*"/, with: "\"\"").matches(of: /<[^>]*>/).map { String($0.0) }
      #expect(!tags.contains { $0.contains(/\son[a-z]+=/) }, "\(place)")
      // A literal in a literal may have been taken for text.
      #expect(!page.contains("Markup(") && !page.contains("&lt;bdi"), "\(place)")
    }
    let text = try file("site/fr/texts/hostile/edition-1.html")
    #expect(text.contains("<a class=\"missing-image\" href=\"https://example.org/b.png\">b</a>"))
    #expect(text.contains("<span class=\"unlinked\">c</span>"))
  }

  private static let tags: Set<String> = [
    "!DOCTYPE", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div",
    "span", "form", "label", "input", "button", "svg", "path", "rect", "circle", "text", "tspan",
    "g", "defs", "marker", "nav", "ul", "ol", "li", "main", "footer", "p", "h1", "h2", "h3", "dl",
    "dt", "dd", "article", "aside", "section", "time", "bdi", "strong", "i", "cite", "code",
    "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary",
    "noscript",
  ]

  @Test("says of a withdrawn edition when it was, and nothing of what it said")
  func withdrawn() async throws {
    var editions = sample()
    editions.add("parti", title: "Secret", text: "Secret.\n", day: 5, isWithdrawn: true)
    _ = try await build(editions)
    let page = try file("site/fr/texts/parti/edition-1.html")
    #expect(page.contains("retirée de la base de connaissances le 6 janvier 2024"))
    #expect(!page.contains("Secret"))
    #expect(try file("site/en/texts/parti/index.html").contains("on 6 January 2024"))
    #expect(!(try file("site/search/index.js")).contains("Secret"))
  }

  @Test("says of an older edition that there is a newer, and searches the newest only")
  func editions() async throws {
    var editions = sample()
    editions.add("un", number: 2, title: "Un", text: "Nouveau.\n", meta: #"{"people":["Grace"]}"#)
    _ = try await build(editions)
    let old = try file("site/en/texts/un/edition-1.html")
    #expect(old.contains("This is an older edition") && old.contains("edition-2.html"))
    // Whom only an older edition names has no page.
    #expect(old.contains("<bdi>Ada</bdi>") && !old.contains("people/ada.html"))
    #expect(try file("site/fr/texts/un/index.html").contains("url=edition-2.html"))
    #expect(!FileManager.default.fileExists(atPath: "\(path)/site/search/t-ec.js"))
    #expect(try file("site/search/t-no.js").contains("\"nouveau\""))
  }

  @Test("says so where there is nothing to show")
  func empty() async throws {
    _ = try await build(SampleEditions())
    #expect(try file("site/fr/index.html").contains("Aucun texte n’est publié"))
    #expect(try file("site/en/map.html").contains("No text says yet where"))
    #expect(try file("site/en/genealogy.html").contains("No text is related"))
    #expect(try file("site/fr/ideas.html").contains("Aucun texte ne nomme de concept"))
    #expect(try file("site/fr/events.html").contains("Aucun texte ne parle d’un événement"))
  }
}
