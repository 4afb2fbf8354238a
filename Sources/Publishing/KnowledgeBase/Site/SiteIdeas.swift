// SPDX-License-Identifier: Apache-2.0

import Pads

/// The timeline of concepts: when each first appears, and its texts over the years.
struct SiteIdeas {
  /// A concept's texts by year; those without a date are not drawn.
  struct Idea {
    let entity: KnowledgeBase.Entity
    let years: [(year: Int, count: Int)]
  }

  private let ideas: [Idea]
  private let frame: SiteFrame

  init(_ base: KnowledgeBase, _ frame: SiteFrame) {
    self.frame = frame
    ideas = (base.entities[.concept] ?? []).map { entity in
      var counts: [Int: Int] = [:]
      for text in entity.texts {
        if let date = base.texts[text].newest.siteDate { counts[date.year, default: 0] += 1 }
      }
      return Idea(
        entity: entity,
        years: counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      )
    }.sorted { left, right in
      let years = (left.years.first?.year ?? .max, right.years.first?.year ?? .max)
      return years.0 == years.1 ? left.entity.slug < right.entity.slug : years.0 < years.1
    }
  }

  var html: String {
    frame.page(
      frame.words.ideas,
      section: "ideas.html",
      kind: "ideas",
      """
      <header class="page-head"><h1>\(frame.words.ideas)</h1><p class="lead">\(frame.words.ideasHint)</p></header>
      \(frame.shown("\(IdeasDrawing(ideas, frame).markup)\(table)", unless: ideas.isEmpty, frame.words.noConcepts))
      """
    )
  }

  private var table: Markup {
    let rows = ideas.map { idea -> Markup in
      let years = idea.years.map { year, count -> Markup in
        let many: Markup = count > 1 ? "\u{A0}<span class=\"quiet\">(\(count))</span>" : .nothing
        return
          "<a href=\"\(frame.local("dates/\(SiteIdeas.fourDigits(year)).html"))\">\(year)</a>\(many)"
      }
      let first = idea.years.first.map { "\($0.year)" as Markup } ?? "–"
      return """
        <tr id="concept-\(idea.entity.slug)"><th scope="row">\(SiteNames.entity(.concept, idea.entity.name, isLinked: true, frame))</th><td>\(first)</td><td>\(idea.entity.texts.count)</td><td>\(years.joined(", "))</td></tr>

        """
    }
    return """
      <h2 class="drawing-list">\(frame.words.asList)</h2>
      <div class="table-scroll" role="region" tabindex="0" aria-label="\(frame.words.table)"><table class="ideas-table">
      <thead><tr><th scope="col">\(frame.words.concept)</th><th scope="col">\(frame.words.firstSeen)</th><th scope="col">\(frame.words.texts)</th><th scope="col">\(frame.words.years)</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  static func fourDigits(_ year: Int) -> String {
    String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
  }
}
