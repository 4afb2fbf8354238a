// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How many changing requests each address may make.
///
/// Each has a purse that fills steadily; an assembly of eighty people behind one address fits in.
final class ChangeRates: Sendable {
  private struct Purse {
    var requests: Double
    var filled: ContinuousClock.Instant
  }

  private struct State {
    var purses: [String: Purse] = [:]
    var refusalCount = 0
  }

  private static let maximumPurses = 10_000
  private let perMinute: Double
  private let state = Mutex(State())

  /// Allows so many requests a minute, and as many at once.
  init(perMinute: Int) {
    self.perMinute = Double(perMinute)
  }

  /// How many requests were refused.
  var refusalCount: Int { state.withLock { $0.refusalCount } }

  /// How long until an empty purse holds a request again, in whole seconds.
  var secondsToWait: Int { Int((60 / perMinute).rounded(.up)) }

  /// Gives one request back to an address's purse.
  func giveBack(to address: String) {
    state.withLock { state in
      guard let purse = state.purses[address] else { return }
      state.purses[address]?.requests = min(perMinute, purse.requests + 1)
    }
  }

  /// Takes one request from an address's purse; false when it is empty.
  func take(from address: String, at now: ContinuousClock.Instant = .now) -> Bool {
    state.withLock { state in
      var purse = state.purses[address] ?? Purse(requests: perMinute, filled: now)
      let minutes = (now - purse.filled) / .seconds(60)
      purse = Purse(requests: min(perMinute, purse.requests + minutes * perMinute), filled: now)
      guard purse.requests >= 1 else {
        state.refusalCount += 1
        return false
      }
      purse.requests -= 1
      if state.purses.count >= Self.maximumPurses, state.purses[address] == nil {
        // Who has been quiet for a minute has a full purse, which needs no remembering.
        state.purses = state.purses.filter { now - $0.value.filled < .seconds(60) }
        if state.purses.count >= Self.maximumPurses { state.purses = [:] }
      }
      state.purses[address] = purse
      return true
    }
  }
}
