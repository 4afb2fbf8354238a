// SPDX-License-Identifier: Apache-2.0

/// For each client the half-open clock ranges of its deleted units, sorted and apart.
public struct DeleteSet: Equatable, Sendable {
  /// Ranges by client; no list is empty, no two ranges of a list touch.
  public private(set) var ranges: [ClientID: [Range<UInt64>]] = [:]

  /// Makes a delete set of nothing.
  public init() {}

  /// Whether nothing is deleted.
  public var isEmpty: Bool { ranges.isEmpty }

  /// How many ranges there are, over all clients.
  ///
  /// - Complexity: O(*n*) in clients.
  public var rangeCount: Int { ranges.values.reduce(0) { $0 + $1.count } }

  /// Adds a range, joined with those it touches.
  ///
  /// - Parameters:
  ///   - range: Clocks; an empty range adds nothing.
  ///   - client: Whose units they are.
  /// - Complexity: O(1) in ascending order, else O(*n*) in the client's ranges.
  public mutating func insert(_ range: Range<UInt64>, of client: ClientID) {
    guard !range.isEmpty else { return }
    ranges[client, default: []].insertJoining(range)
  }

  /// Adds all ranges of another delete set.
  ///
  /// - Parameter other: What is deleted there.
  public mutating func formUnion(_ other: DeleteSet) {
    for (client, list) in other.ranges {
      for range in list { insert(range, of: client) }
    }
  }

  /// The parts of a range that are not deleted.
  ///
  /// - Parameters:
  ///   - range: Clocks.
  ///   - client: Whose units they are.
  /// - Returns: The parts, ascending.
  /// - Complexity: O(log *n* + *k*); *n* ranges of the client, *k* of them in the range.
  public func gaps(in range: Range<UInt64>, of client: ClientID) -> [Range<UInt64>] {
    guard !range.isEmpty else { return [] }
    guard let deleted = ranges[client] else { return [range] }
    var result: [Range<UInt64>] = []
    var start = range.lowerBound
    var index = deleted.firstIndex(endingAfter: start)
    while index < deleted.count, deleted[index].lowerBound < range.upperBound {
      if start < deleted[index].lowerBound { result.append(start..<deleted[index].lowerBound) }
      start = deleted[index].upperBound
      index += 1
    }
    if start < range.upperBound { result.append(start..<range.upperBound) }
    return result
  }

  /// Takes the first ranges of a client out.
  mutating func removeFirst(_ count: Int, of client: ClientID) {
    ranges[client]?.removeFirst(count)
    if ranges[client]?.isEmpty == true { ranges[client] = nil }
  }

  /// Whether a unit is deleted.
  ///
  /// - Parameter id: The unit.
  /// - Returns: Whether a range holds it.
  /// - Complexity: O(log *n*) in the client's ranges.
  public func contains(_ id: ItemID) -> Bool {
    guard let list = ranges[id.client] else { return false }
    let index = list.firstIndex(endingAfter: id.clock)
    return index < list.count && list[index].lowerBound <= id.clock
  }

  /// Whether all units of a range are in the set.
  ///
  /// - Parameters:
  ///   - range: Clocks; not empty.
  ///   - client: The client.
  /// - Returns: Whether none is missing.
  /// - Complexity: O(log *n*) in ranges.
  public func contains(_ range: Range<UInt64>, of client: ClientID) -> Bool {
    guard let list = ranges[client] else { return false }
    let index = list.firstIndex(endingAfter: range.lowerBound)
    return index < list.count && list[index].lowerBound <= range.lowerBound
      && range.upperBound <= list[index].upperBound
  }

  /// How many units there are.
  ///
  /// - Complexity: O(*n*) in ranges.
  public var unitCount: Int { ranges.values.joined().reduce(0) { $0 + $1.count } }
}

extension [Range<UInt64>] {
  /// The first of these sorted ranges whose end lies beyond a clock.
  func firstIndex(endingAfter clock: UInt64) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound > clock { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Adds a range to these sorted and separate ones, joined with those it touches.
  mutating func insertJoining(_ range: Range<UInt64>) {
    guard let final = last, range.lowerBound <= final.upperBound else {
      append(range)
      return
    }
    if range.lowerBound >= final.lowerBound {
      self[count - 1] = final.lowerBound..<Swift.max(final.upperBound, range.upperBound)
      return
    }
    // From the first range that ends at or beyond the new one's start, to the last that touches it.
    let first = range.lowerBound == 0 ? 0 : firstIndex(endingAfter: range.lowerBound - 1)
    var beyond = first
    var joined = range
    while beyond < count, self[beyond].lowerBound <= joined.upperBound {
      let lower = Swift.min(joined.lowerBound, self[beyond].lowerBound)
      joined = lower..<Swift.max(joined.upperBound, self[beyond].upperBound)
      beyond += 1
    }
    replaceSubrange(first..<beyond, with: CollectionOfOne(joined))
  }
}
