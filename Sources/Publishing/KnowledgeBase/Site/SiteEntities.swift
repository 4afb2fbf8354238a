// SPDX-License-Identifier: Apache-2.0

import Pads

/// The entities of a kind: a list of them, and a page for each.
struct SiteEntities {
  private let base: KnowledgeBase
  private let kind: KnownEntity.Kind
  /// Events by their places' slugs, for the pages of places.
  private let eventsByPlace: [String: [KnowledgeBase.Entity]]

  init(_ base: KnowledgeBase, _ kind: KnownEntity.Kind) {
    self.base = base
    self.kind = kind
    let events = kind == .place ? base.entities[.event] ?? [] : []
    eventsByPlace = Dictionary(grouping: events.filter { $0.place != nil }) {
      Slug.of($0.place ?? "")
    }
  }

  /// The list.
  func index(_ frame: SiteFrame) -> String {
    let entities = base.entities[kind] ?? []
    let items = entities.map { entity in
      SiteAlphabet.Item(
        name: entity.name,
        slug: entity.slug,
        markup:
          "<a href=\"\(frame.local("\(kind.siteFolder)/\(entity.slug).html"))\"><bdi>\(entity.name)</bdi></a> <span class=\"quiet\">\(frame.words.number(entity.texts.count))</span>"
      )
    }
    return frame.page(
      frame.words.name(kind),
      kind: "list",
      """
      <header class="page-head"><h1>\(frame.words.name(kind))</h1><p class="lead">\(frame.words.count(kind, entities.count))</p>\(view(frame))</header>
      \(frame.shown(SiteAlphabet.markup(items), unless: entities.isEmpty, frame.words.nobodyNamed))
      """
    )
  }

  /// Where entities of the kind are drawn.
  private func view(_ frame: SiteFrame, _ slug: String? = nil) -> Markup {
    let fragment = slug.map { "#\(kind.rawValue)-\($0)" } ?? ""
    let (path, name): (String, String)
    switch kind {
    case .place: (path, name) = ("map.html", frame.words.onTheMap)
    case .event: (path, name) = ("events.html", frame.words.inTheTimeline)
    case .concept: (path, name) = ("ideas.html", frame.words.inIdeas)
    case .person, .organisation: return .nothing
    }
    return "<p><a href=\"\(frame.local(path + fragment))\">\(name)</a></p>"
  }

  /// The page of one.
  func page(_ entity: KnowledgeBase.Entity, _ frame: SiteFrame) -> String {
    let texts = SiteLists.newestFirst(entity.texts.map { base.texts[$0] })
    let entries = texts.map { text in
      SiteLists.entry(text, remark: roles(entity, text, frame), frame)
    }
    return frame.page(
      entity.name,
      kind: "entity",
      """
      <header class="page-head"><p class="kicker"><a href="\(frame.local("\(kind.siteFolder)/index.html"))">\(frame.words.single(kind))</a></p>
      <h1 dir="auto">\(entity.name)</h1>\(facts(entity, frame))</header>
      \(events(entity, frame))<section aria-labelledby="texts"><h2 id="texts">\(frame.words.textsNaming) <span class="quiet">\(texts.count)</span></h2>
      <ul class="entries">\(entries)</ul></section>
      """
    )
  }

  /// What somebody did for a text, in words.
  private func roles(
    _ entity: KnowledgeBase.Entity,
    _ text: KnowledgeBase.Text,
    _ frame: SiteFrame
  ) -> String? {
    let roles = text.newest.description.people.filter { Slug.of($0.name) == entity.slug }
      .flatMap(\.roles)
    guard kind == .person || kind == .organisation, !roles.isEmpty else { return nil }
    return roles.map(frame.words.role).joined(separator: ", ")
  }

  private func facts(_ entity: KnowledgeBase.Entity, _ frame: SiteFrame) -> Markup {
    var lines: [Markup] = []
    if entity.spellings.count > 1 {
      let others = entity.spellings.dropFirst().map { "<bdi>\($0)</bdi>" as Markup }
      lines.append(
        "<p><span class=\"quiet\">\(frame.words.spellings)</span> \(others.joined(", "))</p>"
      )
    }
    if let date = entity.date {
      lines.append(
        "<p class=\"lead\">\(SiteEvents.period(date, entity.end, frame.words))\(SiteEvents.place(entity, base, frame))</p>"
      )
    } else if entity.place != nil {
      lines.append("<p class=\"lead\">\(SiteEvents.place(entity, base, frame))</p>")
    }
    if let latitude = entity.latitude, let longitude = entity.longitude {
      lines.append(
        "<p class=\"quiet\">\(SiteMap.coordinates(latitude, longitude, frame.language))</p>"
      )
    }
    let isDrawn = kind != .place || entity.latitude != nil
    return "\(lines)\(isDrawn ? view(frame, entity.slug) : .nothing)"
  }

  private func events(_ entity: KnowledgeBase.Entity, _ frame: SiteFrame) -> Markup {
    guard let events = eventsByPlace[entity.slug], kind == .place else { return .nothing }
    let items = events.map { event -> Markup in
      let date: Markup =
        event.date.map {
          "<span class=\"quiet\">\(SiteEvents.period($0, event.end, frame.words))</span> "
        }
        ?? .nothing
      return "<li>\(date)\(SiteNames.entity(.event, event.name, isLinked: true, frame))</li>"
    }
    return
      "<section aria-labelledby=\"events\"><h2 id=\"events\">\(frame.words.eventsHere)</h2><ul class=\"plain-list\">\(items)</ul></section>\n"
  }
}
