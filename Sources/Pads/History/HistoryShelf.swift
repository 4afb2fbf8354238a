// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The histories that were looked into lately.
final class HistoryShelf: Sendable {
  /// A history keeps up to three stretches in memory; so many are kept at most.
  private static let maximumCount = 8
  /// How long one is kept that nobody asks for.
  private static let lifetime: Duration = .seconds(120)

  private struct Entry: Sendable {
    var history: PadHistory
    var lastUse: Duration
  }

  private let entries = Mutex<[PadName: Entry]>([:])

  /// The history of a pad.
  func history(
    of pad: PadName,
    storage: PadStorage,
    limits: HistoryLimits,
    at now: Duration
  ) -> PadHistory {
    entries.withLock { entries in
      if let entry = entries[pad] {
        entries[pad]?.lastUse = now
        return entry.history
      }
      if entries.count >= Self.maximumCount,
        let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        entries[oldest.key] = nil
      }
      let history = PadHistory(name: pad, storage: storage, limits: limits)
      entries[pad] = Entry(history: history, lastUse: now)
      return history
    }
  }

  /// The history of a pad if it is here.
  func known(_ pad: PadName) -> PadHistory? { entries.withLock { $0[pad]?.history } }

  /// All that are here.
  var all: [PadHistory] { entries.withLock { $0.values.map(\.history) } }

  /// Lets go of those nobody asks for.
  func tidy(at now: Duration) {
    entries.withLock { entries in
      entries = entries.filter { now - $0.value.lastUse < Self.lifetime }
    }
  }
}
