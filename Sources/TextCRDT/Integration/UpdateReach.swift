// SPDX-License-Identifier: Apache-2.0

/// What a prepared update would touch: for those who allow some of it only.
///
/// Only what is new counts: what an update repeats of units and deletes that the document has is
/// left out.
public struct UpdateReach: Equatable, Sendable {
  /// Units of one client at one root that would be deleted.
  public struct Deletion: Hashable, Sendable {
    /// The root they lie in, through any nesting; nil when nothing tells it any more.
    public let root: String?
    /// Whose units they are.
    public let client: ClientID
  }

  /// The roots that new items go into, through any nesting.
  public var insertedRoots: [String] = []

  /// Whether units come that lie nowhere, for they or what they belong to were collected.
  public var bringsCollected = false

  /// What would be deleted: what the update names, what it overwrites in maps, and all inside of
  /// either.
  public var deletions: [Deletion] = []

  /// Whether all of the update can go in now.
  ///
  /// What would wait for its dependencies is not told of.
  public var isComplete = true

  /// Whether the update would change nothing.
  public var isEmpty: Bool {
    isComplete && insertedRoots.isEmpty && !bringsCollected && deletions.isEmpty
  }
}

extension Document {
  /// What a prepared update would touch.
  ///
  /// - Parameter update: What ``prepare(_:)`` returned last.
  /// - Returns: The roots it inserts into, and what it deletes.
  /// - Complexity: O(*n* + *k*) for *n* blocks and deletes in the update, *k* items that would be
  ///   deleted; types nested in each other add their depth once each.
  public func reach(of update: PreparedUpdate) -> UpdateReach {
    precondition(store.plan.isOpen && store.plan.generation == update.generation)
    return store.reachOfPlan()
  }
}

/// A reach in the document's own indices, as it is gathered.
private struct Reach {
  struct Deletion: Hashable {
    var root: UInt32
    var client: UInt32
  }

  var insertedRoots: Set<UInt32> = []
  var bringsCollected = false
  var deletions: Set<Deletion> = []
  /// For each type met the root it lies in, ``noIndex`` where nothing tells it.
  var roots: [UInt32: UInt32] = [:]
  /// Held types whose inside was looked through.
  var searched: Set<Slot> = []
}

extension Store {
  /// What the open plan would touch.
  func reachOfPlan() -> UpdateReach {
    var reach = Reach()
    var plannedEnds: [UInt32: UInt32] = [:]
    for index in 0..<plan.order.count {
      let block = plan.blocks[plan.order[index]]
      plannedEnds[block.client] = block.end
      noteInsertion(block, in: &reach)
    }
    var isComplete = true
    for index in 0..<plan.segments.count where plan.segments[index].state == .blocked {
      isComplete = false
    }
    for index in 0..<plan.deletes.count {
      let range = plan.deletes[index]
      let known = clients.rows[range.client].nextClock
      if range.end > known, range.end > plannedEnds[range.client] ?? 0 { isComplete = false }
      noteDeletions(range.clock..<max(range.clock, min(range.end, known)), range.client, in: &reach)
    }
    return UpdateReach(
      insertedRoots: reach.insertedRoots.map { rootName($0) }.sorted(),
      bringsCollected: reach.bringsCollected,
      deletions: reach.deletions.map { deletion in
        UpdateReach.Deletion(
          root: deletion.root == noIndex ? nil : rootName(deletion.root),
          client: clients.rows[deletion.client].id
        )
      },
      isComplete: isComplete
    )
  }

  private func rootName(_ type: UInt32) -> String { names.string(types.rows[type].name) }

  private func noteInsertion(_ block: PlannedBlock, in reach: inout Reach) {
    guard block.kind != .collected, !block.entersCollected else {
      reach.bringsCollected = true
      return
    }
    let root = root(of: block.parent, in: &reach)
    if block.kind == .type { reach.roots[block.type] = root }
    if root == noIndex {
      reach.bringsCollected = true
    } else {
      reach.insertedRoots.insert(root)
    }
    guard block.key != noIndex else { return }
    // Whichever of the two comes to stand last deletes the other.
    let present = types.entry(of: block.parent, key: block.key)
    if present != noSlot { noteDeletion(of: present, in: &reach) }
  }

  private func noteDeletions(
    _ clocks: Range<UInt32>,
    _ client: UInt32,
    in reach: inout Reach
  ) {
    guard let first = clocks.first else { return }
    var position = index.position(of: first, in: clients.rows[client].directory)
    while true {
      let slot = index.slot(at: position, in: clients.rows[client].directory)
      guard items.spans[slot].clock < clocks.upperBound else { return }
      noteDeletion(of: slot, in: &reach)
      let next = index.position(after: position, in: clients.rows[client].directory)
      guard let next else { return }
      position = next
    }
  }

  /// Notes an item that would be deleted if it is not, and all inside.
  private func noteDeletion(of slot: Slot, in reach: inout Reach) {
    guard !items.spans[slot].isDeleted else { return }
    let root = root(of: items.links[slot].parent, in: &reach)
    reach.deletions.insert(.init(root: root, client: items.spans[slot].client))
    guard items.spans[slot].kind == .type else { return }
    var holders = [slot]
    while let holder = holders.popLast() {
      guard reach.searched.insert(holder).inserted else { continue }
      let type = items.contents[holder].start
      var inside = types.allEntries(of: type).map { $0.slot }
      var next = types.rows[type].start
      while next != noSlot {
        inside.append(next)
        next = items.links[next].right
      }
      for child in inside where !items.spans[child].isDeleted {
        reach.deletions.insert(.init(root: root, client: items.spans[child].client))
        if items.spans[child].kind == .type { holders.append(child) }
      }
    }
  }

  /// The root that a type lies in, or ``noIndex``.
  private func root(of type: UInt32, in reach: inout Reach) -> UInt32 {
    var passed: [UInt32] = []
    var root = type
    while root != noIndex, !types.rows[root].isRoot {
      if let known = reach.roots[root] {
        root = known
        break
      }
      passed.append(root)
      let holder = types.rows[root].item
      root = holder == noSlot ? noIndex : items.links[holder].parent
    }
    for type in passed { reach.roots[type] = root }
    return root
  }
}
