// SPDX-License-Identifier: Apache-2.0

/// The clock that rooms live by: monotonic, and passed in so that tests own it.
struct PadTime: Sendable {
  /// The time since the clock was taken.
  let now: @Sendable () -> Duration
  /// Waits.
  let sleep: @Sendable (Duration) async throws -> Void

  init<C: Clock>(_ clock: C) where C.Duration == Duration {
    let start = clock.now
    now = { start.duration(to: clock.now) }
    sleep = { duration in try await clock.sleep(for: duration) }
  }
}
