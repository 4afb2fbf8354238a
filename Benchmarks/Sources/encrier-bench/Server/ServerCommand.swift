// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// What a load consists of.
enum Scenario: String, CaseIterable, ExpressibleByArgument {
  /// People typing at their own pace, and readers: latency from send to receipt.
  case typing
  /// Writers as fast as the server takes it.
  case flood
  /// One silent session a pad: memory.
  case idle
  /// New clients joining a pad with a document: time and CPU of each.
  case join
  /// Typing with readers that stop reading for a while: memory and convergence.
  case stall
}

/// `encrier-bench server URL_PREFIX [scenario]`: loads a server that speaks y-websocket.
struct ServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server",
    abstract: "Loads a server with writers and readers over the real protocol; prints JSON."
  )

  @Argument(help: "ws://HOST:PORT/PATH/ to which the pad's name is added.")
  var prefix: String

  @Argument(help: "typing, flood, idle, join or stall.")
  var scenario = Scenario.typing

  @OptionGroup var plan: LoadPlan

  func validate() throws {
    guard Endpoint(prefix) != nil else {
      throw ValidationError("The prefix must be ws://ADDRESS:PORT/PATH/.")
    }
    guard (1...65_535).contains(plan.pads), (0...4_095).contains(plan.writers),
      plan.window > 0, plan.payload > 0, plan.rate > 0
    else { throw ValidationError("Pads, writers, window, payload or rate is out of range.") }
    guard scenario != .join || plan.document != nil else {
      throw ValidationError("The scenario join needs --document.")
    }
  }

  func run() throws {
    guard let endpoint = Endpoint(prefix) else { throw LoadError.invalidPrefix }
    var report = Report(scenario: scenario.rawValue, plan: plan)
    switch scenario {
    case .typing, .flood, .stall:
      try WritingRun(endpoint: endpoint, plan: plan, scenario: scenario).run(into: &report)
    case .idle: try IdleRun(endpoint: endpoint, plan: plan).run(into: &report)
    case .join: try JoinRun(endpoint: endpoint, plan: plan).run(into: &report)
    }
    print(report.json)
  }
}

/// The numbers of a load.
struct LoadPlan: ParsableArguments {
  @Option(help: "How many pads.") var pads = 1
  @Option(help: "Writers in each pad.") var writers = 15
  @Option(help: "Readers in each pad.") var readers = 0
  @Option(help: "Updates a second of each writer, with 20 % of jitter.") var rate = 5.0
  @Option(help: "Characters of an update.") var payload = 1
  @Flag(help: "A cursor with each update.") var cursors = false
  @Option(help: "Updates a flooding writer has under way.") var window = 64
  @Option(help: "How long is measured, in seconds.") var seconds = 10.0
  @Option(help: "How long is written before, in seconds.") var warmup = 2.0
  @Option(help: "How long what is missing may still come, in seconds.") var drain = 10.0
  @Option(help: "Readers that stop reading while is measured.") var stalled = 0
  @Option(help: "Joins one after another.") var joins = 20
  @Option(help: "Joins at once.") var concurrent = 50
  @Option(help: "A Yjs v1 update the pad holds before anybody joins.") var document: String?
  @Option(help: "The server's process, for its CPU and memory.") var pid: Int32?
}

/// Why a load could not be run.
enum LoadError: Error {
  case invalidPrefix
  case system(String, Int32)
  case refused(String)
  case timeout(String)
  case malformed
}
