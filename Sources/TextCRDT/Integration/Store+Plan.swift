// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Reads and checks a whole update; nothing that can be seen changes.
  ///
  /// - Throws: ``UpdateError``; what the plan had registered is taken back.
  mutating func makePlan(_ source: consuming [UInt8]) throws(UpdateError) {
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
      plan.signposts = Column()
      plan.order = Column()
      plan.segments = Column()
      plan.deletes = Column()
    }
    plan.blocks.truncate(to: 0)
    plan.clocks.truncate(to: 0)
    plan.signposts.truncate(to: 0)
    plan.parentItems.truncate(to: 0)
    plan.order.truncate(to: 0)
    plan.segments.truncate(to: 0)
    plan.deletes.truncate(to: 0)
  }

  private mutating func forgetSegments() {
    for index in 0..<plan.segments.count {
      clients.rows[plan.segments[index].client].segment = noIndex
    }
  }

  /// The clients of whom the open plan brings units that are not known yet.
  var newClientsOfPlan: [ClientID] {
    var found: [ClientID] = []
    for index in 0..<plan.segments.count {
      let segment = plan.segments[index]
      var last = segment.endBlock - 1
      while last >= segment.firstBlock, plan.blocks[last].kind == .skip { last -= 1 }
      let known = clients.rows[segment.client].nextClock
      if last >= segment.firstBlock, plan.blocks[last].end > known {
        found.append(clients.rows[segment.client].id)
      }
    }
    return found
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
      // Most segments need nothing of those behind them.
      if try advance(UInt32(index), until: .max).isNone {
        plan.segments[index].state = .planned
        continue
      }
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
    let end = plan.segments[segment].endBlock
    var cursor = plan.segments[segment].cursor
    defer { plan.segments[segment].cursor = cursor }
    while cursor < end {
      let planned = clients.rows[client].plannedClock
      if planned > goal { return .none }
      let clock = plan.clocks[cursor]
      let blockEnd = plan.blocks[cursor].end
      if plan.blocks[cursor].kind != .skip {
        if clock > planned { return CompactID(client: client, clock: clock - 1) }
        if clock < known { try checkAgainstKnown(plan.blocks[cursor], until: min(blockEnd, known)) }
        if blockEnd > planned {
          let missing = try missingDependency(ofBlock: cursor)
          if !missing.isNone { return missing }
          try place(cursor)
          plan.order.append(UInt32(cursor))
          clients.rows[client].plannedClock = blockEnd
        }
      }
      cursor += 1
    }
    return .none
  }

  @inline(__always)
  private mutating func missingDependency(ofBlock index: Int) throws(UpdateError) -> CompactID {
    let origin = plan.blocks[index].origin
    if try isMissing(origin, forBlock: index) { return origin }
    let rightOrigin = plan.blocks[index].rightOrigin
    if try isMissing(rightOrigin, forBlock: index) { return rightOrigin }
    guard plan.blocks[index].parentItem != noIndex else { return .none }
    let parent = plan.parentItems[plan.blocks[index].parentItem]
    return try isMissing(parent, forBlock: index) ? parent : .none
  }

  @inline(__always)
  private func isMissing(_ id: CompactID, forBlock index: Int) throws(UpdateError) -> Bool {
    if id.isNone { return false }
    if id.client == plan.blocks[index].client {
      guard id.clock < plan.clocks[index] else { throw .circularReference }
      return false
    }
    let row = clients.rows[id.client].segment
    return id.clock
      >= (row == noIndex
        ? clients.rows[id.client].nextClock : clients.rows[id.client].plannedClock)
  }
}
