// SPDX-License-Identifier: Apache-2.0

import Pads

/// The site's lists, map, timelines, genealogy and search.
struct SiteIndexes {
  private static let group = "site"

  private let base: KnowledgeBase
  private let settings: KnowledgeBaseSettings

  init(_ base: KnowledgeBase, _ settings: KnowledgeBaseSettings) {
    self.base = base
    self.settings = settings
  }

  func write(into folder: inout KnowledgeBaseFolder) throws(KnowledgeBaseError) {
    let assets = SiteAssets(settings.webDirectory ?? "")
    try assets.write(Self.group, into: &folder)
    try folder.write(SiteStart.page(settings), at: "site/index.html", in: Self.group)
    let map = MapDrawing(base.entities[.place] ?? [], try assets.outlines())
    let families = Genealogy(base).families
    for language in SiteLanguage.allCases {
      for (path, page) in pages(language, map, families) {
        let frame = SiteFrame(language, path, settings)
        try folder.write(page(frame), at: "site/\(frame.place)", in: Self.group)
      }
    }
    try SearchIndex(base).write(Self.group, into: &folder)
  }

  private typealias Page = (path: String, page: (SiteFrame) -> String)

  private func pages(
    _ language: SiteLanguage,
    _ map: MapDrawing,
    _ families: [Genealogy.Family]
  ) -> [Page] {
    var pages: [Page] = [
      ("index.html", { SiteHome(base, settings, $0).html }),
      ("texts/index.html", { SiteTexts(base, $0).html }),
      ("map.html", { SiteMap(base, map, $0).html }),
      ("events.html", { SiteEvents(base, $0).html }),
      ("genealogy.html", { SiteGenealogy(base, families, $0).html }),
      ("ideas.html", { SiteIdeas(base, $0).html }),
      ("search.html", { SiteSearch.page($0) }),
    ]
    for kind in KnownEntity.Kind.allCases {
      let entities = SiteEntities(base, kind)
      pages.append(("\(kind.siteFolder)/index.html", { entities.index($0) }))
      for entity in base.entities[kind] ?? [] {
        pages.append(("\(kind.siteFolder)/\(entity.slug).html", { entities.page(entity, $0) }))
      }
    }
    let tags = SiteTags(base)
    pages.append(("tags/index.html", { tags.index($0) }))
    for tag in tags.tags {
      pages.append(("tags/\(tag.slug).html", { tags.page(tag, $0) }))
    }
    let dates = SiteDates(base)
    pages.append(("dates/index.html", { dates.index($0) }))
    for year in dates.years { pages.append(("dates/\(year).html", { dates.page(year, $0) })) }
    return pages + withdrawn
  }

  /// Pages that say of an edition that it was withdrawn; of a text without any other, also its own.
  private var withdrawn: [Page] {
    let published = Set(base.texts.map(\.address))
    var pages: [Page] = []
    for edition in base.withdrawn {
      pages.append(
        (SitePages.path(edition.address, edition.number), { SiteWithdrawn.page(edition, $0) })
      )
    }
    for (address, editions) in Dictionary(grouping: base.withdrawn, by: \.address)
    where !published.contains(address) {
      guard let last = editions.last else { continue }
      pages.append(("texts/\(address)/index.html", { SiteWithdrawn.page(last, $0) }))
    }
    return pages
  }
}
