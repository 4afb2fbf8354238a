// SPDX-License-Identifier: Apache-2.0

/// For units whose deletion was undone, the units that stand in for them (Yjs `Item.redone`).
///
/// Few units are ever redone, so this is a table beside the items instead of a field of each.
struct RedoneTable {
  private struct Entry {
    var clock: UInt32
    var end: UInt32
    var target: CompactID
  }

  private var entries: [UInt32: [Entry]] = [:]

  /// What stands in for a unit, nil when nothing does.
  ///
  /// - Complexity: O(log *n*) in the client's redone runs.
  subscript(id: CompactID) -> CompactID? {
    guard let list = entries[id.client] else { return nil }
    let index = Self.index(endingAfter: id.clock, in: list)
    guard index < list.count, list[index].clock <= id.clock else { return nil }
    let target = list[index].target
    return CompactID(client: target.client, clock: target.clock + id.clock - list[index].clock)
  }

  /// Notes that as many units from `target` on stand in for a run that nothing stands in for yet.
  mutating func insert(_ run: ClockRange, target: CompactID) {
    let entry = Entry(clock: run.clock, end: run.end, target: target)
    let index = Self.index(endingAfter: run.clock, in: entries[run.client] ?? [])
    entries[run.client, default: []].insert(entry, at: index)
  }

  private static func index(endingAfter clock: UInt32, in list: [Entry]) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].end > clock { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
