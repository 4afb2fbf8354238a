// SPDX-License-Identifier: Apache-2.0

import Pads

/// The tags: a list of them, and a page for each.
struct SiteTags {
  struct Tag {
    let slug: String
    let name: String
    let texts: [KnowledgeBase.Text]
  }

  let tags: [Tag]

  init(_ base: KnowledgeBase) {
    var names: [String: [String: Int]] = [:]
    var texts: [String: [KnowledgeBase.Text]] = [:]
    for text in base.texts {
      var seen: Set<String> = []
      for tag in text.newest.tags {
        let slug = Slug.of(tag)
        names[slug, default: [:]][tag, default: 0] += 1
        if seen.insert(slug).inserted { texts[slug, default: []].append(text) }
      }
    }
    tags = names.sorted { $0.key < $1.key }.map { slug, spellings in
      let name = spellings.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? slug
      return Tag(slug: slug, name: name, texts: texts[slug] ?? [])
    }
  }

  func index(_ frame: SiteFrame) -> String {
    let items = tags.map { tag in
      SiteAlphabet.Item(
        name: tag.name,
        slug: tag.slug,
        markup:
          "<a href=\"\(frame.local("tags/\(tag.slug).html"))\"><bdi>\(tag.name)</bdi></a> <span class=\"quiet\">\(frame.words.number(tag.texts.count))</span>"
      )
    }
    return frame.page(
      frame.words.tags,
      kind: "list",
      """
      <header class="page-head"><h1>\(frame.words.tags)</h1></header>
      \(frame.shown(SiteAlphabet.markup(items), unless: tags.isEmpty, frame.words.nobodyNamed))
      """
    )
  }

  func page(_ tag: Tag, _ frame: SiteFrame) -> String {
    frame.page(
      tag.name,
      kind: "entity",
      """
      <header class="page-head"><p class="kicker"><a href="\(frame.local("tags/index.html"))">\(frame.words.tags)</a></p><h1 dir="auto">\(tag.name)</h1></header>
      <section aria-labelledby="texts"><h2 id="texts">\(frame.words.textsNaming) <span class="quiet">\(tag.texts.count)</span></h2>
      \(SiteLists.entries(tag.texts, frame))</section>
      """
    )
  }
}
