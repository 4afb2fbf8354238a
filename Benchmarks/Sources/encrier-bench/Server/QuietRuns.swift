// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One session in each of many pads, which says nothing.
struct IdleRun {
  let endpoint: Endpoint
  let plan: LoadPlan

  func run(into report: inout Report) throws {
    let before = ProcessUsage(pid: plan.pid)
    let crowd = Crowd(endpoint: endpoint)
    crowd.onMessage = { client, message in
      if message.starts(with: [0, 1]) { client.isSynced = true }
    }
    for pad in 0..<plan.pads {
      try crowd.add(pad: pad).send(Wire.emptyStep1)
      try crowd.wait("connecting", seconds: 30) {
        pad % 64 != 63 || crowd.clients.suffix(64).allSatisfy(\.isSynced)
      }
    }
    try crowd.wait("connecting", seconds: 30) { crowd.clients.allSatisfy(\.isSynced) }
    let end = monotonicTime() + UInt64(plan.seconds * 1e9)
    while monotonicTime() < end { try crowd.turn(milliseconds: 100) }
    let after = ProcessUsage(pid: plan.pid)
    report.add(from: before, to: after)
    if let before, let after {
      let growth = after.residentMegabytes - before.residentMegabytes
      report.add("rss_mb_per_1000", growth * 1000 / Double(plan.pads))
    }
    report.add("lost_clients", crowd.lostCount)
  }
}

/// New clients joining a pad that holds a document.
struct JoinRun {
  let endpoint: Endpoint
  let plan: LoadPlan

  func run(into report: inout Report) throws {
    let document = [UInt8](try Data(contentsOf: URL(fileURLWithPath: plan.document ?? "")))
    let crowd = Crowd(endpoint: endpoint)
    var arrivals: [ObjectIdentifier: UInt64] = [:]
    var sizes: Set<Int> = []
    crowd.onMessage = { client, message in
      guard message.starts(with: [0, 1]) else { return }
      client.isSynced = true
      arrivals[ObjectIdentifier(client)] = monotonicTime()
      if client.writer == nil { sizes.insert(message.count) }
    }
    let seeder = try crowd.add(pad: 0, writer: 0, writers: 1)
    seeder.send(Wire.emptyStep1)
    try crowd.wait("seeding", seconds: 30) { seeder.isSynced }
    seeder.send(Wire.sync(2, document))
    try joinUntilWhole(crowd, bytes: document.count / 2)
    sizes = []
    let before = ProcessUsage(pid: plan.pid)
    var times: [Double] = []
    for _ in 0..<plan.joins {
      let begun = monotonicTime()
      let client = try join(crowd)
      try crowd.wait("joining", seconds: 30) { client.isSynced }
      times.append(Double((arrivals[ObjectIdentifier(client)] ?? begun) - begun) / 1e6)
      client.close()
    }
    let after = ProcessUsage(pid: plan.pid)
    report.add(&times, prefix: "join_")
    if let before, let after {
      let cpu = (after.cpuSeconds - before.cpuSeconds) * 1000 / Double(plan.joins)
      report.add("server_cpu_ms_per_join", cpu)
    }
    let begun = monotonicTime()
    let group = try (0..<plan.concurrent).map { _ in try join(crowd) }
    try crowd.wait("joining at once", seconds: 60) { group.allSatisfy(\.isSynced) }
    report.add("concurrent_max_ms", Double(monotonicTime() - begun) / 1e6)
    report.add("answers_of_different_size", sizes.count - 1)
    report.add(from: before, to: ProcessUsage(pid: plan.pid))
  }

  private func join(_ crowd: Crowd) throws -> LoadClient {
    let client = try crowd.add(pad: 0)
    client.send(Wire.emptyStep1)
    return client
  }

  /// The seed may be merged some time after it was sent.
  private func joinUntilWhole(_ crowd: Crowd, bytes: Int) throws {
    let old = crowd.onMessage
    defer { crowd.onMessage = old }
    var largest = 0
    crowd.onMessage = { client, message in
      try old(client, message)
      if message.starts(with: [0, 1]) { largest = max(largest, message.count) }
    }
    while largest < bytes {
      let client = try join(crowd)
      try crowd.wait("seeding", seconds: 30) { client.isSynced }
      client.close()
    }
  }
}
