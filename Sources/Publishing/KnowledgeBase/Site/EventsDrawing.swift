// SPDX-License-Identifier: Apache-2.0

import Pads

/// All dated events on one line of years; the list below it leads to each.
struct EventsDrawing {
  private static let width = 960.0
  private static let edge = 28.0
  private static let step = 15.0

  private struct Mark {
    let x: Double
    let end: Double?
    let event: KnowledgeBase.Entity
    var row = 0
  }

  private let frame: SiteFrame
  private var marks: [Mark] = []
  private var first = 0
  private var last = 0

  init(_ events: [KnowledgeBase.Entity], _ frame: SiteFrame) {
    self.frame = frame
    let dated = events.compactMap { event in
      event.date.flatMap(SiteDate.init).map { (event, $0, event.end.flatMap(SiteDate.init)) }
    }
    first = dated.map { $0.1.year }.min() ?? 0
    last = dated.map { max($0.1.year, $0.2?.year ?? 0) }.max() ?? 0
    var free: [Double] = []
    for (event, date, end) in dated {
      let x = place(of: date)
      let until = end.map { place(of: $0) }.flatMap { $0 > x + 4 ? $0 : nil }
      let row = free.firstIndex { $0 < x } ?? free.count
      if row == free.count { free.append(0) }
      free[row] = (until ?? x) + Self.step
      marks.append(Mark(x: x, end: until, event: event, row: row))
    }
  }

  private func place(of date: SiteDate) -> Double {
    let years = Double(last - first + 1)
    let part = (Double(date.year - first) + date.partOfYear) / years
    return Self.edge + part * (Self.width - 2 * Self.edge)
  }

  /// The drawing; nothing where one line would say nothing.
  var markup: Markup {
    guard marks.count > 1 else { return .nothing }
    let rows = min((marks.map(\.row).max() ?? 0) + 1, 12)
    let ground = Double(rows) * Self.step + 14
    let title = frame.words.events
    return """
      <figure class="drawing" role="region" aria-label="\(title) \(first)–\(last)" tabindex="0">
      <svg class="events-line" viewBox="0 0 \(Drawing.number(Self.width)) \(Drawing.number(ground + 26))" role="img" aria-label="\(title) \(first)–\(last)">
      <path class="axis" d="M\(Drawing.number(Self.edge)) \(Drawing.number(ground))H\(Drawing.number(Self.width - Self.edge))"/>
      \(ticks(ground))\(marks.map { mark($0, ground, rows) })</svg>
      </figure>

      """
  }

  private func ticks(_ ground: Double) -> [Markup] {
    let years = last - first + 1
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500].first { years / $0 <= 14 } ?? 1_000
    return (first...(last + 1)).filter { $0 % step == 0 || $0 == first && years < 3 }.map { year in
      let part = Double(year - first) / Double(years)
      let x = Drawing.number(Self.edge + part * (Self.width - 2 * Self.edge))
      let label: Markup =
        "<text x=\"\(x)\" y=\"\(Drawing.number(ground + 20))\">\(year)</text>"
      return
        "<path class=\"tick\" d=\"M\(x) \(Drawing.number(ground - 4))v9\"/>\(year > last ? .nothing : label)"
    }
  }

  private func mark(_ mark: Mark, _ ground: Double, _ rows: Int) -> Markup {
    let y = ground - 12 - Double(min(mark.row, rows - 1)) * Self.step
    let (x, level) = (Drawing.number(mark.x), Drawing.number(y))
    let shape: Markup =
      mark.end.map {
        "<rect x=\"\(Drawing.number(mark.x - 5))\" y=\"\(Drawing.number(y - 5))\" width=\"\(Drawing.number($0 - mark.x + 10))\" height=\"10\" rx=\"5\"/>"
      } ?? "<circle cx=\"\(x)\" cy=\"\(level)\" r=\"5\"/>"
    return "<g><title>\(mark.event.name)</title>\(shape)</g>\n"
  }
}
