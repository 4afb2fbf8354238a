// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A handle to one WebSocket peer, for any thread.
///
/// Sending only queues; the connection's service thread writes. Calls after the end of the
/// connection do nothing.
public final class WebSocketConnection: Sendable {
  private struct State {
    var queue = OutgoingQueue()
    /// Whether a message was refused since the queue was last nearly empty.
    var hasRefused = false
    var isWriteRequested = false
    var isReadingPaused = false
    /// The code of our close frame, once it is queued.
    var closingCode: UInt16?
    var isOver = false

    /// Notes that the service thread must write, and returns whether it has to be told.
    mutating func requestWrite() -> Bool {
      defer { isWriteRequested = true }
      return !isWriteRequested
    }
  }

  private let state = Mutex(State())
  private let maximumQueuedBytes: Int
  private let id: ConnectionID
  private let loop: ServiceLoop

  init(id: ConnectionID, loop: ServiceLoop, limits: ServerLimits) {
    self.id = id
    self.loop = loop
    maximumQueuedBytes = limits.maximumQueuedBytes
  }

  /// Queues one binary message.
  ///
  /// - Parameters:
  ///   - message: The bytes; the array is shared with the queue, not copied.
  ///   - isLast: Whether the service thread is to be woken now; else ``flush()`` must follow soon.
  /// - Returns: Whether it was queued; false when the queue is full or the connection is closing.
  ///   After a refusal for fullness the session's ``WebSocketSession/drained()`` is called once the
  ///   queue is down to a quarter of its bound.
  @discardableResult
  public func send(_ message: [UInt8], isLast: Bool = true) -> Bool {
    let (isQueued, needsWrite) = state.withLock { state -> (Bool, Bool) in
      guard state.closingCode == nil, !state.isOver else { return (false, false) }
      guard state.queue.charge < maximumQueuedBytes else {
        state.hasRefused = true
        return (false, false)
      }
      // Tiny messages cost more memory than bytes: an array each, and their place in the queue.
      let charge = min(128 + message.count, maximumQueuedBytes / 2)
      state.queue.append(message: message, charge: charge)
      return (true, state.requestWrite())
    }
    if needsWrite { loop.postWrite(id, wakes: isLast) }
    return isQueued
  }

  /// Wakes the service thread for all messages that were sent without.
  ///
  /// Connections of one service thread share it: whoever writes to a crowd wakes it once.
  public func flush() { loop.wakeForWrites() }

  /// Sends a close frame after everything queued, and ends the connection when the peer answers.
  ///
  /// Nothing the peer sends from now on reaches the session. A peer that does not answer within
  /// ``ServerLimits/closeTimeout`` is cut off.
  ///
  /// - Parameters:
  ///   - code: A close code that may be sent: 1000 to 1003, 1007 to 1014, 3000 to 4999.
  ///   - reason: At most 123 bytes of UTF-8; a longer one is cut.
  public func close(code: UInt16, reason: String) {
    let isFirst = state.withLock { state -> Bool in
      guard state.closingCode == nil, !state.isOver else { return false }
      state.closingCode = code
      state.queue.append(FrameEncoder.close(code: code, reason: reason), charge: 0)
      return true
    }
    if isFirst { loop.post(.closing(id)) }
  }

  /// Stops taking messages from this peer, which its own sends will feel in time.
  ///
  /// Messages already on their way through the service thread may still be delivered.
  public func pauseReading() { setReadingPaused(true) }

  /// Takes messages again.
  public func resumeReading() { setReadingPaused(false) }

  /// What waits to be sent, as counted against ``ServerLimits/maximumQueuedBytes``.
  public var queuedByteCount: Int { state.withLock { $0.queue.charge } }

  private func setReadingPaused(_ isPaused: Bool) {
    let isChanged = state.withLock { state -> Bool in
      guard state.isReadingPaused != isPaused, !state.isOver else { return false }
      state.isReadingPaused = isPaused
      return true
    }
    if isChanged { loop.post(.reading(id)) }
  }
}

/// The service thread's side.
extension WebSocketConnection {
  var isReadingPaused: Bool { state.withLock { $0.isReadingPaused } }
  var closingCode: UInt16? { state.withLock { $0.closingCode } }
  var hasOutput: Bool { state.withLock { !$0.queue.isEmpty } }

  /// Queues a control frame unless the queue is full; a peer that floods and never reads gets none.
  func sendControl(_ frame: [UInt8]) {
    state.withLock { state in
      guard state.closingCode == nil, state.queue.charge < maximumQueuedBytes else { return }
      state.queue.append(frame, charge: frame.count)
    }
  }

  /// Queues the answer to the peer's close frame, unless ours was first.
  func answerClose(code: UInt16) {
    state.withLock { state in
      guard state.closingCode == nil else { return }
      state.closingCode = code
      state.queue.append(FrameEncoder.close(code: code, reason: ""), charge: 0)
    }
  }

  /// What ``takeOutput(into:)`` found.
  struct Output {
    /// How many bytes it took.
    var count = 0
    /// Whether more waits.
    var hasMore = false
    /// Whether the session is to hear that it may send again.
    var isDrained = false
    /// Whether a close frame was queued, so that these may be the last bytes.
    var isClosing = false
  }

  /// Takes bytes to write.
  func takeOutput(into target: UnsafeMutableRawBufferPointer) -> Output {
    state.withLock { state in
      state.isWriteRequested = false
      var output = Output(count: state.queue.take(into: target))
      output.hasMore = !state.queue.isEmpty
      output.isClosing = state.closingCode != nil
      output.isDrained = state.hasRefused && state.queue.charge <= maximumQueuedBytes / 4
      if output.isDrained { state.hasRefused = false }
      return output
    }
  }

  /// Lets go of everything queued; the connection is gone.
  func end() {
    state.withLock { state in
      state.isOver = true
      state.queue = OutgoingQueue()
    }
  }
}
