// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// The lists of texts and of what they name, as Markdown, and what MkDocs and Hugo need to build them.
///
/// Texts are in their own language; lists, which belong to no text, speak French and English.
struct ContentIndexes {
  private static let kinds = KnownEntity.Kind.allCases

  private let base: KnowledgeBase
  private let settings: KnowledgeBaseSettings
  private let years: [Int: [Int]]

  init(_ base: KnowledgeBase, _ settings: KnowledgeBaseSettings) {
    self.base = base
    self.settings = settings
    years = Dictionary(grouping: base.texts.indices) { Self.year(of: base.texts[$0].newest) }
  }

  func write(into folder: inout KnowledgeBaseFolder) throws(KnowledgeBaseError) {
    func write(_ text: String, _ place: String) throws(KnowledgeBaseError) {
      try folder.write(text, at: place, in: "index")
    }
    try write(home, "content/index.md")
    for kind in Self.kinds {
      let entities = base.entities[kind] ?? []
      let place = "content/\(ContentPlaces.folder(of: kind))"
      try write(list(of: entities, kind), "\(place)/index.md")
      for entity in entities { try write(page(of: entity), "\(place)/\(entity.slug).md") }
    }
    try write(yearList, "content/dates/index.md")
    for (year, texts) in years.sorted(by: { $0.key < $1.key }) {
      try write(page(of: year, texts), "content/dates/\(Self.name(of: year)).md")
    }
    for (place, text) in ContentTools(settings).files { try write(text, place) }
  }

  /// What lists of a kind are called.
  static func title(of kind: KnownEntity.Kind) -> String {
    switch kind {
    case .person: "Personnes · People"
    case .organisation: "Organisations"
    case .place: "Lieux · Places"
    case .event: "Événements · Events"
    case .concept: "Concepts"
    }
  }

  private var home: String {
    var text = Self.front([("title", .string(settings.title))])
    text += "# \(MarkdownText.escaped(settings.title))\n\n"
    for kind in Self.kinds {
      let link = MarkdownText.link(
        Self.title(of: kind),
        "\(ContentPlaces.folder(of: kind))/index.md"
      )
      text += "- \(link) (\(base.entities[kind]?.count ?? 0))\n"
    }
    text += "- \(MarkdownText.link("Dates", "dates/index.md")) (\(years.count))\n"
    return text + "\n## Textes · Texts\n\n" + lines(for: Array(base.texts.indices), from: "")
  }

  private func list(of entities: [KnowledgeBase.Entity], _ kind: KnownEntity.Kind) -> String {
    let title = Self.title(of: kind)
    let lines = entities.map { entity in
      "- \(MarkdownText.link(entity.name, "\(entity.slug).md")) (\(entity.texts.count))\n"
    }
    return Self.front(ofList: title, ContentPlaces.folder(of: kind)) + "# \(title)\n\n"
      + lines.joined()
  }

  private func page(of entity: KnowledgeBase.Entity) -> String {
    var members: [(String, Value)] = [("title", .string(entity.name))]
    let others = entity.spellings.dropFirst()
    if !others.isEmpty { members.append(("aliases", .array(others.map { .string($0) }))) }
    members.append(("entity", .string(entity.kind.rawValue)))
    if let latitude = entity.latitude, let longitude = entity.longitude {
      members += [("latitude", .number(latitude)), ("longitude", .number(longitude))]
    }
    // Hugo takes no `date` but a day.
    for (key, text) in [("begin", entity.date), ("end", entity.end), ("place", entity.place)] {
      if let text { members.append((key, .string(text))) }
    }
    var text = Self.front(members) + "# \(MarkdownText.escaped(entity.name))\n\n"
    let facts = facts(about: entity)
    if !facts.isEmpty { text += facts.map { "- \($0)\n" }.joined() + "\n" }
    return text + "## Textes · Texts\n\n" + lines(for: entity.texts, from: "../")
  }

  private func facts(about entity: KnowledgeBase.Entity) -> [String] {
    var facts = entity.spellings.dropFirst().map { "= \(MarkdownText.escaped($0))" }
    if let latitude = entity.latitude, let longitude = entity.longitude {
      facts.append("\(latitude), \(longitude)")
    }
    let dates = [entity.date, entity.end].compactMap { $0.map(MarkdownText.escaped) }
    if !dates.isEmpty { facts.append(dates.joined(separator: " – ")) }
    if let place = entity.place {
      let slug = Slug.of(place)
      facts.append(
        base.names(.place, slug)
          ? MarkdownText.link(place, "../places/\(slug).md") : MarkdownText.escaped(place)
      )
    }
    return facts
  }

  private var yearList: String {
    let lines = years.sorted { $0.key > $1.key }.map { year, texts in
      "- \(MarkdownText.link(Self.name(of: year), "\(Self.name(of: year)).md")) (\(texts.count))\n"
    }
    return Self.front(ofList: "Dates", "dates") + "# Dates\n\n" + lines.joined()
  }

  private func page(of year: Int, _ texts: [Int]) -> String {
    let sorted = texts.sorted {
      (Self.day(of: base.texts[$0].newest), $0) < (Self.day(of: base.texts[$1].newest), $1)
    }
    let name = Self.name(of: year)
    return Self.front([("title", .string(name))]) + "# \(name)\n\n"
      + lines(for: sorted, from: "../")
  }

  private func lines(for texts: [Int], from path: String) -> String {
    texts.map { place in
      let card = base.texts[place].newest
      let link = MarkdownText.link(card.title, path + ContentPlaces.text(card))
      return "- \(link), \(Self.day(of: card))\n"
    }.joined()
  }

  /// When a text is from: what it says itself, else when it was finished.
  private static func day(of card: EditionCard) -> String {
    card.text("date").flatMap { CalendarDate($0)?.text }
      ?? String(card.manifest.finished.prefix(10))
  }

  private static func year(of card: EditionCard) -> Int {
    CalendarDate(day(of: card))?.year ?? 0
  }

  /// Four digits, so that names sort as years do.
  private static func name(of year: Int) -> String {
    String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
  }

  /// Hugo would call the page of a folder by the folder's name.
  private static func front(ofList title: String, _ folder: String) -> String {
    front([("title", .string(title)), ("url", .string("/\(folder)/index.html"))])
  }

  private static func front(_ members: [(String, Value)]) -> String {
    FrontMatter.inert(members.map { .init(key: $0, value: $1) }) + "\n"
  }
}
