// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// The position that stays at a place of a sequence, `0...visibleLength`.
  mutating func relativePosition(
    at index: Int,
    in type: UInt32,
    association: Int
  ) -> RelativePosition {
    let parent = parent(for: type)
    let unit = association < 0 ? index - 1 : index
    guard unit >= 0, let id = visibleUnit(unit, of: type) else {
      return RelativePosition(edgeOf: parent, association: association)
    }
    return RelativePosition(item: id, in: parent, association: association)
  }

  /// A type's name for other replicas.
  func parent(for type: UInt32) -> RelativePosition.Parent {
    let row = types.rows[type]
    guard !row.isRoot else { return .root(names.string(row.name)) }
    return .item(itemID(items.spans[row.item].id))
  }

  private func itemID(_ id: CompactID) -> ItemID {
    ItemID(client: clients.rows[id.client].id, clock: UInt64(id.clock))
  }

  /// The identity of a visible unit; nil beyond the last one.
  private mutating func visibleUnit(_ unit: Int, of type: UInt32) -> ItemID? {
    guard unit < Int(types.rows[type].visibleLength) else { return nil }
    var slot = types.rows[type].start
    var start = 0
    if types.rows[type].tree != noIndex {
      tree.seek(unit + 1, root: types.rows[type].tree)
      slot = tree.leafSlots[Int(tree.cursor.leaf) * leafCapacity + tree.cursor.entry]
      start = tree.cursor.start
    }
    while start + Int(items.spans[slot].visibleLength) <= unit {
      start += Int(items.spans[slot].visibleLength)
      slot = items.links[slot].right
    }
    let span = items.spans[slot]
    return itemID(CompactID(client: span.client, clock: span.clock + UInt32(unit - start)))
  }

  // MARK: Resolving

  /// The type and the visible index a position is at; nil when what it holds on to is unknown or
  /// collected.
  mutating func resolve(_ position: RelativePosition) -> (type: UInt32, index: Int)? {
    if let item = position.item {
      guard let id = knownID(item) else { return nil }
      return resolve(id, association: position.association)
    }
    guard let type = type(of: position.parent) else { return nil }
    return (type, position.association < 0 ? 0 : Int(types.rows[type].visibleLength))
  }

  private mutating func resolve(
    _ id: CompactID,
    association: Int
  ) -> (type: UInt32, index: Int)? {
    let slot = slot(containing: id)
    let span = items.spans[slot]
    guard span.kind != .collected else { return nil }
    let type = items.links[slot].parent
    let holder = types.rows[type].item
    guard holder == noSlot || !items.spans[holder].isDeleted else { return (type, 0) }
    var inside = 0
    if !span.isDeleted, span.kind.isCountable {
      inside = Int(id.clock - span.clock) + (association < 0 ? 1 : 0)
    }
    return (type, visibleStart(of: slot) + inside)
  }

  /// The sum of the visible lengths before an item.
  private mutating func visibleStart(of slot: Slot) -> Int {
    let links = items.links[slot]
    guard !items.spans[slot].isMapEntry else { return 0 }
    if types.rows[links.parent].tree != noIndex {
      return tree.position(of: slot, place: links.place)
    }
    var sum = 0
    var left = links.left
    while left != noSlot {
      sum += Int(items.spans[left].visibleLength)
      left = items.links[left].left
    }
    return sum
  }

  private mutating func type(of parent: RelativePosition.Parent?) -> UInt32? {
    switch parent {
    case .root(let name):
      guard let index = names.index(of: Array(name.utf8)) else { return nil }
      return types.root(named: index)
    case .item(let item):
      guard let id = knownID(item) else { return nil }
      let slot = slot(containing: id)
      return items.spans[slot].kind == .type ? items.contents[slot].start : nil
    case nil: return nil
    }
  }

  private func knownID(_ item: ItemID) -> CompactID? {
    guard let client = clients.index(of: item.client),
      item.clock < UInt64(clients.rows[client].nextClock)
    else { return nil }
    return CompactID(client: client, clock: UInt32(item.clock))
  }
}
