// SPDX-License-Identifier: Apache-2.0

extension PositionTree {
  /// Moves the cursor to the entry in which a visible position lies or with which it ends.
  ///
  /// The entry begins before the position, or is the first one when the position is 0; the cursor
  /// stays where it is when it already answers.
  ///
  /// - Parameters:
  ///   - offset: In visible units, at most the tree's length.
  ///   - root: The tree.
  /// - Complexity: O(1) near the last lookup, else O(log *n*).
  mutating func seek(_ offset: Int, root: UInt32) {
    if cursor.root == root, offset > cursor.start, seekForward(offset) { return }
    settle()
    descend(to: offset, from: root)
  }

  /// Looks in the rest of the cursor's leaf.
  private mutating func seekForward(_ offset: Int) -> Bool {
    let base = Int(cursor.leaf) * leafCapacity
    let count = Int(leafCounts[cursor.leaf])
    var entry = cursor.entry
    var start = cursor.start
    while entry < count {
      let length = Int(leafLengths[base + entry])
      if offset <= start + length {
        cursor.entry = entry
        cursor.start = start
        return true
      }
      start += length
      entry += 1
    }
    return false
  }

  private mutating func descend(to offset: Int, from root: UInt32) {
    var branch = root
    var start = 0
    while true {
      let base = Int(branch) * branchCapacity
      let last = Int(branchCounts[branch]) - 1
      var index = 0
      while index < last, offset > start + Int(branchSums[base + index]) {
        start += Int(branchSums[base + index])
        index += 1
      }
      let child = branchChildren[base + index]
      if branchLevels[branch] == 1 {
        cursor = PositionCursor(root: root, leaf: child, entry: 0, start: start)
        break
      }
      branch = child
    }
    if offset > start {
      let isFound = seekForward(offset)
      precondition(isFound)
    }
  }

  /// The visible position at which an item begins.
  ///
  /// - Complexity: O(log *n*).
  mutating func position(of slot: Slot, place leaf: UInt32) -> Int {
    settle()
    var position = 0
    for index in 0..<entry(of: slot, in: leaf) {
      position += Int(leafLengths[Int(leaf) * leafCapacity + index])
    }
    var child = leaf
    var branch = leafParents[leaf]
    while branch != noIndex {
      for index in 0..<childIndex(of: child, in: branch) {
        position += Int(branchSums[Int(branch) * branchCapacity + index])
      }
      child = branch
      branch = branchParents[branch]
    }
    return position
  }
}
