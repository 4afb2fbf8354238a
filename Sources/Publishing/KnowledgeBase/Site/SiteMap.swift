// SPDX-License-Identifier: Apache-2.0

import Pads

/// The page with the map of places.
struct SiteMap {
  private let base: KnowledgeBase
  private let map: MapDrawing
  private let frame: SiteFrame

  init(_ base: KnowledgeBase, _ map: MapDrawing, _ frame: SiteFrame) {
    self.base = base
    self.map = map
    self.frame = frame
  }

  var html: String {
    let words = frame.words
    let isEmpty = map.marked.isEmpty
    return frame.page(
      words.map,
      section: "map.html",
      scripts: isEmpty ? [] : ["assets/outlines.js", "assets/map.js"],
      kind: "map",
      """
      <header class="page-head"><h1>\(words.map)</h1><p class="lead">\(words.mapHint)</p></header>
      \(frame.shown(drawn, unless: isEmpty, words.noMap))\(others)
      """
    )
  }

  private var drawn: Markup {
    let words = frame.words
    let items = map.marked.map { one -> Markup in
      let texts = one.entity.texts.map { place -> Markup in
        let card = base.texts[place].newest
        return
          "<li><a href=\"\(frame.local(SitePages.path(card)))\"><bdi>\(SiteNames.title(card, words))</bdi></a></li>"
      }
      return """
        <li id="place-\(one.entity.slug)" data-latitude="\(Markup(trusted: "\(one.point.latitude)"))" data-longitude="\(Markup(trusted: "\(one.point.longitude)"))" data-name="\(one.entity.name)">
        <p>\(SiteNames.entity(.place, one.entity.name, isLinked: true, frame))</p><ul>\(texts)</ul></li>

        """
    }
    return """
      <div class="map-columns">
      <figure class="map-figure">
      \(map.markup(frame))
      <div id="map" class="map-live" hidden data-label="\(words.mapOfPlaces)" data-zoom-in="\(words.zoomIn)" data-zoom-out="\(words.zoomOut)" data-all="\(words.showAll)"></div>
      <figcaption class="quiet">\(words.mapNote)</figcaption>
      </figure>
      <section class="map-key" aria-labelledby="map-key"><h2 id="map-key">\(words.mapKey)</h2>
      <ol id="places" class="map-list">\(items)</ol></section>
      </div>

      """
  }

  /// Places of which no text says where they are.
  private var others: Markup {
    let others = (base.entities[.place] ?? []).filter { $0.latitude == nil || $0.longitude == nil }
    guard !others.isEmpty else { return .nothing }
    let items = others.map { place -> Markup in
      "<li>\(SiteNames.entity(.place, place.name, isLinked: true, frame)) <span class=\"quiet\">\(place.texts.count)</span></li>"
    }
    return
      "<section aria-labelledby=\"off-the-map\"><h2 id=\"off-the-map\">\(frame.words.offTheMap)</h2><ul class=\"names\">\(items)</ul></section>"
  }

  /// Degrees and minutes in words.
  static func coordinates(
    _ latitude: Double,
    _ longitude: Double,
    _ language: SiteLanguage
  ) -> String {
    func angle(_ value: Double, _ side: String) -> String {
      let minutes = Int((abs(value) * 60).rounded())
      let rest = minutes % 60
      return "\(minutes / 60)° \(rest < 10 ? "0" : "")\(rest)′ \(side)"
    }
    let north = latitude < 0 ? "S" : "N"
    let east = longitude < 0 ? language.pick("O", "W") : "E"
    return "\(angle(latitude, north)), \(angle(longitude, east))"
  }
}
