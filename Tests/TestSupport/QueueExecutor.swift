// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Runs an actor on a dispatch queue, where blocking calls hold up nobody else.
final class QueueExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "blocking calls of a test")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
