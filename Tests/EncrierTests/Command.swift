// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The built program, run as a user runs it.
struct Command {
  /// What a run left.
  struct Outcome {
    let status: Int32
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The program beside the program that runs the tests.
  private static var url: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("encrier")
  }

  /// Starts the program.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - language: The language of the person.
  ///   - input: What it reads; nil for nothing.
  ///   - output: Where what it prints goes.
  ///   - errors: Where what it says goes; nil for where the tests say it.
  /// - Returns: The program as it runs.
  /// - Throws: `POSIXError`.
  static func start(
    _ arguments: [String],
    language: String,
    input: FileHandle? = nil,
    output: FileHandle,
    errors: FileHandle? = nil
  ) throws -> SpawnedProgram {
    var environment = ProcessInfo.processInfo.environment
    for variable in ["LC_ALL", "LC_MESSAGES"] { environment[variable] = nil }
    environment["LANG"] = language
    return try SpawnedProgram(
      [url.path] + arguments,
      environment: environment,
      input: input,
      output: output,
      errors: errors
    )
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: String...,
    input: String = "",
    language: String = "en_GB.UTF-8"
  ) async throws -> Outcome {
    try await run(arguments, input: input, language: language)
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: [String],
    input: String = "",
    language: String = "en_GB.UTF-8"
  ) async throws -> Outcome {
    let folder = try TemporaryFolder()
    let source = try folder.file(named: "input", holding: input)
    let (output, errors) = (try folder.file(named: "output"), try folder.file(named: "errors"))
    let program = try start(
      arguments,
      language: language,
      input: source,
      output: output,
      errors: errors
    )
    let status = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: program.waitUntilExit()) }
    }
    try output.seek(toOffset: 0)
    try errors.seek(toOffset: 0)
    return Outcome(
      status: status,
      output: try output.readToEnd() ?? Data(),
      errors: String(decoding: try errors.readToEnd() ?? Data(), as: UTF8.self)
    )
  }

  /// Does something while a server runs on the data, and kills the server after that.
  static func whileServing(
    _ data: String,
    _ body: () async throws -> Void
  ) async throws {
    let output = Pipe()
    let server = try start(
      ["serve", "--port", "0", "--data", data],
      language: "en_GB.UTF-8",
      output: output.fileHandleForWriting,
      errors: FileHandle(forWritingAtPath: "/dev/null")
    )
    try output.fileHandleForWriting.close()
    // It prints its address when it is ready.
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    defer {
      kill(server.identifier, SIGKILL)
      server.waitUntilExit()
    }
    try await body()
  }
}
