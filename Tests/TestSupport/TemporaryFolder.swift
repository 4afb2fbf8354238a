// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// An empty folder of a test's own, gone when the test lets go of it.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let url: URL

  /// The same as a path.
  public var path: String { url.path }

  /// Makes the folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("encrier-test-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Copies the folder as it is at this moment, as a crash would leave it.
  public func copy() throws -> TemporaryFolder {
    let copy = try TemporaryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      try FileManager.default.copyItem(
        at: url.appendingPathComponent(name),
        to: copy.url.appendingPathComponent(name)
      )
    }
    return copy
  }

  /// Makes a file in the folder.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - text: What stands in it.
  /// - Returns: The file, open at its beginning to read and to write.
  /// - Throws: What writing and opening throw.
  public func file(named name: String, holding text: String = "") throws -> FileHandle {
    let file = url.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return try FileHandle(forUpdating: file)
  }
}
