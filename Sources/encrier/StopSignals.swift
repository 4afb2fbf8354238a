// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc

/// Turns SIGTERM and SIGINT, from its creation on, into an event to wait for.
struct StopSignals {
  private let arrivals: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (arrivals, continuation) = AsyncStream<Void>.makeStream()
    self.arrivals = arrivals
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
  }

  /// Returns at the first signal; an impatient second Control-C then ends the process at once.
  func wait() async {
    for await _ in arrivals { break }
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
  }
}
