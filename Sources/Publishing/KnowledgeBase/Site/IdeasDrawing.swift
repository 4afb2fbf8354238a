// SPDX-License-Identifier: Apache-2.0

/// A row for each concept, from when it first appears, with a dot for each year as large as its texts are many.
struct IdeasDrawing {
  /// The most rows; further ones are in the table.
  private static let maximumRows = 60
  private static let width = 960.0
  private static let right = 28.0
  private static let top = 34.0
  private static let row = 30.0

  private let ideas: [SiteIdeas.Idea]
  private let frame: SiteFrame
  /// Where the names end and the years begin.
  private let left: Double
  private let first: Int
  private let last: Int

  init(_ ideas: [SiteIdeas.Idea], _ frame: SiteFrame) {
    self.ideas = Array(ideas.filter { !$0.years.isEmpty }.prefix(Self.maximumRows))
    self.frame = frame
    let letters = self.ideas.map { min($0.entity.name.count, 30) }.max() ?? 0
    left = max(110, Double(letters) * 8.2 + 16)
    let years = self.ideas.flatMap { $0.years.map(\.year) }
    first = years.min() ?? 0
    last = years.max() ?? 0
  }

  var markup: Markup {
    guard !ideas.isEmpty else { return .nothing }
    let height = Self.top + Double(ideas.count) * Self.row + 8
    let label = frame.words.ideasChart
    return """
      <figure class="drawing" role="region" aria-label="\(label)" tabindex="0">
      <svg class="ideas-chart" viewBox="0 0 \(Drawing.number(Self.width)) \(Drawing.number(height))" role="group" aria-label="\(label)">
      \(columns(height))\(ideas.enumerated().map { row($1, $0) })</svg>
      </figure>

      """
  }

  private func x(_ year: Int) -> Double {
    let room = Self.width - left - Self.right - 20
    guard last > first else { return left + 20 + room / 2 }
    return left + 20 + room * Double(year - first) / Double(last - first)
  }

  private func columns(_ height: Double) -> [Markup] {
    let years = last - first + 1
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500].first { years / $0 <= 14 } ?? 1_000
    return (first...last).filter { $0 % step == 0 || years <= 14 }.map { year in
      let x = Drawing.number(x(year))
      return
        "<path class=\"grid\" d=\"M\(x) \(Drawing.number(Self.top - 8))V\(Drawing.number(height - 4))\"/><text class=\"grid-name\" x=\"\(x)\" y=\"16\">\(year)</text>\n"
    }
  }

  private func row(_ idea: SiteIdeas.Idea, _ number: Int) -> Markup {
    let y = Self.top + Double(number) * Self.row + Self.row / 2
    let level = Drawing.number(y)
    let name = Drawing.lines(idea.entity.name, letters: 30, lines: 1).first ?? ""
    let link = frame.local("concepts/\(idea.entity.slug).html")
    let from = x(idea.years.first?.year ?? first)
    let to = x(idea.years.last?.year ?? first)
    let line: Markup =
      to > from
      ? "<path class=\"span\" d=\"M\(Drawing.number(from)) \(level)H\(Drawing.number(to))\"/>"
      : .nothing
    let dots = idea.years.map { year, count -> Markup in
      let radius = min(4.5 + 2 * Double(count - 1), 12)
      let many: Markup =
        count > 1
        ? "<text class=\"dot-count\" x=\"\(Drawing.number(x(year)))\" y=\"\(Drawing.number(y + 3.5))\">\(count)</text>"
        : .nothing
      let isFirst = year == idea.years.first?.year
      return
        "<circle class=\"\(isFirst ? "dot dot-first" : "dot")\" cx=\"\(Drawing.number(x(year)))\" cy=\"\(level)\" r=\"\(Drawing.number(count > 1 ? max(radius, 7.5) : radius))\"/>\(many)"
    }
    return """
      <g class="idea"><a href="\(link)"><title>\(idea.entity.name)</title><text class="idea-name" x="\(Drawing.number(left))" y="\(Drawing.number(y + 4.5))">\(name)</text></a><path class="idea-line" d="M\(Drawing.number(left + 12)) \(level)H\(Drawing.number(Self.width - 8))"/>\(line)\(dots)</g>

      """
  }
}
