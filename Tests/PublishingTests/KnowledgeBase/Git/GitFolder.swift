// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Publishing

/// A knowledge base with a repository, and git itself to look at it.
struct GitFolder {
  let path: String

  init(_ name: String = "git-\(UUID().uuidString)") {
    path = NSTemporaryDirectory() + name
  }

  /// Builds and commits.
  func build(
    _ editions: SampleEditions,
    overwriting: Bool = false,
    _ change: (inout KnowledgeBaseSettings) -> Void = { _ in }
  ) async throws {
    var settings = KnowledgeBaseSettings()
    settings.hasGit = true
    change(&settings)
    var folder = try KnowledgeBaseFolder(path, overwriting: overwriting)
    _ = try await KnowledgeBaseBuilder(editions, settings: settings, renderer: nil)
      .build(into: &folder)
  }

  /// What git says, run by the test as anybody would.
  @discardableResult
  func git(_ arguments: String..., in folder: String? = nil) async throws -> String {
    let command =
      ["/usr/bin/env", "GIT_CONFIG_GLOBAL=/dev/null", "git", "-C", folder ?? path]
      + ["-c", "user.name=Autre", "-c", "user.email=a@b.example", "-c", "core.quotePath=false"]
      + arguments
    let end = try await ChildProcess.end(of: command, input: [], keepsErrors: true, within: 60)
    let words = String(decoding: end.errors, as: UTF8.self)
    guard end.isDone else { throw KnowledgeBaseError.program("git", reason: words) }
    return String(decoding: end.output, as: UTF8.self)
  }

  /// The same in lines.
  func lines(_ arguments: String..., in folder: String? = nil) async throws -> [String] {
    let command = ["/usr/bin/env", "git", "-c", "core.quotePath=false", "-C", folder ?? path]
    let output = try await ChildProcess.output(of: command + arguments, input: [])
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Writes a file.
  func write(_ text: String, at place: String, in folder: String? = nil) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder ?? path)/\(place)"))
  }

  /// Reads one.
  func read(_ place: String, in folder: String? = nil) throws -> String {
    try String(contentsOfFile: "\(folder ?? path)/\(place)", encoding: .utf8)
  }
}
