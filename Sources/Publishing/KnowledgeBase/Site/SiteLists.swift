// SPDX-License-Identifier: Apache-2.0

import Pads

/// Texts as lists show them.
enum SiteLists {
  /// A text in a list.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - isShort: Whether only its title, date and authors are shown.
  ///   - remark: What is said of it here besides.
  ///   - frame: The page.
  /// - Returns: The item.
  static func entry(
    _ text: KnowledgeBase.Text,
    isShort: Bool = false,
    remark: String? = nil,
    _ frame: SiteFrame
  ) -> Markup {
    let card = text.newest
    let title = SiteNames.title(card, frame.words)
    var kicker: [Markup] = []
    if let date = card.siteDate {
      kicker.append("<time datetime=\"\(date.text)\">\(date.words(frame.language))</time>")
    }
    let authors = card.description.authors
    if !authors.isEmpty { kicker.append("<bdi>\(authors.joined(separator: ", "))</bdi>") }
    if let remark { kicker.append("<bdi>\(remark)</bdi>") }
    let language: Markup = SiteNames.language(card).map { " lang=\"\($0)\"" } ?? .nothing
    var summary = Markup.nothing
    if !isShort, let description = card.text("description") {
      summary = "<p class=\"entry-summary\"\(language) dir=\"auto\">\(shortened(description))</p>"
    }
    let dot: Markup = " <span aria-hidden=\"true\">·</span> "
    return """
      <li class="entry"><a class="entry-title"\(language) href="\(frame.local(SitePages.path(card)))" dir="auto">\(title)</a>
      <p class="entry-kicker">\(kicker.joined(dot))</p>\(summary)</li>

      """
  }

  /// A list of texts, the newest first.
  static func entries(
    _ texts: [KnowledgeBase.Text],
    isShort: Bool = false,
    _ frame: SiteFrame
  ) -> Markup {
    "<ul class=\"entries\">\(newestFirst(texts).map { entry($0, isShort: isShort, frame) })</ul>"
  }

  static func newestFirst(_ texts: [KnowledgeBase.Text]) -> [KnowledgeBase.Text] {
    texts.sorted { left, right in
      let dates = (left.newest.siteDate?.text ?? "", right.newest.siteDate?.text ?? "")
      return dates.0 == dates.1 ? left.address < right.address : dates.0 > dates.1
    }
  }

  private static func shortened(_ text: String) -> String {
    guard text.count > 320 else { return text }
    let cut = text.prefix(320)
    return String(cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut) + "…"
  }
}
