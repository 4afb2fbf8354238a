// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Makes an item behind another, or at the start of its list.
  @inline(__always)
  mutating func makeItem(
    _ span: ItemSpan,
    origins: ItemOrigins,
    parent: UInt32,
    key: UInt32,
    _ content: ContentSlice,
    after left: Slot
  ) -> Slot {
    let right: Slot
    if left != noSlot {
      right = items.links[left].right
    } else if key != noIndex {
      right = firstEntry(of: parent, key: key)
    } else {
      right = types.rows[parent].start
    }
    let slot = items.insert(
      span,
      origins: origins,
      links: ItemLinks(left: left, right: right, parent: parent, place: key),
      content: content
    )
    index.append(slot, clock: span.clock, to: &clients.rows[span.client].directory)
    clients.rows[span.client].nextClock = span.end
    clients.rows[span.client].newest = slot
    if span.kind == .type { types.rows[content.start].item = slot }
    if span.kind == .format { types.rows[parent].hasFormats = true }
    return slot
  }

  /// Tells a new item's list of it and does what follows.
  @inline(__always)
  mutating func link(
    _ slot: Slot,
    _ span: ItemSpan,
    after left: Slot,
    parent: UInt32,
    key: UInt32
  ) {
    let right = items.links[slot].right
    if left != noSlot {
      items.links[left].right = slot
    } else if key == noIndex {
      types.rows[parent].start = slot
    }
    if right != noSlot {
      items.links[right].left = slot
    } else if key != noIndex {
      types.setEntry(slot, of: parent, key: key)
      if left != noSlot { delete(left) }
    }
    if span.isDeleted {
      transaction.recordDeletion(span.client, span.clock, span.end, hasContent: false)
    }
    if key == noIndex {
      types.rows[parent].visibleLength += span.visibleLength
      if types.rows[parent].tree != noIndex {
        tree.insert(slot, after: left, root: &types.rows[parent].tree, items: &items)
      }
    }
    let holder = types.rows[parent].item
    if (holder != noSlot && items.spans[holder].isDeleted) || (key != noIndex && right != noSlot) {
      delete(slot)
    }
  }

  /// The oldest value under a key, which the newest is reached from.
  mutating func firstEntry(of type: UInt32, key: UInt32) -> Slot {
    var slot = types.entry(of: type, key: key)
    while slot != noSlot, items.links[slot].left != noSlot { slot = items.links[slot].left }
    return slot
  }
}
