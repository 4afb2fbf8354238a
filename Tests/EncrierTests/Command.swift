// SPDX-License-Identifier: Apache-2.0

import Foundation

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

  /// A process of the program, not yet started.
  static func process(_ arguments: [String], language: String) -> Process {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    for variable in ["LC_ALL", "LC_MESSAGES"] { environment[variable] = nil }
    environment["LANG"] = language
    process.environment = environment
    return process
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
    let process = process(arguments, language: language)
    let (output, errors, standardInput) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = standardInput
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    async let printed = readToEnd(output)
    async let said = readToEnd(errors)
    let (data, sentences) = (await printed, await said)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: data,
      errors: String(decoding: sentences, as: UTF8.self)
    )
  }

  private static func readToEnd(_ pipe: Pipe) async -> Data {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let data = try? pipe.fileHandleForReading.readToEnd()
        continuation.resume(returning: data ?? Data())
      }
    }
  }
}
