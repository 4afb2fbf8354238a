// SPDX-License-Identifier: Apache-2.0

import CWebSockets
import Glibc
import Logging
import Synchronization

/// A libwebsockets context, which only its service thread may use.
///
/// Unchecked Sendable so that other threads can hold it for `lws_cancel_service`, the one call
/// libwebsockets documents as safe for them.
private struct ServiceContext: @unchecked Sendable {
  let pointer: OpaquePointer
}

/// A libwebsockets context and the thread that serves it.
///
/// libwebsockets waits for sockets, reads and writes them (and will do TLS); HTTP and WebSocket are
/// spoken by ``Connection`` above its raw sockets, because the parsers of 4.1 let pass what must be
/// refused: `Transfer-Encoding`, repeated lengths, unmasked frames.
///
/// Fenced: unchecked Sendable because every stored property is a constant, is inside the mutex, or
/// is touched by the service thread alone (those below "Service thread"; `init` happens before that
/// thread starts). Of libwebsockets only `lws_cancel_service` is called elsewhere, under the mutex
/// that also guards the end of the context.
final class ServiceLoop: @unchecked Sendable {
  private struct Inbox {
    var commands: [Command] = []
    /// WebSockets that have messages to write.
    var writes: [ConnectionID] = []
    /// Whether the service thread may be asleep in `epoll_wait`.
    var isAsleep = false
    /// Nil once the context is destroyed, and after the thread's end.
    var context: ServiceContext?
    var isFinished = false
    var finishers: [CheckedContinuation<Void, Never>] = []

    mutating func wake() {
      guard isAsleep, let context else { return }
      isAsleep = false
      lws_cancel_service(context.pointer)
    }
  }

  private let inbox = Mutex(Inbox())
  private let environment: Connection.Environment
  private let openConnections: ConnectionCount
  private let logger: Logger

  // Service thread
  private var connections: [ConnectionID: Connection] = [:]
  private var nextID: UInt64 = 0
  private var listener: (socket: ListeningSocket, take: (AcceptedSocket) -> Void)?
  private var listenerLink: Link?
  private var drainDeadline: ContinuousClock.Instant?
  private var lastTick = ContinuousClock.now
  private let context: ServiceContext
  private let protocols: UnsafeMutablePointer<lws_protocols>
  private let protocolName: UnsafeMutablePointer<CChar>
  private let events: EventLoop
  private let scratch = UnsafeMutableRawBufferPointer.allocate(
    byteCount: ServiceLoop.bufferBytes,
    alignment: 16
  )
  /// The value of the `Date` header.
  private(set) var date = ""

  /// Bytes read or written at once.
  private static let bufferBytes = 64 * 1024
  /// How often commands are taken before the sockets have their turn.
  private static let maximumBatches = 16

  init(
    environment: Connection.Environment,
    openConnections: ConnectionCount,
    logger: Logger
  ) throws(ServerError) {
    self.environment = environment
    self.openConnections = openConnections
    self.logger = logger
    silenceLog()
    guard let protocolName = strdup("encrier") else { throw .cannotCreateContext }
    self.protocolName = protocolName
    // The list ends with a zeroed entry.
    protocols = .allocate(capacity: 2)
    protocols.initialize(repeating: lws_protocols(), count: 2)
    protocols[0].name = UnsafePointer(protocolName)
    protocols[0].callback = serviceCallback
    protocols[0].tx_packet_size = Self.bufferBytes
    var info = lws_context_creation_info()
    info.port = CONTEXT_PORT_NO_LISTEN_SERVER
    info.protocols = UnsafePointer(protocols)
    info.pt_serv_buf_size = UInt32(Self.bufferBytes)
    info.gid = -1
    info.uid = -1
    guard let events = EventLoop() else { throw .cannotCreateContext }
    self.events = events
    guard let pointer = events.createContext(&info) else { throw .cannotCreateContext }
    let context = ServiceContext(pointer: pointer)
    self.context = context
    inbox.withLock { $0.context = context }
  }

  deinit {
    protocols.deallocate()
    scratch.deallocate()
    free(protocolName)
  }

  /// Starts the thread; with a listening socket, it also accepts and hands each connection to `take`.
  func start(listener: ListeningSocket?, take: @escaping @Sendable (AcceptedSocket) -> Void) {
    if let listener { self.listener = (listener, take) }
    var thread = pthread_t()
    // The thread owns one reference to the loop and gives it back at its end.
    pthread_create(
      &thread,
      nil,
      { argument in
        if let argument { Unmanaged<ServiceLoop>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      },
      Unmanaged.passRetained(self).toOpaque()
    )
    pthread_detach(thread)
  }

  /// Asks the service thread for something, from any thread; orders of one thread keep their order.
  func post(_ command: Command) {
    let isTooLate = inbox.withLock { inbox -> Bool in
      guard inbox.context != nil else { return true }
      inbox.commands.append(command)
      inbox.wake()
      return false
    }
    if isTooLate, case .adopt(let socket) = command { reject(socket) }
  }

  /// Says, from any thread, that a WebSocket has messages to write.
  func postWrite(_ id: ConnectionID, wakes: Bool) {
    inbox.withLock { inbox in
      inbox.writes.append(id)
      if wakes { inbox.wake() }
    }
  }

  /// Wakes the service thread if there is something to write.
  func wakeForWrites() {
    inbox.withLock { inbox in
      if !inbox.writes.isEmpty { inbox.wake() }
    }
  }

  /// Returns once the thread has ended and every session has heard it.
  func finished() async {
    await withCheckedContinuation { continuation in
      let isFinished = inbox.withLock { inbox -> Bool in
        if !inbox.isFinished { inbox.finishers.append(continuation) }
        return inbox.isFinished
      }
      if isFinished { continuation.resume() }
    }
  }
}

/// The service thread.
extension ServiceLoop {
  private func run() {
    date = httpDate()
    adoptListener()
    while !mayStop {
      let isIdle = inbox.withLock { inbox in
        inbox.isAsleep = inbox.commands.isEmpty && inbox.writes.isEmpty
        return inbox.isAsleep
      }
      events.run(waiting: isIdle)
      performCommands()
      tickWhenDue()
    }
    finish()
  }

  private var mayStop: Bool {
    guard let drainDeadline else { return false }
    return connections.isEmpty || drainDeadline <= .now
  }

  /// Does what was asked, and what is asked meanwhile: somebody who writes to a crowd wakes this
  /// thread with the first command, and each look at the sockets costs as much as several writes.
  private func performCommands() {
    for _ in 0..<Self.maximumBatches {
      let (commands, writes) = inbox.withLock { inbox in
        inbox.isAsleep = false
        defer {
          inbox.commands = []
          inbox.writes = []
        }
        return (inbox.commands, inbox.writes)
      }
      guard !commands.isEmpty || !writes.isEmpty else { return }
      for command in commands { perform(command) }
      for id in writes { connections[id]?.wantsToWrite(scratch) }
    }
  }

  private func perform(_ command: Command) {
    switch command {
    case .adopt(let socket): adopt(socket)
    case .closing(let id): connections[id]?.isClosing()
    case .reading(let id): connections[id]?.readingChanged()
    case .respond(let id, let response): connections[id]?.respond(response)
    case .refuse(let id, let number, let response):
      connections[id]?.refuse(body: number, response)
    case .drain(let deadline):
      drainDeadline = deadline
      listenerLink?.hangUp()
      for connection in connections.values { connection.drain() }
    }
  }

  private func tickWhenDue() {
    let now = ContinuousClock.now
    // The timer may ring a moment early.
    guard now - lastTick >= .milliseconds(990) else { return }
    lastTick = now
    date = httpDate()
    // Has libwebsockets look at what is due, as ``Link/hangUp()`` says.
    lws_cancel_service(context.pointer)
    for connection in connections.values { connection.tick(now) }
  }

  private func finish() {
    let rest = inbox.withLock { inbox in
      inbox.context = nil
      defer { inbox.commands = [] }
      return inbox.commands
    }
    for case .adopt(let socket) in rest { reject(socket) }
    // Closes every connection, with its callback.
    lws_context_destroy(context.pointer)
    listener = nil
    let finishers = inbox.withLock { inbox in
      inbox.isFinished = true
      return inbox.finishers
    }
    for finisher in finishers { finisher.resume() }
  }
}

/// Sockets.
extension ServiceLoop {
  private func adoptListener() {
    guard let listener else { return }
    var information = lws_adopt_desc_t()
    information.vh = lws_get_vhost_by_name(context.pointer, "default")
    information.type = LWS_ADOPT_RAW_FILE_DESC
    information.fd = lws_sock_file_fd_type(filefd: listener.socket.descriptor)
    information.vh_prot_name = UnsafePointer(protocolName)
    information.opaque = Unmanaged.passUnretained(self).toOpaque()
    guard let wsi = lws_adopt_descriptor_vhost_via_info(&information) else {
      logger.critical("cannot serve the listening socket")
      listener.socket.close()
      return
    }
    listenerLink = Link(wsi: wsi)
  }

  private func adopt(_ socket: AcceptedSocket) {
    guard drainDeadline == nil else { return reject(socket) }
    nextID += 1
    let connection = Connection(
      id: ConnectionID(rawValue: nextID),
      peerAddress: socket.peerAddress,
      environment: environment,
      loop: self
    )
    connections[connection.id] = connection
    var information = lws_adopt_desc_t()
    information.vh = lws_get_vhost_by_name(context.pointer, "default")
    information.type = LWS_ADOPT_SOCKET
    information.fd = lws_sock_file_fd_type(sockfd: socket.descriptor)
    information.vh_prot_name = UnsafePointer(protocolName)
    information.opaque = Unmanaged.passUnretained(connection).toOpaque()
    // On failure libwebsockets closes the socket, with or without the close callback.
    guard let wsi = lws_adopt_descriptor_vhost_via_info(&information) else {
      if connections[connection.id] != nil { closed(connection) }
      return
    }
    connection.began(Link(wsi: wsi))
  }

  private func reject(_ socket: AcceptedSocket) {
    close(socket.descriptor)
    openConnections.decrement()
  }

  fileprivate func acceptWaiting() {
    guard let listener else { return }
    // The rest stays readable; others have their turn.
    for _ in 0..<64 {
      guard let socket = listener.socket.accept() else { return }
      if openConnections.increment(upTo: environment.limits.maximumConnections) {
        listener.take(socket)
      } else {
        close(socket.descriptor)
      }
    }
  }

  fileprivate func listenerClosed() {
    listenerLink = nil
  }

  fileprivate func closed(_ connection: Connection) {
    connection.ended()
    connections[connection.id] = nil
    openConnections.decrement()
  }

  fileprivate func writable(_ connection: Connection) -> Bool {
    connection.writable(scratch)
  }
}

/// Finds the loop and the connection behind a callback.
///
/// The opaque pointer was set at adoption: for the listening socket to the loop, which its thread
/// holds longer than the context; for the others to a connection, which the loop holds until the
/// close callback.
private func serviceCallback(
  _ wsi: OpaquePointer?,
  _ reason: lws_callback_reasons,
  _: UnsafeMutableRawPointer?,
  _ bytes: UnsafeMutableRawPointer?,
  _ count: Int
) -> Int32 {
  switch reason {
  case LWS_CALLBACK_RAW_RX_FILE:
    owner(wsi, as: ServiceLoop.self)?.acceptWaiting()
  case LWS_CALLBACK_RAW_CLOSE_FILE:
    owner(wsi, as: ServiceLoop.self)?.listenerClosed()
  case LWS_CALLBACK_RAW_RX:
    owner(wsi, as: Connection.self)?
      .received(UnsafeRawBufferPointer(start: bytes, count: count))
  case LWS_CALLBACK_RAW_WRITEABLE:
    guard let connection = owner(wsi, as: Connection.self) else { return 0 }
    return connection.loop.writable(connection) ? 0 : -1
  case LWS_CALLBACK_RAW_CLOSE:
    guard let connection = owner(wsi, as: Connection.self) else { return 0 }
    lws_set_opaque_user_data(wsi, nil)
    connection.loop.closed(connection)
  default:
    break
  }
  return 0
}

private func owner<Owner: AnyObject>(_ wsi: OpaquePointer?, as type: Owner.Type) -> Owner? {
  guard let wsi, let opaque = lws_get_opaque_user_data(wsi) else { return nil }
  return Unmanaged<Owner>.fromOpaque(opaque).takeUnretainedValue()
}

/// Only errors of libwebsockets reach standard error; what a peer does wrong is no error here.
private func silenceLog() {
  lws_set_log_level(1, nil)
}

private func httpDate() -> String {
  var now = time(nil)
  var parts = tm()
  gmtime_r(&now, &parts)
  let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
    + "\(parts.tm_year + 1900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
}
