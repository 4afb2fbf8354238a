// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Ends a transaction: drops deleted content and joins the runs that became joinable.
  mutating func finishTransaction() {
    if collectsGarbage {
      for index in 0..<transaction.deleted.count { collect(transaction.deleted[index]) }
    }
    for index in 0..<transaction.deleted.count { joinUnlessInserted(transaction.deleted[index]) }
    for index in 0..<transaction.joinable.count {
      let id = transaction.joinable[index]
      joinUnlessInserted(ClockRange(client: id.client, clock: id.clock, end: id.clock + 1))
    }
    for index in 0..<transaction.advanced.count {
      let before = transaction.advanced[index]
      let next = clients.rows[before.client].nextClock
      if transaction.joinsInserted, before.clock < next {
        joinRuns(ClockRange(client: before.client, clock: before.clock, end: next))
      }
      clients.rows[before.client].advancedFrom = noIndex
    }
    for index in 0..<transaction.deleted.count {
      compactIfWorthwhile(transaction.deleted[index].client)
    }
    transaction.clear()
  }

  /// Joins the runs of a range now, or leaves it to the pass over all that was inserted.
  private mutating func joinUnlessInserted(_ range: ClockRange) {
    if range.clock >= clients.rows[range.client].advancedFrom {
      transaction.joinsInserted = true
    } else {
      joinRuns(range)
    }
  }

  /// Drops the content of the deleted items in a range.
  private mutating func collect(_ range: ClockRange) {
    guard range.hasContent else { return }
    var clock = range.clock
    while clock < range.end {
      let slot = slot(containing: CompactID(client: range.client, clock: clock))
      let span = items.spans[slot]
      clock = span.end
      guard span.isDeleted, span.kind != .collected, span.kind != .deleted,
        !span.flags.contains(.kept)
      else { continue }
      if span.kind == .type {
        types.rows[items.contents[slot].start].item = noSlot
        collectChildren(of: items.contents[slot].start)
      } else {
        clients.rows[span.client].deadBytes += Int(items.contents[slot].byteCount)
      }
      items.spans[slot].kind = .deleted
      items.contents[slot] = .none
    }
  }

  /// Turns everything inside a deleted type into collected items, which have no place.
  private mutating func collectChildren(of type: UInt32) {
    var stack = [type]
    while let type = stack.popLast() {
      var child = types.rows[type].start
      while child != noSlot {
        let next = items.links[child].right
        collectChild(child, stack: &stack)
        child = next
      }
      for entry in types.allEntries(of: type) {
        var value = entry.slot
        while value != noSlot {
          let next = items.links[value].left
          collectChild(value, stack: &stack)
          value = next
        }
      }
      types.rows[type].start = noSlot
      types.rows[type].visibleLength = 0
      types.removeAllEntries(of: type)
      if types.rows[type].tree != noIndex {
        tree.remove(types.rows[type].tree)
        types.rows[type].tree = noIndex
      }
    }
  }

  private mutating func collectChild(_ slot: Slot, stack: inout [UInt32]) {
    let span = items.spans[slot]
    if span.kind == .type {
      types.rows[items.contents[slot].start].item = noSlot
      stack.append(items.contents[slot].start)
    } else {
      clients.rows[span.client].deadBytes += Int(items.contents[slot].byteCount)
    }
    items.spans[slot].kind = .collected
    items.spans[slot].flags = .deleted
    items.origins[slot] = ItemOrigins(origin: .none, rightOrigin: .none)
    items.links[slot] = .none
    items.contents[slot] = .none
    transaction.joinable.append(span.id)
  }

  /// Moves a client's live content together when more than half of it is dead.
  private mutating func compactIfWorthwhile(_ client: UInt32) {
    let dead = clients.rows[client].deadBytes
    let total = clients.rows[client].bytes.count
    guard dead > 4_096, dead > total / 2 else { return }
    var fresh = Column<UInt8>()
    fresh.reserve(total - dead)
    for chunk in 0..<clients.rows[client].directory.count {
      let chunk = clients.rows[client].directory[chunk]
      for entry in 0..<index.count(ofChunk: chunk) {
        let slot = index.slot(entry, ofChunk: chunk)
        guard items.spans[slot].kind != .type else { continue }
        let content = items.contents[slot]
        items.contents[slot].start = UInt32(fresh.count)
        fresh.append(content.range, of: clients.rows[client].bytes)
      }
    }
    contentBytes -= total - fresh.count
    clients.rows[client].bytes = fresh
    clients.rows[client].deadBytes = 0
  }
}
