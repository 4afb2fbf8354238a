// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import EditingTraces
import Foundation

/// `history-bench`: what the past of a pad costs that three people typed key by key.
@main
struct HistoryBenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history-bench",
    abstract:
      "Types a recording by three people, a log row for each key, and measures its history.",
    discussion: """
      People type at five keys a second of a clock of their own. Every text that is read is compared \
      with a replay of the recording, and every author with who typed.
      """
  )

  @Argument(help: "A recording, sequential.")
  var trace: String

  @Option(help: "How often the recording is typed, each time before what is there.")
  var times = 1

  @Option(help: "How many random moments are opened.")
  var moments = 1_000

  @Option(
    help: "Where the pad is kept; it is removed afterwards. Best in memory: each key is synced."
  )
  var folder = "/dev/shm"

  func run() async throws {
    let path = "\(folder)/encrier-bench-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let typing = try TypedHistory(EditingTrace(path: trace), times: times)
    let begun = ContinuousClock.now
    var bench = try HistoryBench(path: path, typing: typing)
    try await bench.type()
    report("typed", "\(typing.keyCount) keys in \(ContinuousClock.now - begun)")
    report("first look at all of it", try await bench.firstLook())
    let before = try await bench.bytes()
    report("bytes a key before joining rows", before.perKey(typing.keyCount))
    report("a moment", try await bench.open(moments: moments))
    report("a moment, nothing in memory", try await bench.openCold(moments: min(20, moments)))
    report("joining rows", try await bench.join())
    report("first look after that", try await bench.firstLook())
    report("a moment after that", try await bench.open(moments: moments))
    report("bytes a key after joining rows", try await bench.bytes().perKey(typing.keyCount))
    try await bench.close()
  }

  private func report(_ what: String, _ figure: String) {
    print("\(what): \(figure)")
  }
}
