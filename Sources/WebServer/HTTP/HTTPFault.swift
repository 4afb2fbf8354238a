// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a request that never reaches a handler; the connection closes after the answer.
public enum HTTPFault: Error, Equatable, Sendable {
  /// The bytes are not an HTTP/1.1 request head.
  case malformedHead
  /// The target is not an absolute path, or hides a separator, a parent directory or a control
  /// character.
  case malformedTarget
  /// `Host` is missing, repeated or not a host.
  case badHost
  /// `Content-Length` is repeated, negative or not a number, or stands beside `Transfer-Encoding`.
  case ambiguousLength
  /// A transfer coding, which this server does not take in requests.
  case transferEncoding
  /// A version other than 1.0 and 1.1.
  case unsupportedVersion
  /// The request line is longer than the head may be.
  case targetTooLong
  /// The head has too many bytes or fields.
  case headTooLarge
  /// The body is longer than its address takes.
  case bodyTooLarge
  /// The head or the body did not arrive in time.
  case tooSlow
  /// `Upgrade` to something else than a WebSocket, or by a request that may not upgrade.
  case badUpgrade
  /// A WebSocket version other than 13.
  case unsupportedWebSocketVersion

  /// The response this fault gets, which also closes the connection.
  var response: HTTPResponse {
    var response = HTTPResponse.problem(status)
    response.headers["Connection"] = "close"
    if self == .unsupportedWebSocketVersion { response.headers["Sec-WebSocket-Version"] = "13" }
    return response
  }

  private var status: Int {
    switch self {
    case .malformedHead, .malformedTarget, .badHost, .ambiguousLength, .badUpgrade: 400
    case .transferEncoding: 501
    case .unsupportedVersion: 505
    case .targetTooLong: 414
    case .headTooLarge: 431
    case .bodyTooLarge: 413
    case .tooSlow: 408
    case .unsupportedWebSocketVersion: 426
    }
  }
}
