// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Joins the items in a range, and those that touch it, where nothing tells them apart.
  ///
  /// - Complexity: O(*k* log *n*); *k* items in the range.
  mutating func joinRuns(_ range: ClockRange) {
    let client = range.client
    var left = locate(CompactID(client: client, clock: range.clock))
    var position = clients.rows[client].hint
    if items.spans[left].clock == range.clock,
      let before = index.position(before: position, in: clients.rows[client].directory)
    {
      position = before
      left = index.slot(at: position, in: clients.rows[client].directory)
      clients.rows[client].hint = position
    }
    while let next = index.position(after: position, in: clients.rows[client].directory) {
      let right = index.slot(at: next, in: clients.rows[client].directory)
      guard items.spans[right].clock <= range.end else { break }
      if join(left, with: right) {
        index.remove(at: next, from: &clients.rows[client].directory)
        items.release(right)
        if clients.rows[client].newest == right { clients.rows[client].newest = left }
      } else {
        position = next
        left = right
      }
    }
  }

  /// Adds an item to the one before it in clock order, if they could have been one (Yjs
  /// `Item.mergeWith`).
  @inline(__always)
  private mutating func join(_ left: Slot, with right: Slot) -> Bool {
    let span = items.spans[left]
    let other = items.spans[right]
    let flags = span.flags.union(other.flags)
    guard span.kind == other.kind, span.kind.isDivisible, !flags.contains(.redone),
      span.flags.union(.kept) == other.flags.union(.kept)
    else { return false }
    if span.kind == .collected {
      items.spans[left].length += other.length
      return true
    }
    guard items.links[left].right == right, items.origins[right].origin == span.lastID,
      items.origins[left].rightOrigin == items.origins[right].rightOrigin,
      span.kind == .deleted || joinContents(left, right, flags)
    else { return false }
    items.spans[left].flags = flags
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

  /// Whether the contents of two items stand together, if need be because they do now.
  ///
  /// Content stays where it is but for what an undo may bring back, for that comes back as one item
  /// where Yjs has one.
  private mutating func joinContents(_ left: Slot, _ right: Slot, _ flags: ItemFlags) -> Bool {
    let content = items.contents[left]
    let other = items.contents[right]
    if content.end == other.start { return true }
    guard flags.isSuperset(of: [.deleted, .kept]) else { return false }
    let client = items.spans[left].client
    let end = clients.rows[client].bytes.count
    guard end + Int(content.byteCount) + Int(other.byteCount) < Int(UInt32.max) else {
      return false
    }
    if content.end == end {
      clients.rows[client].bytes.appendCopy(of: other.range)
    } else {
      clients.rows[client].bytes.appendCopy(of: content.range)
      clients.rows[client].bytes.appendCopy(of: other.range)
      items.contents[left].start = UInt32(end)
      clients.rows[client].deadBytes += Int(content.byteCount)
    }
    clients.rows[client].deadBytes += Int(other.byteCount)
    contentBytes += clients.rows[client].bytes.count - end
    return true
  }
}
