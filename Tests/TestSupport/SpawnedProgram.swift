// SPDX-License-Identifier: Apache-2.0

import CProcesses
public import Foundation

/// A program that was started, which inherits nothing that is open here but what it is given.
///
/// Tests start programs while others open files; `Foundation.Process` walks off a table of its own
/// then, and ends them all.
public struct SpawnedProgram: Sendable {
  /// The process.
  public let identifier: Int32

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - command: Its path and its arguments.
  ///   - environment: Its environment.
  ///   - input: What it reads from; nil for nothing.
  ///   - output: What it writes to; nil for nowhere.
  ///   - errors: Where its complaints go; nil for where the tests' own go.
  /// - Throws: `POSIXError`.
  public init(
    _ command: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment,
    input: FileHandle? = nil,
    output: FileHandle? = nil,
    errors: FileHandle? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    try Self.check(posix_spawn_file_actions_init(&actions))
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (handle, number) in [(input, STDIN_FILENO), (output, STDOUT_FILENO)] where handle == nil {
      try Self.check(
        posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
      )
    }
    let given = [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)]
    for case let (handle?, number) in given {
      try Self.check(
        posix_spawn_file_actions_adddup2(&actions, handle.fileDescriptor, number)
      )
    }
    try Self.check(posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1))
    var arguments = command.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    try Self.check(
      posix_spawnp(&process, command.first ?? "", &actions, nil, &arguments, &variables)
    )
    identifier = process
  }

  /// Waits until it has ended.
  ///
  /// - Returns: The status it exited with, or the number of the signal that killed it.
  @discardableResult
  public func waitUntilExit() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      guard errno == EINTR else { return -1 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : signal
  }

  private static func check(_ code: Int32) throws {
    if code != 0 { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
  }
}
