// SPDX-License-Identifier: Apache-2.0

/// Writers and readers in pads: at people's pace, as fast as possible, or with readers that stop.
struct WritingRun {
  let endpoint: Endpoint
  let plan: LoadPlan
  let scenario: Scenario

  private final class State {
    var latencies: [Double] = []
    var isMeasuring = false
    var writers: [[LoadClient]]
    /// For each pad the last frame and what was in it: everybody gets the same one.
    var lastFrames: [(bytes: [UInt8], runs: [Wire.Run])]
    var seenCount = 0
    var duplicateCount = 0
    var deliveryCount = 0

    init(pads: Int) {
      writers = Array(repeating: [], count: pads)
      lastFrames = Array(repeating: ([], []), count: pads)
    }
  }

  func run(into report: inout Report) throws {
    let state = State(pads: plan.pads)
    let crowd = Crowd(endpoint: endpoint)
    crowd.onMessage = { client, message in try receive(message, client, state) }
    try gather(crowd, state)
    var before = ProcessUsage(pid: plan.pid)
    let start = monotonicTime()
    let measured = start + UInt64(plan.warmup * 1e9)
    let end = measured + UInt64(plan.seconds * 1e9)
    var peak = 0.0
    var nextLook = start
    for client in crowd.clients {
      client.nextWrite = start + UInt64(interval() * .random(in: 0...1))
    }
    while true {
      let now = monotonicTime()
      if now >= end { break }
      if now >= measured, !state.isMeasuring {
        state.isMeasuring = true
        before = ProcessUsage(pid: plan.pid)
        for client in crowd.clients.suffix(plan.stalled) { client.isStalled = true }
      }
      if now >= nextLook {
        nextLook = now + 250_000_000
        peak = max(peak, ProcessUsage(pid: plan.pid)?.residentMegabytes ?? 0)
      }
      for pad in state.writers { for writer in pad { write(writer, at: now, state) } }
      try crowd.turn(milliseconds: scenario == .flood ? 5 : 1)
    }
    state.isMeasuring = false
    let after = ProcessUsage(pid: plan.pid)
    let resumed = monotonicTime()
    crowd.resumeReading()
    try? crowd.wait("drain", seconds: plan.drain) { missing(crowd, state) == 0 }
    let converged = Double(monotonicTime() - resumed) / 1e9
    report.add("updates_per_s", Double(state.seenCount) / plan.seconds / Double(plan.payload))
    report.add("deliveries_per_s", Double(state.deliveryCount) / plan.seconds)
    report.add(&state.latencies)
    report.add("missing", missing(crowd, state))
    report.add("duplicates", state.duplicateCount)
    report.add("gaps", crowd.clients.reduce(0) { $0 + $1.gapCount })
    report.add("lost_clients", crowd.lostCount)
    report.add("converged_s", converged)
    report.add(from: before, to: after)
    if peak > 0 { report.add("rss_peak_mb", peak) }
  }

  /// Connects everybody, the first of each pad alone, and waits until all are synced.
  private func gather(_ crowd: Crowd, _ state: State) throws {
    var readers: [(pad: Int, writer: Int?)] = []
    for pad in 0..<plan.pads {
      readers += (0..<plan.writers).map { (pad, $0) } + (0..<plan.readers).map { _ in (pad, nil) }
    }
    for (number, place) in readers.enumerated() {
      let client = try crowd.add(pad: place.pad, writer: place.writer, writers: plan.writers)
      if place.writer != nil { state.writers[place.pad].append(client) }
      client.send(Wire.emptyStep1)
      try crowd.wait("connecting", seconds: 30) {
        crowd.clients.count { !$0.isSynced } < (number == 0 ? 1 : 32)
      }
    }
    try crowd.wait("connecting", seconds: 30) { crowd.clients.allSatisfy(\.isSynced) }
  }

  private func identity(pad: Int, writer: Int) -> UInt64 { UInt64(1 + pad * 4096 + writer) }

  private func interval() -> Double { 1e9 / plan.rate * .random(in: 0.8...1.2) }

  private func write(_ client: LoadClient, at now: UInt64, _ state: State) {
    guard let writer = client.writer, client.phase == .open else { return }
    let id = identity(pad: client.pad, writer: writer)
    var count = 0
    if scenario == .flood {
      let pad = state.writers[client.pad]
      let seen = pad[(writer + 1) % pad.count].expected[writer]
      count = plan.window - (client.clock - seen) / plan.payload
      if count < (plan.window + 3) / 4 { count = 0 }
    } else if now >= client.nextWrite {
      count = 1
      client.nextWrite += UInt64(interval())
    }
    for _ in 0..<count {
      client.send(Wire.insertion(plan.payload, client: id, clock: client.clock))
      if plan.cursors { client.send(Wire.cursor(client: id, clock: client.clock)) }
      client.clock += plan.payload
      client.sentTimes += repeatElement(now, count: plan.payload)
    }
  }

  private func receive(_ message: [UInt8], _ client: LoadClient, _ state: State) throws {
    guard message.count > 2, message[0] == 0, message[1] == 1 || message[1] == 2 else { return }
    if message[1] == 1 { client.isSynced = true }
    let now = monotonicTime()
    var runs = state.lastFrames[client.pad].runs
    if state.lastFrames[client.pad].bytes != message {
      var reader = Wire.Reader(rest: message[2...])
      runs = try Wire.runs(in: try reader.bytes())
      state.lastFrames[client.pad] = (message, runs)
    }
    for run in runs {
      let writer = Int(run.client) - 1 - client.pad * 4096
      guard client.expected.indices.contains(writer) else { continue }
      let next = client.expected[writer]
      if run.clocks.lowerBound > next { client.gapCount += 1 }
      if run.clocks.upperBound <= next { state.duplicateCount += 1 }
      guard run.clocks.upperBound > next else { continue }
      client.expected[writer] = run.clocks.upperBound
      guard state.isMeasuring else { continue }
      let author = state.writers[client.pad][writer]
      let fresh = max(next, run.clocks.lowerBound)..<run.clocks.upperBound
      if client.writer == (writer + 1) % plan.writers { state.seenCount += fresh.count }
      guard client.writer != writer, !client.isStalled else { continue }
      state.deliveryCount += fresh.count
      for clock in fresh where scenario != .flood && clock % plan.payload == 0 {
        state.latencies.append(Double(now - author.sentTimes[clock]) / 1e6)
      }
    }
  }

  private func missing(_ crowd: Crowd, _ state: State) -> Int {
    crowd.clients.reduce(0) { total, client in
      zip(state.writers[client.pad], client.expected).reduce(total) { $0 + $1.0.clock - $1.1 }
    }
  }
}
