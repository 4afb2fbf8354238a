// SPDX-License-Identifier: Apache-2.0

/// How many items a leaf holds and how many children an inner node; few in debug builds, so that
/// tests meet splits.
#if DEBUG
let leafCapacity = 4
let branchCapacity = 4
#else
let leafCapacity = 32
let branchCapacity = 16
#endif

/// The items of sequences in document order, as B-trees that sum visible lengths.
///
///     branch   [ leaf 0: 57 | leaf 4: 31 | … ]          children and their sums
///     leaf     [ slot 9: 40 | slot 2: 0 | slot 7: 17 ]  items and their visible lengths
///
/// One tree for each sequence somebody edits by position; sequences that only receive updates have
/// none. A leaf is found from an item by the item's `place`. The changes of the leaf that was
/// edited last are held back in `deferred` and reach its ancestors when another leaf is touched.
struct PositionTree: ~Copyable {
  var leafSlots = Column<Slot>()
  var leafLengths = Column<UInt32>()
  var leafCounts = Column<UInt32>()
  var leafParents = Column<UInt32>()

  var branchChildren = Column<UInt32>()
  var branchSums = Column<UInt32>()
  var branchCounts = Column<UInt32>()
  var branchParents = Column<UInt32>()
  /// 1 for a branch whose children are leaves, else one more than its children's.
  var branchLevels = Column<UInt32>()

  private var freeLeaves = Column<UInt32>()
  private var freeBranches = Column<UInt32>()

  /// Where the last lookup ended.
  var cursor = PositionCursor()
  /// The change of the cursor's leaf that its ancestors do not know of yet.
  var deferred = 0

  mutating func makeLeaf(parent: UInt32) -> UInt32 {
    if !freeLeaves.isEmpty {
      let leaf = freeLeaves[freeLeaves.count - 1]
      freeLeaves.truncate(to: freeLeaves.count - 1)
      leafCounts[leaf] = 0
      leafParents[leaf] = parent
      return leaf
    }
    leafSlots.append(repeating: noSlot, count: leafCapacity)
    leafLengths.append(repeating: 0, count: leafCapacity)
    leafCounts.append(0)
    leafParents.append(parent)
    return UInt32(leafCounts.count - 1)
  }

  mutating func makeBranch(parent: UInt32, level: UInt32) -> UInt32 {
    if !freeBranches.isEmpty {
      let branch = freeBranches[freeBranches.count - 1]
      freeBranches.truncate(to: freeBranches.count - 1)
      branchCounts[branch] = 0
      branchParents[branch] = parent
      branchLevels[branch] = level
      return branch
    }
    branchChildren.append(repeating: noIndex, count: branchCapacity)
    branchSums.append(repeating: 0, count: branchCapacity)
    branchCounts.append(0)
    branchParents.append(parent)
    branchLevels.append(level)
    return UInt32(branchCounts.count - 1)
  }

  /// Gives a whole tree back.
  mutating func remove(_ root: UInt32) {
    settle()
    cursor = PositionCursor()
    var stack = [root]
    while let branch = stack.popLast() {
      for index in 0..<Int(branchCounts[branch]) {
        let child = branchChildren[Int(branch) * branchCapacity + index]
        if branchLevels[branch] == 1 { freeLeaves.append(child) } else { stack.append(child) }
      }
      freeBranches.append(branch)
    }
  }

  mutating func freeLeaf(_ leaf: UInt32) { freeLeaves.append(leaf) }
  mutating func freeBranch(_ branch: UInt32) { freeBranches.append(branch) }

  /// The entry of an item in its leaf.
  @inline(__always)
  func entry(of slot: Slot, in leaf: UInt32) -> Int {
    let base = Int(leaf) * leafCapacity
    var entry = 0
    while leafSlots[base + entry] != slot { entry += 1 }
    return entry
  }

  /// The index of a child in its branch.
  @inline(__always)
  func childIndex(of child: UInt32, in branch: UInt32) -> Int {
    let base = Int(branch) * branchCapacity
    var index = 0
    while branchChildren[base + index] != child { index += 1 }
    return index
  }

  /// The sum of the visible lengths in a leaf.
  @inline(__always)
  func length(ofLeaf leaf: UInt32) -> Int {
    var sum = 0
    for entry in 0..<Int(leafCounts[leaf]) {
      sum += Int(leafLengths[Int(leaf) * leafCapacity + entry])
    }
    return sum
  }

  /// The sum of the visible lengths below a branch.
  @inline(__always)
  func length(ofBranch branch: UInt32) -> Int {
    var sum = 0
    for index in 0..<Int(branchCounts[branch]) {
      sum += Int(branchSums[Int(branch) * branchCapacity + index])
    }
    return sum
  }

  /// Tells the ancestors of a leaf that its length changed.
  mutating func addToAncestors(ofLeaf leaf: UInt32, _ difference: Int) {
    add(difference, from: leaf, upwardFrom: leafParents[leaf])
  }

  /// Tells the ancestors of a branch that its length changed.
  mutating func addToAncestors(ofBranch branch: UInt32, _ difference: Int) {
    add(difference, from: branch, upwardFrom: branchParents[branch])
  }

  private mutating func add(_ difference: Int, from node: UInt32, upwardFrom parent: UInt32) {
    var child = node
    var branch = parent
    while branch != noIndex {
      let place = Int(branch) * branchCapacity + childIndex(of: child, in: branch)
      branchSums[place] = UInt32(Int(branchSums[place]) + difference)
      child = branch
      branch = branchParents[branch]
    }
  }

  /// Tells the ancestors of the cursor's leaf what was held back.
  mutating func settle() {
    guard deferred != 0 else { return }
    addToAncestors(ofLeaf: cursor.leaf, deferred)
    deferred = 0
  }
}

/// Where a lookup in a ``PositionTree`` ended.
struct PositionCursor: BitwiseCopyable {
  /// The tree, ``noIndex`` while the cursor points nowhere.
  var root = noIndex
  var leaf = noIndex
  var entry = 0
  /// The visible position at which the entry begins.
  var start = 0
}
