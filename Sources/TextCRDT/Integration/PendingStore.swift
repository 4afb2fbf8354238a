// SPDX-License-Identifier: Apache-2.0

/// Blocks and deletes whose dependencies have not arrived.
///
/// A unit of waiting is the rest of one client's blocks in one update; it waits for the first thing
/// it misses. When that client's clocks reach it, the unit is tried again: each try gets further or
/// finds the next thing to wait for, so the work is linear in what waits.
struct PendingStore: ~Copyable {
  /// The rest of one client's blocks in one update, as an update of its own.
  struct Unit {
    var update: [UInt8]
    var client: ClientID
    var clock: UInt32
    var end: UInt32
    /// Where the unit skips clocks and where it goes on, in pairs.
    var gaps: [UInt32] = []
  }

  /// Units that bring the same clocks are taken to be one and the same.
  private struct Identity: Hashable {
    var client: ClientID
    var clock: UInt32
    var end: UInt32
    var gaps: [UInt32]

    init(_ unit: Unit) {
      client = unit.client
      clock = unit.clock
      end = unit.end
      gaps = unit.gaps
    }
  }

  /// How much memory a waiting range of deletes is taken to cost.
  static let bytesPerDelete = 16

  private var units: [Unit?] = []
  private var freeUnits: [Int] = []
  private var identities: Set<Identity> = []
  /// For each client waited for, a binary heap by the clock waited for.
  private var heaps: [UInt32: WaitingHeap] = [:]
  private(set) var unitBytes = 0
  private(set) var deletes = DeleteSet()
  private var deleteCount = 0
  /// Grows with everything that is kept and was not waiting already.
  private(set) var insertionCount = 0

  var isEmpty: Bool { identities.isEmpty && deletes.isEmpty }

  /// What waits, in bytes, as ``Limits/maximumPendingBytes`` counts it.
  var byteCount: Int { unitBytes + deleteCount * Self.bytesPerDelete }

  var waitingUnits: [Unit] { units.compactMap { $0 } }

  /// Keeps a unit until a client's clock exceeds `missing`; one that waits already is not kept twice.
  mutating func insert(_ unit: Unit, until missing: CompactID) {
    guard identities.insert(Identity(unit)).inserted else { return }
    insertionCount += 1
    unitBytes += unit.update.count
    let place: Int
    if let free = freeUnits.popLast() {
      place = free
      units[place] = unit
    } else {
      place = units.count
      units.append(unit)
    }
    heaps[missing.client, default: WaitingHeap()].push(.init(clock: missing.clock, unit: place))
  }

  /// Takes out a unit that waits for a clock below `nextClock` of a client.
  mutating func popReady(_ client: UInt32, nextClock: UInt32) -> Unit? {
    guard let first = heaps[client]?.first, first.clock < nextClock else { return nil }
    heaps[client]?.popFirst()
    if heaps[client]?.isEmpty == true { heaps[client] = nil }
    guard let unit = units[first.unit] else { return nil }
    units[first.unit] = nil
    freeUnits.append(first.unit)
    identities.remove(Identity(unit))
    unitBytes -= unit.update.count
    return unit
  }

  mutating func insertDelete(_ range: Range<UInt64>, of client: ClientID) {
    if !deletes.contains(range, of: client) { insertionCount += 1 }
    deletes.insert(range, of: client)
    deleteCount = deletes.rangeCount
  }

  /// Takes out the deletes of a client that begin below `nextClock`.
  mutating func popDeletes(of client: ClientID, below nextClock: UInt64) -> [Range<UInt64>] {
    guard let list = deletes.ranges[client], let first = list.first, first.lowerBound < nextClock
    else { return [] }
    let ready = list.prefix { $0.lowerBound < nextClock }
    deletes.removeFirst(ready.count, of: client)
    deleteCount = deletes.rangeCount
    return Array(ready)
  }
}

/// A binary heap of waiting units, the lowest clock first.
private struct WaitingHeap {
  struct Entry {
    var clock: UInt32
    var unit: Int
  }

  private var entries: [Entry] = []

  var first: Entry? { entries.first }
  var isEmpty: Bool { entries.isEmpty }

  mutating func push(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0, entries[child].clock < entries[(child - 1) / 2].clock {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() {
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in (2 * parent + 1)...(2 * parent + 2) where child < entries.count {
        if entries[child].clock < entries[least].clock { least = child }
      }
      if least == parent { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
