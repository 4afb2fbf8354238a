// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Reads and checks a whole update; nothing that can be seen changes.
  ///
  /// - Throws: ``UpdateError``; what the plan had registered is taken back.
  mutating func makePlan(_ source: [UInt8]) throws(UpdateError) {
    abandonPlan()
    plan.isOpen = true
    plan.generation += 1
    plan.clientCount = clients.count
    plan.nameCount = names.count
    plan.typeCount = types.rows.count
    do {
      try readUpdate(source)
      try orderBlocks()
      try checkPendingLimit()
      forgetSegments()
    } catch {
      abandonPlan()
      throw error
    }
  }

  /// Takes back what an unfinished plan registered.
  mutating func abandonPlan() {
    guard plan.isOpen else { return }
    closePlan()
    types.truncate(to: plan.typeCount)
    names.truncate(to: plan.nameCount)
    clients.truncate(to: plan.clientCount)
  }

  /// Empties the plan for the next one; its memory stays unless it was large.
  mutating func closePlan() {
    forgetSegments()
    plan.isOpen = false
    plan.source = []
    plan.contentBytes = 0
    if plan.blocks.count > 1 << 12 {
      plan.blocks = Column()
      plan.clocks = Column()
      plan.order = Column()
      plan.segments = Column()
      plan.deletes = Column()
    }
    plan.blocks.truncate(to: 0)
    plan.clocks.truncate(to: 0)
    plan.order.truncate(to: 0)
    plan.segments.truncate(to: 0)
    plan.deletes.truncate(to: 0)
  }

  private mutating func forgetSegments() {
    for index in 0..<plan.segments.count {
      clients.rows[plan.segments[index].client].segment = noIndex
    }
  }

  /// Orders the blocks so that each comes behind what it depends on.
  ///
  /// A depth-first walk over the segments with a stack of its own; honest histories have no
  /// circles, so one that closes refuses the update.
  ///
  /// - Complexity: O(*n*) in blocks, times the lookups of their neighbours.
  private mutating func orderBlocks() throws(UpdateError) {
    for index in 0..<plan.segments.count {
      let client = plan.segments[index].client
      clients.rows[client].plannedClock = clients.rows[client].nextClock
    }
    for index in 0..<plan.segments.count where plan.segments[index].state == .waiting {
      plan.stack.truncate(to: 0)
      plan.segments[index].state = .active
      plan.stack.append(Plan.Frame(segment: UInt32(index), goal: .max))
      while !plan.stack.isEmpty { try advanceStack() }
    }
  }

  private mutating func advanceStack() throws(UpdateError) {
    let frame = plan.stack[plan.stack.count - 1]
    let missing = try advance(frame.segment, until: frame.goal)
    guard !missing.isNone else {
      let segment = plan.segments[frame.segment]
      plan.segments[frame.segment].state = segment.cursor == segment.endBlock ? .planned : .waiting
      plan.stack.truncate(to: plan.stack.count - 1)
      return
    }
    let target = clients.rows[missing.client].segment
    let isGap = missing.client == plan.segments[frame.segment].client
    if !isGap, target != noIndex, plan.segments[target].state == .waiting {
      plan.segments[target].state = .active
      plan.stack.append(Plan.Frame(segment: target, goal: missing.clock))
    } else if !isGap, target != noIndex, plan.segments[target].state == .active {
      throw .circularReference
    } else {
      plan.segments[frame.segment].state = .blocked
      plan.segments[frame.segment].missing = missing
      plan.stack.truncate(to: plan.stack.count - 1)
    }
  }

  /// Plans a segment's blocks until its client's clocks exceed `goal`.
  ///
  /// - Returns: A unit that must be planned first, or ``CompactID/none``.
  private mutating func advance(
    _ segment: UInt32,
    until goal: UInt32
  ) throws(UpdateError) -> CompactID {
    let client = plan.segments[segment].client
    let known = clients.rows[client].nextClock
    while plan.segments[segment].cursor < plan.segments[segment].endBlock {
      let planned = clients.rows[client].plannedClock
      if planned > goal { return .none }
      let cursor = plan.segments[segment].cursor
      let block = plan.blocks[cursor]
      if block.kind != .skip {
        if block.clock > planned { return CompactID(client: client, clock: block.clock - 1) }
        if block.clock < known { try checkAgainstKnown(block, until: min(block.end, known)) }
        if block.end > planned {
          let missing = try missingDependency(of: block)
          if !missing.isNone { return missing }
          try place(cursor)
          plan.order.append(UInt32(cursor))
          clients.rows[client].plannedClock = block.end
        }
      }
      plan.segments[segment].cursor += 1
    }
    return .none
  }

  private func missingDependency(of block: PlannedBlock) throws(UpdateError) -> CompactID {
    if try isMissing(block.origin, for: block) { return block.origin }
    if try isMissing(block.rightOrigin, for: block) { return block.rightOrigin }
    if try isMissing(block.parentItem, for: block) { return block.parentItem }
    return .none
  }

  private func isMissing(_ id: CompactID, for block: PlannedBlock) throws(UpdateError) -> Bool {
    if id.isNone { return false }
    if id.client == block.client {
      guard id.clock < block.clock else { throw .circularReference }
      return false
    }
    let row = clients.rows[id.client].segment
    return id.clock
      >= (row == noIndex
        ? clients.rows[id.client].nextClock : clients.rows[id.client].plannedClock)
  }

  // MARK: Where a block goes

  /// What planning needs to know of a unit that a block refers to.
  private struct Neighbour {
    var isCollected: Bool
    var kind: ContentKind
    var parent: UInt32
    var key: UInt32
    var type: UInt32
    var hint: NeighbourHint
  }

  /// Finds the type a block goes into, and refuses neighbours that do not belong together.
  private mutating func place(_ blockIndex: Int) throws(UpdateError) {
    var block = plan.blocks[blockIndex]
    guard block.kind != .collected else { return }
    let known = clients.rows[block.client].nextClock
    if block.clock < known {
      // Only the rest is new; its left neighbour is the known part.
      block.origin = CompactID(client: block.client, clock: known - 1)
    }
    if !block.parentItem.isNone, block.clock >= known {
      let parent = neighbour(block.parentItem)
      if parent.isCollected || parent.kind == .deleted {
        block.entersCollected = true
      } else if parent.kind == .type {
        block.parent = parent.type
      } else {
        throw .invalidParent
      }
    }
    if !block.origin.isNone {
      let left = neighbour(block.origin)
      block.leftHint = left.hint
      try adopt(left, by: &block)
    }
    if !block.rightOrigin.isNone {
      let right = neighbour(block.rightOrigin)
      block.rightHint = right.hint
      try adopt(right, by: &block)
    }
    if block.kind == .type, !block.entersCollected { try registerType(of: &block) }
    plan.blocks[blockIndex] = block
  }

  private func adopt(_ neighbour: Neighbour, by block: inout PlannedBlock) throws(UpdateError) {
    if neighbour.isCollected {
      block.entersCollected = true
    } else if block.parent == noIndex {
      block.parent = neighbour.parent
      block.key = neighbour.key
    } else if block.parent != neighbour.parent || block.key != neighbour.key {
      throw .invalidParent
    }
  }

  private mutating func registerType(of block: inout PlannedBlock) throws(UpdateError) {
    let depth = types.rows[block.parent].depth + 1
    guard Int(depth) <= limits.maximumDepth else { throw .limitExceeded(.depth) }
    var reader = ByteReader(plan.source, in: block.content)
    let raw = try reader.readVarUInt()
    guard let kind = TypeKind(rawValue: UInt8(truncatingIfNeeded: raw)) else {
      throw .unknownType(raw)
    }
    var name = noIndex
    if kind.hasName { name = names.insert(try reader.readByteArray()) }
    block.type = types.insert(kind, name: name, depth: depth)
  }

  private mutating func neighbour(_ id: CompactID) -> Neighbour {
    if knows(id) {
      let slot = slot(containing: id)
      let span = items.spans[slot]
      let links = items.links[slot]
      return Neighbour(
        isCollected: span.kind == .collected,
        kind: span.kind,
        parent: links.parent,
        key: span.isMapEntry ? links.place : noIndex,
        type: span.kind == .type ? items.contents[slot].start : noIndex,
        hint: NeighbourHint(isPlanned: false, index: slot)
      )
    }
    let index = plannedBlock(holding: id)
    let block = plan.blocks[index]
    return Neighbour(
      isCollected: block.kind == .collected || block.entersCollected,
      kind: block.kind,
      parent: block.parent,
      key: block.key,
      type: block.type,
      hint: NeighbourHint(isPlanned: true, index: UInt32(index))
    )
  }

  /// The block of the plan that holds a unit: near the one found last, else by bisection.
  private mutating func plannedBlock(holding id: CompactID) -> Int {
    let index = clients.rows[id.client].segment
    let segment = plan.segments[index]
    var low = segment.firstBlock
    var high = segment.cursor - 1
    let found = segment.foundBlock
    if found <= high, plan.clocks[found] <= id.clock {
      if found == high || id.clock < plan.clocks[found + 1] { return found }
      low = found + 1
    } else if found <= high {
      high = found - 1
    }
    var length = high - low + 1
    while length > 1 {
      let half = length / 2
      low = plan.clocks[low + half] <= id.clock ? low + half : low
      length -= half
    }
    plan.segments[index].foundBlock = low
    return low
  }
}
