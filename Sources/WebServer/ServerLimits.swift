// SPDX-License-Identifier: Apache-2.0

/// The bounds within which a server holds every peer.
///
/// Each connection costs at most ``maximumHeadBytes``, one body, one message under assembly, the
/// send queue, two read buffers of 64 KiB and one of what its socket did not take, whatever its peer
/// does.
public struct ServerLimits: Sendable {
  /// Connections open at once; further ones are closed as soon as they are accepted.
  public var maximumConnections = 20_000
  /// Bytes of a request line and its headers together; more is answered with 431 (414 when the
  /// request line alone is longer).
  public var maximumHeadBytes = 16 * 1024
  /// Header fields of one request; more is answered with 431.
  public var maximumHeaderFields = 100
  /// Bytes of one WebSocket message, all fragments together; more closes with 1009.
  public var maximumMessageBytes = 16 * 1024 * 1024
  /// Fragments of one WebSocket message; more closes with 1008.
  public var maximumFragments = 4096
  /// Pings, pongs and close frames a peer may send in one second; more closes with 1008.
  public var maximumControlFramesPerSecond = 100
  /// Bytes that wait for one WebSocket peer before ``WebSocketConnection/send(_:)`` refuses.
  ///
  /// A message counts for half of it at most, so that one longer than the queue can be sent.
  public var maximumQueuedBytes = 4 * 1024 * 1024
  /// Time from the first moment of a connection or request to the end of its headers.
  public var headTimeout: Duration = .seconds(10)
  /// Time from the end of the headers to the end of the body.
  public var bodyTimeout: Duration = .seconds(120)
  /// Time a connection may stay open between two requests.
  public var idleTimeout: Duration = .seconds(60)
  /// Time without one byte taken by a peer that has bytes to take.
  public var stalledWriteTimeout: Duration = .seconds(60)
  /// Silence of a WebSocket peer after which it is sent a ping; after twice as long again it is
  /// cut off.
  public var pingInterval: Duration = .seconds(30)
  /// Time a peer has to answer a close frame.
  public var closeTimeout: Duration = .seconds(5)
  /// Time a peer has to hang up after the last response or a refusal.
  public var lingerTimeout: Duration = .seconds(2)

  /// Creates the documented defaults.
  public init() {}
}
