// SPDX-License-Identifier: Apache-2.0

import Pads

/// The timeline of events, year by year.
struct SiteEvents {
  private let base: KnowledgeBase
  private let frame: SiteFrame

  init(_ base: KnowledgeBase, _ frame: SiteFrame) {
    self.base = base
    self.frame = frame
  }

  var html: String {
    let events = Self.inOrder(base.entities[.event] ?? [])
    return frame.page(
      frame.words.events,
      section: "events.html",
      kind: "events",
      """
      <header class="page-head"><h1>\(frame.words.events)</h1><p class="lead">\(frame.words.eventsHint)</p></header>
      \(frame.shown(line(events), unless: events.isEmpty, frame.words.noEvents))
      """
    )
  }

  private func line(_ events: [KnowledgeBase.Entity]) -> Markup {
    let byYear = Dictionary(grouping: events) { $0.date.flatMap(SiteDate.init)?.yearText ?? "" }
    let years = byYear.sorted { left, right in
      // What has no date comes last.
      left.key.isEmpty ? false : right.key.isEmpty ? true : left.key < right.key
    }.map { year, events -> Markup in
      let name: Markup =
        year.isEmpty
        ? "\(frame.words.withoutDate)"
        : "<a href=\"\(frame.local("dates/\(year).html"))\">\(year)</a>"
      let items = events.map { Self.item($0, base, hasName: true, frame) }
      return
        "<section class=\"timeline-year\"><h2>\(name)</h2><ol class=\"timeline\">\(items)</ol></section>\n"
    }
    return "\(EventsDrawing(events, frame).markup)<div class=\"timeline-years\">\n\(years)</div>"
  }

  /// Events as they followed; those without a date come last.
  static func inOrder(_ events: [KnowledgeBase.Entity]) -> [KnowledgeBase.Entity] {
    events.sorted { left, right in
      let dates = (left.date.flatMap(SiteDate.init), right.date.flatMap(SiteDate.init))
      switch dates {
      case (let first?, let second?) where first.text != second.text: return first < second
      case (_?, nil): return true
      case (nil, _?): return false
      default: return left.slug < right.slug
      }
    }
  }

  /// An event in a list, with where it was and which texts speak of it.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - base: Where the texts are.
  ///   - hasName: Whether other pages lead to it here.
  ///   - frame: The page.
  /// - Returns: The item.
  static func item(
    _ event: KnowledgeBase.Entity,
    _ base: KnowledgeBase,
    hasName: Bool,
    _ frame: SiteFrame
  ) -> Markup {
    let name: Markup = hasName ? " id=\"event-\(event.slug)\"" : .nothing
    let date: Markup =
      event.date.map { "<p class=\"timeline-date\">\(period($0, event.end, frame.words))</p>" }
      ?? .nothing
    let texts = event.texts.map { text -> Markup in
      let card = base.texts[text].newest
      return
        "<li><a href=\"\(frame.local(SitePages.path(card)))\"><bdi>\(SiteNames.title(card, frame.words))</bdi></a></li>"
    }
    return """
      <li\(name)>\(date)<p class="timeline-name">\(SiteNames.entity(.event, event.name, isLinked: true, frame))\(place(event, base, frame))</p>
      <ul class="timeline-texts">\(texts)</ul></li>

      """
  }

  /// Where an event was, with a link where that place has a page.
  static func place(
    _ event: KnowledgeBase.Entity,
    _ base: KnowledgeBase,
    _ frame: SiteFrame
  ) -> Markup {
    guard let place = event.place else { return .nothing }
    let slug = Slug.of(place)
    let isLinked = event.texts.contains { text in
      base.texts[text].newest.description.places.contains { Slug.of($0.name) == slug }
    }
    return
      ", <span class=\"timeline-place\">\(SiteNames.entity(.place, place, isLinked: isLinked, frame))</span>"
  }

  /// A day, or from when to when.
  static func period(_ date: String, _ end: String?, _ words: SiteWords) -> Markup {
    func moment(_ text: String, _ other: SiteDate? = nil) -> Markup {
      guard let date = SiteDate(text) else { return "<bdi>\(text)</bdi>" }
      return "<time datetime=\"\(date.text)\">\(date.words(words.language, before: other))</time>"
    }
    guard let end, end != date else { return moment(date) }
    return "\(moment(date, SiteDate(end))) – \(moment(end))"
  }
}
