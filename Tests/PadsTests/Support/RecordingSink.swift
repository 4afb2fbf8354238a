// SPDX-License-Identifier: Apache-2.0

import Pads
import SyncProtocol
import Synchronization

/// A session's end that keeps what it is sent.
final class RecordingSink: SessionSink {
  struct Closing: Equatable, Sendable {
    let code: UInt16
    let reason: String
  }

  private struct State: Sendable {
    var frames: [[UInt8]] = []
    var closing: Closing?
    var resumeCount = 0
    var isFull = false
  }

  private let state = Mutex(State())

  func send(_ frame: [UInt8]) -> Bool {
    state.withLock { state in
      if !state.isFull { state.frames.append(frame) }
      return !state.isFull
    }
  }

  /// Refuses frames, or takes them again.
  func setFull(_ isFull: Bool) {
    state.withLock { $0.isFull = isFull }
  }

  func close(code: UInt16, reason: String) {
    state.withLock { $0.closing = $0.closing ?? Closing(code: code, reason: reason) }
  }

  func resumeReading() {
    state.withLock { $0.resumeCount += 1 }
  }

  var closing: Closing? { state.withLock { $0.closing } }
  var resumeCount: Int { state.withLock { $0.resumeCount } }
  var frames: [[UInt8]] { state.withLock { $0.frames } }

  /// Takes out what has come since the last call.
  func take() throws -> [SyncMessage] {
    let frames = state.withLock { state in
      defer { state.frames = [] }
      return state.frames
    }
    return try frames.flatMap { try SyncMessage.decode($0) }
  }
}
