// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// Files of Yjs updates, each behind its length as a 32-bit little-endian number.
enum YjsUpdates {
  /// Reads all updates of a file.
  static func read(_ path: String) throws -> [[UInt8]] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var updates: [[UInt8]] = []
    var offset = 0
    while offset + 4 <= bytes.count {
      var length = 0
      for index in (0..<4).reversed() { length = length << 8 | Int(bytes[offset + index]) }
      guard offset + 4 + length <= bytes.count else { break }
      updates.append(Array(bytes[(offset + 4)..<(offset + 4 + length)]))
      offset += 4 + length
    }
    guard offset == bytes.count else { throw ValidationError("\(path) is cut.") }
    return updates
  }

  /// Lets real Yjs replay a trace and keeps its updates beside the build for the next time.
  static func make(from trace: String) throws -> String {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let name = URL(fileURLWithPath: trace).lastPathComponent.components(separatedBy: ".")[0]
    let output = package.appendingPathComponent(".build/\(name).updates")
    if FileManager.default.fileExists(atPath: output.path) { return output.path }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = package.appendingPathComponent("peers/yjs.mjs").path
    process.arguments = ["node", script, "updates", trace, output.path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ValidationError("Yjs could not replay \(trace); pass --updates FILE.")
    }
    return output.path
  }
}
