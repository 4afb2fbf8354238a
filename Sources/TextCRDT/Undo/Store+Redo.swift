// SPDX-License-Identifier: Apache-2.0

/// What a step brings back.
struct RedoPlan {
  /// Items that had been deleted, in the order in which they come again.
  var slots: [Slot] = []
  var members: Set<Slot> = []
  /// What the step deletes.
  var insertions: ClockRangeSet
  var overwritesRemoteValues = false
  /// The document's own client.
  var client: UInt32
  /// What the copies take.
  var byteCount = 0
  var unitCount = 0
}

extension Store {
  /// Whether a type is one of several or inside one of them.
  func isInside(_ type: UInt32, anyOf scope: [UInt32]) -> Bool {
    var next: UInt32? = type
    while let type = next {
      if scope.contains(type) { return true }
      next = parent(of: type)
    }
    return false
  }

  /// Protects an item's content from collection, and what it is in; or protects it no longer.
  mutating func setKept(_ isKept: Bool, _ slot: Slot) {
    var slot = slot
    while slot != noSlot, items.spans[slot].flags.contains(.kept) != isKept {
      if isKept {
        items.spans[slot].flags.insert(.kept)
      } else {
        items.spans[slot].flags.remove(.kept)
      }
      let parent = items.links[slot].parent
      slot = parent == noIndex ? noSlot : types.rows[parent].item
    }
  }

  /// What a step deletes: what it had inserted, or what stands in for that.
  mutating func itemsToDelete(for item: UndoItem, scope: [UInt32]) -> [Slot] {
    var found: [Slot] = []
    forEachCut(in: item.insertions) { store, slot in
      var slot = slot
      if store.items.spans[slot].flags.contains(.redone) { slot = store.lastRedone(slot) }
      let span = store.items.spans[slot]
      if !span.isDeleted, store.isInside(store.items.links[slot].parent, anyOf: scope) {
        found.append(slot)
      }
    }
    return found
  }

  /// What a step brings back: what it had deleted and not inserted itself.
  mutating func redoPlan(for item: UndoItem, scope: [UInt32], _ edit: LocalEdit) -> RedoPlan {
    var plan = RedoPlan(insertions: item.insertions, client: edit.client)
    forEachCut(in: item.deletions) { store, slot in
      let span = store.items.spans[slot]
      guard !plan.insertions.contains(span.id),
        store.isInside(store.items.links[slot].parent, anyOf: scope)
      else { return }
      plan.slots.append(slot)
      plan.members.insert(slot)
      plan.unitCount += Int(span.length)
      plan.byteCount += Int(store.items.contents[slot].byteCount)
    }
    return plan
  }

  /// Inserts a copy of a deleted item at its old place, unless there is one (Yjs `redoItem`).
  ///
  /// - Returns: Whether the content is there now; not when its parent is gone for good or, under a
  ///   key, when somebody else has set another value.
  mutating func redo(_ slot: Slot, _ plan: RedoPlan) -> Bool {
    if let target = redone[items.spans[slot].id] {
      _ = slotBeginning(with: target)
      return true
    }
    guard let parent = redoneParent(of: slot, plan) else { return false }
    let isEntry = items.spans[slot].isMapEntry
    let key = isEntry ? items.links[slot].place : noIndex
    var left: Slot
    var right = noSlot
    if !isEntry {
      left = items.links[slot].left
      while left != noSlot {
        let trace = trace(left, into: parent)
        if trace != noSlot {
          left = trace
          break
        }
        left = items.links[left].left
      }
      right = slot
      while right != noSlot {
        let trace = trace(right, into: parent)
        if trace != noSlot {
          right = trace
          break
        }
        right = items.links[right].right
      }
    } else if items.links[slot].right != noSlot, !plan.overwritesRemoteValues {
      left = slot
      while items.links[left].right != noSlot,
        plan.insertions.contains(items.spans[items.links[left].right].id)
      {
        left = items.links[left].right
      }
      while let target = redone[items.spans[left].id] { left = slotBeginning(with: target) }
      if items.links[left].right != noSlot { return false }
      // Where the parent came again, Yjs would tie the copy to the old parent's values.
      if items.links[left].parent != parent { left = types.entry(of: parent, key: key) }
    } else {
      left = types.entry(of: parent, key: key)
    }
    insertCopy(of: slot, between: left, and: right, parent: parent, key: key, plan)
    return true
  }

  // MARK: Parts

  /// Calls `body` for each item in the ranges, cut where they end; collected ones are left out.
  private mutating func forEachCut(
    in ranges: ClockRangeSet,
    _ body: (inout Store, Slot) -> Void
  ) {
    for part in ranges.parts {
      for range in part.ranges {
        var clock = UInt32(range.lowerBound)
        let end = UInt32(range.upperBound)
        while clock < end {
          var slot = slot(containing: CompactID(client: part.client, clock: clock))
          let span = items.spans[slot]
          guard span.kind != .collected else {
            clock = span.end
            continue
          }
          if span.clock < clock { slot = splitForRedo(slot, at: clock - span.clock) }
          if span.end > end { _ = splitForRedo(slot, at: end - clock) }
          clock = min(span.end, end)
          body(&self, slot)
        }
      }
    }
  }

  private mutating func splitForRedo(_ slot: Slot, at offset: UInt32) -> Slot {
    let right = split(slot, at: offset)
    transaction.joinable.append(items.spans[right].id)
    return right
  }

  /// What stands in for a redone item at last, however often it was undone and redone.
  private mutating func lastRedone(_ slot: Slot) -> Slot {
    var id = items.spans[slot].id
    while let target = redone[id] { id = target }
    let last = self.slot(containing: id)
    let offset = id.clock - items.spans[last].clock
    guard offset > 0, items.spans[last].kind != .collected else { return last }
    return splitForRedo(last, at: offset)
  }

  /// The type that stands for the parent of an item; nil when it is gone and does not come again.
  private mutating func redoneParent(of slot: Slot, _ plan: RedoPlan) -> UInt32? {
    let parent = items.links[slot].parent
    var holder = types.rows[parent].item
    if types.rows[parent].isRoot { return parent }
    guard holder != noSlot else { return nil }
    guard items.spans[holder].isDeleted else { return parent }
    if redone[items.spans[holder].id] == nil,
      !plan.members.contains(holder) || !redo(holder, plan)
    {
      return nil
    }
    while let target = redone[items.spans[holder].id] { holder = self.slot(containing: target) }
    return items.spans[holder].kind == .type ? items.contents[holder].start : nil
  }

  /// An item or what stands in for it, as far as that is in a type; else none.
  private mutating func trace(_ slot: Slot, into parent: UInt32) -> Slot {
    var trace = slot
    while items.spans[trace].kind == .collected || items.links[trace].parent != parent {
      guard let target = redone[items.spans[trace].id] else { return noSlot }
      trace = slotBeginning(with: target)
    }
    return trace
  }

  private mutating func insertCopy(
    of slot: Slot,
    between left: Slot,
    and right: Slot,
    parent: UInt32,
    key: UInt32,
    _ plan: RedoPlan
  ) {
    let span = items.spans[slot]
    var copy = ItemSpan(
      client: plan.client,
      clock: clients.rows[plan.client].nextClock,
      length: span.length,
      kind: span.kind,
      flags: key == noIndex ? .kept : [.kept, .mapEntry]
    )
    if span.kind == .deleted { copy.flags.insert(.deleted) }
    redone.insert(
      ClockRange(client: span.client, clock: span.clock, end: span.end),
      target: copy.id
    )
    items.spans[slot].flags.insert(.redone)
    setKept(true, types.rows[parent].item)
    noteAdvance(of: plan.client)
    transaction.changed = true
    let origins = ItemOrigins(
      origin: left == noSlot ? .none : items.spans[left].lastID,
      rightOrigin: right == noSlot ? .none : items.spans[right].id
    )
    insert(
      copy,
      origins: origins,
      parent: parent,
      key: key,
      content: copyContent(of: slot, client: plan.client, depth: types.rows[parent].depth + 1),
      between: left,
      and: right
    )
  }

  private mutating func copyContent(
    of slot: Slot,
    client: UInt32,
    depth: UInt16
  ) -> ContentSlice {
    let content = items.contents[slot]
    switch items.spans[slot].kind {
    case .type:
      // What was inside is redone by itself, item by item.
      let row = types.rows[content.start]
      let type = types.insert(row.kind, name: row.name, depth: depth)
      return ContentSlice(start: type, byteCount: 0)
    case .deleted, .collected: return .none
    case .string, .any, .json, .binary, .embed, .format, .document, .skip:
      var bytes: [UInt8] = []
      clients.rows[items.spans[slot].client].bytes.copy(content.range, to: &bytes)
      return stage(bytes, client: client)
    }
  }
}
