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

  /// Describes a request without headers and body, as tests and other servers' heads need it.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - target: Where the request goes.
  ///   - peerAddress: The peer's address, in numbers.
  public init(method: String, target: RequestTarget, peerAddress: String) {
    self.init(
      method: method,
      target: target,
      headers: [:],
      contentLength: 0,
      peerAddress: peerAddress,
      keepsAlive: true,
      isVersion10: false
    )
  }

  init(
    method: String,
    target: RequestTarget,
    headers: HTTPHeaders,
    contentLength: Int,
    peerAddress: String,
    keepsAlive: Bool,
    isVersion10: Bool
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.contentLength = contentLength
    self.peerAddress = peerAddress
    self.keepsAlive = keepsAlive
    self.isVersion10 = isVersion10
  }

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
