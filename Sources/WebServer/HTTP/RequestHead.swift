// SPDX-License-Identifier: Apache-2.0

/// A request before its body: enough to route it, bound its body or upgrade it.
public struct RequestHead: Sendable {
  /// The method as sent; methods are case-sensitive.
  public var method: String
  /// Where the request goes.
  public var target: RequestTarget
  /// The header fields.
  public var headers: HTTPHeaders
  /// The length of the body in bytes; 0 without one.
  public var contentLength: Int
  /// The peer's address, in numbers.
  public var peerAddress: String
  /// Whether the connection may serve another request after this one.
  var keepsAlive: Bool
  /// Whether the request is HTTP/1.0, which may not upgrade.
  var isVersion10: Bool

  /// Whether the client asks for a WebSocket here.
  public var isWebSocketUpgrade: Bool {
    headers.tokens(of: "upgrade").contains("websocket")
  }
}

/// A whole request.
public struct HTTPRequest: Sendable {
  /// Method, target and headers.
  public var head: RequestHead
  /// The body, never longer than its admission allowed.
  public var body: [UInt8]
}
