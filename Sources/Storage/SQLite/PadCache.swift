// SPDX-License-Identifier: Apache-2.0

import GRDB
import Synchronization

/// A pad's row with the number its other rows go by.
struct StoredPad: Equatable, Sendable {
  let id: Int64
  let record: PadRecord
}

/// The pads written lately, as the last commit left them, so that an append reads nothing.
///
/// Only the writer uses it. After a transaction that failed it is empty.
final class PadCache: Sendable {
  private struct State: Sendable {
    var pads: [String: StoredPad] = [:]
    var lastID: Int64?
  }

  private static let capacity = 8_192
  private let state = Mutex(State())

  func pad(_ name: String) -> StoredPad? {
    state.withLock { $0.pads[name] }
  }

  func remember(_ pad: StoredPad) {
    state.withLock { state in
      if state.pads.count >= Self.capacity { state.pads = [:] }
      state.pads[pad.record.name] = pad
    }
  }

  func forgetAll() {
    state.withLock { $0 = State() }
  }

  /// A number no pad and no log row has had.
  func nextID(_ db: Database) throws -> Int64 {
    let last =
      try state.withLock { $0.lastID }
      ?? Int64.fetchOne(
        db,
        sql: """
          SELECT max(
            coalesce((SELECT max(id) FROM pads), 0), coalesce((SELECT max(pad) FROM log), 0))
          """
      ) ?? 0
    state.withLock { $0.lastID = last + 1 }
    return last + 1
  }
}
