// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Why a text was not rendered.
public enum RenderingError: Error, Equatable {
  /// It is longer than ``MarkdownRendering/maximumBytes``.
  case tooLong
  /// It took more time, memory or room than is granted.
  case stopped
  /// Too many texts are being rendered already.
  case busy
}

/// Renders Markdown in a process of its own, which the system stops when it takes too much.
///
/// The process is a command that reads the text from standard input and writes HTML to standard
/// output; it limits itself before it reads, see ``limitThisProcess()``.
public final class BoundedRenderer: Sendable {
  /// What a rendering process may use.
  private enum Bound {
    /// In seconds of processor time.
    static let time: rlim_t = 2
    /// In bytes of memory.
    static let memory: rlim_t = 2 << 30
    /// In bytes of output.
    static let output: rlim_t = 16 << 20
    /// How many run at once.
    static let processes = 2
  }

  private let command: [String]
  private let running = Mutex(0)

  /// Makes a renderer.
  ///
  /// - Parameter command: The program's path and its arguments.
  public init(command: [String]) {
    self.command = command
  }

  /// Renders a text.
  ///
  /// - Parameter markdown: The text in UTF-8.
  /// - Returns: The HTML of the body.
  /// - Throws: ``RenderingError``.
  public func html(_ markdown: [UInt8]) async throws(RenderingError) -> [UInt8] {
    try await output(of: command, markdown)
  }

  /// Takes the marks off a text.
  ///
  /// - Parameter markdown: The text in UTF-8.
  /// - Returns: Plain text.
  /// - Throws: ``RenderingError``.
  public func plainText(_ markdown: [UInt8]) async throws(RenderingError) -> [UInt8] {
    try await output(of: command + ["--plain"], markdown)
  }

  private func output(
    of command: [String],
    _ markdown: [UInt8]
  ) async throws(RenderingError) -> [UInt8] {
    guard markdown.count <= MarkdownRendering.maximumBytes else { throw .tooLong }
    let isAdmitted = running.withLock { count in
      guard count < Bound.processes else { return false }
      count += 1
      return true
    }
    guard isAdmitted else { throw .busy }
    defer { running.withLock { $0 -= 1 } }
    do {
      return try await ChildProcess.output(of: command, input: markdown)
    } catch {
      throw .stopped
    }
  }

  /// Bounds what this process may use; called by the command before it reads.
  public static func limitThisProcess() {
    limit(__rlimit_resource_t(RLIMIT_CPU.rawValue), Bound.time)
    limit(__rlimit_resource_t(RLIMIT_AS.rawValue), Bound.memory)
    limit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), Bound.output)
  }

  private static func limit(_ resource: __rlimit_resource_t, _ value: rlim_t) {
    var bound = rlimit(rlim_cur: value, rlim_max: value)
    setrlimit(resource, &bound)
  }
}
