// SPDX-License-Identifier: Apache-2.0

/// One peer, from its first byte to its last: HTTP requests, then perhaps a WebSocket.
///
/// Lives on its service thread; ``ServiceLoop`` calls it and nobody else does.
final class Connection {
  /// What a connection has in common with the others of its server, and so does not hold itself.
  final class Environment: Sendable {
    let application: any HTTPApplication
    let limits: ServerLimits
    let headers: HTTPHeaders

    init(application: any HTTPApplication, limits: ServerLimits, headers: HTTPHeaders) {
      self.application = application
      self.limits = limits
      self.headers = headers
    }
  }

  private enum Phase {
    /// Reading a request; the head is known once its body is awaited.
    case request(RequestHead?)
    /// A handler is at work, in a task that is cancelled when nobody waits for it any more.
    case responding(RequestHead, Task<Void, Never>)
    /// The answer is being written.
    case answering(closes: Bool)
    case webSocket(WebSocketExchange)
    /// Everything is said; waiting for the peer to hang up.
    case lingering
  }

  let id: ConnectionID
  private let environment: Environment
  unowned let loop: ServiceLoop
  private var link: Link?
  private var phase = Phase.request(nil)
  private var parser: RequestParser
  private var output = OutgoingQueue()
  /// What was taken to be written and the socket did not take, before all other output.
  private var unwritten: [UInt8] = []
  private var isReading = true
  /// Whether the socket did not take all there was; a peer that does not read is not read either.
  private var isOutputBlocked = false
  private var isDraining = false
  /// Who watches the body that is arriving, and whether they know of it.
  private var watch: (watch: any UploadWatch, hasBegun: Bool)?
  /// How many bodies were watched.
  private var watchedCount: UInt64 = 0
  /// Whether the connection waits between two requests, for longer than within one.
  private var isIdle = false
  private var deadline: ContinuousClock.Instant?
  /// When a blocked output last took something.
  private var lastProgress = ContinuousClock.now

  init(id: ConnectionID, peerAddress: String, environment: Environment, loop: ServiceLoop) {
    self.id = id
    self.environment = environment
    self.loop = loop
    parser = RequestParser(environment: environment, peerAddress: peerAddress)
    deadline = .now + limits.headTimeout
  }

  private var limits: ServerLimits { environment.limits }

  /// Begins, once the socket is adopted.
  func began(_ link: Link) {
    self.link = link
  }

  /// Takes what the peer sent.
  func received(_ bytes: UnsafeRawBufferPointer) {
    switch phase {
    case .request:
      if isIdle { deadline = .now + limits.headTimeout }
      isIdle = false
      parser.append(bytes)
      advance()
    case .responding, .answering:
      parser.append(bytes)
    case .webSocket(let exchange):
      exchange.received(bytes)
      settle(exchange)
    case .lingering:
      break
    }
    updateReading()
  }

  /// Writes what waits, now that the socket takes more; `scratch` is for this call only.
  ///
  /// - Returns: Whether the connection is still good.
  func writable(_ scratch: UnsafeMutableRawBufferPointer) -> Bool {
    flush(scratch)
  }

  /// A WebSocket has something to write.
  func wantsToWrite(_ scratch: UnsafeMutableRawBufferPointer) {
    guard !isOutputBlocked else { return }
    if !flush(scratch) { link?.hangUp() }
  }

  /// Writes once; what is left is written when libwebsockets says that the socket is writable.
  private func flush(_ scratch: UnsafeMutableRawBufferPointer) -> Bool {
    guard let link, writeRest(link) else { return false }
    guard unwritten.isEmpty else { return true }
    var count = output.take(into: scratch)
    var more = WebSocketConnection.Output(hasMore: !output.isEmpty, isClosing: true)
    if case .webSocket(let exchange) = phase, output.isEmpty {
      more = exchange.takeOutput(into: UnsafeMutableRawBufferPointer(rebasing: scratch[count...]))
      count += more.count
    }
    if count > 0 {
      let taken = UnsafeRawBufferPointer(rebasing: scratch[..<count])
      guard let written = link.write(taken) else { return false }
      unwritten = Array(taken[written...])
    }
    if !unwritten.isEmpty {
      isOutputBlocked = true
      lastProgress = .now
      updateReading()
    }
    if isOutputBlocked || more.hasMore {
      link.requestWritable()
    } else if more.isClosing {
      outputFinished()
      updateReading()
    }
    return true
  }

  /// Writes what the socket did not take the last time; returns whether the connection is good.
  private func writeRest(_ link: Link) -> Bool {
    guard isOutputBlocked else { return true }
    guard let written = unwritten.withUnsafeBytes({ link.write($0) }) else { return false }
    unwritten.removeFirst(written)
    if written > 0 { lastProgress = .now }
    if unwritten.isEmpty {
      isOutputBlocked = false
      updateReading()
    } else {
      link.requestWritable()
    }
    return true
  }

  /// Answers the request a handler worked on.
  func respond(_ response: HTTPResponse) {
    guard case .responding(let head, _) = phase else { return }
    answer(response, to: head)
    updateReading()
  }

  /// Answers a body that is arriving, without its rest.
  func refuse(body number: UInt64, _ response: HTTPResponse) {
    guard case .request(let head?) = phase, watch?.hasBegun == true, number == watchedCount else {
      return
    }
    endWatch()
    answer(response, to: head)
    updateReading()
  }

  private func beginWatch() {
    guard let watched = watch, !watched.hasBegun else { return }
    watchedCount += 1
    watch?.hasBegun = true
    watched.watch.began(IncomingUpload(connection: id, number: watchedCount, loop: loop))
  }

  private func endWatch() {
    if let watched = watch, watched.hasBegun { watched.watch.ended() }
    watch = nil
  }

  /// A WebSocket has a close frame to write.
  func isClosing() {
    guard case .webSocket(let exchange) = phase else { return }
    link?.requestWritable()
    settle(exchange)
    updateReading()
  }

  /// A WebSocket is to be read, or no longer.
  func readingChanged() {
    guard case .webSocket(let exchange) = phase else { return }
    exchange.resumed()
    settle(exchange)
    updateReading()
  }

  /// Finishes what is under way and takes nothing more.
  func drain() {
    isDraining = true
    switch phase {
    case .request(nil) where !parser.isMidRequest: link?.hangUp()
    case .webSocket(let exchange):
      exchange.handle.close(code: CloseCode.goingAway, reason: "server going down")
    default: break
    }
  }

  /// Looks at the clock, once a second.
  func tick(_ now: ContinuousClock.Instant) {
    if let deadline, deadline <= now {
      switch phase {
      case .request(let head) where head != nil || parser.isMidRequest: fail(.tooSlow)
      default: link?.hangUp()
      }
    } else if isOutputBlocked, now - lastProgress >= limits.stalledWriteTimeout {
      link?.hangUp()
    } else if case .responding = phase, link?.peerHasLeft == true {
      // Not read meanwhile, it would not be noticed otherwise.
      link?.hangUp()
    } else if case .webSocket(let exchange) = phase {
      if exchange.tick(now) { link?.requestWritable() } else { link?.hangUp() }
    }
  }

  /// Lets go of everything; the socket is closed.
  func ended() {
    link = nil
    endWatch()
    if case .responding(_, let task) = phase { task.cancel() }
    if case .webSocket(let exchange) = phase { exchange.ended() }
    phase = .lingering
  }

  private var hasOutput: Bool {
    if !output.isEmpty || !unwritten.isEmpty { return true }
    guard case .webSocket(let exchange) = phase else { return false }
    return exchange.handle.hasOutput
  }

  private func updateReading() {
    let wanted =
      switch phase {
      case .request, .lingering: !isOutputBlocked
      case .responding, .answering: false
      case .webSocket(let exchange): !isOutputBlocked && exchange.isReading
      }
    guard wanted != isReading, let link else { return }
    isReading = wanted
    link.setReading(wanted)
  }
}

/// Requests and their answers.
extension Connection {
  private func advance() {
    do throws(HTTPFault) {
      if case .request(nil) = phase, let head = try parser.nextHead() { try route(head) }
      if case .request(let head?) = phase {
        guard let body = parser.nextBody() else { return beginWatch() }
        endWatch()
        deadline = nil
        let (application, loop, id) = (environment.application, loop, id)
        let task = Task {
          loop.post(
            .respond(id, await application.respond(to: HTTPRequest(head: head, body: body)))
          )
        }
        phase = .responding(head, task)
      }
    } catch {
      fail(error)
    }
  }

  private func route(_ head: RequestHead) throws(HTTPFault) {
    let isUpgrade = WebSocketHandshake.isUpgrade(head)
    if isUpgrade { try WebSocketHandshake.validate(head) }
    switch environment.application.admit(head) {
    case .request(let maximumBodyBytes, let watch):
      guard !isUpgrade else { throw .badUpgrade }
      try parser.admitBody(maximumBytes: maximumBodyBytes)
      phase = .request(head)
      self.watch = watch.map { ($0, false) }
      deadline = .now + limits.bodyTimeout
      if head.headers.tokens(of: "expect") == ["100-continue"], parser.bufferedByteCount == 0,
        head.contentLength > 0
      {
        output.append(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), charge: 0)
        link?.requestWritable()
      }
    case .webSocket(let session):
      guard isUpgrade else {
        var response = HTTPResponse.problem(426)
        response.headers["Upgrade"] = "websocket"
        answer(response, to: head)
        return
      }
      upgrade(head, to: session)
    case .refuse(let response):
      answer(response, to: head)
    }
  }

  private func upgrade(_ head: RequestHead, to session: any WebSocketSession) {
    output.append(WebSocketHandshake.acceptance(of: head), charge: 0)
    let handle = WebSocketConnection(id: id, loop: loop, limits: limits)
    let exchange = WebSocketExchange(
      handle: handle,
      session: session,
      environment: environment
    )
    phase = .webSocket(exchange)
    deadline = nil
    session.opened(handle)
    if isDraining { drain() }
    exchange.received(parser.takeRest())
    settle(exchange)
    link?.requestWritable()
  }

  /// Answers a fault, which ends the connection.
  private func fail(_ fault: HTTPFault) {
    endWatch()
    phase = .answering(closes: true)
    write(fault.response, isHead: false, closes: true)
  }

  private func answer(_ response: HTTPResponse, to head: RequestHead) {
    // A body nobody read would be taken for the next request.
    let closes =
      !head.keepsAlive || isDraining || parser.hasUnreadBody
      || response.headers["Connection"] == "close"
    if !closes { parser.passOver() }
    phase = .answering(closes: closes)
    write(response, isHead: head.method == "HEAD", closes: closes)
  }

  private func write(_ response: HTTPResponse, isHead: Bool, closes: Bool) {
    deadline = nil
    output.append(
      response.encodedHead(adding: environment.headers, date: loop.date, closes: closes),
      charge: 0
    )
    if !isHead { output.append(response.body, charge: 0) }
    link?.requestWritable()
  }

  private func outputFinished() {
    switch phase {
    case .answering(closes: true): linger()
    case .answering(closes: false):
      phase = .request(nil)
      isIdle = !parser.isMidRequest
      deadline = .now + (isIdle ? limits.idleTimeout : limits.headTimeout)
      if isDraining, isIdle { link?.hangUp() } else { advance() }
    case .webSocket(let exchange): settle(exchange)
    default: break
    }
  }

  /// After the last byte: a close with unread input would reset the connection and could destroy
  /// what the peer has not read yet.
  private func linger() {
    if case .webSocket(let exchange) = phase { exchange.ended() }
    phase = .lingering
    deadline = .now + limits.lingerTimeout
    link?.finishWriting()
  }

  /// Ends a WebSocket whose last frame is out; a peer that has not said its own yet may do so.
  private func settle(_ exchange: WebSocketExchange) {
    if hasOutput { link?.requestWritable() }
    guard exchange.handle.closingCode != nil, !hasOutput, !isOutputBlocked else { return }
    guard exchange.isFinished else {
      deadline = deadline ?? .now + limits.closeTimeout
      return
    }
    if exchange.isBroken { linger() } else { link?.hangUp() }
  }
}
