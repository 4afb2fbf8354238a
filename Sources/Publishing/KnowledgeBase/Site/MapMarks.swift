// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Puts marks and their names on a map so that none covers another.
struct MapMarks {
  enum Side { case left, right }

  struct Mark {
    /// Where the place is.
    let home: (x: Double, y: Double)
    let x: Double
    let y: Double
    /// Whether it stands beside its place, for want of room.
    let isMoved: Bool
    /// The side its name is at; nil where there is no room.
    var name: Side?
  }

  private struct Box {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  private static let radius = 11.5

  private(set) var marks: [Mark] = []

  /// - Parameters:
  ///   - places: Where they are in the drawing.
  ///   - names: Their names.
  init(_ places: [(x: Double, y: Double)], names: [String]) {
    var taken: [Box] = []
    for place in places {
      let (x, y) = Self.free(place, taken)
      taken.append(Self.box(x, y))
      let isMoved = abs(x - place.x) + abs(y - place.y) > 0.1
      marks.append(Mark(home: place, x: x, y: y, isMoved: isMoved))
    }
    for (number, name) in names.enumerated() {
      let mark = marks[number]
      let width = Double(Self.shown(name).count) * 7.4 + 4
      for side in [Side.right, .left] {
        let start = side == .right ? mark.x + 13 : mark.x - 13 - width
        let box = Box(left: start, right: start + width, top: mark.y - 9, bottom: mark.y + 9)
        guard box.left > 4, box.right < MapView.width - 4, !taken.contains(where: box.meets) else {
          continue
        }
        taken.append(box)
        marks[number].name = side
        break
      }
    }
  }

  /// A name as the map has room for it.
  static func shown(_ name: String) -> String {
    Drawing.lines(name, letters: 26, lines: 1).first ?? ""
  }

  private static func box(_ x: Double, _ y: Double) -> Box {
    Box(left: x - radius, right: x + radius, top: y - radius, bottom: y + radius)
  }

  /// The nearest room on circles around a place; the place itself where all is full.
  private static func free(_ place: (x: Double, y: Double), _ taken: [Box]) -> (Double, Double) {
    let near = taken.filter { box in
      abs(box.left - place.x) < 160 && abs(box.top - place.y) < 160
    }
    for ring in 0..<6 {
      let steps = ring == 0 ? 1 : 12 * ring
      for step in 0..<steps {
        let angle = Double(step) * 2 * .pi / Double(steps) - .pi / 4
        let x = place.x + cos(angle) * Double(ring) * 24
        let y = place.y + sin(angle) * Double(ring) * 24
        let isIn = x > 12 && y > 12 && x < MapView.width - 12 && y < MapView.height - 12
        if isIn || ring == 0, !near.contains(where: box(x, y).meets) { return (x, y) }
      }
    }
    return (place.x, place.y)
  }
}
