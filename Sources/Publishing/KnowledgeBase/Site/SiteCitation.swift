// SPDX-License-Identifier: Apache-2.0

import Pads

/// How a text is cited.
enum SiteCitation {
  static func markup(
    _ card: EditionCard,
    _ frame: SiteFrame,
    _ settings: KnowledgeBaseSettings
  ) -> Markup {
    let words = frame.words
    let authors = card.description.authors
    let title = SiteNames.title(card, words)
    var parts: [Markup] = []
    if !authors.isEmpty { parts.append("<bdi>\(authors.joined(separator: ", "))</bdi>") }
    parts.append(
      frame.language == .fr ? "«\u{A0}<bdi>\(title)</bdi>\u{A0}»" : "“<bdi>\(title)</bdi>”"
    )
    parts.append("<i>\(settings.title)</i>")
    parts.append("\(words.edition(card.number).lowercased())")
    if let date = SiteDate(card.manifest.finished) {
      parts.append("\(date.words(frame.language))")
    }
    let cited = parts.joined(", ")
    guard let url = settings.url else { return "\(cited)." }
    let address = "\(url)/\(SiteLinks.link(from: "x", to: frame.place))"
    return "\(cited), <span class=\"address\">\(address)</span>."
  }
}
