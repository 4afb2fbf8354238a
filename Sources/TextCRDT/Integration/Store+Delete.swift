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
      let slot = locate(CompactID(client: range.client, clock: clock))
      let span = items.spans[slot]
      clock = span.end
      guard !span.isDeleted else {
        clock = endOfDeleted(range.client, from: clock, until: end)
        continue
      }
      var target = slot
      if span.clock < range.clock {
        target = split(slot, at: range.clock - span.clock)
      }
      if span.end > end { _ = split(target, at: end - items.spans[target].clock) }
      delete(target)
    }
  }

  /// Where the deleted items end that follow the one a lookup found last.
  private mutating func endOfDeleted(_ client: UInt32, from clock: UInt32, until end: UInt32)
    -> UInt32
  {
    var clock = clock
    var position = clients.rows[client].hint
    while clock < end,
      let next = index.position(after: position, in: clients.rows[client].directory)
    {
      let span = items.spans[index.slot(at: next, in: clients.rows[client].directory)]
      guard span.isDeleted else { break }
      clock = span.end
      position = next
    }
    clients.rows[client].hint = position
    return clock
  }

  /// Marks an item as deleted, and everything inside it when it is a shared type.
  ///
  /// What is inside comes in the order in which Yjs deletes it, which an undo repeats.
  ///
  /// - Complexity: O(*n*) in the items inside.
  mutating func delete(_ slot: Slot) {
    guard !items.spans[slot].isDeleted else { return }
    markDeleted(slot)
    guard items.spans[slot].kind == .type else { return }
    var descents = [descent(into: slot)]
    while let last = descents.indices.last {
      let next: Slot
      if descents[last].child != noSlot {
        next = descents[last].child
        descents[last].child = items.links[next].right
      } else if let entry = descents[last].entries.popLast() {
        next = entry.slot
      } else {
        descents.removeLast()
        continue
      }
      if items.spans[next].isDeleted {
        // It may be joinable with what is deleted now.
        transaction.joinable.append(items.spans[next].id)
      } else {
        markDeleted(next)
        if items.spans[next].kind == .type { descents.append(descent(into: next)) }
      }
    }
  }

  /// What is left to delete of a type: a child and those behind it, and present values, last first.
  private struct Descent {
    var child: Slot
    var entries: [KeyedEntry]
  }

  private func descent(into slot: Slot) -> Descent {
    let type = items.contents[slot].start
    return Descent(child: types.rows[type].start, entries: types.allEntries(of: type).reversed())
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
