// SPDX-License-Identifier: Apache-2.0

extension Document {
  /// Checks every rule the structure must obey; traps with the rule's name on the first one broken.
  ///
  /// For tests: it walks the whole document.
  ///
  /// - Complexity: O(*n* log *n*) in items.
  public func checkInvariants() {
    store.checkInvariants()
  }
}

extension Store {
  mutating func checkInvariants() {
    checkClocks()
    for type in 0..<types.rows.count { checkType(UInt32(type)) }
  }

  private mutating func checkClocks() {
    var total = 0
    for client in 0..<clients.count {
      var next: UInt32 = 0
      for chunk in 0..<clients.rows[client].directory.count {
        let chunk = clients.rows[client].directory[chunk]
        rule(index.count(ofChunk: chunk) > 0, "no chunk is empty")
        for entry in 0..<index.count(ofChunk: chunk) {
          let slot = index.slot(entry, ofChunk: chunk)
          let span = items.spans[slot]
          rule(span.client == UInt32(client), "an item stands under its client")
          rule(span.clock == next, "a client's items cover its clocks without gap")
          rule(span.length > 0, "no item is empty")
          next = span.end
          total += 1
          checkContent(of: slot, span)
        }
      }
      let newest = clients.rows[client].newest
      rule(
        next == 0 ? newest == noSlot : items.spans[newest].end == next,
        "a client's newest item is the last one"
      )
      rule(next == clients.rows[client].nextClock, "the next clock is the end of the last item")
    }
    rule(total == items.count, "every item is in the clock index")
  }

  private func checkContent(of slot: Slot, _ span: ItemSpan) {
    let content = items.contents[slot]
    guard span.kind == .string else { return }
    var bytes: [UInt8] = []
    clients.rows[span.client].bytes.copy(content.range, to: &bytes)
    let length = try? UTF8Text.utf16Length(of: bytes, in: 0..<bytes.count)
    rule(length == Int(span.length), "a text item is as long as its text")
  }

  private mutating func checkType(_ type: UInt32) {
    var left = noSlot
    var slot = types.rows[type].start
    var length: UInt32 = 0
    while slot != noSlot {
      rule(items.links[slot].left == left, "neighbours point at each other")
      rule(items.links[slot].parent == type, "an item knows its parent")
      rule(!items.spans[slot].isMapEntry, "no map entry is in a sequence")
      length += items.spans[slot].visibleLength
      left = slot
      slot = items.links[slot].right
    }
    rule(length == types.rows[type].visibleLength, "a type's length is that of its items")
    for keyed in types.allEntries(of: type) {
      let entry = keyed.slot
      rule(items.links[entry].right == noSlot, "the present value is the last one")
      rule(items.links[entry].place == keyed.key, "an entry knows its key")
      var older = items.links[entry].left
      while older != noSlot {
        rule(items.links[older].parent == type, "a value knows its parent")
        rule(items.spans[older].isDeleted, "only the present value of a key is alive")
        older = items.links[older].left
      }
    }
    if types.rows[type].tree != noIndex { checkTree(of: type) }
  }

  private mutating func checkTree(of type: UInt32) {
    tree.settle()
    var slot = types.rows[type].start
    var stack = [types.rows[type].tree]
    while let branch = stack.popLast() {
      let level = tree.branchLevels[branch]
      var children: [UInt32] = []
      for entry in 0..<Int(tree.branchCounts[branch]) {
        let child = tree.branchChildren[Int(branch) * branchCapacity + entry]
        let sum = Int(tree.branchSums[Int(branch) * branchCapacity + entry])
        rule(
          sum == (level == 1 ? tree.length(ofLeaf: child) : tree.length(ofBranch: child)),
          "a branch knows its children's lengths"
        )
        rule(
          branch == (level == 1 ? tree.leafParents[child] : tree.branchParents[child]),
          "a node knows its parent"
        )
        children.append(child)
      }
      if level > 1 { stack.append(contentsOf: children.reversed()) }
      for leaf in children where level == 1 { checkLeaf(leaf, next: &slot) }
    }
    rule(slot == noSlot, "every item of the sequence is in the tree")
  }

  private func checkLeaf(_ leaf: UInt32, next slot: inout Slot) {
    for entry in 0..<Int(tree.leafCounts[leaf]) {
      let place = Int(leaf) * leafCapacity + entry
      rule(tree.leafSlots[place] == slot, "leaves hold the items in document order")
      rule(items.links[slot].place == leaf, "an item knows its leaf")
      rule(
        tree.leafLengths[place] == items.spans[slot].visibleLength,
        "a leaf knows its items' lengths"
      )
      slot = items.links[slot].right
    }
  }

  private func rule(_ isObeyed: Bool, _ name: StaticString) {
    precondition(isObeyed, "\(name)")
  }
}
