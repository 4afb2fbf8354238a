// SPDX-License-Identifier: Apache-2.0

// Elements in order, which arrays have, and as children XML elements and fragments.

extension Document {
  func insert(_ contents: [NewContent], at index: Int, of type: UInt32) throws(EditError) {
    guard index >= 0, index <= Int(store.types.rows[type].visibleLength) else {
      throw .offsetOutOfBounds(index)
    }
    try insert(contents, in: type) { store in store.neighbours(at: index, in: type) }
  }

  /// Yjs puts pushed elements behind whatever has been deleted at the end.
  func append(_ contents: [NewContent], to type: UInt32) throws(EditError) {
    try insert(contents, in: type) { store in store.neighboursAtEnd(of: type) }
  }

  func insert(
    _ contents: [NewContent],
    behind item: Slot,
    of type: UInt32
  ) throws(EditError) {
    try insert(contents, in: type) { store in (item, store.items.links[item].right) }
  }

  private func insert(
    _ contents: [NewContent],
    in type: UInt32,
    neighbours: (inout Store) -> (left: Slot, right: Slot)
  ) throws(EditError) {
    let edit = try store.beginEdit(of: type, by: clientID)
    guard !contents.isEmpty else { return }
    var preparation = ContentPreparation(limits: limits)
    let prepared = try preparation.prepare(contents, depth: store.remainingDepth(in: type))
    try store.checkRoom(for: preparation, edit: edit)
    begin()
    let (left, right) = neighbours(&store)
    store.insert(prepared, between: left, and: right, edit: edit)
    end()
  }

  func remove(_ range: Range<Int>, of type: UInt32) throws(EditError) {
    guard range.lowerBound >= 0, range.upperBound <= Int(store.types.rows[type].visibleLength)
    else { throw .offsetOutOfBounds(range.upperBound) }
    guard !range.isEmpty else { return }
    begin()
    store.deleteLocally(range, in: type)
    end()
  }
}
