// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// One method at one address: what it takes, what it does and how it is described.
struct Route: Sendable {
  /// What answers.
  enum Action: Sendable {
    case respond(@Sendable (RoutedRequest) async throws(Problem) -> HTTPResponse)
    case webSocket(@Sendable (RoutedRequest) throws(Problem) -> any WebSocketSession)
  }

  let method: String
  let path: PathTemplate
  let operation: Operation
  var maximumBodyBytes = 0
  /// Makes who watches a body for as long as it arrives.
  var watch: (@Sendable (RoutedRequest) -> any UploadWatch)?
  let action: Action

  /// Whether it changes something, so that pages of other sites may not use it.
  var isChanging: Bool { method != "GET" }
}

/// A request that found its route.
struct RoutedRequest: Sendable {
  let head: RequestHead
  var body: [UInt8] = []
  let parameters: [String: String]
  /// The JSON body, checked against the route's schema; null without one.
  var json = JSONValue.null

  /// What stands for a pad in the path: its own name or a share name.
  var address: PadAddress {
    get throws(Problem) {
      guard let address = PadAddress(parameters["pad"] ?? "") else { throw .invalidPadName }
      return address
    }
  }
}
