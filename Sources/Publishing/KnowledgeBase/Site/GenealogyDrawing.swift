// SPDX-License-Identifier: Apache-2.0

import Pads

/// A family as a drawing: a box for each text, a line for each relation.
struct GenealogyDrawing {
  /// The most texts that are drawn.
  static let maximumNodes = 60

  private let family: Genealogy.Family
  private let frame: SiteFrame
  private let layout: GenealogyLayout

  init(_ family: Genealogy.Family, _ frame: SiteFrame) {
    self.family = family
    self.frame = frame
    layout = GenealogyLayout(family)
  }

  /// The drawing.
  ///
  /// - Parameter label: What it is called.
  /// - Returns: The figure.
  func markup(_ label: String) -> Markup {
    let (width, height) = (Drawing.number(layout.width), Drawing.number(layout.height))
    return """
      <figure class="drawing" role="region" aria-label="\(label)" tabindex="0">
      <svg class="genealogy" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="group" aria-label="\(label)">
      \(rows)\(lines)\(boxes)</svg>
      </figure>

      """
  }

  /// The class that draws a kind of relation; each has a line and an end of its own.
  static func name(_ kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .isVersionOf: "version"
    case .replaces: "replaces"
    case .isBasedOn: "based"
    case .respondsTo: "answers"
    case .cites: "cites"
    case nil: "related"
    }
  }

  /// The ends of lines, once on a page.
  static let ends: Markup = """
    <svg class="line-ends" width="0" height="0" aria-hidden="true"><defs>
    <marker id="end-version" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><circle class="end-open" cx="6" cy="6" r="4"/></marker>
    <marker id="end-replaces" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="14" markerHeight="14" markerUnits="userSpaceOnUse" orient="auto"><path class="end-filled" d="M1 1 11 6 1 11Z"/></marker>
    <marker id="end-based" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="13" markerHeight="13" markerUnits="userSpaceOnUse" orient="auto"><path class="end-open" d="M1.5 1.5 10.5 6 1.5 10.5Z"/></marker>
    <marker id="end-answers" viewBox="0 0 12 12" refX="10" refY="6" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path class="end-filled" d="M1 1 10 6 1 11 4 6Z"/></marker>
    <marker id="end-cites" viewBox="0 0 12 12" refX="10" refY="6" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path class="end-line" d="M2 1.5 10 6 2 10.5"/></marker>
    <marker id="end-related" viewBox="0 0 12 12" refX="6" refY="6" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><circle class="end-filled" cx="6" cy="6" r="4"/></marker>
    </defs></svg>
    """

  /// What the lines mean, of those kinds that are drawn.
  static func legend(_ families: [Genealogy.Family], _ words: SiteWords) -> Markup {
    let used = Set(families.flatMap { $0.edges.map { name($0.kind) } })
    let kinds: [Description.Relation.Kind?] = Description.Relation.Kind.allCases.map { $0 } + [nil]
    let items = kinds.filter { used.contains(name($0)) }.map { kind -> Markup in
      "<li><svg viewBox=\"0 0 56 16\" width=\"56\" height=\"16\" aria-hidden=\"true\"><path class=\"line line-\(name(kind))\" marker-end=\"url(#end-\(name(kind)))\" d=\"M2 8H50\"/></svg> \(words.relation(kind))</li>\n"
    }
    return "<ul class=\"line-key\" aria-label=\"\(words.legend)\">\(items)</ul>\n"
  }

  /// The year beside each row that begins one.
  private var rows: [Markup] {
    var named: Set<Int> = []
    return family.nodes.indices.sorted { layout.layers[$0] < layout.layers[$1] }.compactMap {
      place in
      let node = family.nodes[place]
      let name = node.date.map { "\($0.year)" } ?? (node.text == nil ? frame.words.elsewhere : "")
      guard !name.isEmpty, named.insert(node.date?.year ?? -1).inserted else { return nil }
      let y = Drawing.number(layout.places[place].y + 5)
      return "<text class=\"row-name\" x=\"8\" y=\"\(y)\">\(name)</text>\n"
    }
  }

  private var lines: [Markup] {
    let ends = GenealogyEnds(family, layout)
    return family.edges.indices.map { number in
      let edge = family.edges[number]
      // The route runs from the earlier text; the line from the one that names the other.
      let isForward = layout.layers[edge.from] < layout.layers[edge.to]
      let points = ends.points(number)
      let drawn = isForward ? points : points.reversed()
      let name = Self.name(edge.kind)
      let label = ends.label(number, drawn)
      return """
        <path class="line line-\(name)" marker-end="url(#end-\(name))" d="\(Self.path(drawn))"/>
        <text class="line-name" x="\(Drawing.number(label.x))" y="\(Drawing.number(label.y))">\(frame.words.relation(edge.kind))</text>

        """
    }
  }

  private static func path(_ points: [(x: Double, y: Double)]) -> Markup {
    guard let first = points.first else { return .nothing }
    var path = "M\(Drawing.number(first.x).html) \(Drawing.number(first.y).html)"
    for (from, to) in zip(points, points.dropFirst()) {
      let (x, y) = (Drawing.number(to.x).html, Drawing.number(to.y).html)
      if abs(from.x - to.x) < 0.05 {
        path += "V\(y)"
      } else {
        let middle = Drawing.number((from.y + to.y) / 2).html
        path += "C\(Drawing.number(from.x).html) \(middle) \(x) \(middle) \(x) \(y)"
      }
    }
    return Markup(trusted: path)
  }

  private var boxes: [Markup] {
    zip(family.nodes, layout.places).map { node, place in
      let left = place.x - GenealogyLayout.boxWidth / 2
      let top = place.y - GenealogyLayout.boxHeight / 2
      let title = node.text.map { SiteNames.title($0.newest, frame.words) } ?? node.title
      let shown = Drawing.lines(title, letters: 21, lines: 2).enumerated().map { number, line in
        "<tspan x=\"\(Drawing.number(left + 12))\" y=\"\(Drawing.number(top + 22 + Double(number) * 17))\">\(line)</tspan>"
          as Markup
      }
      let date = node.date?.words(frame.language) ?? (node.text == nil ? frame.words.elsewhere : "")
      let box: Markup = """
        <rect x="\(Drawing.number(left))" y="\(Drawing.number(top))" width="\(Drawing.number(GenealogyLayout.boxWidth))" height="\(Drawing.number(GenealogyLayout.boxHeight))" rx="9"/><text class="node-title">\(shown)</text><text class="node-date" x="\(Drawing.number(left + 12))" y="\(Drawing.number(top + 57))">\(date)</text>
        """
      let name: Markup = "aria-label=\"\(title), \(date)\""
      if let text = node.text {
        return
          "<a class=\"node\" href=\"\(frame.local(SitePages.path(text.newest)))\" \(name)><title>\(title)</title>\(box)</a>\n"
      }
      if let target = node.target {
        return
          "<a class=\"node node-outside\" href=\"\(target.text)\" \(name)><title>\(title)</title>\(box)</a>\n"
      }
      return "<g class=\"node node-outside\"><title>\(title)</title>\(box)</g>\n"
    }
  }
}
