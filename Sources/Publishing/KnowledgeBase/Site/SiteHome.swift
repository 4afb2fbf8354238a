// SPDX-License-Identifier: Apache-2.0

import Pads

/// The first page of a language.
struct SiteHome {
  private static let newestCount = 8

  private let base: KnowledgeBase
  private let settings: KnowledgeBaseSettings
  private let frame: SiteFrame

  init(_ base: KnowledgeBase, _ settings: KnowledgeBaseSettings, _ frame: SiteFrame) {
    self.base = base
    self.settings = settings
    self.frame = frame
  }

  var html: String {
    frame.page(
      settings.title,
      section: "index.html",
      kind: "home",
      """
      <header class="home-head">
      <h1 dir="auto">\(settings.title)</h1>
      <p class="counts">\(counts)</p>
      </header>
      <section class="ways" aria-label="\(frame.words.waysIn)"><ul>\(ways)</ul></section>
      <div class="home-columns">
      <section aria-labelledby="newest">
      <h2 id="newest">\(frame.words.newest)</h2>
      \(newest)
      </section>
      <nav class="home-lists" aria-labelledby="lists">
      <h2 id="lists">\(frame.words.lists)</h2>
      <ul>\(lists)</ul>
      </nav>
      </div>
      """
    )
  }

  private var counts: Markup {
    let words = frame.words
    var counts = [words.texts(base.texts.count)]
    for kind in KnownEntity.Kind.allCases {
      let count = base.entities[kind]?.count ?? 0
      if count > 0 { counts.append(words.count(kind, count)) }
    }
    return counts.map { "<span>\($0)</span>" as Markup }.joined(", ")
  }

  private var ways: [Markup] {
    let words = frame.words
    return [
      ("map.html", words.map, words.mapHint, SiteIcons.map),
      ("events.html", words.events, words.eventsHint, SiteIcons.events),
      ("genealogy.html", words.genealogy, words.genealogyHint, SiteIcons.genealogy),
      ("ideas.html", words.ideas, words.ideasHint, SiteIcons.ideas),
    ].map { path, name, hint, icon in
      "<li><a href=\"\(frame.local(path))\">\(icon)<strong>\(name)</strong> <span>\(hint)</span></a></li>\n"
    }
  }

  private var newest: Markup {
    guard !base.texts.isEmpty else { return "<p class=\"empty\">\(frame.words.noTexts)</p>" }
    let texts = SiteLists.newestFirst(base.texts).prefix(Self.newestCount)
    let all: Markup =
      base.texts.count <= Self.newestCount
      ? .nothing
      : "<p class=\"more\"><a href=\"\(frame.local("texts/index.html"))\">\(frame.words.allTexts) (\(frame.words.number(base.texts.count)))</a></p>"
    return "\(SiteLists.entries(Array(texts), frame))\(all)"
  }

  private var lists: [Markup] {
    let counts: [String: Int] = Dictionary(
      uniqueKeysWithValues: KnownEntity.Kind.allCases.map {
        ("\($0.siteFolder)/index.html", base.entities[$0]?.count ?? 0)
      } + [
        ("texts/index.html", base.texts.count), ("tags/index.html", SiteTags(base).tags.count),
        ("dates/index.html", SiteDates(base).years.count),
      ]
    )
    return SiteFrame.indexes(frame.words).map { path, name in
      "<li><a href=\"\(frame.local(path))\">\(name)</a> <span class=\"quiet\">\(frame.words.number(counts[path] ?? 0))</span></li>\n"
    }
  }
}
