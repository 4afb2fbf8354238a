// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How many editors each address has open.
///
/// Addresses of the machine itself are not limited: a proxy here brings everybody from one of them.
final class AddressSessions: Sendable {
  private struct State {
    var counts: [String: Int] = [:]
    var refusalCount = 0
  }

  private let maximum: Int
  private let state = Mutex(State())

  /// Allows so many sessions of one address.
  init(maximum: Int) {
    self.maximum = maximum
  }

  /// How many sessions were refused.
  var refusalCount: Int { state.withLock { $0.refusalCount } }

  /// Counts one more session; false when the address has as many as it may.
  func enter(_ address: String) -> Bool {
    if Self.isOwn(address) { return true }
    return state.withLock { state in
      guard state.counts[address, default: 0] < maximum else {
        state.refusalCount += 1
        return false
      }
      state.counts[address, default: 0] += 1
      return true
    }
  }

  /// Counts one session less.
  func leave(_ address: String) {
    if Self.isOwn(address) { return }
    state.withLock { state in
      guard let count = state.counts[address] else { return }
      state.counts[address] = count > 1 ? count - 1 : nil
    }
  }

  private static func isOwn(_ address: String) -> Bool {
    address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
  }
}
