// SPDX-License-Identifier: Apache-2.0

public import Logging
import Synchronization

/// An HTTP/1.1 and WebSocket server on libwebsockets.
///
/// One listening socket feeds any number of service loops, each a libwebsockets context with its own
/// thread. Connections stay on their loop. Everything an ``HTTPApplication`` does slowly happens
/// elsewhere. A server runs until ``shutDown(grace:)``.
public final class HTTPServer: Sendable {
  /// The port the server listens on, also when the system chose it.
  public let port: UInt16

  private let loops: [ServiceLoop]
  private let openConnections = ConnectionCount()

  /// Listens and starts to serve.
  ///
  /// - Parameters:
  ///   - application: What is served.
  ///   - host: The address, or a name for it, to listen on; no other address is.
  ///   - port: The port, or 0 for one the system chooses.
  ///   - loopCount: The number of service threads, at least one.
  ///   - limits: The bounds for every peer.
  ///   - headers: Header fields every response gets that has none of that name.
  ///   - logger: Where the server tells of its own troubles.
  /// - Throws: ``ServerError``; nothing is left behind then.
  public init(
    application: any HTTPApplication,
    host: String,
    port: UInt16,
    loopCount: Int = 1,
    limits: ServerLimits = ServerLimits(),
    headers: HTTPHeaders = [:],
    logger: Logger
  ) throws(ServerError) {
    precondition(loopCount > 0, "a server needs a service loop")
    let environment = Connection.Environment(
      application: application,
      limits: limits,
      headers: headers
    )
    let socket = try ListeningSocket(host: host, port: port)
    var loops: [ServiceLoop] = []
    for _ in 0..<loopCount {
      do {
        loops.append(
          try ServiceLoop(
            environment: environment,
            openConnections: openConnections,
            logger: logger
          )
        )
      } catch {
        socket.close()
        throw error
      }
    }
    self.loops = loops
    self.port = socket.port
    // Round robin; only the accepting thread counts.
    let next = Mutex(0)
    let targets = loops
    let take: @Sendable (AcceptedSocket) -> Void = { accepted in
      let index = next.withLock { next in
        defer { next = (next + 1) % targets.count }
        return next
      }
      targets[index].post(.adopt(accepted))
    }
    for (index, loop) in loops.enumerated() {
      loop.start(listener: index == 0 ? socket : nil, take: take)
    }
  }

  /// The number of connections open now.
  public var connectionCount: Int { openConnections.value }

  /// Stops listening, tells WebSocket peers 1001, lets requests under way finish, then stops.
  ///
  /// - Parameter grace: How long peers have; who is still there then is cut off.
  public func shutDown(grace: Duration = .seconds(5)) async {
    let deadline = ContinuousClock.now + grace
    for loop in loops { loop.post(.drain(until: deadline)) }
    for loop in loops { await loop.finished() }
  }
}
