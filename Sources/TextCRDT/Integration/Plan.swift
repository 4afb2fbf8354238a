// SPDX-License-Identifier: Apache-2.0

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
  /// The first clock.
  var clock: UInt32
  var cursor: Int
  var endBlock: Int
  /// How much content the blocks have.
  var contentBytes: UInt32 = 0
  /// Where the last block ends in the update.
  var endOffset = 0
  var state = State.waiting
  /// What a blocked segment waits for.
  var missing = CompactID.none
  var firstBlock: Int
  /// Where the segment's signposts begin in the plan, and how many clocks each stands for as a
  /// power of two; small segments have none.
  var firstSignpost = 0
  var signpostShift: UInt8? = nil
}

/// A range of deleted units of one client.
struct ClockRange: BitwiseCopyable {
  var client: UInt32
  var clock: UInt32
  var end: UInt32
  /// Whether some of the units may still hold content.
  var hasContent = true
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
  /// For each stretch of a segment's clocks the block that holds the first of them.
  var signposts = Column<UInt32>()
  /// Of blocks that go into a shared type the item that holds it.
  var parentItems = Column<CompactID>()
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
