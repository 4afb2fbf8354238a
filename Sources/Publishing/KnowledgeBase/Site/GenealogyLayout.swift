// SPDX-License-Identifier: Apache-2.0

/// Places a family's texts in rows by date, from top to bottom, and leads relations between them
/// (after Sugiyama, Tagawa and Toda 1981).
struct GenealogyLayout: Sendable {
  static let boxWidth = 206.0
  static let boxHeight = 66.0
  /// How far a row is from the next.
  static let step = 66.0 + 84
  /// Where the names of rows stand.
  static let left = 84.0
  private static let boxRoom = 206.0 + 26
  private static let lineRoom = 30.0
  private static let margin = 14.0

  /// A node, or a place a long relation passes through a row.
  private struct Item {
    let layer: Int
    let node: Int?
    var x = 0.0
    /// Items of other rows that it is joined to.
    var earlier: [Int] = []
    var later: [Int] = []
  }

  /// The row of each node.
  let layers: [Int]
  /// The middles of the nodes.
  private(set) var places: [(x: Double, y: Double)] = []
  /// For each relation the points it passes, from the earlier of its texts to the later.
  private(set) var routes: [[(x: Double, y: Double)]] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  init(_ family: Genealogy.Family) {
    layers = Self.layers(family)
    var items = family.nodes.indices.map { Item(layer: layers[$0], node: $0) }
    var chains: [[Int]] = []
    for edge in family.edges {
      let isForward = layers[edge.from] < layers[edge.to]
      let (start, end) = isForward ? (edge.from, edge.to) : (edge.to, edge.from)
      var chain = [start]
      for layer in (layers[start] + 1)..<max(layers[end], layers[start] + 1) {
        items.append(Item(layer: layer, node: nil))
        chain.append(items.count - 1)
      }
      chain.append(end)
      for (left, right) in zip(chain, chain.dropFirst()) {
        items[left].later.append(right)
        items[right].earlier.append(left)
      }
      chains.append(chain)
    }
    let rows = Self.ordered(items)
    Self.place(&items, rows)
    let offset = Self.left + Self.boxWidth / 2 - (items.map(\.x).min() ?? 0)
    func point(_ item: Int) -> (x: Double, y: Double) {
      (
        items[item].x + offset,
        Self.margin + Self.boxHeight / 2 + Double(items[item].layer) * Self.step
      )
    }
    places = family.nodes.indices.map(point)
    routes = chains.map { $0.map(point) }
    width = (items.map(\.x).max() ?? 0) + offset + Self.boxWidth / 2 + Self.margin
    height = 2 * Self.margin + Self.boxHeight + Double(layers.max() ?? 0) * Self.step
  }

  /// Rows by year, more than one for a year whose texts are related; texts from elsewhere come first.
  private static func layers(_ family: Genealogy.Family) -> [Int] {
    var layers = [Int](repeating: 0, count: family.nodes.count)
    var neighbours = [[Int]](repeating: [], count: family.nodes.count)
    for edge in family.edges {
      neighbours[edge.from].append(edge.to)
      neighbours[edge.to].append(edge.from)
    }
    var start = family.nodes.contains { $0.text == nil } ? 1 : 0
    var end = start
    var year: Int?
    for (place, node) in family.nodes.enumerated() where node.text != nil {
      if node.date?.year != year {
        if year != nil { start = end + 1 }
        year = node.date?.year
      }
      let before = neighbours[place].filter { $0 < place && layers[$0] >= start }
      layers[place] = before.map { layers[$0] + 1 }.max() ?? start
      end = max(end, layers[place])
    }
    return layers
  }

  /// The items of each row from left to right, so that few lines cross.
  private static func ordered(_ items: [Item]) -> [[Int]] {
    let last = items.map(\.layer).max() ?? 0
    var rows = [[Int]](repeating: [], count: last + 1)
    for (place, item) in items.enumerated() { rows[item.layer].append(place) }
    var ranks = [Double](repeating: 0, count: items.count)
    func number(_ row: [Int]) {
      for (rank, item) in row.enumerated() { ranks[item] = Double(rank) }
    }
    rows.forEach(number)
    for sweep in 0..<8 {
      let isForward = sweep % 2 == 0
      for layer in isForward ? Array(rows.indices) : rows.indices.reversed() {
        let wanted = rows[layer].map { item -> Double in
          let others = isForward ? items[item].earlier : items[item].later
          guard !others.isEmpty else { return ranks[item] }
          return others.reduce(0) { $0 + ranks[$1] } / Double(others.count)
        }
        rows[layer] = zip(rows[layer], wanted).enumerated().sorted { left, right in
          left.element.1 == right.element.1
            ? left.offset < right.offset : left.element.1 < right.element.1
        }.map(\.element.0)
        number(rows[layer])
      }
    }
    return rows
  }

  /// Places near to those of what each is joined to, without overlaps.
  private static func place(_ items: inout [Item], _ rows: [[Int]]) {
    for row in rows {
      var x = 0.0
      for item in row {
        items[item].x = x
        x += room(items[item])
      }
    }
    for _ in 0..<12 {
      for row in rows {
        let wanted = row.map { item -> Double in
          let others = items[item].earlier + items[item].later
          guard !others.isEmpty else { return items[item].x }
          return others.reduce(0) { $0 + items[$1].x } / Double(others.count)
        }
        var gaps = [0.0]
        for (before, after) in zip(row, row.dropFirst()) {
          gaps.append((room(items[before]) + room(items[after])) / 2)
        }
        for (item, x) in zip(row, settled(wanted, gaps)) { items[item].x = x }
      }
    }
  }

  private static func room(_ item: Item) -> Double { item.node == nil ? lineRoom : boxRoom }

  /// The values nearest to the wanted ones that keep their gaps: pools of neighbours that are in each other's way.
  private static func settled(_ wanted: [Double], _ gaps: [Double]) -> [Double] {
    var offsets: [Double] = []
    for gap in gaps.prefix(wanted.count) { offsets.append((offsets.last ?? 0) + gap) }
    var pools: [(mean: Double, count: Int)] = []
    for (value, offset) in zip(wanted, offsets) {
      pools.append((value - offset, 1))
      while pools.count > 1, pools[pools.count - 2].mean > pools[pools.count - 1].mean {
        let last = pools.removeLast()
        let before = pools.removeLast()
        let count = last.count + before.count
        let sum = last.mean * Double(last.count) + before.mean * Double(before.count)
        pools.append((sum / Double(count), count))
      }
    }
    let settled = pools.flatMap { pool in [Double](repeating: pool.mean, count: pool.count) }
    return zip(settled, offsets).map { $0 + $1 }
  }
}
