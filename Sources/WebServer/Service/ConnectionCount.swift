// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How many connections the service loops of one server hold together.
final class ConnectionCount: Sendable {
  private let count = Mutex(0)

  /// Counts one more, unless there are as many as may be.
  func increment(upTo maximum: Int) -> Bool {
    count.withLock { count in
      guard count < maximum else { return false }
      count += 1
      return true
    }
  }

  func decrement() {
    count.withLock { $0 -= 1 }
  }

  var value: Int { count.withLock { $0 } }
}
