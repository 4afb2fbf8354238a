// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A process that may be killed by others than who waits for it, but never another that has its
/// number by then.
final class RunningProcess: Sendable {
  private enum State {
    case waiting
    case running(pid_t)
    case over
  }

  private let state = Mutex(State.waiting)

  /// Starts it, unless it was killed before.
  ///
  /// - Returns: Its number, or `nil` when it is not wanted any more.
  func start<Failure: Error>(_ spawn: () throws(Failure) -> pid_t) throws(Failure) -> pid_t? {
    let result: Result<pid_t?, Failure> = state.withLock { state in
      guard case .waiting = state else { return .success(nil) }
      do throws(Failure) {
        let process = try spawn()
        state = .running(process)
        return .success(process)
      } catch {
        state = .over
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Waits for its end.
  ///
  /// - Returns: Whether it exited by itself with status 0.
  func wait(for process: pid_t) -> Bool {
    var information = siginfo_t()
    // Its number stays its own until it is asked for below, where nobody can kill it any more.
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    return state.withLock { state in
      state = .over
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 {
        guard errno == EINTR else { return false }
      }
      return status == 0
    }
  }

  /// Ends it at once, or keeps it from starting.
  func kill() {
    state.withLock { state in
      if case .running(let process) = state { _ = Glibc.kill(process, SIGKILL) }
      if case .waiting = state { state = .over }
    }
  }
}
