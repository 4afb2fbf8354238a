// SPDX-License-Identifier: Apache-2.0

/// Cuts closed lines off at the edges of a drawing (Sutherland and Hodgman 1974).
enum MapClipping {
  typealias Point = (x: Double, y: Double)

  /// What of a ring is inside, with some room around it so that the cut is not seen.
  static func clipped(_ ring: [Point], _ width: Double, _ height: Double) -> [Point] {
    let room = 6.0
    var points = ring
    points = cut(points, { $0.x >= -room }, { crossing($0, $1, x: -room) })
    points = cut(points, { $0.x <= width + room }, { crossing($0, $1, x: width + room) })
    points = cut(points, { $0.y >= -room }, { crossing($0, $1, y: -room) })
    return cut(points, { $0.y <= height + room }, { crossing($0, $1, y: height + room) })
  }

  private static func cut(
    _ points: [Point],
    _ isInside: (Point) -> Bool,
    _ crossing: (Point, Point) -> Point
  ) -> [Point] {
    guard var before = points.last else { return [] }
    var kept: [Point] = []
    for point in points {
      if isInside(point) != isInside(before) { kept.append(crossing(before, point)) }
      if isInside(point) { kept.append(point) }
      before = point
    }
    return kept
  }

  private static func crossing(_ from: Point, _ to: Point, x: Double) -> Point {
    (x, from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x))
  }

  private static func crossing(_ from: Point, _ to: Point, y: Double) -> Point {
    (from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y), y)
  }
}
