// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Deletes the known units of a range; the others wait.
  mutating func applyDelete(_ range: ClockRange) {
    let known = clients.rows[range.client].nextClock
    if range.end > known {
      pending.insertDelete(
        UInt64(max(range.clock, known))..<UInt64(range.end),
        of: clients.rows[range.client].id
      )
    }
    let end = min(range.end, known)
    var clock = range.clock
    while clock < end {
      let slot = slot(containing: CompactID(client: range.client, clock: clock))
      let span = items.spans[slot]
      clock = span.end
      guard !span.isDeleted else { continue }
      var target = slot
      if span.clock < range.clock {
        target = split(slot, at: range.clock - span.clock)
      }
      if span.end > end { _ = split(target, at: end - items.spans[target].clock) }
      delete(target)
    }
  }

  /// Marks an item as deleted, and everything inside it when it is a shared type.
  ///
  /// - Complexity: O(*n*) in the items inside.
  mutating func delete(_ slot: Slot) {
    guard !items.spans[slot].isDeleted else { return }
    markDeleted(slot)
    guard items.spans[slot].kind == .type else { return }
    var stack = [items.contents[slot].start]
    while let type = stack.popLast() {
      var child = types.rows[type].start
      while child != noSlot {
        markDeletedWithin(child, stack: &stack)
        child = items.links[child].right
      }
      for entry in types.allEntries(of: type).values {
        markDeletedWithin(entry, stack: &stack)
      }
    }
  }

  private mutating func markDeletedWithin(_ slot: Slot, stack: inout [UInt32]) {
    guard !items.spans[slot].isDeleted else {
      // It may be joinable with what is deleted now.
      transaction.joinable.append(items.spans[slot].id)
      return
    }
    markDeleted(slot)
    if items.spans[slot].kind == .type { stack.append(items.contents[slot].start) }
  }

  private mutating func markDeleted(_ slot: Slot) {
    let span = items.spans[slot]
    if !span.isMapEntry {
      let parent = items.links[slot].parent
      types.rows[parent].visibleLength -= span.visibleLength
      if types.rows[parent].tree != noIndex {
        tree.visibleLengthChanged(of: slot, by: -Int(span.visibleLength), items: items)
      }
    }
    items.spans[slot].flags.insert(.deleted)
    transaction.recordDeletion(span.client, span.clock, span.end)
  }
}
