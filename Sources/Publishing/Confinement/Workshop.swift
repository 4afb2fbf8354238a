// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Where other programs make formats, a few at a time, each confined.
public final class Workshop: Sendable {
  /// How many are served.
  public struct Limits: Sendable {
    /// How many programs run at once.
    public var running = 2
    /// How many may wait; more are answered ``FormatError/busy``.
    public var waiting = 16
    /// How many of one asker may run or wait.
    public var perAsker = 4

    /// Makes the default limits.
    public init() {}
  }

  /// A program that is not ours.
  public enum Program: String, CaseIterable, Sendable {
    /// Reads and writes office documents.
    case pandoc
    /// Makes PDF of HTML.
    case weasyprint
  }

  private struct Waiter {
    let number: UInt64
    let asker: String
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var running: [String: Int] = [:]
    var waiters: [Waiter] = []
    /// Those that were given up before they began to wait.
    var givenUp: Set<UInt64> = []
    var nextNumber: UInt64 = 0
    /// Whether the sandbox holds, and when that was found.
    var holds: (answer: Bool, at: ContinuousClock.Instant)?

    var runningCount: Int { running.values.reduce(0, +) }

    func count(of asker: String) -> Int {
      running[asker, default: 0] + waiters.count { $0.asker == asker }
    }
  }

  /// How long it is believed that something is missing.
  private static let doubt: Duration = .seconds(60)

  private let sandbox: Sandbox
  private let directory: String
  private let limits: Limits
  private let state = Mutex(State())

  /// Opens a workshop.
  ///
  /// - Parameters:
  ///   - sandbox: What confines the programs.
  ///   - directory: Where the programs are.
  ///   - limits: How many are served.
  public init(
    sandbox: Sandbox = Sandbox(),
    directory: String = "/usr/bin",
    limits: Limits = Limits()
  ) {
    self.sandbox = sandbox
    self.directory = directory
    self.limits = limits
  }

  /// Whether a program is here and can be confined.
  ///
  /// - Parameter program: The program.
  /// - Returns: Whether it can be run.
  public func has(_ program: Program) async -> Bool {
    guard access("\(directory)/\(program.rawValue)", X_OK) == 0 else { return false }
    let known = state.withLock { $0.holds }
    if let known, known.answer || ContinuousClock.now - known.at < Self.doubt {
      return known.answer
    }
    let answer = await sandbox.holds()
    state.withLock { $0.holds = (answer, .now) }
    return answer
  }

  /// Runs a program, when it is its turn.
  ///
  /// - Parameters:
  ///   - program: Which one.
  ///   - script: What the shell does in the folder.
  ///   - arguments: What the script knows as `$1` and so on.
  ///   - files: What the folder holds.
  ///   - asker: For whom.
  /// - Returns: What it wrote to standard output.
  /// - Throws: ``FormatError``.
  func run(
    _ program: Program,
    _ script: String,
    _ arguments: [String] = [],
    files: TarArchive,
    for asker: String
  ) async throws(FormatError) -> [UInt8] {
    guard await has(program) else { throw .unavailable }
    try await enter(asker)
    defer { leave(asker) }
    return try await sandbox.output(of: script, arguments, files: files)
  }

  private func enter(_ asker: String) async throws(FormatError) {
    enum Entrance {
      case open, full
      case queue(UInt64)
    }
    let entrance = state.withLock { state -> Entrance in
      guard state.count(of: asker) < limits.perAsker else { return .full }
      if state.runningCount < limits.running {
        state.running[asker, default: 0] += 1
        return .open
      }
      guard state.waiters.count < limits.waiting else { return .full }
      state.nextNumber += 1
      return .queue(state.nextNumber)
    }
    switch entrance {
    case .open: return
    case .full: throw .busy
    case .queue(let number):
      let isTurn = await wait(asker, number)
      // Given up in the very moment its turn came: then it is killed as it begins.
      state.withLock { _ = $0.givenUp.remove(number) }
      guard isTurn else { throw .cancelled }
    }
  }

  /// Waits for one's turn.
  ///
  /// - Returns: False when it was given up.
  private func wait(_ asker: String, _ number: UInt64) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state -> Bool? in
          guard state.givenUp.remove(number) == nil else { return false }
          // Whoever was before may have left meanwhile.
          if state.runningCount < limits.running {
            state.running[asker, default: 0] += 1
            return true
          }
          state.waiters.append(
            Waiter(number: number, asker: asker, continuation: continuation)
          )
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let place = state.waiters.firstIndex(where: { $0.number == number }) else {
          state.givenUp.insert(number)
          return nil
        }
        return state.waiters.remove(at: place)
      }
      waiter?.continuation.resume(returning: false)
    }
  }

  private func leave(_ asker: String) {
    let next = state.withLock { state -> Waiter? in
      state.running[asker, default: 1] -= 1
      if state.running[asker] == 0 { state.running[asker] = nil }
      guard !state.waiters.isEmpty else { return nil }
      let next = state.waiters.removeFirst()
      state.running[next.asker, default: 0] += 1
      return next
    }
    next?.continuation.resume(returning: true)
  }
}
