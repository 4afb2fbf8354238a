// SPDX-License-Identifier: Apache-2.0

import Glibc
import Logging
import Synchronization
import WebServer

/// Answers with what it was sent; `/ws` echoes messages, `/stuffed` sends until refused.
struct EchoApplication: HTTPApplication {
  let sessions = SessionLog()

  func admit(_ head: RequestHead) -> Admission {
    switch head.target.segments.first {
    case "ws": .webSocket(EchoSession(log: sessions))
    case "held": .webSocket(HeldSession(log: sessions))
    case "private": .refuse(HTTPResponse(status: 403))
    default: .request(maximumBodyBytes: 1024)
    }
  }

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    let target = request.head.target
    let description = "\(request.head.method) \(target.segments) \(request.body.count)\n"
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "text/plain"],
      body: Array(description.utf8) + request.body
    )
  }
}

/// What the sessions of one server went through, for tests to wait on.
final class SessionLog: Sendable {
  enum Entry: Equatable, Sendable {
    case opened
    case received(byteCount: Int)
    case drained
    case closed(code: UInt16)
  }

  let entries: AsyncStream<Entry>
  private let continuation: AsyncStream<Entry>.Continuation
  let connection = Mutex<WebSocketConnection?>(nil)
  /// How many sessions each service thread opened.
  let threads = Mutex<[UInt: Int]>([:])

  init() {
    (entries, continuation) = AsyncStream.makeStream()
  }

  func append(_ entry: Entry) { continuation.yield(entry) }

  /// The next entry that satisfies a condition; the test's time limit bounds the wait.
  func first(where condition: @Sendable (Entry) -> Bool) async -> Entry? {
    for await entry in entries where condition(entry) { return entry }
    return nil
  }
}

/// Sends every message back.
final class EchoSession: WebSocketSession {
  private let log: SessionLog
  private let connection = Mutex<WebSocketConnection?>(nil)

  init(log: SessionLog) { self.log = log }

  func opened(_ connection: WebSocketConnection) {
    self.connection.withLock { $0 = connection }
    log.connection.withLock { $0 = connection }
    log.threads.withLock { $0[UInt(pthread_self()), default: 0] += 1 }
    log.append(.opened)
  }

  func received(_ message: [UInt8]) {
    connection.withLock { $0 }?.send(message)
  }

  func closed(code: UInt16) {
    connection.withLock { $0 = nil }
    log.append(.closed(code: code))
  }
}

/// Says nothing by itself: the test does, through the log's connection.
final class HeldSession: WebSocketSession {
  private let log: SessionLog

  init(log: SessionLog) { self.log = log }

  func opened(_ connection: WebSocketConnection) {
    log.connection.withLock { $0 = connection }
    log.append(.opened)
  }

  func received(_ message: [UInt8]) { log.append(.received(byteCount: message.count)) }

  func drained() { log.append(.drained) }

  func closed(code: UInt16) { log.append(.closed(code: code)) }
}

/// Runs a server for one test and shuts it down.
func withServer(
  limits: ServerLimits = ServerLimits(),
  loopCount: Int = 1,
  _ body: (_ port: UInt16, _ application: EchoApplication) async throws -> Void
) async throws {
  let application = EchoApplication()
  let server = try HTTPServer(
    application: application,
    host: "127.0.0.1",
    port: 0,
    loopCount: loopCount,
    limits: limits,
    headers: ["X-Content-Type-Options": "nosniff"],
    logger: Logger(label: "test")
  )
  let result: Result<Void, any Error>
  do {
    result = .success(try await body(server.port, application))
  } catch {
    result = .failure(error)
  }
  await server.shutDown(grace: .milliseconds(200))
  try result.get()
}
