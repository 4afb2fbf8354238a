// SPDX-License-Identifier: Apache-2.0

import Pads

/// The page of an edition.
struct SiteEdition {
  let page: EditionPage
  let text: SiteText
  let isRendered: Bool
  /// The endings of its files that are there.
  let files: [String]
  let frame: SiteFrame
  let settings: KnowledgeBaseSettings

  init(
    _ page: EditionPage,
    _ text: SiteText,
    isRendered: Bool,
    files: [String],
    _ frame: SiteFrame,
    _ settings: KnowledgeBaseSettings
  ) {
    self.page = page
    self.text = text
    self.isRendered = isRendered
    self.files = files
    self.frame = frame
    self.settings = settings
  }

  var card: EditionCard { page.card }
  var words: SiteWords { frame.words }
  var title: String { SiteNames.title(card, words) }

  var html: String {
    frame.page(
      title,
      section: "texts/index.html",
      description: card.text("description"),
      head: head,
      kind: "edition",
      """
      \(notice)<header class="edition-head">
      <p class="kicker">\(kicker)</p>
      <h1 dir="auto">\(title)</h1>
      \(standfirst)\(authors)\(tags)</header>
      <div class="edition-columns">
      \(contents)<article class="text"\(language) dir="auto">
      \(unrendered)\(text.markup(words))</article>
      <aside class="edition-about" aria-label="\(words.aboutText)">
      \(about)
      </aside>
      </div>
      """
    )
  }

  private var head: Markup {
    let files: [Markup] = self.files.compactMap { ending in
      guard let type = SiteFiles.types[ending] else { return nil }
      return "<link rel=\"alternate\" type=\"\(type)\" href=\"\(file(ending))\">\n"
    }
    let isNewest = card.number == page.text.newest.number
    let newest = frame.local(SitePages.path(page.text.newest))
    let canonical: Markup = isNewest ? .nothing : "<link rel=\"canonical\" href=\"\(newest)\">\n"
    return "\(canonical)\(files)"
  }

  func file(_ ending: String) -> String {
    frame.link("texts/\(card.address)/edition-\(card.number).\(ending)")
  }

  /// The text's language where it is not the page's own.
  private var language: Markup {
    guard let code = SiteNames.language(card) else { return .nothing }
    return " lang=\"\(code)\""
  }

  private var notice: Markup {
    let newest = page.text.newest
    guard newest.number != card.number else { return .nothing }
    let link = frame.local(SitePages.path(newest))
    return """
      <p class="notice" role="note"><strong>\(words.olderNotice)</strong> <a href="\(link)">\(words.readNewest) (\(words.edition(newest.number).lowercased()))</a></p>

      """
  }

  private var kicker: Markup {
    var parts: [Markup] = []
    if let date = card.siteDate {
      let year = frame.local("dates/\(date.yearText).html")
      let isNewest = card.number == page.text.newest.number
      parts.append(
        isNewest
          ? "<a href=\"\(year)\"><time datetime=\"\(date.text)\">\(date.words(frame.language))</time></a>"
          : "<time datetime=\"\(date.text)\">\(date.words(frame.language))</time>"
      )
    }
    parts.append("\(words.edition(card.number))")
    return parts.joined(" <span aria-hidden=\"true\">·</span> ")
  }

  private var standfirst: Markup {
    guard let description = card.text("description") else { return .nothing }
    return "<p class=\"standfirst\"\(language) dir=\"auto\">\(description)</p>\n"
  }

  private var authors: Markup {
    let names = card.description.authors
    guard !names.isEmpty else { return .nothing }
    let shown = names.map { "<bdi>\($0)</bdi>" as Markup }
    return "<p class=\"byline\">\(shown.joined(", "))</p>\n"
  }

  private var tags: Markup {
    guard !card.tags.isEmpty else { return .nothing }
    let named = Set(page.text.newest.tags.map(Slug.of))
    let items = card.tags.map { tag -> Markup in
      let slug = Slug.of(tag)
      guard named.contains(slug) else { return "<li><span dir=\"auto\">\(tag)</span></li>" }
      return "<li><a href=\"\(frame.local("tags/\(slug).html"))\" dir=\"auto\">\(tag)</a></li>"
    }
    return "<ul class=\"tag-list\" aria-label=\"\(words.tags)\">\(items)</ul>\n"
  }

  /// Headings to lead to, where there are many.
  private var contents: Markup {
    let shown = text.headings.filter { $0.level <= 3 }
    guard shown.count >= 3 else { return .nothing }
    let items = shown.map { heading -> Markup in
      "<li class=\"contents-\(heading.level)\"><a href=\"#\(heading.identifier)\" dir=\"auto\">\(heading.text)</a></li>"
    }
    return """
      <nav class="contents" aria-labelledby="contents-title">
      <details open aria-labelledby="contents-title"><summary><h2 id="contents-title">\(words.contents)</h2></summary>
      <ol\(language)>\(items)</ol></details>
      </nav>

      """
  }

  private var unrendered: Markup {
    isRendered
      ? .nothing
      : "<p class=\"notice\" lang=\"\(frame.language.rawValue)\">\(words.unreadable)</p>\n"
  }
}
