// SPDX-License-Identifier: Apache-2.0

import Pads

/// The things of a kind: a list of them, and a page for each.
struct SiteThings {
  private let base: KnowledgeBase
  private let kind: KnownEntity.Kind
  /// Events by their places' slugs, for the pages of places.
  private let eventsByPlace: [String: [KnowledgeBase.Thing]]

  init(_ base: KnowledgeBase, _ kind: KnownEntity.Kind) {
    self.base = base
    self.kind = kind
    let events = kind == .place ? base.things[.event] ?? [] : []
    eventsByPlace = Dictionary(grouping: events.filter { $0.place != nil }) {
      Slug.of($0.place ?? "")
    }
  }

  /// The list.
  func index(_ frame: SiteFrame) -> String {
    let things = base.things[kind] ?? []
    let items = things.map { thing in
      SiteAlphabet.Item(
        name: thing.name,
        slug: thing.slug,
        markup:
          "<a href=\"\(frame.local("\(kind.siteFolder)/\(thing.slug).html"))\"><bdi>\(thing.name)</bdi></a> <span class=\"quiet\">\(frame.words.number(thing.texts.count))</span>"
      )
    }
    return frame.page(
      frame.words.name(kind),
      kind: "list",
      """
      <header class="page-head"><h1>\(frame.words.name(kind))</h1><p class="lead">\(frame.words.count(kind, things.count))</p>\(view(frame))</header>
      \(frame.shown(SiteAlphabet.markup(items), unless: things.isEmpty, frame.words.nobodyNamed))
      """
    )
  }

  /// Where things of the kind are drawn.
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
  func page(_ thing: KnowledgeBase.Thing, _ frame: SiteFrame) -> String {
    let texts = SiteLists.newestFirst(thing.texts.map { base.texts[$0] })
    let entries = texts.map { text in
      SiteLists.entry(text, remark: roles(thing, text, frame), frame)
    }
    return frame.page(
      thing.name,
      kind: "thing",
      """
      <header class="page-head"><p class="kicker"><a href="\(frame.local("\(kind.siteFolder)/index.html"))">\(frame.words.single(kind))</a></p>
      <h1 dir="auto">\(thing.name)</h1>\(facts(thing, frame))</header>
      \(events(thing, frame))<section aria-labelledby="texts"><h2 id="texts">\(frame.words.textsNaming) <span class="quiet">\(texts.count)</span></h2>
      <ul class="entries">\(entries)</ul></section>
      """
    )
  }

  /// What somebody did for a text, in words.
  private func roles(
    _ thing: KnowledgeBase.Thing,
    _ text: KnowledgeBase.Text,
    _ frame: SiteFrame
  ) -> String? {
    let roles = text.newest.description.people.filter { Slug.of($0.name) == thing.slug }
      .flatMap(\.roles)
    guard kind == .person || kind == .organisation, !roles.isEmpty else { return nil }
    return roles.map(frame.words.role).joined(separator: ", ")
  }

  private func facts(_ thing: KnowledgeBase.Thing, _ frame: SiteFrame) -> Markup {
    var lines: [Markup] = []
    if thing.spellings.count > 1 {
      let others = thing.spellings.dropFirst().map { "<bdi>\($0)</bdi>" as Markup }
      lines.append(
        "<p><span class=\"quiet\">\(frame.words.spellings)</span> \(others.joined(", "))</p>"
      )
    }
    if let date = thing.date {
      lines.append(
        "<p class=\"lead\">\(SiteEvents.period(date, thing.end, frame.words))\(SiteEvents.place(thing, base, frame))</p>"
      )
    } else if thing.place != nil {
      lines.append("<p class=\"lead\">\(SiteEvents.place(thing, base, frame))</p>")
    }
    if let latitude = thing.latitude, let longitude = thing.longitude {
      lines.append(
        "<p class=\"quiet\">\(SiteMap.coordinates(latitude, longitude, frame.language))</p>"
      )
    }
    let isDrawn = kind != .place || thing.latitude != nil
    return "\(lines)\(isDrawn ? view(frame, thing.slug) : .nothing)"
  }

  private func events(_ thing: KnowledgeBase.Thing, _ frame: SiteFrame) -> Markup {
    guard let events = eventsByPlace[thing.slug], kind == .place else { return .nothing }
    let items = events.map { event -> Markup in
      let date: Markup =
        event.date.map {
          "<span class=\"quiet\">\(SiteEvents.period($0, event.end, frame.words))</span> "
        }
        ?? .nothing
      return "<li>\(date)\(SiteNames.thing(.event, event.name, isLinked: true, frame))</li>"
    }
    return
      "<section aria-labelledby=\"events\"><h2 id=\"events\">\(frame.words.eventsHere)</h2><ul class=\"plain-list\">\(items)</ul></section>\n"
  }
}
