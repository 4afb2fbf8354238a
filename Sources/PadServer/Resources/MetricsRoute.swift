// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Storage
import WebServer

/// What the server measures of itself, in Prometheus' text format.
struct MetricsRoute: Sendable {
  let pads: PadHouse
  /// What the data folder has written; nil when nobody tells.
  let storage: (@Sendable () -> StorageStatistics)?
  let rates: ChangeRates
  let addresses: AddressSessions
  /// Who builds the knowledge base; nil where there is none.
  let knowledgeBase: KnowledgeBaseKeeper?

  var route: Route {
    Route(
      method: "GET",
      path: "/metrics",
      operation: Operation(
        summary: "Counters and gauges for Prometheus",
        success: (200, .media("text/plain"))
      ),
      action: .respond { [self] _ in
        .init(
          status: 200,
          headers: [
            "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store",
          ],
          body: Array(text.utf8)
        )
      }
    )
  }

  /// The measurements now.
  var text: String {
    var page = MetricsPage()
    let pads = pads.statistics
    page.gauge("sessions", "Editors connected", pads.sessionCount)
    page.gauge("rooms", "Pads open in memory", pads.roomCount)
    page.counter("sessions_total", "Editors ever let in", pads.joinCount)
    page.counter("updates_total", "Updates accepted from editors", pads.updateCount)
    page.counter("update_bytes_total", "Their bytes", pads.updateBytes)
    page.counter("frames_total", "Frames with updates sent to editors", pads.frameCount)
    page.counter("frame_bytes_total", "Their bytes", pads.frameBytes)
    page.counter("catch_ups_total", "Slow readers given one update for many", pads.catchUpCount)
    page.counter("pauses_total", "Fast writers not read for a while", pads.pauseCount)
    var refusals = pads.refusalCounts
    refusals["too_many_changes"] = rates.refusalCount
    refusals["too_many_sessions_of_address"] = addresses.refusalCount
    page.counters("refusals_total", "Sessions and requests refused", label: "cause", refusals)
    if let storage = storage?() {
      page.gauge("commit_queue", "Writes waiting for the disk", storage.waitingCount)
      page.counter("writes_total", "Writes committed", storage.writeCount)
      page.counter("commit_failures_total", "Transactions that failed", storage.failureCount)
      page.histogram(
        "commit_seconds",
        "How long a transaction took until it was on disk",
        bounds: StorageStatistics.bounds,
        counts: storage.commitCounts,
        sum: storage.commitSeconds
      )
    }
    if let report = knowledgeBase?.report {
      page.counter("kb_builds_total", "Builds of the knowledge base", report.buildCount)
      page.counter("kb_build_failures_total", "Builds that failed", report.failureCount)
      page.gauge("kb_failing", "Whether the last build failed", report.isFailing ? 1 : 0)
      page.gauge("kb_texts", "Published texts", report.textCount)
      page.gauge("kb_editions", "Their published editions", report.editionCount)
    }
    if let memory = Self.residentBytes {
      page.gauge("resident_memory_bytes", "Memory of the process", memory)
    }
    return page.text
  }

  /// The memory of the process, as Linux tells it.
  private static var residentBytes: Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// A page in Prometheus' text format, version 0.0.4.
struct MetricsPage {
  private(set) var text = ""

  mutating func gauge(_ name: String, _ help: String, _ value: Int) {
    begin(name, help, type: "gauge")
    text += "encrier_\(name) \(value)\n"
  }

  mutating func counter(_ name: String, _ help: String, _ value: Int) {
    begin(name, help, type: "counter")
    text += "encrier_\(name) \(value)\n"
  }

  mutating func counters(_ name: String, _ help: String, label: String, _ values: [String: Int]) {
    begin(name, help, type: "counter")
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      text += "encrier_\(name){\(label)=\"\(key)\"} \(value)\n"
    }
  }

  /// Adds a histogram; `counts` has one class more than there are bounds.
  mutating func histogram(
    _ name: String,
    _ help: String,
    bounds: [Double],
    counts: [Int],
    sum: Double
  ) {
    begin(name, help, type: "histogram")
    var count = 0
    for (bound, classCount) in zip(bounds, counts) {
      count += classCount
      text += "encrier_\(name)_bucket{le=\"\(bound)\"} \(count)\n"
    }
    let total = counts.reduce(0, +)
    text += "encrier_\(name)_bucket{le=\"+Inf\"} \(total)\n"
    text += "encrier_\(name)_sum \(sum)\nencrier_\(name)_count \(total)\n"
  }

  private mutating func begin(_ name: String, _ help: String, type: String) {
    text += "# HELP encrier_\(name) \(help)\n# TYPE encrier_\(name) \(type)\n"
  }
}
