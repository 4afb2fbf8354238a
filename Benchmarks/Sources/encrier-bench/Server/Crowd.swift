// SPDX-License-Identifier: Apache-2.0

import Glibc

/// All clients of a load, polled by one thread.
final class Crowd {
  let endpoint: Endpoint
  private(set) var clients: [LoadClient] = []
  /// Called with each message of a client.
  var onMessage: (LoadClient, [UInt8]) throws -> Void = { _, _ in }
  /// Clients the server sent away.
  private(set) var lostCount = 0
  private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private var polled: [pollfd] = []
  /// Names pads differently at each run, so that a server may be used twice.
  private let run = UInt32.random(in: .min ... .max)

  init(endpoint: Endpoint) { self.endpoint = endpoint }

  deinit {
    for client in clients { client.close() }
    scratch.deallocate()
  }

  /// Connects one more client, which is not open yet.
  @discardableResult
  func add(pad: Int, writer: Int? = nil, writers: Int = 0) throws -> LoadClient {
    let name = "bench-\(run)-\(pad)"
    let client = try LoadClient(
      endpoint: endpoint,
      pad: pad,
      name: name,
      writer: writer,
      writers: writers
    )
    clients.append(client)
    polled.append(pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0))
    return client
  }

  /// Lets everybody read again.
  func resumeReading() {
    for client in clients { client.isStalled = false }
  }

  /// Writes what waits and reads what comes, for at most so long.
  func turn(milliseconds: Int32) throws {
    for (index, client) in clients.enumerated() {
      if client.hasOutput { attempt(client) { try client.flush() } }
      // The system ignores negative descriptors.
      polled[index].fd = client.phase == .closed ? -1 : client.descriptor
      polled[index].events =
        (client.isStalled ? 0 : Int16(POLLIN)) | (client.hasOutput ? Int16(POLLOUT) : 0)
    }
    guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return }
    for (index, client) in clients.enumerated() where polled[index].revents != 0 {
      guard polled[index].revents & ~Int16(POLLOUT) != 0, !client.isStalled else { continue }
      var messages: [[UInt8]] = []
      attempt(client) { messages = try client.receive(scratch) }
      for message in messages { try onMessage(client, message) }
    }
  }

  /// Counts a client as lost when the server or the system ends its connection.
  private func attempt(_ client: LoadClient, _ body: () throws -> Void) {
    do {
      try body()
    } catch {
      lostCount += 1
      client.close()
    }
  }

  /// Goes on until something holds.
  func wait(_ what: String, seconds: Double, until isDone: () -> Bool) throws {
    let end = monotonicTime() + UInt64(seconds * 1e9)
    while !isDone() {
      guard monotonicTime() < end else { throw LoadError.timeout(what) }
      try turn(milliseconds: 10)
    }
  }
}
