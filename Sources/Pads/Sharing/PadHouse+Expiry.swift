// SPDX-License-Identifier: Apache-2.0

import Logging
import Storage
import Synchronization

/// The ends of links that somebody may be in a pad by, each waited for once.
struct ExpiryWatch: Sendable {
  struct End: Hashable, Sendable {
    let pad: PadName
    /// In milliseconds since 1970.
    let expires: Int64
  }

  var waiting: [End: Task<Void, Never>] = [:]
}

extension PadHouse {
  /// Has the sessions of a pad judged anew when a link ends.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - expires: When, in milliseconds since 1970.
  func watch(_ pad: PadName, until expires: Int64) {
    let end = ExpiryWatch.End(pad: pad, expires: expires)
    expiries.withLock { watch in
      guard watch.waiting[end] == nil else { return }
      watch.waiting[end] = Task { [weak self] in await self?.wait(for: end) }
    }
  }

  /// Stops waiting for all.
  func stopWatching() {
    expiries.withLock { watch in
      for task in watch.waiting.values { task.cancel() }
      watch.waiting = [:]
    }
  }

  private func wait(for end: ExpiryWatch.End) async {
    // The computer's clock may be set meanwhile, and no sleep is longer than a day.
    while case let left = end.expires - now(), left > 0 {
      do {
        try await time.sleep(.milliseconds(min(left, 86_400_000)))
      } catch {
        return
      }
      if Task.isCancelled { return }
    }
    expiries.withLock { $0.waiting[end] = nil }
    do throws(PadError) {
      try await review(end.pad)
    } catch {
      logger.error(
        "the end of a link was not noticed",
        metadata: ["pad": "\(end.pad.rawValue)", "error": "\(error)"]
      )
    }
  }
}
