// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A wall clock that goes on when a test says so.
public final class SettableTime: Sendable {
  private let milliseconds: Mutex<Int64>

  /// Stands at a time.
  ///
  /// - Parameter start: In milliseconds since 1970.
  public init(_ start: Int64 = 1_700_000_000_000) {
    milliseconds = Mutex(start)
  }

  /// The time, in milliseconds since 1970.
  public var now: Int64 { milliseconds.withLock { $0 } }

  /// What asks for the time.
  public var clock: @Sendable () -> Int64 { { [self] in now } }

  /// Goes on, or back.
  ///
  /// - Parameter distance: In milliseconds.
  public func advance(by distance: Int64) { milliseconds.withLock { $0 += distance } }
}
