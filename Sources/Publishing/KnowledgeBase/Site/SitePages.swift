// SPDX-License-Identifier: Apache-2.0

import Pads

/// An edition as pages of the site, one for each language, with its files and what the search knows of it.
struct SitePages {
  private let page: EditionPage
  private let settings: KnowledgeBaseSettings

  init(_ page: EditionPage, _ settings: KnowledgeBaseSettings) {
    self.page = page
    self.settings = settings
  }

  /// The path of an edition's page below the language's folder.
  static func path(_ card: EditionCard) -> String { path(card.address, card.number) }

  static func path(_ address: String, _ number: Int) -> String {
    "texts/\(address)/edition-\(number).html"
  }

  func write(
    _ markdown: String,
    _ images: [String: [UInt8]],
    _ renderer: BoundedRenderer,
    _ group: String,
    into folder: inout KnowledgeBaseFolder
  ) async throws(KnowledgeBaseError) {
    let card = page.card
    for (name, bytes) in images { try folder.write(bytes, at: "site/images/\(name)", in: group) }
    let files = try copies(group, into: &folder)
    let body = try await rendered(markdown, renderer)
    let text = body.map { laidOut($0, images) } ?? SiteText(unrendered: markdown)
    for language in SiteLanguage.allCases {
      let frame = SiteFrame(language, Self.path(card), settings)
      let view = SiteEdition(page, text, isRendered: body != nil, files: files, frame, settings)
      try folder.write(view.html, at: "site/\(frame.place)", in: group)
      guard card.number == page.text.newest.number else { continue }
      let leading = SiteFrame(language, "texts/\(card.address)/index.html", settings)
      try folder.write(
        SiteRedirect.page(card.title, to: Self.path(card), leading),
        at: "site/\(leading.place)",
        in: group
      )
    }
    guard card.number == page.text.newest.number else { return }
    let terms = SearchTerms(card, text.plain)
    try folder.write(terms.encoded, at: SearchTerms.place(card), in: group)
    try folder.write(
      SearchIndex.passages(card, text.plain),
      at: "site/search/texts/\(card.address).js",
      in: group
    )
  }

  /// The edition's files in the content, also in the site.
  private func copies(
    _ group: String,
    into folder: inout KnowledgeBaseFolder
  ) throws(KnowledgeBaseError) -> [String] {
    let place = "texts/\(page.card.address)/edition-\(page.card.number)"
    var endings: [String] = []
    for ending in ["md", "jsonld", "dc.xml", "json"] {
      guard let bytes = folder.file("content/\(place).\(ending)") else { continue }
      try folder.write(bytes, at: "site/\(place).\(ending)", in: group)
      endings.append(ending)
    }
    return endings
  }

  /// The text as HTML; nil for one that takes too much.
  private func rendered(
    _ markdown: String,
    _ renderer: BoundedRenderer
  ) async throws(KnowledgeBaseError) -> [UInt8]? {
    for _ in 0..<100 {
      do {
        return try await renderer.html(Array(markdown.utf8))
      } catch {
        // Others have their texts rendered too; the site must not depend on who else is at work.
        guard error == .busy else { return nil }
        try? await Task.sleep(for: .milliseconds(50))
      }
    }
    throw .noRenderer
  }

  private func laidOut(_ body: [UInt8], _ images: [String: [UInt8]]) -> SiteText {
    let others = page.relations.compactMap(\.other) + page.backlinks.map(\.from) + [page.text]
    let known = Set(others.map(\.address))
    let place = "fr/\(Self.path(page.card))"
    return SiteText(
      body,
      title: page.card.title,
      image: { name in
        images[name] != nil ? SiteLinks.link(from: place, to: "images/\(name)") : nil
      },
      text: { address in
        let address = String(address)
        guard known.contains(address) else { return nil }
        return SiteLinks.link(from: place, to: "fr/texts/\(address)/index.html")
      }
    )
  }
}
