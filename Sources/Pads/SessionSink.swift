// SPDX-License-Identifier: Apache-2.0

/// Where a session's frames go: a WebSocket, or a list in a test.
///
/// No call blocks; each may come from any thread. Frames of one room come in order.
public protocol SessionSink: AnyObject, Sendable {
  /// Sends one binary message, at the latest when ``flush()`` is called.
  ///
  /// - Parameter frame: The message; the same array goes to everybody in the pad.
  /// - Returns: Whether it will be sent; `false` when too much waits already. The room then sends
  ///   nothing more until ``Room/drained(_:)`` says that what waits is nearly gone.
  func send(_ frame: [UInt8]) -> Bool

  /// Says that nothing more follows at once, so that whoever sends is woken for all of it.
  func flush()

  /// Ends the connection after what was sent before.
  ///
  /// - Parameters:
  ///   - code: The WebSocket close code.
  ///   - reason: At most 123 bytes.
  func close(code: UInt16, reason: String)

  /// Takes back the pause that ``Room/receive(_:from:pause:)`` asked for.
  func resumeReading()
}

extension SessionSink {
  /// Does nothing: for sinks that send at once.
  public func flush() {}

  /// Does nothing: for sinks whose source cannot be stopped.
  public func resumeReading() {}
}
