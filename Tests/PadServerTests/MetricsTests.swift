// SPDX-License-Identifier: Apache-2.0

import Testing
import WebTestSupport

@testable import PadServer

@Suite("Metrics and rates")
struct MetricsTests {
  @Test("counts what rooms and disk did, in Prometheus' format")
  func metrics() async throws {
    try await TestServer.run { server in
      _ = try await server.json("POST", "/api/v1/pads", #"{"name": "pad", "text": "one"}"#)
      _ = try await server.put("two", into: "pad")
      let response = try await server.request("GET", "/metrics")
      #expect(response.status == 200)
      let lines = String(decoding: response.body, as: UTF8.self).split(separator: "\n")
      #expect(lines.contains("encrier_rooms 1"))
      #expect(lines.contains("encrier_sessions 0"))
      #expect(lines.contains("encrier_writes_total 2"))
      #expect(lines.contains("encrier_commit_seconds_bucket{le=\"+Inf\"} 2"))
      #expect(lines.contains("encrier_commit_failures_total 0"))
      #expect(lines.contains(#"encrier_refusals_total{cause="too_many_changes"} 0"#))
      #expect(lines.contains { $0.hasPrefix("encrier_resident_memory_bytes ") })
      // Each sample stands under its own type line.
      for line in lines where !line.hasPrefix("#") {
        #expect(line.split(separator: " ").count == 2, "\(line)")
      }
    }
  }

  @Test("answers 429 to an address that changes too much, and counts it")
  func tooManyChanges() async throws {
    try await TestServer.run(configure: { $0.maximumChangesPerMinute = 3 }) { server in
      var statuses: [Int] = []
      for _ in 0..<5 {
        statuses.append(try await server.json("POST", "/api/v1/pads", "{}").status)
      }
      #expect(statuses == [201, 201, 201, 429, 429])
      #expect(try await server.request("GET", "/api/v1/pads").status == 200)
      let metrics = try await server.request("GET", "/metrics")
      let text = String(decoding: metrics.body, as: UTF8.self)
      #expect(text.contains("encrier_refusals_total{cause=\"too_many_changes\"} 2\n"))
    }
  }

  @Test("fills a purse again with time, and keeps each address's own")
  func refills() {
    let rates = ChangeRates(perMinute: 60)
    let begun = ContinuousClock.now
    for _ in 0..<60 { #expect(rates.take(from: "192.0.2.1", at: begun)) }
    #expect(!rates.take(from: "192.0.2.1", at: begun))
    #expect(rates.take(from: "192.0.2.2", at: begun))
    #expect(!rates.take(from: "192.0.2.1", at: begun + .milliseconds(500)))
    #expect(rates.take(from: "192.0.2.1", at: begun + .seconds(2)))
  }

  @Test("limits the sessions of an address, but not those of a proxy on the machine")
  func sessionsOfAddress() {
    let sessions = AddressSessions(maximum: 2)
    #expect(sessions.enter("192.0.2.1") && sessions.enter("192.0.2.1"))
    #expect(!sessions.enter("192.0.2.1"))
    #expect(sessions.enter("192.0.2.2"))
    sessions.leave("192.0.2.1")
    #expect(sessions.enter("192.0.2.1"))
    for _ in 0..<5 { #expect(sessions.enter("127.0.0.1")) }
    #expect(sessions.refusalCount == 1)
  }
}
