// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The figures of a run, printed as one JSON object in the order they were found.
struct Report {
  private var members: [(String, String)] = []

  init(scenario: String, plan: LoadPlan) {
    members = [
      ("scenario", "\"\(scenario)\""), ("pads", "\(plan.pads)"), ("writers", "\(plan.writers)"),
      ("readers", "\(plan.readers)"),
    ]
  }

  mutating func add(_ name: String, _ value: Double) {
    members.append((name, "\(value.rounded(to: 3))"))
  }

  mutating func add(_ name: String, _ value: Int) { members.append((name, "\(value)")) }

  /// Adds the percentiles of latencies in milliseconds.
  mutating func add(_ latencies: inout [Double], prefix: String = "") {
    latencies.sort()
    for (name, part) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)] {
      let index = min(latencies.count - 1, Int(part * Double(latencies.count)))
      if index >= 0 { add("\(prefix)\(name)_ms", latencies[index]) }
    }
    add("\(prefix)samples", latencies.count)
  }

  /// Adds what the server used between two looks at it.
  mutating func add(from before: ProcessUsage?, to after: ProcessUsage?) {
    guard let before, let after else { return }
    add("server_cpu_s", after.cpuSeconds - before.cpuSeconds)
    add("rss_start_mb", before.residentMegabytes)
    add("rss_end_mb", after.residentMegabytes)
  }

  var json: String {
    "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }
}

/// What a process has used, as Linux tells it.
struct ProcessUsage {
  let cpuSeconds: Double
  let residentMegabytes: Double

  init?(pid: Int32?) {
    guard let pid,
      let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let memory = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8)
    else { return nil }
    // The name, in brackets, may hold anything.
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    let pages = memory.split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]),
      pages.count > 1, let resident = Double(pages[1])
    else { return nil }
    cpuSeconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    residentMegabytes = resident * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
  }
}

/// Nanoseconds of the monotonic clock.
func monotonicTime() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
