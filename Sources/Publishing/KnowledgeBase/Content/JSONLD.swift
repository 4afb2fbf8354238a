// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import TextCRDT

/// What is said of an edition in the words of [schema.org](https://schema.org/), as JSON-LD that needs
/// nothing fetched.
///
/// Where schema.org has no word for how texts relate, Dublin Core has.
struct JSONLD {
  private let settings: KnowledgeBaseSettings
  private var members: [Value.Member] = []

  /// Says what is known of an edition.
  init(_ page: EditionPage, _ settings: KnowledgeBaseSettings) {
    self.settings = settings
    let card = page.card
    add(
      "@context",
      Self.object([
        ("@vocab", .string("https://schema.org/")),
        ("dcterms", .string("http://purl.org/dc/terms/")),
      ])
    )
    add("@id", .string(settings.address(of: card) ?? Self.name(card)))
    add("@type", .string("Article"))
    for field in ["name", "headline"] { add(field, .string(card.title)) }
    add("inLanguage", card.language.map { .string($0) })
    add("description", card.text("description").map { .string($0) })
    addPeople(card)
    add("about", card.description.concepts.map { Self.entity("DefinedTerm", $0) })
    add("keywords", card.tags.map { .string($0) })
    add("spatialCoverage", card.description.places.map(Self.place))
    add("mentions", card.description.events.map(Self.event))
    addRelations(page)
    add("dateCreated", card.text("date").flatMap { CalendarDate($0).map { .string($0.text) } })
    add("dateModified", .string(card.manifest.finished))
    add("datePublished", .string(PadTimestamp.text(card.published)))
    add("license", card.text("licence").map { .string($0) })
    add("version", .string("\(card.number)"))
    add("encodingFormat", .string("text/markdown"))
    add("identifier", Self.identifier(card))
    add("isPartOf", Self.collection(settings))
  }

  /// One member a line, so that changes of one are changes of a line.
  var text: String {
    let lines = members.map { member in
      "  \(Value.string(member.key).jsonText ?? "\"\""): \(member.value.jsonText ?? "null")"
    }
    return "{\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  private mutating func add(_ key: String, _ value: Value?) {
    guard let value else { return }
    members.append(.init(key: key, value: value))
  }

  private mutating func add(_ key: String, _ values: [Value]) {
    guard !values.isEmpty else { return }
    add(key, .array(values))
  }

  private mutating func addPeople(_ card: EditionCard) {
    let described = card.description.people
    func entity(_ name: String) -> Value {
      let isOrganisation = described.contains { $0.name == name && $0.kind == .organisation }
      return Self.entity(isOrganisation ? "Organization" : "Person", name)
    }
    add("author", card.authors.map(entity))
    for (role, property) in [
      ("editor", "editor"), ("translator", "translator"), ("funder", "funder"),
    ] {
      add(property, described.filter { $0.roles.contains(role) }.map { entity($0.name) })
    }
    let known: Set = ["author", "editor", "translator", "funder"]
    var others = card.otherContributors.map(entity)
    for person in described {
      for role in person.roles where !known.contains(role) {
        others.append(
          Self.object([
            ("@type", .string("Role")), ("roleName", .string(role)),
            ("contributor", entity(person.name)),
          ])
        )
      }
    }
    add("contributor", others)
  }

  private mutating func addRelations(_ page: EditionPage) {
    var related: [(key: String, value: Value)] = []
    for (relation, other) in page.relations {
      related.append((Self.word(for: relation.kind), work(relation, other)))
    }
    for (relation, from) in page.backlinks {
      related.append((Self.inverse(of: relation.kind), work(from.newest)))
    }
    for other in page.text.editions where other.number != page.card.number {
      let isNewer = other.number > page.card.number
      related.append((isNewer ? "dcterms:isReplacedBy" : "dcterms:replaces", work(other)))
    }
    let byKey = Dictionary(grouping: related, by: \.key)
    for (key, works) in byKey.sorted(by: { $0.key < $1.key }) { add(key, works.map(\.value)) }
  }

  private static func word(for kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .isBasedOn: "isBasedOn"
    case .cites, .respondsTo: "citation"
    case .isVersionOf: "dcterms:isVersionOf"
    case .replaces: "dcterms:replaces"
    case nil: "dcterms:relation"
    }
  }

  private static func inverse(of kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .cites, .respondsTo: "dcterms:isReferencedBy"
    case .isVersionOf: "dcterms:hasVersion"
    case .replaces: "dcterms:isReplacedBy"
    case .isBasedOn, nil: "dcterms:relation"
    }
  }

  private func work(_ relation: Description.Relation, _ other: KnowledgeBase.Text?) -> Value {
    if let other { return work(other.newest) }
    var members: [(String, Value)] = [("@type", .string("CreativeWork"))]
    members.append(("name", .string(relation.title)))
    if let address = relation.target.flatMap(WebAddress.init) {
      members.append(("url", .string(address.text)))
    }
    return Self.object(members)
  }

  private func work(_ card: EditionCard) -> Value {
    Self.object([
      ("@id", .string(settings.address(of: card) ?? Self.name(card))),
      ("@type", .string("Article")), ("name", .string(card.title)),
      ("version", .string("\(card.number)")),
    ])
  }

  /// An edition by its hash, as RFC 6920 names what has one.
  private static func name(_ card: EditionCard) -> String {
    var bytes: [UInt8] = []
    var rest = card.sha256[...]
    while rest.utf8.count >= 2 {
      bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    let digits = Data(bytes).base64EncodedString().prefix { $0 != "=" }
    return "ni:///sha-256;"
      + digits.replacing("+", with: "-").replacing("/", with: "_")
  }

  private static func identifier(_ card: EditionCard) -> Value {
    object([
      ("@type", .string("PropertyValue")), ("propertyID", .string("SHA-256")),
      ("value", .string(card.sha256)),
    ])
  }

  private static func collection(_ settings: KnowledgeBaseSettings) -> Value {
    var members: [(String, Value)] = [("@type", .string("Collection"))]
    members.append(("name", .string(settings.title)))
    if let url = settings.url { members.append(("url", .string(url))) }
    return object(members)
  }

  private static func place(_ place: Description.Place) -> Value {
    var members: [(String, Value)] = [("@type", .string("Place")), ("name", .string(place.name))]
    if let latitude = place.latitude, let longitude = place.longitude {
      members.append(
        (
          "geo",
          object([
            ("@type", .string("GeoCoordinates")), ("latitude", .number(latitude)),
            ("longitude", .number(longitude)),
          ])
        )
      )
    }
    return object(members)
  }

  private static func event(_ event: Description.Event) -> Value {
    var members: [(String, Value)] = [("@type", .string("Event")), ("name", .string(event.name))]
    if let date = event.date { members.append(("startDate", .string(date))) }
    if let end = event.end { members.append(("endDate", .string(end))) }
    if let place = event.place { members.append(("location", entity("Place", place))) }
    return object(members)
  }

  private static func entity(_ type: String, _ name: String) -> Value {
    object([("@type", .string(type)), ("name", .string(name))])
  }

  private static func object(_ members: [(String, Value)]) -> Value {
    .object(members.map { .init(key: $0, value: $1) })
  }
}
