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

  private struct Shelf: Sendable {
    var entries: [PadName: Entry] = [:]
    /// Also those that were let go and are still at work for somebody: a pad has one at a time.
    var living: [PadName: Living] = [:]
  }

  private struct Living: Sendable {
    weak var history: PadHistory?
  }

  private let shelf = Mutex(Shelf())

  /// The history of a pad.
  func history(
    of pad: PadName,
    storage: PadStorage,
    limits: HistoryLimits,
    at now: Duration
  ) -> PadHistory {
    shelf.withLock { shelf in
      if let entry = shelf.entries[pad] {
        shelf.entries[pad]?.lastUse = now
        return entry.history
      }
      if shelf.entries.count >= Self.maximumCount,
        let oldest = shelf.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        shelf.entries[oldest.key] = nil
      }
      let history =
        shelf.living[pad]?.history ?? PadHistory(name: pad, storage: storage, limits: limits)
      shelf.entries[pad] = Entry(history: history, lastUse: now)
      shelf.living[pad] = Living(history: history)
      return history
    }
  }

  /// The history of a pad if it is here, or still at work.
  func known(_ pad: PadName) -> PadHistory? { shelf.withLock { $0.living[pad]?.history } }

  /// All that are here, or still at work.
  var all: [PadHistory] { shelf.withLock { $0.living.values.compactMap(\.history) } }

  /// Lets go of those nobody asks for.
  func tidy(at now: Duration) {
    shelf.withLock { shelf in
      shelf.entries = shelf.entries.filter { now - $0.value.lastUse < Self.lifetime }
      shelf.living = shelf.living.filter { $0.value.history != nil }
    }
  }
}
