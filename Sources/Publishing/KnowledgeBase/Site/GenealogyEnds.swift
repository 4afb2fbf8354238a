// SPDX-License-Identifier: Apache-2.0

/// Where lines leave and reach boxes: side by side, so that they can be told apart.
struct GenealogyEnds {
  private let layout: GenealogyLayout
  /// How far from the middle of its box each line is, at its upper and at its lower end.
  private var upper: [Double]
  private var lower: [Double]
  /// Which of its text's lines each is.
  private var ranks: [Int]

  init(_ family: Genealogy.Family, _ layout: GenealogyLayout) {
    self.layout = layout
    upper = [Double](repeating: 0, count: layout.routes.count)
    lower = upper
    ranks = [Int](repeating: 0, count: layout.routes.count)
    var counts: [Int: Int] = [:]
    for (number, edge) in family.edges.enumerated() {
      ranks[number] = counts[edge.from, default: 0]
      counts[edge.from, default: 0] += 1
    }
    var below: [Int: [Int]] = [:]
    var above: [Int: [Int]] = [:]
    for (number, edge) in family.edges.enumerated() {
      let isForward = layout.layers[edge.from] < layout.layers[edge.to]
      below[isForward ? edge.from : edge.to, default: []].append(number)
      above[isForward ? edge.to : edge.from, default: []].append(number)
    }
    for (_, lines) in below {
      // What is next on each line's way says in which order they leave.
      let ordered = lines.sorted { left, right in
        let next = (layout.routes[left][1].x, layout.routes[right][1].x)
        return next.0 == next.1 ? left < right : next.0 < next.1
      }
      for (line, place) in zip(ordered, Self.spread(ordered.count)) { upper[line] = place }
    }
    for (_, lines) in above {
      let ordered = lines.sorted { left, right in
        let routes = (layout.routes[left], layout.routes[right])
        let before = (routes.0[routes.0.count - 2].x, routes.1[routes.1.count - 2].x)
        return before.0 == before.1 ? left < right : before.0 < before.1
      }
      for (line, place) in zip(ordered, Self.spread(ordered.count)) { lower[line] = place }
    }
  }

  private static func spread(_ count: Int) -> [Double] {
    let step = min(44, (GenealogyLayout.boxWidth - 24) / Double(max(count, 1)))
    return (0..<count).map { (Double($0) - Double(count - 1) / 2) * step }
  }

  /// The points of a line from the lower edge of the earlier box to the upper edge of the later, straight
  /// through the rows between.
  func points(_ line: Int) -> [(x: Double, y: Double)] {
    let route = layout.routes[line]
    let half = GenealogyLayout.boxHeight / 2
    var points: [(x: Double, y: Double)] = []
    for (number, point) in route.enumerated() {
      let isFirst = number == 0
      let isLast = number == route.count - 1
      let x = point.x + (isFirst ? upper[line] : isLast ? lower[line] : 0)
      if !isFirst { points.append((x, point.y - half)) }
      if !isLast { points.append((x, point.y + half)) }
    }
    return points
  }

  /// Where a line's words stand: near the text that names the other, and not at the height of its neighbours'.
  func label(_ line: Int, _ drawn: [(x: Double, y: Double)]) -> (x: Double, y: Double) {
    guard drawn.count > 1 else { return (0, 0) }
    let part = [0.25, 0.45, 0.65][ranks[line] % 3]
    // On the curve: a third of the way down is less than a third of the way aside.
    let aside = part * part * (3 - 2 * part)
    let (from, to) = (drawn[0], drawn[1])
    return (from.x + (to.x - from.x) * aside, from.y + (to.y - from.y) * part + 4)
  }
}
