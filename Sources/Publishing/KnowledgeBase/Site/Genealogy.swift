// SPDX-License-Identifier: Apache-2.0

import Pads

/// How texts come of one another: those that relations join, family by family.
struct Genealogy: Sendable {
  /// A text, here or elsewhere.
  struct Node: Sendable {
    /// The text; nil for one that lives elsewhere.
    let text: KnowledgeBase.Text?
    /// What the others call it.
    let title: String
    /// Where one that lives elsewhere is, when that is an address.
    let target: WebAddress?
    /// What orders nodes: the date, and what tells those of one date apart.
    let date: SiteDate?
    let key: String
  }

  /// A relation, by the places of its texts among the family's nodes.
  struct Edge: Sendable {
    /// The text that names the other.
    let from: Int
    let to: Int
    let kind: Description.Relation.Kind?
  }

  /// Texts that are joined, in the order of their dates; those that live elsewhere come first.
  struct Family: Sendable {
    let nodes: [Node]
    let edges: [Edge]

    /// The text that has most relations.
    var middle: Node? {
      var counts = [Int](repeating: 0, count: nodes.count)
      for edge in edges {
        counts[edge.from] += 1
        counts[edge.to] += 1
      }
      return nodes.indices.filter { nodes[$0].text != nil }
        .max { (counts[$0], $1) < (counts[$1], $0) }.map { nodes[$0] }
    }
  }

  /// The families, the largest first.
  let families: [Family]

  init(_ base: KnowledgeBase) {
    var known: [String: Int] = [:]
    var nodes: [Node] = []
    var edges: [Edge] = []
    func node(_ key: String, _ make: () -> Node) -> Int {
      if let place = known[key] { return place }
      known[key] = nodes.count
      nodes.append(make())
      return nodes.count - 1
    }
    func inside(_ place: Int) -> Int {
      let text = base.texts[place]
      let card = text.newest
      return node("1\(text.address)") {
        Node(
          text: text,
          title: card.title,
          target: nil,
          date: card.siteDate,
          key: text.address
        )
      }
    }
    for link in base.links {
      let title = link.relation.title
      // Who names itself has no relation.
      guard link.to != nil || Slug.of(title) != Slug.of(base.texts[link.from].newest.title) else {
        continue
      }
      let from = inside(link.from)
      let to =
        link.to.map(inside)
        ?? node("0\(link.relation.target ?? Slug.of(title))") {
          Node(
            text: nil,
            title: title,
            target: link.relation.target.flatMap(WebAddress.init),
            date: nil,
            key: "\(Slug.of(title)) \(link.relation.target ?? "")"
          )
        }
      edges.append(Edge(from: from, to: to, kind: link.relation.kind))
    }
    families = Self.families(nodes, edges)
  }

  private static func families(_ nodes: [Node], _ edges: [Edge]) -> [Family] {
    var parents = Array(nodes.indices)
    func root(_ place: Int) -> Int {
      var place = place
      while parents[place] != place {
        parents[place] = parents[parents[place]]
        place = parents[place]
      }
      return place
    }
    for edge in edges { parents[root(edge.from)] = root(edge.to) }
    let members = Dictionary(grouping: nodes.indices, by: root)
    let related = Dictionary(grouping: edges) { root($0.from) }
    return members.map { place, members in
      let ordered = members.sorted { isBefore(nodes[$0], nodes[$1]) }
      let places = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0) })
      let edges = (related[place] ?? []).compactMap { edge -> Edge? in
        guard let from = places[edge.from], let to = places[edge.to] else { return nil }
        return Edge(from: from, to: to, kind: edge.kind)
      }
      return Family(nodes: ordered.map { nodes[$0] }, edges: edges)
    }.sorted { left, right in
      left.nodes.count == right.nodes.count
        ? (left.nodes.last?.key ?? "") < (right.nodes.last?.key ?? "")
        : left.nodes.count > right.nodes.count
    }
  }

  private static func isBefore(_ left: Node, _ right: Node) -> Bool {
    if (left.text == nil) != (right.text == nil) { return left.text == nil }
    let dates = (left.date?.text ?? "", right.date?.text ?? "")
    return dates.0 == dates.1 ? left.key < right.key : dates.0 < dates.1
  }
}
