// SPDX-License-Identifier: Apache-2.0

/// The application's side of one WebSocket.
///
/// All calls come from one service thread, in order, and must not block. After ``closed(code:)``
/// there is no further one.
public protocol WebSocketSession: AnyObject, Sendable {
  /// The handshake is done; messages may be sent from now on.
  func opened(_ connection: WebSocketConnection)

  /// A whole binary message arrived.
  func received(_ message: [UInt8])

  /// The send queue, which had refused a message, is nearly empty again.
  func drained()

  /// The connection ended, with the peer's close code or 1006 when it sent none.
  func closed(code: UInt16)
}

extension WebSocketSession {
  /// Does nothing.
  public func drained() {}
}
