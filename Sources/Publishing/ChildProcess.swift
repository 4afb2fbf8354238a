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
  private static let waiting = DispatchQueue(label: "encrier.processes", attributes: .concurrent)

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - command: Its path and its arguments.
  ///   - input: What it reads from standard input.
  /// - Returns: What it wrote to standard output; what it wrote to standard error is lost.
  /// - Throws: ``Failure``.
  static func output(of command: [String], input: [UInt8]) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      waiting.async {
        continuation.resume(with: Result { try run(command, on: input) })
      }
    }
  }

  private static func run(_ command: [String], on input: [UInt8]) throws -> [UInt8] {
    let source = try MemoryFile()
    let sink = try MemoryFile()
    try source.write(input)
    let process = try spawn(command, input: source, output: sink)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Failure.failed }
    }
    // Exited by itself, with status 0.
    guard status == 0 else { throw Failure.failed }
    return try sink.read()
  }

  private static func spawn(
    _ command: [String],
    input: MemoryFile,
    output: MemoryFile
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { throw Failure.notStarted }
    defer { posix_spawn_file_actions_destroy(&actions) }
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    guard
      posix_spawn_file_actions_adddup2(&actions, input.descriptor, STDIN_FILENO) == 0,
      posix_spawn_file_actions_adddup2(&actions, output.descriptor, STDOUT_FILENO) == 0,
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0,
      posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1) == 0,
      posix_spawn(&process, command.first ?? "", &actions, nil, &arguments, environ) == 0
    else { throw Failure.notStarted }
    return process
  }
}

/// A file without a name, in memory; it is gone when nobody has it open.
private final class MemoryFile {
  let descriptor: Int32
  /// `MFD_CLOEXEC`: no other program inherits it.
  private static let closesOnExec: UInt32 = 1

  init() throws {
    descriptor = memfd_create("encrier", Self.closesOnExec)
    guard descriptor >= 0 else { throw ChildProcess.Failure.notStarted }
  }

  deinit {
    close(descriptor)
  }

  /// Writes bytes at the beginning, from which they are read.
  func write(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        return pwrite(descriptor, rest.baseAddress, rest.count, off_t(done))
      }
      guard count > 0 || errno == EINTR else { throw ChildProcess.Failure.notStarted }
      done += max(0, count)
    }
  }

  /// All of it.
  func read() throws -> [UInt8] {
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw ChildProcess.Failure.failed }
    let size = Int(information.st_size)
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]
        )
        let read = pread(descriptor, rest.baseAddress, rest.count, off_t(count))
        guard read > 0 || errno == EINTR else { throw ChildProcess.Failure.failed }
        count += max(0, read)
      }
    }
  }
}
