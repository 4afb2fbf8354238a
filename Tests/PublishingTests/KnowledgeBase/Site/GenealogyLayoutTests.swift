// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing

@testable import Publishing

@Suite("The genealogy's layout")
struct GenealogyLayoutTests {
  /// A family of texts of some years, with relations between random ones of them.
  private func family(_ seed: UInt64) async throws -> [Genealogy.Family] {
    var random = Seeded(state: seed)
    var editions = SampleEditions()
    let count = Int.random(in: 2...14, using: &random)
    for number in 0..<count {
      let relations = (0..<Int.random(in: 0...3, using: &random)).map { _ -> String in
        let other = Int.random(in: 0..<(count + 2), using: &random)
        return #"{"type":"cites","title":"Texte \#(other)"}"#
      }
      editions.add(
        "t\(number)",
        title: "Texte \(number)",
        meta:
          #"{"date":"\#(Int.random(in: 2018...2022, using: &random))","relations":[\#(relations.joined(separator: ","))]}"#
      )
    }
    return Genealogy(try await editions.base()).families
  }

  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state
    }
  }

  @Test(
    "no box covers another, later years stand below, and lines join their boxes",
    arguments: 0..<60
  )
  func invariants(seed: Int) async throws {
    for family in try await family(UInt64(seed)) {
      let layout = GenealogyLayout(family)
      for (left, place) in layout.places.enumerated() {
        #expect(place.x - GenealogyLayout.boxWidth / 2 >= GenealogyLayout.left - 0.01)
        #expect(place.x + GenealogyLayout.boxWidth / 2 < layout.width && place.y < layout.height)
        for (other, second) in layout.places.enumerated() where other > left {
          let isApart =
            abs(place.x - second.x) >= GenealogyLayout.boxWidth
            || abs(place.y - second.y) >= GenealogyLayout.boxHeight
          #expect(isApart, "\(left) \(other)")
          if let year = family.nodes[left].date?.year, let next = family.nodes[other].date?.year,
            year < next
          {
            #expect(place.y < second.y)
          }
        }
      }
      for (edge, route) in zip(family.edges, layout.routes) {
        let ends = [edge.from, edge.to].sorted { layout.layers[$0] < layout.layers[$1] }
        #expect(layout.layers[ends[0]] < layout.layers[ends[1]])
        #expect(
          route.first?.y == layout.places[ends[0]].y && route.last?.x == layout.places[ends[1]].x
        )
        #expect(route.count == layout.layers[ends[1]] - layout.layers[ends[0]] + 1)
      }
    }
  }

  @Test(
    "texts that no relation joins are of different families, and one that relates to none is in none"
  )
  func families() async throws {
    var editions = SampleEditions()
    editions.add("a", title: "A", meta: #"{"relations":[{"type":"cites","title":"B"}]}"#)
    editions.add("b", title: "B")
    editions.add("c", title: "C", meta: #"{"relations":["Ailleurs","C"]}"#)
    editions.add("d", title: "D")
    let families = Genealogy(try await editions.base()).families
    #expect(families.map { $0.nodes.map(\.title) } == [["A", "B"], ["Ailleurs", "C"]])
    #expect(families[1].nodes[0].text == nil && families[1].edges.count == 1)
  }
}
