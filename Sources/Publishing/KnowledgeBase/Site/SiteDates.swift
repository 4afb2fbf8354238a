// SPDX-License-Identifier: Apache-2.0

import Pads

/// The years that texts are of or speak of: a list of them, and a page for each.
struct SiteDates {
  let years: [String]
  private let texts: [String: [KnowledgeBase.Text]]
  private let events: [String: [KnowledgeBase.Entity]]
  private let base: KnowledgeBase

  init(_ base: KnowledgeBase) {
    self.base = base
    texts = Dictionary(grouping: base.texts) { $0.newest.siteDate?.yearText ?? "" }
      .filter { !$0.key.isEmpty }
    events = Dictionary(grouping: base.entities[.event] ?? []) {
      $0.date.flatMap(SiteDate.init)?.yearText ?? ""
    }.filter { !$0.key.isEmpty }
    var known = Set(texts.keys).union(events.keys)
    // Pages of editions lead to the year of each, also of those that are not the newest.
    for text in base.texts {
      for card in text.editions { if let date = card.siteDate { known.insert(date.yearText) } }
    }
    years = known.sorted(by: >)
  }

  func index(_ frame: SiteFrame) -> String {
    let items = years.map { year -> Markup in
      var counts = [frame.words.texts(texts[year]?.count ?? 0)]
      let events = events[year]?.count ?? 0
      if events > 0 { counts.append(frame.words.count(.event, events)) }
      return
        "<li><a href=\"\(frame.local("dates/\(year).html"))\">\(year)</a> <span class=\"quiet\">\(counts.joined(separator: ", "))</span></li>"
    }
    return frame.page(
      frame.words.dates,
      kind: "list",
      """
      <header class="page-head"><h1>\(frame.words.dates)</h1></header>
      \(frame.shown("<ul class=\"names\">\(items)</ul>", unless: years.isEmpty, frame.words.noTexts))
      """
    )
  }

  func page(_ year: String, _ frame: SiteFrame) -> String {
    let found = texts[year] ?? []
    let happened = SiteEvents.inOrder(events[year] ?? [])
    var sections: [Markup] = []
    if !found.isEmpty {
      sections.append(
        "<section aria-labelledby=\"texts\"><h2 id=\"texts\">\(frame.words.textsOfYear)</h2>\(SiteLists.entries(found, frame))</section>\n"
      )
    }
    if !happened.isEmpty {
      let items = happened.map { SiteEvents.item($0, base, hasName: false, frame) }
      sections.append(
        "<section aria-labelledby=\"events\"><h2 id=\"events\">\(frame.words.eventsOfYear)</h2><ol class=\"timeline\">\(items)</ol></section>\n"
      )
    }
    return frame.page(
      year,
      kind: "entity",
      """
      <header class="page-head"><p class="kicker"><a href="\(frame.local("dates/index.html"))">\(frame.words.dates)</a></p><h1>\(year)</h1></header>
      \(sections)
      """
    )
  }
}
