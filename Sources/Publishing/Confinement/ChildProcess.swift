// SPDX-License-Identifier: Apache-2.0

import CProcesses
import Dispatch
import Glibc

/// A program run to its end on bytes, whose output is bytes.
///
/// Files in memory stand for its input and output, so that nobody waits for the other side, and it
/// inherits nothing else that is open here. `Foundation.Process` and swift-subprocess 1.0 are not used:
/// the one walks off a table of its own while other threads open files, the other ends the whole
/// program when the child closes its input early.
enum ChildProcess {
  /// Why there is no output.
  enum Failure: Error {
    /// The system had no room for another process or file.
    case notStarted
    /// It exited with a status other than 0, or was killed.
    case failed
  }

  /// Where processes are waited for; each takes one of its threads.
  ///
  /// The thread that starts a process stays with it to its end: what dies with its parent would die
  /// with that thread.
  private static let waiting = DispatchQueue(label: "encrier.processes", attributes: .concurrent)

  /// Runs a program; a task that is cancelled kills it.
  ///
  /// - Parameters:
  ///   - command: Its path and its arguments.
  ///   - input: What it reads from standard input.
  ///   - patience: How long it may take, in seconds; it is killed then.
  /// - Returns: What it wrote to standard output; what it wrote to standard error is lost.
  /// - Throws: ``Failure``.
  static func output(
    of command: [String],
    input: [UInt8],
    within patience: Int = 120
  ) async throws -> [UInt8] {
    let end = try await end(of: command, input: input, within: patience)
    guard end.isDone else { throw Failure.failed }
    return end.output
  }

  /// How a program ended.
  struct End: Sendable {
    /// Whether it exited with status 0.
    let isDone: Bool
    /// What it wrote to standard output.
    let output: [UInt8]
    /// What it wrote to standard error; empty where nobody asked.
    let errors: [UInt8]
  }

  /// Runs a program, and tells also how it failed.
  ///
  /// - Parameters:
  ///   - command: Its path and its arguments.
  ///   - input: What it reads from standard input.
  ///   - keepsErrors: Whether what it writes to standard error is kept.
  ///   - patience: How long it may take, in seconds; it is killed then.
  /// - Returns: How it ended.
  /// - Throws: ``Failure`` when it could not be started.
  static func end(
    of command: [String],
    input: [UInt8],
    keepsErrors: Bool = false,
    within patience: Int
  ) async throws -> End {
    let process = RunningProcess()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        waiting.async {
          continuation.resume(
            with: Result { try run(command, on: input, keepsErrors, as: process) }
          )
        }
        waiting.asyncAfter(deadline: .now() + .seconds(patience)) { [weak process] in
          process?.kill()
        }
      }
    } onCancel: {
      process.kill()
    }
  }

  private static func run(
    _ command: [String],
    on input: [UInt8],
    _ keepsErrors: Bool,
    as process: RunningProcess
  ) throws -> End {
    let source = try MemoryFile()
    let sink = try MemoryFile()
    let errors = keepsErrors ? try MemoryFile() : nil
    try source.write(input)
    let started = try process.start { () throws(Failure) in
      try spawn(command, input: source, output: sink, errors: errors)
    }
    guard let started else { throw Failure.failed }
    let isDone = process.wait(for: started)
    return End(isDone: isDone, output: try sink.read(), errors: try errors?.read() ?? [])
  }

  private static func spawn(
    _ command: [String],
    input: MemoryFile,
    output: MemoryFile,
    errors: MemoryFile?
  ) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { throw .notStarted }
    defer { posix_spawn_file_actions_destroy(&actions) }
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    guard
      posix_spawn_file_actions_adddup2(&actions, input.descriptor, STDIN_FILENO) == 0,
      posix_spawn_file_actions_adddup2(&actions, output.descriptor, STDOUT_FILENO) == 0,
      errors.map({
        posix_spawn_file_actions_adddup2(&actions, $0.descriptor, STDERR_FILENO)
      }) ?? posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        == 0,
      posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1) == 0,
      posix_spawn(&process, command.first ?? "", &actions, nil, &arguments, environ) == 0
    else { throw .notStarted }
    return process
  }
}
