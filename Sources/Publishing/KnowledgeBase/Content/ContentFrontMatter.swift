// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// What stands in front of an edition's Markdown: fields that Obsidian, MkDocs and Hugo know, and ours.
///
/// Fields of the description that nobody here knows stay out of it, because some have a meaning for Hugo
/// (`url`, `layout`, `aliases`); they are in the edition's metadata beside it.
struct ContentFrontMatter {
  private(set) var members: [Value.Member] = []

  /// Puts it together.
  init(_ page: EditionPage) {
    let card = page.card
    add("title", card.title)
    add("language", card.language)
    addDate(card)
    add("description", card.text("description"))
    add("authors", card.authors)
    add("contributors", card.otherContributors)
    add("people", card.description.people.map(Self.person))
    add("places", card.description.places.map(Self.place))
    add("events", card.description.events.map(Self.event))
    add("concepts", Self.unique(card.description.concepts))
    add("tags", card.tags)
    add("licence", card.text("licence"))
    add("relations", page.relations.map(Self.relation))
    add("signers", Self.unique(card.manifest.signers))
    add("address", card.address)
    members.append(.init(key: "edition", value: .number(Double(card.number))))
    if page.text.newest.number != card.number {
      members.append(.init(key: "newest", value: .number(Double(page.text.newest.number))))
    }
    add("finished", card.manifest.finished)
    add("published", PadTimestamp.text(card.published))
    add("sha256", card.sha256)
  }

  /// As lines of YAML between `---`.
  var text: String { FrontMatter.inert(members) }

  /// Hugo refuses a `date` that is none.
  private mutating func addDate(_ card: EditionCard) {
    guard let date = card.text("date") else { return }
    add(CalendarDate(date)?.day == nil ? "when" : "date", date)
  }

  private mutating func add(_ field: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    members.append(.init(key: field, value: .string(text)))
  }

  private mutating func add(_ field: String, _ texts: [String]) {
    add(field, texts.map { Value.string($0) })
  }

  private mutating func add(_ field: String, _ values: [Value]) {
    guard !values.isEmpty else { return }
    members.append(.init(key: field, value: .array(values)))
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  private static func person(_ person: Description.Person) -> Value {
    guard person.kind == .organisation || !person.roles.isEmpty else { return .string(person.name) }
    var members: [Value.Member] = [.init(key: "name", value: .string(person.name))]
    members.append(.init(key: "kind", value: .string(person.kind.rawValue)))
    if !person.roles.isEmpty {
      members.append(.init(key: "roles", value: .array(person.roles.map { .string($0) })))
    }
    return .object(members)
  }

  private static func place(_ place: Description.Place) -> Value {
    guard let latitude = place.latitude, let longitude = place.longitude else {
      return .string(place.name)
    }
    return .object([
      .init(key: "name", value: .string(place.name)),
      .init(key: "latitude", value: .number(latitude)),
      .init(key: "longitude", value: .number(longitude)),
    ])
  }

  private static func event(_ event: Description.Event) -> Value {
    object([
      ("name", event.name), ("date", event.date), ("end", event.end), ("place", event.place),
    ])
  }

  private static func relation(
    _ relation: Description.Relation,
    _ other: KnowledgeBase.Text?
  ) -> Value {
    // Addresses of the server that the text was written on are nobody's business.
    let target = relation.target.flatMap { WebAddress($0)?.text }
    return object([
      ("type", relation.kind?.rawValue), ("title", relation.title), ("target", target),
      ("text", other?.address),
    ])
  }

  private static func object(_ members: [(String, String?)]) -> Value {
    .object(
      members.compactMap { key, text in text.map { .init(key: key, value: .string($0)) } }
    )
  }
}
