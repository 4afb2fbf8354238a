// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One measured figure: medians of several runs.
struct Measurement {
  var trace: String
  var measure: EngineMeasure
  /// How many operations a run has.
  var count: Int
  var wall: Duration
  var cpu: Duration
  /// Of an encoding its size, of memory what is retained.
  var bytes: Int

  var nanosecondsPerOperation: Double { wall.milliseconds * 1e6 / Double(max(count, 1)) }

  var json: String {
    """
    {"engine":"encrier","trace":"\(trace)","measure":"\(measure.rawValue)","n":\(count),\
    "ms":\(wall.milliseconds.rounded(to: 4)),"cpu_ms":\(cpu.milliseconds.rounded(to: 4)),\
    "ns_per_op":\(nanosecondsPerOperation.rounded(to: 1)),"bytes":\(bytes)}
    """
  }

  var line: String {
    let name = "\(trace) \(measure.rawValue)".padding(toLength: 36, withPad: " ", startingAt: 0)
    return name
      + String(
        format: "%10.3f ms %10.3f ms CPU %10.1f ns/op %10d bytes",
        wall.milliseconds,
        cpu.milliseconds,
        nanosecondsPerOperation,
        bytes
      )
  }

  /// Runs a body once to warm up, then several times; each body says how many bytes it made.
  ///
  /// What every run needs first is not measured.
  static func median<Fixture>(
    runs: Int,
    setUp: () throws -> Fixture,
    _ body: (Fixture) throws -> Int
  ) rethrows -> (wall: Duration, cpu: Duration, bytes: Int) {
    var bytes = try body(setUp())
    var walls: [Duration] = []
    var cpus: [Duration] = []
    for _ in 0..<runs {
      let fixture = try setUp()
      let cpu = processorTime()
      walls.append(try ContinuousClock().measure { bytes = try body(fixture) })
      cpus.append(processorTime() - cpu)
    }
    return (walls.sorted()[runs / 2], cpus.sorted()[runs / 2], bytes)
  }

  private static func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

extension Duration {
  var milliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
  }
}

extension Double {
  func rounded(to digits: Int) -> Double {
    let factor = pow(10, Double(digits))
    return (self * factor).rounded() / factor
  }
}
