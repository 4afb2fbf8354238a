// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// The map of places as a drawing: outlines, and a numbered mark for each place.
struct MapDrawing: Sendable {
  /// A place with its number on the map.
  struct Marked: Sendable {
    let entity: KnowledgeBase.Entity
    let number: Int
    let point: Outlines.Point
  }

  /// The places that are drawn, from north to south.
  let marked: [Marked]
  private let view: MapView
  private let land: Markup

  init(_ places: [KnowledgeBase.Entity], _ outlines: Outlines) {
    let found = places.compactMap { place -> (KnowledgeBase.Entity, Outlines.Point)? in
      guard let latitude = place.latitude, let longitude = place.longitude else { return nil }
      return (place, Outlines.Point(longitude: longitude, latitude: latitude))
    }
    marked = found.sorted { left, right in
      left.1.latitude == right.1.latitude
        ? left.0.slug < right.0.slug : left.1.latitude > right.1.latitude
    }.enumerated().map { Marked(entity: $1.0, number: $0 + 1, point: $1.1) }
    view = MapView(marked.map(\.point))
    land = Self.land(outlines, view)
  }

  /// The drawing.
  func markup(_ frame: SiteFrame) -> Markup {
    let (width, height) = (Drawing.number(MapView.width), Drawing.number(MapView.height))
    let marks = MapMarks(marked.map { view.place($0.point) }, names: marked.map(\.entity.name))
      .marks
    return """
      <svg class="map-drawing" viewBox="0 0 \(width) \(height)" role="group" aria-label="\(frame.words.mapOfPlaces)">
      <rect class="sea" width="\(width)" height="\(height)"/>
      <path class="graticule" d="\(graticule)"/>
      <path class="land" d="\(land)"/>
      \(Self.leaders(marks))\(self.marks(frame, marks))</svg>
      """
  }

  /// Lines of longitude and latitude.
  private var graticule: Markup {
    let edges = view.edges
    let step = [1.0, 2, 5, 10, 20].first { $0 * view.degree > 70 } ?? 30
    var lines = ""
    for number in Int((edges.west / step).rounded(.up))...Int(edges.east / step) {
      let x = view.place(Outlines.Point(longitude: Double(number) * step, latitude: 0)).x
      lines += "M\(Drawing.number(x).html) 0V\(Drawing.number(MapView.height).html)"
    }
    for number in Int((edges.south / step).rounded(.up))...Int(edges.north / step) {
      let y = view.place(Outlines.Point(longitude: 0, latitude: Double(number) * step)).y
      lines += "M0 \(Drawing.number(y).html)H\(Drawing.number(MapView.width).html)"
    }
    return Markup(trusted: lines)
  }

  /// What of the outlines is in view, without points that could not be told apart.
  private static func land(_ outlines: Outlines, _ view: MapView) -> Markup {
    var path = ""
    for ring in outlines.rings {
      let placed = MapClipping.clipped(ring.map(view.place), MapView.width, MapView.height)
      var last: MapClipping.Point?
      var points: [MapClipping.Point] = []
      for point in placed {
        if let last, abs(point.x - last.x) < 0.7, abs(point.y - last.y) < 0.7 { continue }
        points.append(point)
        last = point
      }
      guard points.count > 2 else { continue }
      for (number, point) in points.enumerated() {
        path +=
          "\(number == 0 ? "M" : "L")\(Drawing.number(point.x).html) \(Drawing.number(point.y).html)"
      }
      path += "Z"
    }
    return Markup(trusted: path)
  }

  /// Lines from marks that stand beside their places to these; below all marks.
  private static func leaders(_ marks: [MapMarks.Mark]) -> [Markup] {
    marks.filter(\.isMoved).map { mark in
      let (x, y) = (Drawing.number(mark.home.x), Drawing.number(mark.home.y))
      return
        "<path class=\"leader\" d=\"M\(x) \(y)L\(Drawing.number(mark.x)) \(Drawing.number(mark.y))\"/><circle class=\"leader-end\" cx=\"\(x)\" cy=\"\(y)\" r=\"2.5\"/>"
    }
  }

  private func marks(_ frame: SiteFrame, _ marks: [MapMarks.Mark]) -> [Markup] {
    marks.enumerated().map { place, mark in
      let one = marked[place]
      let texts = frame.words.texts(one.entity.texts.count)
      let (x, y) = (Drawing.number(mark.x), Drawing.number(mark.y))
      let name: Markup =
        mark.name.map { side -> Markup in
          let at = Drawing.number(mark.x + (side == .right ? 15 : -15))
          return
            "<text class=\"mark-name\(side == .right ? "" : " mark-name-left")\" x=\"\(at)\" y=\"\(Drawing.number(mark.y + 4.5))\" aria-hidden=\"true\">\(MapMarks.shown(one.entity.name))</text>"
        } ?? .nothing
      return """
        <a class="mark" href="\(frame.local("places/\(one.entity.slug).html"))" aria-label="\(one.number). \(one.entity.name) (\(texts))"><title>\(one.entity.name) (\(texts))</title><circle cx="\(x)" cy="\(y)" r="10.5"/><text class="mark-number" x="\(x)" y="\(Drawing.number(mark.y + 4))">\(one.number)</text>\(name)</a>

        """
    }
  }
}
