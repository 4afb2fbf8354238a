// SPDX-License-Identifier: Apache-2.0

import Pads

extension PadHouse {
  /// Does something now and whenever what is published changes, one after the other, until the task is
  /// cancelled or the pads are shut down.
  ///
  /// What changes meanwhile is one more time, however much it is. What fails is tried again, later each
  /// time, and at once when something changes.
  ///
  /// - Parameters:
  ///   - delays: How long it is waited after a failure, at first and at most.
  ///   - work: Tells whether it was done.
  func whenPublicationsChange(
    tryingAgainAfter delays: ClosedRange<Duration>,
    _ work: () async -> Bool
  ) async {
    let (reasons, reason) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let changes = publicationChanges()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in changes { reason.yield() }
        reason.finish()
      }
      reason.yield()
      var delay = delays.lowerBound
      for await _ in reasons {
        if await work() {
          delay = delays.lowerBound
          continue
        }
        let pause = delay
        delay = min(delay * 2, delays.upperBound)
        group.addTask {
          try? await Task.sleep(for: pause)
          reason.yield()
        }
      }
      group.cancelAll()
    }
  }
}
