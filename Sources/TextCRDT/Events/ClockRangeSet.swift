// SPDX-License-Identifier: Apache-2.0

/// Ranges of clocks by client, the clients in the order in which they were first named.
///
/// Yjs keeps that order, and an undo creates items in it.
struct ClockRangeSet {
  /// For each client its sorted, separate ranges.
  private(set) var parts: [(client: UInt32, ranges: [Range<UInt64>])] = []
  private var places: [UInt32: Int] = [:]

  var isEmpty: Bool { parts.isEmpty }

  /// How many units are in the set.
  var unitCount: Int {
    parts.reduce(0) { $0 + $1.ranges.reduce(0) { $0 + $1.count } }
  }

  mutating func insert(_ range: ClockRange) {
    insert(UInt64(range.clock)..<UInt64(range.end), of: range.client)
  }

  mutating func formUnion(_ other: ClockRangeSet) {
    for part in other.parts {
      for range in part.ranges { insert(range, of: part.client) }
    }
  }

  func contains(_ id: CompactID) -> Bool {
    guard let place = places[id.client] else { return false }
    let ranges = parts[place].ranges
    let index = ranges.firstIndex(endingAfter: UInt64(id.clock))
    return index < ranges.count && ranges[index].lowerBound <= UInt64(id.clock)
  }

  private mutating func insert(_ range: Range<UInt64>, of client: UInt32) {
    guard !range.isEmpty else { return }
    if let place = places[client] {
      parts[place].ranges.insertJoining(range)
    } else {
      places[client] = parts.count
      parts.append((client, [range]))
    }
  }
}
