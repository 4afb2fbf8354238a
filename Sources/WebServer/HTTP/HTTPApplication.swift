// SPDX-License-Identifier: Apache-2.0

/// What a server serves: it admits requests by their heads and answers them.
public protocol HTTPApplication: Sendable {
  /// Decides what becomes of a request from its head alone.
  ///
  /// Runs on a service thread, so it must not block.
  func admit(_ head: RequestHead) -> Admission

  /// Answers an admitted request; runs off the service threads.
  func respond(to request: HTTPRequest) async -> HTTPResponse
}

/// What becomes of a request once its head is known.
public enum Admission: Sendable {
  /// Read a body of at most this many bytes, then respond; who watches it may end it before.
  case request(maximumBodyBytes: Int, watch: (any UploadWatch)? = nil)
  /// Switch to the WebSocket protocol and hand its messages to this session.
  case webSocket(any WebSocketSession)
  /// Answer at once; a body, if there is one, is not read.
  case refuse(HTTPResponse)
}
