// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A recording of people typing.
public struct EditingTrace {
  /// One change: positions and lengths in UTF-16 units.
  public struct Patch {
    /// Where.
    public var position: Int
    /// How many units go.
    public var removed: Int
    /// What comes.
    public var inserted: String
  }

  /// The file's name without its endings.
  public let name: String

  /// The text at the end.
  public let end: String

  /// The patches of a sequential recording; empty for a concurrent one.
  public let patches: [Patch]

  /// Reads a recording, plain or compressed by gzip.
  public init(path: String) throws {
    let isPlain = path.hasSuffix(".json")
    let data =
      try isPlain ? Data(contentsOf: URL(fileURLWithPath: path)) : Self.gunzip(path)
    guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any],
      let end = object["endContent"] as? String,
      let transactions = object["txns"] as? [[String: Any]]
    else { throw TraceError("\(path) is no editing trace.") }
    name = URL(fileURLWithPath: path).lastPathComponent.components(separatedBy: ".")[0]
    self.end = end
    guard object["kind"] as? String != "concurrent" else {
      patches = []
      return
    }
    var patches: [Patch] = []
    for transaction in transactions {
      for case let patch as [Any] in transaction["patches"] as? [Any] ?? [] {
        guard patch.count == 3, let position = patch[0] as? Int, let removed = patch[1] as? Int,
          let inserted = patch[2] as? String
        else { throw TraceError("\(path) has a patch of another form.") }
        patches.append(Patch(position: position, removed: removed, inserted: inserted))
      }
    }
    self.patches = try Self.inUTF16(patches, start: object["startContent"] as? String ?? "")
  }

  /// Recordings count code points.
  ///
  /// All of ours keep to characters of one UTF-16 unit, where both
  /// counts agree; another is refused rather than measured wrongly.
  private static func inUTF16(_ patches: [Patch], start: String) throws -> [Patch] {
    let isSimple = patches.allSatisfy {
      $0.inserted.unicodeScalars.allSatisfy { $0.value < 0x10000 }
    }
    guard isSimple, start.isEmpty else {
      throw TraceError("A trace must start empty and hold characters of one UTF-16 unit.")
    }
    return patches
  }

  private static func gunzip(_ path: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw TraceError("\(path) cannot be read.") }
    return data
  }
}

/// Why a recording cannot be used.
public struct TraceError: Error, CustomStringConvertible {
  /// In a sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}
