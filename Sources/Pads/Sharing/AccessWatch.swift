// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Somebody who wants to know when it changes who may do what in a pad.
public struct AccessWatch: Sendable {
  let pad: PadName
  let number: UInt64
}

/// All who want to know, and how often something has changed.
struct AccessWatchers: Sendable {
  private var callbacks: [PadName: [UInt64: @Sendable () -> Void]] = [:]
  private var lastNumber: UInt64 = 0
  /// How many changes there were.
  private(set) var changeCount: UInt64 = 0

  mutating func add(_ pad: PadName, _ changed: @escaping @Sendable () -> Void) -> AccessWatch {
    lastNumber += 1
    callbacks[pad, default: [:]][lastNumber] = changed
    return AccessWatch(pad: pad, number: lastNumber)
  }

  mutating func remove(_ watch: AccessWatch) {
    callbacks[watch.pad]?[watch.number] = nil
    if callbacks[watch.pad]?.isEmpty == true { callbacks[watch.pad] = nil }
  }

  /// Counts a change; returns whom to call.
  mutating func change(_ pad: PadName) -> [@Sendable () -> Void] {
    changeCount += 1
    return callbacks[pad].map { Array($0.values) } ?? []
  }
}

extension PadHouse {
  /// Calls whenever it changes who may do what in a pad, after the change is written down.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - changed: Must not block.
  /// - Returns: What ``stop(_:)`` takes.
  public func watchAccess(
    to pad: PadName,
    _ changed: @escaping @Sendable () -> Void
  ) -> AccessWatch {
    accessWatchers.withLock { $0.add(pad, changed) }
  }

  /// Calls no more.
  ///
  /// - Parameter watch: What ``watchAccess(to:_:)`` returned.
  public func stop(_ watch: AccessWatch) {
    accessWatchers.withLock { $0.remove(watch) }
  }

  /// How often it has changed who may do what in any pad: a right that was found before and after the
  /// same count still stands.
  public var accessChangeCount: UInt64 { accessWatchers.withLock { $0.changeCount } }
}
