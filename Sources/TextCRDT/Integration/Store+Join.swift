// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Joins the items in a range, and those that touch it, where nothing tells them apart.
  ///
  /// - Complexity: O(*k* log *n*); *k* items in the range.
  mutating func joinRuns(_ range: ClockRange) {
    let client = range.client
    let start = range.clock == 0 ? 0 : range.clock - 1
    _ = slot(containing: CompactID(client: client, clock: start))
    var position = clients.rows[client].hint
    var left = index.slot(at: position, in: clients.rows[client].directory)
    while let next = index.position(after: position, in: clients.rows[client].directory) {
      let right = index.slot(at: next, in: clients.rows[client].directory)
      guard items.spans[right].clock <= range.end else { break }
      if join(left, with: right) {
        index.remove(at: next, from: &clients.rows[client].directory)
        items.release(right)
      } else {
        position = next
        left = right
      }
    }
  }

  /// Adds an item to the one before it in clock order, if they could have been one (Yjs
  /// `Item.mergeWith`).
  private mutating func join(_ left: Slot, with right: Slot) -> Bool {
    let span = items.spans[left]
    let other = items.spans[right]
    guard span.kind == other.kind, span.flags == other.flags, span.kind.isDivisible else {
      return false
    }
    if span.kind == .collected {
      items.spans[left].length += other.length
      return true
    }
    guard items.links[left].right == right, items.origins[right].origin == span.lastID,
      items.origins[left].rightOrigin == items.origins[right].rightOrigin,
      span.kind == .deleted || items.contents[left].end == items.contents[right].start
    else { return false }
    let links = items.links[right]
    if span.isMapEntry {
      if types.entry(of: links.parent, key: links.place) == right {
        types.setEntry(left, of: links.parent, key: links.place)
      }
    } else if types.rows[links.parent].tree != noIndex {
      tree.didJoin(left, with: right, items: &items)
    }
    items.spans[left].length += other.length
    items.contents[left].byteCount += items.contents[right].byteCount
    items.links[left].right = links.right
    if links.right != noSlot { items.links[links.right].left = left }
    return true
  }
}
