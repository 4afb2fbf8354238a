// SPDX-License-Identifier: Apache-2.0

/// The name of a connection within its service loop; never used twice.
struct ConnectionID: Hashable, Sendable {
  let rawValue: UInt64
}

/// What other threads ask of a service loop.
enum Command: Sendable {
  /// Serve this accepted socket.
  case adopt(AcceptedSocket)
  /// A WebSocket has a close frame to write.
  case closing(ConnectionID)
  /// A WebSocket is to be read, or no longer.
  case reading(ConnectionID)
  /// A request has its answer.
  case respond(ConnectionID, HTTPResponse)
  /// Answer the body of this number that is arriving, without its rest.
  case refuse(ConnectionID, UInt64, HTTPResponse)
  /// Take no further request, and stop at this instant at the latest.
  case drain(until: ContinuousClock.Instant)
}
