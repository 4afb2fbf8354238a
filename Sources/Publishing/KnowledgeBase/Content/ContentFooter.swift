// SPDX-License-Identifier: Apache-2.0

import Pads

/// What stands behind a text: where it comes from, what it names, what names it.
struct ContentFooter {
  private let page: EditionPage
  private let words: ContentWords
  private(set) var text: String

  /// Writes it.
  init(_ page: EditionPage) {
    self.page = page
    words = ContentWords(language: page.card.language)
    text = "\n---\n\n## \(words.about)\n\n"
    let card = page.card
    let finished = card.manifest.finished.prefix(10)
    let published = PadTimestamp.text(card.published).prefix(10)
    text +=
      "- \(words.edition) \(card.number), \(words.finished) \(finished), "
      + "\(words.published) \(published)\n"
    addAuthors()
    add(words.licence, card.text("licence").map { [MarkdownText.escaped($0)] } ?? [])
    add(words.note, card.manifest.note.map { [MarkdownText.escaped($0)] } ?? [])
    add(words.signers, card.manifest.signers.map(MarkdownText.escaped))
    addEditions()
    for kind in KnownEntity.Kind.allCases { addEntities(kind) }
    for (relation, other) in page.relations {
      add(words.relation(relation.kind), [Self.link(relation, other)])
    }
    for (relation, from) in page.backlinks {
      add(words.inverse(relation.kind), [Self.link(from.newest)])
    }
    addFiles()
  }

  private mutating func add(_ what: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    text += "- \(what)\(words.colon)\(values.joined(separator: ", "))\n"
  }

  private mutating func addAuthors() {
    add(words.authors, page.card.authors.map(MarkdownText.escaped))
    add(words.contributors, page.card.otherContributors.map(MarkdownText.escaped))
  }

  private mutating func addEditions() {
    let others = page.text.editions.filter { $0.number != page.card.number }
    func links(_ cards: [EditionCard]) -> [String] {
      cards.map { MarkdownText.link("\(words.edition) \($0.number)", "edition-\($0.number).md") }
    }
    add(words.newer, links(others.filter { $0.number > page.card.number }))
    add(words.older, links(others.filter { $0.number < page.card.number }))
  }

  private mutating func addEntities(_ kind: KnownEntity.Kind) {
    let entities = page.card.description.entities.filter { $0.kind == kind }
    add(
      words.kind(kind),
      entities.map { entity in
        page.withoutPage.contains(entity)
          ? MarkdownText.escaped(entity.name)
          : MarkdownText.link(entity.name, "../../\(ContentPlaces.entity(entity))")
      }
    )
  }

  private mutating func addFiles() {
    let name = "edition-\(page.card.number)"
    add(
      words.files,
      [
        MarkdownText.link(words.exactText, "\(name).text"),
        MarkdownText.link(words.description, "\(name).metadata.json"),
        MarkdownText.link(words.manifest, "\(name).json"),
        MarkdownText.link("JSON-LD", "\(name).jsonld"),
        MarkdownText.link("Dublin Core", "\(name).dc.xml"),
      ]
    )
    text += "- \(words.fingerprint)\(words.colon)`\(page.card.sha256)`\n"
  }

  private static func link(_ relation: Description.Relation, _ other: KnowledgeBase.Text?) -> String
  {
    if let other { return link(other.newest) }
    guard let target = relation.target, case .web(let address) = LinkTarget(target.utf8, images: [])
    else { return MarkdownText.escaped(relation.title) }
    return "[\(MarkdownText.escaped(relation.title))](\(address))"
  }

  private static func link(_ card: EditionCard) -> String {
    MarkdownText.link(card.title, "../../\(ContentPlaces.text(card))")
  }
}
