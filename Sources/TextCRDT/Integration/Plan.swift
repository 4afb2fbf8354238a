// SPDX-License-Identifier: Apache-2.0

/// One block of an update, read and checked but not yet in the document.
struct PlannedBlock: BitwiseCopyable {
  var kind: ContentKind
  /// Whether the block enters as a collected one, because its neighbour or parent is collected.
  var entersCollected = false
  var client: UInt32
  var clock: UInt32
  var length: UInt32
  var origin = CompactID.none
  var rightOrigin = CompactID.none
  /// The type the block goes into; found from its neighbours when the update does not name it.
  var parent = noIndex
  /// The item of the parent type, where the update names one.
  var parentItem = CompactID.none
  /// The key's name, where the block is a map entry.
  var key = noIndex
  /// Of a shared type its index.
  var type = noIndex
  /// Where the content stands in the update.
  var contentStart: UInt32 = 0
  var contentEnd: UInt32 = 0
  /// Where the block begins in the update.
  var start: UInt32
  /// Where the neighbours were when the plan was made, if known; splits may have moved them since.
  var leftHint = NeighbourHint.none
  var rightHint = NeighbourHint.none
  /// Where the block went when it was integrated.
  var slot: Slot = noSlot

  var end: UInt32 { clock + length }
  var content: Range<Int> { Int(contentStart)..<Int(contentEnd) }
}

/// Where to look first for a neighbour: in a slot, or where another block of the plan went.
struct NeighbourHint: BitwiseCopyable {
  static let none = NeighbourHint(isPlanned: false, index: noSlot)

  var isPlanned: Bool
  var index: UInt32
}

/// The blocks of one client in an update, in clock order.
struct Segment: BitwiseCopyable {
  enum State: UInt8, BitwiseCopyable {
    /// Not begun, or left when what was asked of it had been planned.
    case waiting
    /// On the stack: something depends on it or it is being planned.
    case active
    /// Planned to its end.
    case planned
    /// Something it depends on is neither known nor in the update.
    case blocked
  }

  var client: UInt32
  var cursor: Int
  var endBlock: Int
  /// Where the last block ends in the update.
  var endOffset = 0
  var state = State.waiting
  /// What a blocked segment waits for.
  var missing = CompactID.none
  /// The first block, for searching.
  var firstBlock: Int
  /// The block that was found last, where the next search begins.
  var foundBlock: Int
}

/// A range of deleted units of one client.
struct ClockRange: BitwiseCopyable {
  var client: UInt32
  var clock: UInt32
  var end: UInt32
}

/// An update that was read and checked: what to integrate and in which order.
///
/// Planning registers new clients, names and types in the document's tables, where nothing shows
/// them; a plan that is not carried out takes them back.
struct Plan: ~Copyable {
  var source: [UInt8] = []
  var blocks = Column<PlannedBlock>()
  /// The clock of each block, apart so that searches stay in the cache.
  var clocks = Column<UInt32>()
  var segments = Column<Segment>()
  /// Indices of the blocks to integrate, each behind everything it depends on.
  var order = Column<UInt32>()
  var deletes = Column<ClockRange>()
  var stack = Column<Frame>()
  var contentBytes = 0
  /// How many clients, names and types there were before.
  var clientCount = 0
  var nameCount = 0
  var typeCount = 0
  /// Whether the plan waits to be carried out.
  var isOpen = false
  /// Counts plans, so that a stale ``PreparedUpdate`` is noticed.
  var generation = 0

  /// A segment being planned until its client's clocks exceed `goal`.
  struct Frame: BitwiseCopyable {
    var segment: UInt32
    var goal: UInt32
  }
}
