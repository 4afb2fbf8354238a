// SPDX-License-Identifier: Apache-2.0

/// What changed of one type in a transaction.
struct TypeChange {
  var type: UInt32
  /// Whether its sequence changed.
  var changesSequence = false
  /// The keys whose values changed, as indices of names, in the order they are met.
  var keys: [UInt32] = []
}

// What a transaction did, read off its record before it is finished.

extension Store {
  /// Whether a unit came in the open transaction.
  func isNew(_ id: CompactID) -> Bool {
    clients.rows[id.client].advancedFrom <= id.clock
  }

  /// What the open transaction deleted, new content included.
  var deletedRanges: ClockRangeSet {
    var ranges = ClockRangeSet()
    for index in 0..<transaction.deleted.count { ranges.insert(transaction.deleted[index]) }
    return ranges
  }

  /// What the open transaction inserted.
  var insertedRanges: ClockRangeSet {
    var ranges = ClockRangeSet()
    for index in 0..<transaction.advanced.count {
      let before = transaction.advanced[index]
      let end = clients.rows[before.client].nextClock
      ranges.insert(ClockRange(client: before.client, clock: before.clock, end: end))
    }
    return ranges
  }

  /// Calls `body` for each item in the ranges, whole items where they stick out.
  mutating func forEachItem(in ranges: ClockRangeSet, _ body: (inout Store, Slot) -> Void) {
    for part in ranges.parts {
      for range in part.ranges {
        var clock = UInt32(range.lowerBound)
        while clock < UInt32(range.upperBound) {
          let slot = slot(containing: CompactID(client: part.client, clock: clock))
          clock = items.spans[slot].end
          body(&self, slot)
        }
      }
    }
  }

  /// The types that were there before the open transaction and are still, and changed in it.
  ///
  /// - Complexity: O(*n* log *m*) in the *n* items the transaction touched.
  mutating func typeChanges(inserted: ClockRangeSet, deleted: ClockRangeSet) -> [TypeChange] {
    var changes: [TypeChange] = []
    var places: [UInt32: Int] = [:]
    let note = { (store: inout Store, slot: Slot) in
      let span = store.items.spans[slot]
      let links = store.items.links[slot]
      guard span.kind != .collected, store.isObservable(links.parent) else { return }
      let place = places[links.parent] ?? changes.count
      if place == changes.count {
        places[links.parent] = place
        changes.append(TypeChange(type: links.parent))
      }
      if !span.isMapEntry {
        changes[place].changesSequence = true
      } else if !changes[place].keys.contains(links.place) {
        changes[place].keys.append(links.place)
      }
    }
    forEachItem(in: inserted, note)
    forEachItem(in: deleted, note)
    return changes
  }

  /// Whether a type was there before the open transaction and is still.
  private func isObservable(_ type: UInt32) -> Bool {
    let row = types.rows[type]
    return row.isRoot || (!isDeleted(type) && !isNew(items.spans[row.item].id))
  }

  /// The type a type is in, nil for a root.
  func parent(of type: UInt32) -> UInt32? {
    let item = types.rows[type].item
    return item == noSlot ? nil : items.links[item].parent
  }
}
