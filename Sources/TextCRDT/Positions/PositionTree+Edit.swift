// SPDX-License-Identifier: Apache-2.0

extension PositionTree {
  /// Builds the tree of a sequence from its first item on.
  ///
  /// - Complexity: O(*n*) in items.
  mutating func build(from first: Slot, items: inout ItemTable) -> UInt32 {
    settle()
    cursor = PositionCursor()
    var root = makeBranch(parent: noIndex, level: 1)
    var leaf = makeLeaf(parent: root)
    appendChild(leaf, length: 0, to: root)
    let fill = leafCapacity * 3 / 4
    var slot = first
    while slot != noSlot {
      if Int(leafCounts[leaf]) == fill {
        setSum(ofLeaf: leaf)
        let next = makeLeaf(parent: noIndex)
        insertChild(next, after: leaf, isLeaf: true, root: &root)
        leaf = next
      }
      let place = Int(leaf) * leafCapacity + Int(leafCounts[leaf])
      leafSlots[place] = slot
      leafLengths[place] = items.spans[slot].visibleLength
      leafCounts[leaf] += 1
      items.links[slot].place = leaf
      slot = items.links[slot].right
    }
    setSum(ofLeaf: leaf)
    return root
  }

  private mutating func setSum(ofLeaf leaf: UInt32) {
    addToAncestors(ofLeaf: leaf, length(ofLeaf: leaf))
  }

  /// Adds an item behind another, or at the start.
  mutating func insert(
    _ slot: Slot,
    after left: Slot,
    root: inout UInt32,
    items: inout ItemTable
  ) {
    var leaf: UInt32
    var entry = 0
    if left == noSlot {
      leaf = firstLeaf(of: root)
    } else {
      leaf = items.links[left].place
      entry = self.entry(of: left, in: leaf) + 1
    }
    leave(unless: leaf)
    if Int(leafCounts[leaf]) == leafCapacity {
      let half = leafCapacity / 2
      let right = splitLeaf(leaf, root: &root, items: &items)
      if entry > half {
        leaf = right
        entry -= half
      }
    }
    place(slot, at: entry, in: leaf, items: &items)
    let length = Int(items.spans[slot].visibleLength)
    changeLength(ofLeaf: leaf, by: length)
    if cursor.leaf == leaf { forgetCursorUnlessBefore(entry) }
  }

  /// Adds the right part of a split item behind its left part; the sum stays.
  mutating func didSplit(
    _ slot: Slot,
    into right: Slot,
    root: inout UInt32,
    items: inout ItemTable
  ) {
    var leaf = items.links[slot].place
    leave(unless: leaf)
    var entry = self.entry(of: slot, in: leaf)
    leafLengths[Int(leaf) * leafCapacity + entry] = items.spans[slot].visibleLength
    if Int(leafCounts[leaf]) == leafCapacity {
      // The right part is not in its leaf yet: its length goes up with the place.
      changeLength(ofLeaf: leaf, by: -Int(items.spans[right].visibleLength))
      let newLeaf = splitLeaf(leaf, root: &root, items: &items)
      if entry >= leafCapacity / 2 {
        leaf = newLeaf
        entry -= leafCapacity / 2
      }
      place(right, at: entry + 1, in: leaf, items: &items)
      changeLength(ofLeaf: leaf, by: Int(items.spans[right].visibleLength))
    } else {
      place(right, at: entry + 1, in: leaf, items: &items)
    }
    if cursor.leaf == leaf { forgetCursorUnlessBefore(entry + 1) }
  }

  /// Takes out an item that was joined to the one before it, which has not grown yet.
  mutating func didJoin(_ left: Slot, with right: Slot, items: inout ItemTable) {
    let added = items.spans[right].visibleLength
    let leaf = items.links[right].place
    leave(unless: leaf)
    let entry = self.entry(of: right, in: leaf)
    removeEntry(entry, from: leaf)
    changeLength(ofLeaf: leaf, by: -Int(added))
    if cursor.leaf == leaf { forgetCursorUnlessBefore(entry) }
    let leftLeaf = items.links[left].place
    leave(unless: leftLeaf)
    let place = Int(leftLeaf) * leafCapacity + self.entry(of: left, in: leftLeaf)
    leafLengths[place] += added
    changeLength(ofLeaf: leftLeaf, by: Int(added))
    if leafCounts[leaf] == 0 { removeEmptyLeaf(leaf) }
  }

  /// Notes that an item became longer, shorter or invisible.
  mutating func visibleLengthChanged(of slot: Slot, by difference: Int, items: borrowing ItemTable)
  {
    let leaf = items.links[slot].place
    leave(unless: leaf)
    var entry = cursor.entry
    if cursor.leaf != leaf || leafSlots[Int(leaf) * leafCapacity + entry] != slot {
      entry = self.entry(of: slot, in: leaf)
    }
    let place = Int(leaf) * leafCapacity + entry
    leafLengths[place] = UInt32(Int(leafLengths[place]) + difference)
    changeLength(ofLeaf: leaf, by: difference)
    if cursor.leaf == leaf, entry < cursor.entry { cursor.start += difference }
  }

  // MARK: Parts

  private mutating func place(
    _ slot: Slot,
    at entry: Int,
    in leaf: UInt32,
    items: inout ItemTable
  ) {
    let place = Int(leaf) * leafCapacity + entry
    let behind = Int(leafCounts[leaf]) - entry
    leafSlots.move(from: place, to: place + 1, length: behind)
    leafLengths.move(from: place, to: place + 1, length: behind)
    leafSlots[place] = slot
    leafLengths[place] = items.spans[slot].visibleLength
    leafCounts[leaf] += 1
    items.links[slot].place = leaf
  }

  private mutating func removeEntry(_ entry: Int, from leaf: UInt32) {
    let place = Int(leaf) * leafCapacity + entry
    let behind = Int(leafCounts[leaf]) - entry - 1
    leafSlots.move(from: place + 1, to: place, length: behind)
    leafLengths.move(from: place + 1, to: place, length: behind)
    leafCounts[leaf] -= 1
  }

  /// Changes a leaf's sum: held back for the cursor's leaf, at once for another.
  private mutating func changeLength(ofLeaf leaf: UInt32, by difference: Int) {
    if cursor.leaf == leaf {
      deferred += difference
    } else if difference != 0 {
      addToAncestors(ofLeaf: leaf, difference)
    }
  }

  /// Gives the cursor up when another leaf is about to change, for its start may move.
  private mutating func leave(unless leaf: UInt32) {
    guard cursor.leaf != leaf, cursor.leaf != noIndex else { return }
    settle()
    cursor = PositionCursor()
  }

  private mutating func forgetCursorUnlessBefore(_ entry: Int) {
    guard cursor.entry >= entry else { return }
    settle()
    cursor = PositionCursor()
  }

  private mutating func firstLeaf(of root: UInt32) -> UInt32 {
    var node = root
    while branchLevels[node] > 1 { node = branchChildren[Int(node) * branchCapacity] }
    return branchChildren[Int(node) * branchCapacity]
  }

  /// Moves the right half of a full leaf into a new one.
  private mutating func splitLeaf(
    _ leaf: UInt32,
    root: inout UInt32,
    items: inout ItemTable
  ) -> UInt32 {
    settle()
    cursor = PositionCursor()
    let right = makeLeaf(parent: noIndex)
    let half = leafCapacity / 2
    let moved = leafCapacity - half
    let source = Int(leaf) * leafCapacity + half
    let target = Int(right) * leafCapacity
    leafSlots.move(from: source, to: target, length: moved)
    leafLengths.move(from: source, to: target, length: moved)
    leafCounts[leaf] = UInt32(half)
    leafCounts[right] = UInt32(moved)
    for entry in 0..<moved { items.links[leafSlots[target + entry]].place = right }
    let length = length(ofLeaf: right)
    addToAncestors(ofLeaf: leaf, -length)
    insertChild(right, after: leaf, isLeaf: true, root: &root)
    addToAncestors(ofLeaf: right, length)
    return right
  }

  private mutating func appendChild(_ child: UInt32, length: Int, to branch: UInt32) {
    let place = Int(branch) * branchCapacity + Int(branchCounts[branch])
    branchChildren[place] = child
    branchSums[place] = UInt32(length)
    branchCounts[branch] += 1
  }

  /// Adds a node behind its sibling, without its length; a full branch is split, up to a new root.
  private mutating func insertChild(
    _ child: UInt32,
    after sibling: UInt32,
    isLeaf: Bool,
    root: inout UInt32
  ) {
    var branch = isLeaf ? leafParents[sibling] : branchParents[sibling]
    var index = childIndex(of: sibling, in: branch) + 1
    if Int(branchCounts[branch]) == branchCapacity {
      let half = branchCapacity / 2
      let right = splitBranch(branch, root: &root)
      if index > half {
        branch = right
        index -= half
      }
    }
    let place = Int(branch) * branchCapacity + index
    let behind = Int(branchCounts[branch]) - index
    branchChildren.move(from: place, to: place + 1, length: behind)
    branchSums.move(from: place, to: place + 1, length: behind)
    branchChildren[place] = child
    branchSums[place] = 0
    branchCounts[branch] += 1
    if isLeaf { leafParents[child] = branch } else { branchParents[child] = branch }
  }

  private mutating func splitBranch(_ branch: UInt32, root: inout UInt32) -> UInt32 {
    let level = branchLevels[branch]
    if branchParents[branch] == noIndex {
      let top = makeBranch(parent: noIndex, level: level + 1)
      appendChild(branch, length: length(ofBranch: branch), to: top)
      branchParents[branch] = top
      root = top
    }
    let right = makeBranch(parent: noIndex, level: level)
    let half = branchCapacity / 2
    let moved = branchCapacity - half
    let source = Int(branch) * branchCapacity + half
    let target = Int(right) * branchCapacity
    branchChildren.move(from: source, to: target, length: moved)
    branchSums.move(from: source, to: target, length: moved)
    branchCounts[branch] = UInt32(half)
    branchCounts[right] = UInt32(moved)
    for index in 0..<moved {
      let child = branchChildren[target + index]
      if level == 1 { leafParents[child] = right } else { branchParents[child] = right }
    }
    let length = length(ofBranch: right)
    addToAncestors(ofBranch: branch, -length)
    insertChild(right, after: branch, isLeaf: false, root: &root)
    addToAncestors(ofBranch: right, length)
    return right
  }

  /// Takes an empty leaf out, and the branches it leaves empty; a tree keeps one leaf.
  private mutating func removeEmptyLeaf(_ leaf: UInt32) {
    guard !isOnlyLeaf(leaf) else { return }
    leave(unless: noIndex)
    var branch = leafParents[leaf]
    removeChild(leaf, from: branch)
    freeLeaf(leaf)
    while branchCounts[branch] == 0 {
      let parent = branchParents[branch]
      removeChild(branch, from: parent)
      freeBranch(branch)
      branch = parent
    }
  }

  private mutating func isOnlyLeaf(_ leaf: UInt32) -> Bool {
    var branch = leafParents[leaf]
    while branch != noIndex {
      if branchCounts[branch] > 1 { return false }
      branch = branchParents[branch]
    }
    return true
  }

  private mutating func removeChild(_ child: UInt32, from branch: UInt32) {
    let index = childIndex(of: child, in: branch)
    let place = Int(branch) * branchCapacity + index
    let behind = Int(branchCounts[branch]) - index - 1
    branchChildren.move(from: place + 1, to: place, length: behind)
    branchSums.move(from: place + 1, to: place, length: behind)
    branchCounts[branch] -= 1
  }
}
