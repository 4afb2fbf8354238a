// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// What planning needs to know of a unit that a block stands beside.
  private struct Neighbour {
    var isCollected: Bool
    var parent: UInt32
    var key: UInt32
    var hint: NeighbourHint
  }

  /// Finds the type a block goes into, and refuses neighbours that do not belong together.
  @inline(__always)
  mutating func place(_ index: Int) throws(UpdateError) {
    guard plan.blocks[index].kind != .collected else { return }
    let known = clients.rows[plan.blocks[index].client].nextClock
    if plan.clocks[index] < known {
      // Only the rest is new; its left neighbour is the known part.
      plan.blocks[index].origin = CompactID(client: plan.blocks[index].client, clock: known - 1)
    } else if plan.blocks[index].parentItem != noIndex {
      try adoptParent(plan.parentItems[plan.blocks[index].parentItem], byBlock: index)
    }
    if !plan.blocks[index].origin.isNone {
      let left = neighbour(plan.blocks[index].origin)
      plan.blocks[index].leftHint = left.hint
      try adopt(left, byBlock: index)
    }
    if !plan.blocks[index].rightOrigin.isNone {
      let right = neighbour(plan.blocks[index].rightOrigin, beside: plan.blocks[index].leftHint)
      plan.blocks[index].rightHint = right.hint
      try adopt(right, byBlock: index)
    }
    if plan.blocks[index].kind == .type, !plan.blocks[index].entersCollected {
      try registerType(ofBlock: index)
    }
  }

  @inline(__always)
  private mutating func adopt(
    _ neighbour: Neighbour,
    byBlock index: Int
  ) throws(UpdateError) {
    if neighbour.isCollected {
      plan.blocks[index].entersCollected = true
    } else if plan.blocks[index].parent == noIndex {
      plan.blocks[index].parent = neighbour.parent
      plan.blocks[index].key = neighbour.key
    } else if plan.blocks[index].parent != neighbour.parent
      || plan.blocks[index].key != neighbour.key
    {
      throw .invalidParent
    }
  }

  /// Puts a block into the type that an item holds.
  private mutating func adoptParent(
    _ id: CompactID,
    byBlock index: Int
  ) throws(UpdateError) {
    let kind: ContentKind
    let type: UInt32
    var isCollected = false
    if knows(id) {
      let slot = slot(containing: id)
      kind = items.spans[slot].kind
      type = kind == .type ? items.contents[slot].start : noIndex
    } else {
      let block = plan.block(holding: id.clock, ofSegment: clients.rows[id.client].segment)
      kind = plan.blocks[block].kind
      type = plan.blocks[block].type
      isCollected = plan.blocks[block].entersCollected
    }
    if isCollected || kind == .collected || kind == .deleted {
      plan.blocks[index].entersCollected = true
    } else if kind == .type {
      plan.blocks[index].parent = type
    } else {
      throw .invalidParent
    }
  }

  private mutating func registerType(ofBlock index: Int) throws(UpdateError) {
    let depth = types.rows[plan.blocks[index].parent].depth + 1
    guard Int(depth) <= limits.maximumDepth else { throw .limitExceeded(.depth) }
    var reader = ByteReader(plan.source, in: plan.blocks[index].content)
    let raw = try reader.readVarUInt()
    guard let kind = TypeKind(rawValue: UInt8(truncatingIfNeeded: raw)) else {
      throw .unknownType(raw)
    }
    var name = noIndex
    if kind.hasName { name = names.insert(try reader.readByteArray()) }
    plan.blocks[index].type = types.insert(kind, name: name, depth: depth)
  }

  @inline(__always)
  private mutating func neighbour(_ id: CompactID, beside left: NeighbourHint = .none) -> Neighbour
  {
    guard !knows(id) else { return knownNeighbour(id, beside: left) }
    let index = plan.block(holding: id.clock, ofSegment: clients.rows[id.client].segment)
    return Neighbour(
      isCollected: plan.blocks[index].kind == .collected || plan.blocks[index].entersCollected,
      parent: plan.blocks[index].parent,
      key: plan.blocks[index].key,
      hint: NeighbourHint(block: index)
    )
  }

  @inline(__always)
  private mutating func knownNeighbour(_ id: CompactID, beside left: NeighbourHint) -> Neighbour {
    let slot = slot(containing: id, beside: left.slot ?? noSlot)
    let links = items.links[slot]
    return Neighbour(
      isCollected: items.spans[slot].kind == .collected,
      parent: links.parent,
      key: items.spans[slot].isMapEntry ? links.place : noIndex,
      hint: NeighbourHint(slot: slot)
    )
  }
}
