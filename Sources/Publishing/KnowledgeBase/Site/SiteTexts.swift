// SPDX-License-Identifier: Apache-2.0

import Pads

/// All texts by year, the newest first.
struct SiteTexts {
  private let base: KnowledgeBase
  private let frame: SiteFrame

  init(_ base: KnowledgeBase, _ frame: SiteFrame) {
    self.base = base
    self.frame = frame
  }

  var html: String {
    frame.page(
      frame.words.allTexts,
      section: "texts/index.html",
      kind: "list",
      """
      <header class="page-head"><h1>\(frame.words.allTexts)</h1><p class="lead">\(frame.words.texts(base.texts.count))</p></header>
      \(frame.shown(years, unless: base.texts.isEmpty, frame.words.noTexts))
      """
    )
  }

  private var years: Markup {
    let byYear = Dictionary(grouping: base.texts) { $0.newest.siteDate?.yearText ?? "" }
    let sections = byYear.sorted { $0.key > $1.key }.map { year, texts -> Markup in
      let name = year.isEmpty ? frame.words.withoutDate : year
      return
        "<section class=\"year\"><h2>\(name)</h2>\(SiteLists.entries(texts, isShort: texts.count > 40, frame))</section>\n"
    }
    return "\(sections)"
  }
}
