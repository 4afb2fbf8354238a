// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A piece of the Earth on paper, in Mercator's projection, which the page's own map has too.
struct MapView: Sendable {
  static let width = 960.0
  static let height = 600.0

  /// The corner at the north-west and how many units of the drawing a unit of the projection is.
  private let west: Double
  private let north: Double
  private let scale: Double

  /// A view in which all points are, with room around them.
  init(_ points: [Outlines.Point]) {
    let xs = points.map { Self.x($0.longitude) }
    let ys = points.map { Self.y($0.latitude) }
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 0)
    // A single place is shown with some ten degrees around it.
    let width = max((right - left) * 1.35, 10 / 360)
    let height = max((bottom - top) * 1.4, 7 / 360)
    scale = min(Self.width / width, Self.height / height)
    let spread = Self.width / scale
    let depth = Self.height / scale
    west = (left + right) / 2 - spread / 2
    north = (top + bottom) / 2 - depth / 2
  }

  /// Where a point is in the drawing.
  func place(_ point: Outlines.Point) -> (x: Double, y: Double) {
    ((Self.x(point.longitude) - west) * scale, (Self.y(point.latitude) - north) * scale)
  }

  /// How many units of the drawing a degree of longitude is.
  var degree: Double { scale / 360 }

  /// The longitudes and latitudes at its edges.
  var edges: (west: Double, east: Double, south: Double, north: Double) {
    (
      west * 360 - 180, (west + Self.width / scale) * 360 - 180,
      Self.latitude(north + Self.height / scale), Self.latitude(north)
    )
  }

  private static func x(_ longitude: Double) -> Double { (longitude + 180) / 360 }

  private static func y(_ latitude: Double) -> Double {
    let angle = min(max(latitude, -84), 84) * .pi / 180
    return (1 - log(tan(.pi / 4 + angle / 2)) / .pi) / 2
  }

  private static func latitude(_ y: Double) -> Double {
    (2 * atan(exp((1 - 2 * y) * .pi)) - .pi / 2) * 180 / .pi
  }
}
