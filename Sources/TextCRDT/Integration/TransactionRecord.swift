// SPDX-License-Identifier: Apache-2.0

/// What the open transaction has done so far: enough to encode it, collect garbage and join runs.
struct TransactionRecord: ~Copyable {
  /// Nested `transact` calls; 0 while no transaction is open.
  var depth = 0
  /// For each client whose clocks advanced, the next clock before.
  var advanced = Column<CompactID>()
  /// What was deleted, in the order it happened; neighbouring ranges joined.
  var deleted = Column<ClockRange>()
  /// Where runs may have become joinable for another reason.
  var joinable = Column<CompactID>()
  /// Whether what was inserted may hold runs to join: several blocks came at once, or some of it
  /// was deleted again.
  var joinsInserted = false
  /// Whether something became visible or was deleted.
  var changed = false

  /// Remembers deleted units; `hasContent` tells whether there is anything to collect.
  @inline(__always)
  mutating func recordDeletion(
    _ client: UInt32,
    _ clock: UInt32,
    _ end: UInt32,
    hasContent: Bool = true
  ) {
    changed = true
    let last = deleted.count - 1
    if last >= 0, deleted[last].client == client {
      if deleted[last].end == clock {
        if hasContent { deleted[last].hasContent = true }
        deleted[last].end = end
        return
      }
      if deleted[last].clock == end {
        if hasContent { deleted[last].hasContent = true }
        deleted[last].clock = clock
        return
      }
    }
    deleted.append(ClockRange(client: client, clock: clock, end: end, hasContent: hasContent))
  }

  mutating func clear() {
    advanced.truncate(to: 0)
    deleted.truncate(to: 0)
    joinable.truncate(to: 0)
    changed = false
    joinsInserted = false
  }
}
