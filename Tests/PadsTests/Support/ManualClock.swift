// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A clock that moves when a test says so.
final class ManualClock: Clock {
  struct Instant: InstantProtocol {
    let offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct State: Sendable {
    var now = Instant(offset: .zero)
    var sleepers: [(until: Instant, continuation: CheckedContinuation<Void, Never>)] = []
    var watchers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    await withCheckedContinuation { continuation in
      let (watchers, isDue) = state.withLock { state in
        guard deadline > state.now else {
          return ([CheckedContinuation<Void, Never>](), true)
        }
        state.sleepers.append((deadline, continuation))
        defer { state.watchers = [] }
        return (state.watchers, false)
      }
      if isDue { continuation.resume() }
      for watcher in watchers { watcher.resume() }
    }
  }

  /// Moves on, wakes who slept until then, and returns when somebody sleeps again.
  func advance(by duration: Duration) async {
    await waitForSleeper()
    let due = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.until <= state.now }
      state.sleepers.removeAll { $0.until <= state.now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
    await waitForSleeper()
  }

  private func waitForSleeper() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.sleepers.isEmpty { state.watchers.append(continuation) }
        return !state.sleepers.isEmpty
      }
      if isThere { continuation.resume() }
    }
  }
}
