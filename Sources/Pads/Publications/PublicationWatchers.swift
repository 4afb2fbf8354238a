// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// All who want to know when what is published changes.
struct PublicationWatchers: Sendable {
  private var continuations: [UInt64: AsyncStream<Void>.Continuation] = [:]
  private var lastNumber: UInt64 = 0
  private var isEnded = false

  /// Adds somebody; returns their number, nil when nothing will change any more.
  mutating func add(_ continuation: AsyncStream<Void>.Continuation) -> UInt64? {
    guard !isEnded else { return nil }
    lastNumber += 1
    continuations[lastNumber] = continuation
    return lastNumber
  }

  mutating func remove(_ number: UInt64) {
    continuations[number] = nil
  }

  /// Whom to tell; not here, because who ends meanwhile is removed.
  var all: [AsyncStream<Void>.Continuation] { Array(continuations.values) }

  /// Takes nobody any more; returns whom to tell that this is the end.
  mutating func end() -> [AsyncStream<Void>.Continuation] {
    isEnded = true
    defer { continuations = [:] }
    return all
  }
}

extension PadHouse {
  /// Tells when what is published has changed, after it is written down.
  ///
  /// Changes that come while who listens is busy are told as one.
  ///
  /// - Returns: Ends when the pads are shut down.
  public func publicationChanges() -> AsyncStream<Void> {
    let (changes, continuation) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    if let number = publicationWatchers.withLock({ $0.add(continuation) }) {
      continuation.onTermination = { [weak self] _ in
        self?.publicationWatchers.withLock { $0.remove(number) }
      }
    } else {
      continuation.finish()
    }
    return changes
  }

  /// Tells everybody; what somebody has not looked at yet is told once.
  func tellPublicationChange() {
    for continuation in publicationWatchers.withLock({ $0.all }) { continuation.yield() }
  }

  /// Tells everybody that nothing changes any more.
  func endPublicationChanges() {
    for continuation in publicationWatchers.withLock({ $0.end() }) { continuation.finish() }
  }
}
