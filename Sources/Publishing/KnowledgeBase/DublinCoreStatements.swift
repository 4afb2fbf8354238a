// SPDX-License-Identifier: Apache-2.0

import Pads

/// What is said of an edition in the terms of
/// [Dublin Core](https://www.dublincore.org/specifications/dublin-core/dcmi-terms/).
struct DublinCoreStatements: Equatable, Sendable {
  /// One of them.
  struct Statement: Equatable, Hashable, Sendable {
    /// One of the `dcterms`, such as `created`.
    let term: String
    /// Any text.
    let value: String
    /// The language of the value, where it is in one.
    var language: String?
    /// How the value is written, such as `W3CDTF`; it is one of the encoding schemes of `dcterms`.
    var scheme: String?
  }

  /// The statements in their order, each once.
  private(set) var qualified: [Statement] = []
  private var said: Set<Statement> = []

  /// The same in the fifteen elements of `oai_dc`.
  var simple: [Statement] {
    var seen: Set<Statement> = []
    return qualified.compactMap { statement in
      let element = Self.element(for: statement.term)
      let simple = Statement(
        term: element,
        value: statement.value,
        language: statement.language
      )
      return seen.insert(simple).inserted ? simple : nil
    }
  }

  /// Says what is known of an edition.
  ///
  /// - Parameters:
  ///   - page: The edition, with what it is related to.
  ///   - settings: Where its pages are, for addresses; without an address others are named by title.
  init(_ page: EditionPage, _ settings: KnowledgeBaseSettings) {
    let card = page.card
    add("title", card.title, language: card.language)
    for name in card.authors { add("creator", name) }
    for name in card.otherContributors { add("contributor", name) }
    for subject in card.description.concepts + card.tags { add("subject", subject) }
    if let text = card.text("description") { add("description", text, language: card.language) }
    add("publisher", settings.title)
    addDates(card)
    add("type", "Text", scheme: "DCMIType")
    add("format", "text/markdown", scheme: "IMT")
    if let address = settings.address(of: card) { add("identifier", address, scheme: "URI") }
    add("identifier", "sha256:\(card.sha256)")
    if let language = card.language { add("language", language, scheme: "RFC4646") }
    for place in card.description.places {
      add("spatial", DublinCore.point(place), scheme: place.latitude == nil ? nil : "Point")
    }
    for event in card.description.events {
      let hasDate = event.date != nil || event.end != nil
      add("temporal", DublinCore.period(event), scheme: hasDate ? "Period" : nil)
    }
    if let licence = card.text("licence") {
      let isAddress = WebAddress(licence) != nil
      add(isAddress ? "license" : "rights", licence, scheme: isAddress ? "URI" : nil)
    }
    addRelations(page, settings)
  }

  private mutating func addDates(_ card: EditionCard) {
    if let date = card.text("date") {
      add("created", date, scheme: CalendarDate(date) == nil ? nil : "W3CDTF")
    }
    add("modified", card.manifest.finished, scheme: "W3CDTF")
    add("issued", PadTimestamp.text(card.published), scheme: "W3CDTF")
  }

  private mutating func addRelations(_ page: EditionPage, _ settings: KnowledgeBaseSettings) {
    func add(_ term: String, _ card: EditionCard) {
      let address = settings.address(of: card)
      self.add(term, address ?? card.title, scheme: address == nil ? nil : "URI")
    }
    for (relation, other) in page.relations {
      let term = DublinCore.term(for: relation.kind)
      if let other {
        add(term, other.newest)
      } else if let address = relation.target.flatMap(WebAddress.init) {
        self.add(term, address.text, scheme: "URI")
      } else {
        self.add(term, relation.title)
      }
    }
    for (relation, from) in page.backlinks {
      add(Self.inverseTerm(for: relation.kind), from.newest)
    }
    for other in page.text.editions where other.number != page.card.number {
      add(other.number > page.card.number ? "isReplacedBy" : "replaces", other)
    }
  }

  private mutating func add(
    _ term: String,
    _ value: String,
    language: String? = nil,
    scheme: String? = nil
  ) {
    let statement = Statement(term: term, value: value, language: language, scheme: scheme)
    guard !value.isEmpty, said.insert(statement).inserted else { return }
    qualified.append(statement)
  }

  /// The term for how a text relates to one that names it.
  private static func inverseTerm(for kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .isVersionOf: "hasVersion"
    case .replaces: "isReplacedBy"
    case .respondsTo, .cites: "isReferencedBy"
    case .isBasedOn, nil: "relation"
    }
  }

  /// The one of the fifteen elements that a term refines, or is.
  private static func element(for term: String) -> String {
    switch term {
    case "created", "modified", "issued": "date"
    case "spatial", "temporal": "coverage"
    case "license": "rights"
    case "isVersionOf", "hasVersion", "replaces", "isReplacedBy", "references", "isReferencedBy":
      "relation"
    default: term
    }
  }
}
