// SPDX-License-Identifier: Apache-2.0

/// What passes between one WebSocket peer and its session; lives on the service thread.
final class WebSocketExchange {
  let handle: WebSocketConnection
  private let session: any WebSocketSession
  private let environment: Connection.Environment
  private var frames: FrameParser
  private var peerCloseCode: UInt16?
  /// Whether the peer was cut off; what it still sends is not looked at.
  private(set) var isBroken = false
  private var controlFrameCount = 0
  private var lastHeard = ContinuousClock.now
  private var isPinged = false
  private var isOver = false

  init(
    handle: WebSocketConnection,
    session: any WebSocketSession,
    environment: Connection.Environment
  ) {
    self.handle = handle
    self.session = session
    self.environment = environment
    frames = FrameParser(limits: environment.limits)
  }

  private var limits: ServerLimits { environment.limits }

  /// Whether nothing more will be said once the queue is written.
  var isFinished: Bool { peerCloseCode != nil || isBroken }

  /// Whether bytes of the peer are wanted; once closing, only its close frame is.
  var isReading: Bool { !handle.isReadingPaused || handle.closingCode != nil }

  func received(_ bytes: some Collection<UInt8>) {
    lastHeard = .now
    isPinged = false
    guard !isFinished else { return }
    frames.append(bytes)
    deliver()
  }

  /// Goes on with messages that arrived before reading was paused.
  func resumed() {
    lastHeard = .now
    isPinged = false
    deliver()
  }

  func takeOutput(into target: UnsafeMutableRawBufferPointer) -> WebSocketConnection.Output {
    let output = handle.takeOutput(into: target)
    if output.isDrained, !isOver { session.drained() }
    return output
  }

  /// Looks at the clock, once a second; returns whether the peer is still there.
  func tick(_ now: ContinuousClock.Instant) -> Bool {
    controlFrameCount = 0
    guard isReading else { return true }
    let silence = now - lastHeard
    guard isPinged else {
      if silence >= limits.pingInterval {
        isPinged = true
        handle.sendControl(FrameEncoder.ping())
      }
      return true
    }
    return silence < limits.pingInterval * 3
  }

  /// Tells the session, once, that it is over.
  func ended() {
    guard !isOver else { return }
    isOver = true
    handle.end()
    session.closed(code: peerCloseCode ?? CloseCode.abnormal)
  }

  private func deliver() {
    do throws(WebSocketFault) {
      while !isFinished, isReading, let event = try frames.next() {
        switch event {
        case .message(let message):
          if handle.closingCode == nil { session.received(message) }
        case .ping(let payload):
          try countControlFrame()
          handle.sendControl(FrameEncoder.pong(payload))
        case .pong:
          try countControlFrame()
        case .close(let code):
          peerCloseCode = code
          handle.answerClose(code: code)
        }
      }
    } catch {
      isBroken = true
      handle.close(code: error.closing.code, reason: error.closing.reason)
    }
  }

  private func countControlFrame() throws(WebSocketFault) {
    controlFrameCount += 1
    guard controlFrameCount <= limits.maximumControlFramesPerSecond else {
      throw .tooManyControlFrames
    }
  }
}
