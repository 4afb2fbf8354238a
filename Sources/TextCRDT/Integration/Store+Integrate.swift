// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Reads, checks and takes in an update.
  mutating func apply(_ update: consuming [UInt8]) throws(UpdateError) -> Integration {
    try makePlan(update)
    return integratePlan()
  }

  /// Takes the open plan in as a transaction, or a part of the open one.
  mutating func integratePlan() -> Integration {
    transaction.depth += 1
    let changedBefore = transaction.changed
    let pendingBefore = pending.insertionCount
    transaction.changed = false
    precondition(plan.isOpen)
    carryOutBlocksAndDeletes()
    // What waited before is known already, whether it can go in now or must wait for more.
    let isPending = pending.insertionCount > pendingBefore
    retryPending()
    let result = Integration(changed: transaction.changed, pending: isPending)
    transaction.changed = result.changed || changedBefore
    endTransaction()
    return result
  }

  /// Takes in the blocks and deletes of a plan, or of a unit that has waited.
  mutating func carryOutBlocksAndDeletes() {
    reserveForPlan()
    if plan.order.count > 1 { transaction.joinsInserted = true }
    for index in 0..<plan.order.count {
      let block = plan.order[index]
      plan.blocks[block].slot = integrate(block)
    }
    for index in 0..<plan.segments.count where plan.segments[index].state == .blocked {
      keepPending(plan.segments[index])
    }
    for index in 0..<plan.deletes.count { applyDelete(plan.deletes[index]) }
    closePlan()
  }

  /// Makes room at once for what a large plan brings.
  private mutating func reserveForPlan() {
    guard plan.order.count > 64 else { return }
    items.reserve(items.spans.count + plan.order.count)
    for index in 0..<plan.segments.count {
      let segment = plan.segments[index]
      clients.rows[segment.client].bytes.makeRoom(for: Int(segment.contentBytes))
    }
  }

  /// Integrates the part of a planned block that is not known yet.
  ///
  /// - Returns: The item that holds it, or ``noSlot`` when it entered collected.
  @inline(__always)
  private mutating func integrate(_ index: UInt32) -> Slot {
    let block = plan.blocks[index]
    let clock = clients.rows[block.client].nextClock
    precondition(block.clock <= clock && clock < block.end)
    noteAdvance(of: block.client)
    transaction.changed = true
    if block.kind == .collected || block.entersCollected {
      appendCollected(client: block.client, clock: clock, end: block.end)
      transaction.joinable.append(CompactID(client: block.client, clock: clock))
      return noSlot
    }
    var span = ItemSpan(
      client: block.client,
      clock: clock,
      length: block.end - clock,
      kind: block.kind,
      flags: block.key == noIndex ? [] : .mapEntry
    )
    if block.kind == .deleted { span.flags.insert(.deleted) }
    var content = block.content
    if clock > block.clock { content = knownPartRemoved(fromBlock: index, at: clock) }
    let left =
      block.origin.isNone ? noSlot : slotEnding(with: block.origin, hint: slot(block.leftHint))
    let right =
      block.rightOrigin.isNone
      ? noSlot
      : slotBeginning(with: block.rightOrigin, behind: left, hint: slot(block.rightHint))
    let origins = ItemOrigins(origin: block.origin, rightOrigin: block.rightOrigin)
    let slice =
      block.kind == .type
      ? ContentSlice(start: block.type, byteCount: 0) : stage(content, client: block.client)
    return insert(
      span,
      origins: origins,
      parent: block.parent,
      key: block.key,
      content: slice,
      between: left,
      and: right
    )
  }

  /// Copies content from the update behind the client's bytes.
  @inline(__always)
  private mutating func stage(_ content: Range<Int>, client: UInt32) -> ContentSlice {
    let start = clients.rows[client].bytes.count
    clients.rows[client].bytes.append(contentsOf: plan.source, in: content)
    contentBytes += content.count
    return ContentSlice(start: UInt32(start), byteCount: UInt32(content.count))
  }

  @inline(__always)
  private func slot(_ hint: NeighbourHint) -> Slot {
    if let block = hint.block { return plan.blocks[block].slot }
    return hint.slot ?? noSlot
  }

  /// The content of a block from a clock inside it on; a surrogate pair cut in two leaves U+FFFD.
  private mutating func knownPartRemoved(fromBlock index: UInt32, at clock: UInt32) -> Range<Int> {
    let block = plan.blocks[index]
    let offset = Int(clock - block.clock)
    let content = block.content
    switch block.kind {
    case .string:
      let (byte, splitsPair) = UTF8Text.byteOffset(
        ofUnit: offset,
        in: plan.source,
        from: content.lowerBound
      )
      guard splitsPair else { return byte..<content.upperBound }
      // The last byte of the pair is part of what follows; three bytes of U+FFFD need more room.
      let start = plan.source.count
      plan.source.append(contentsOf: UTF8Text.replacement)
      plan.source.append(contentsOf: plan.source[(byte + 4)..<content.upperBound])
      return start..<plan.source.count
    case .any, .json:
      var reader = ByteReader(plan.source, in: content)
      reader.skipElements(offset, isJSON: block.kind == .json)
      return reader.offset..<content.upperBound
    default: return content
    }
  }

  /// Appends collected units behind all others of a client.
  mutating func appendCollected(client: UInt32, clock: UInt32, end: UInt32) {
    let slot = items.insert(
      ItemSpan(
        client: client,
        clock: clock,
        length: end - clock,
        kind: .collected,
        flags: .deleted
      ),
      origins: ItemOrigins(origin: .none, rightOrigin: .none),
      links: .none,
      content: .none
    )
    index.append(slot, clock: clock, to: &clients.rows[client].directory)
    clients.rows[client].nextClock = end
    clients.rows[client].newest = slot
  }

  /// Inserts an item by YATA between its neighbours at insertion, as Yjs does (`Item.integrate`).
  ///
  /// The content is the last that was added to the client's bytes.
  ///
  /// - Returns: The item that holds the units.
  /// - Complexity: O(*k*) in items inserted concurrently at this place.
  @discardableResult
  mutating func insert(
    _ span: ItemSpan,
    origins: ItemOrigins,
    parent: UInt32,
    key: UInt32,
    content: ContentSlice,
    between leftNeighbour: Slot,
    and rightNeighbour: Slot
  ) -> Slot {
    var left = leftNeighbour
    let isUndisturbed =
      left == noSlot
      ? rightNeighbour != noSlot && items.links[rightNeighbour].left == noSlot
      : items.links[left].right == rightNeighbour
    if !isUndisturbed {
      left = resolveConflict(
        span,
        origins: origins,
        parent: parent,
        key: key,
        left: left,
        right: rightNeighbour
      )
    }
    // What one update brings in several blocks was apart where it comes from, most often because
    // something stands in between: such runs are joined at the end, if at all.
    let mayLengthen = !isBulk || clients.rows[span.client].advancedFrom == span.clock
    if mayLengthen, left != noSlot, lengthen(left, by: span, origins: origins, content: content) {
      return left
    }
    let slot = makeItem(span, origins: origins, parent: parent, key: key, content, after: left)
    link(slot, span, after: left, parent: parent, key: key)
    if rightNeighbour != noSlot { noteJoinable(rightNeighbour) }
    return slot
  }

  /// Whether the plan that is carried out has several blocks.
  private var isBulk: Bool { plan.isOpen && plan.order.count > 1 }

  /// Tries to make an item longer instead of inserting one behind it.
  @inline(__always)
  private mutating func lengthen(
    _ left: Slot,
    by span: ItemSpan,
    origins: ItemOrigins,
    content: ContentSlice
  ) -> Bool {
    let before = items.spans[left]
    guard before.client == span.client, before.end == span.clock, before.kind == span.kind,
      before.flags == span.flags, span.kind.isDivisible, !span.isMapEntry,
      origins.origin == before.lastID, items.origins[left].rightOrigin == origins.rightOrigin
    else { return false }
    if span.kind != .deleted {
      guard items.contents[left].end == content.start else { return false }
      items.contents[left].byteCount += content.byteCount
    }
    items.spans[left].length += span.length
    clients.rows[span.client].nextClock = span.end
    let parent = items.links[left].parent
    if span.kind == .deleted {
      transaction.recordDeletion(span.client, span.clock, span.end, hasContent: false)
    } else {
      types.rows[parent].visibleLength += span.length
      if types.rows[parent].tree != noIndex {
        tree.visibleLengthChanged(of: left, by: Int(span.length), items: items)
      }
      deleteIfParentIsDeleted(parent, span)
    }
    return true
  }

  private mutating func deleteIfParentIsDeleted(_ parent: UInt32, _ span: ItemSpan) {
    let holder = types.rows[parent].item
    guard holder != noSlot, items.spans[holder].isDeleted else { return }
    applyDelete(ClockRange(client: span.client, clock: span.clock, end: span.end))
  }

  /// Remembers from which clock a client advanced in this transaction.
  @inline(__always)
  mutating func noteAdvance(of client: UInt32) {
    guard clients.rows[client].advancedFrom == noIndex else { return }
    clients.rows[client].advancedFrom = clients.rows[client].nextClock
    transaction.advanced.append(
      CompactID(client: client, clock: clients.rows[client].nextClock)
    )
  }

  /// Remembers that an item may be joinable with the one before it, because it was split in vain.
  @inline(__always)
  private mutating func noteJoinable(_ slot: Slot) {
    let span = items.spans[slot]
    guard span.clock > 0, span.kind != .collected else { return }
    if items.origins[slot].origin == CompactID(client: span.client, clock: span.clock - 1) {
      transaction.joinable.append(span.id)
    }
  }
}
