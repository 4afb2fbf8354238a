// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import EditingTraces
import Foundation

/// `encrier-bench engine TRACE…`: replays recorded editing through the engine.
struct EngineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine",
    abstract: "Replays recorded editing through the merge engine and says how long it took."
  )

  @Argument(
    help: "Traces as published by josephg/editing-traces: JSON, gzipped unless it ends in .json."
  )
  var traces: [String]

  @Option(help: "Yjs v1 updates, each behind its length as a 32-bit little-endian number.")
  var updates: String?

  @Option(help: "Measures, separated by commas: \(EngineMeasure.allNames).")
  var only: String?

  @Option(help: "How many measured runs after the warm-up; the median counts.")
  var runs = 7

  @Flag(help: "One JSON object a line instead of a table.")
  var json = false

  func validate() throws {
    guard runs >= 1 else { throw ValidationError("--runs must be at least 1.") }
    guard updates == nil || traces.count == 1 else {
      throw ValidationError("--updates goes with one trace.")
    }
    _ = try chosenMeasures()
  }

  func run() throws {
    #if DEBUG
    throw ValidationError("Build with `swift build -c release`: debug builds check invariants.")
    #else
    for path in traces {
      let trace = try EditingTrace(path: path)
      let file = try updates ?? YjsUpdates.make(from: path)
      let replay = try EngineReplay(trace: trace, updates: YjsUpdates.read(file), runs: runs)
      for measure in try chosenMeasures() {
        guard let result = try replay.measure(measure) else { continue }
        print(json ? result.json : result.line)
      }
    }
    #endif
  }

  private func chosenMeasures() throws -> [EngineMeasure] {
    guard let only else { return EngineMeasure.allCases }
    return try only.split(separator: ",").map { name in
      guard let measure = EngineMeasure(rawValue: String(name)) else {
        throw ValidationError("No measure is named \(name): \(EngineMeasure.allNames).")
      }
      return measure
    }
  }
}

/// What can be measured of an engine.
enum EngineMeasure: String, CaseIterable {
  /// Each recorded patch as one local edit.
  case local
  /// One update per keystroke, applied to an empty document.
  case remote
  /// The final state into a new document, and its text.
  case loadV1 = "load_v1"
  /// The same from the second update format.
  case loadV2 = "load_v2"
  /// The whole state as one update.
  case encodeV1 = "encode_v1"
  /// What a reader lacks who has half of the updates.
  case diffV1 = "diff_v1"
  /// All updates into one without a document, a thousand at a time, as a log joins its rows.
  case mergeV1 = "merge_v1"
  /// Each recorded patch as one local edit, in the middle of nine such texts.
  case localTenfold = "local_10x"
  /// Edits at random places of the final document.
  case edit = "edit_1x"
  /// The same in a document ten times as long.
  case editTenfold = "edit_10x"
  /// What a loaded document keeps.
  case memory

  static var allNames: String { allCases.map(\.rawValue).joined(separator: ",") }
}
