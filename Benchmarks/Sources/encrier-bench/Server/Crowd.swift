// SPDX-License-Identifier: Apache-2.0

import Glibc

/// All clients of a load and the poller that tells which of them can read or write.
final class Crowd {
  let endpoint: Endpoint
  private(set) var clients: [LoadClient] = []
  /// Called with each message of a client.
  var onMessage: (LoadClient, [UInt8]) throws -> Void = { _, _ in }
  /// Clients the server sent away.
  private(set) var lostCount = 0
  private let poller = epoll_create1(Int32(EPOLL_CLOEXEC.rawValue))
  private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private var events = [epoll_event](repeating: epoll_event(), count: 1024)
  private var isWriting: Set<Int> = []
  /// Names pads differently at each run, so that a server may be used twice.
  private let run = UInt32.random(in: .min ... .max)

  init(endpoint: Endpoint) { self.endpoint = endpoint }

  deinit {
    for client in clients { client.close() }
    Glibc.close(poller)
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
    watch(clients.count - 1, EPOLL_CTL_ADD)
    return client
  }

  /// Stops or goes on reading what a client is sent.
  func setStalled(_ isStalled: Bool) {
    for (index, client) in clients.enumerated() where client.isStalled != isStalled {
      client.isStalled = isStalled
      watch(index, EPOLL_CTL_MOD)
    }
  }

  /// Marks a client as one that does not read.
  func stall(_ client: LoadClient) {
    guard let index = clients.firstIndex(where: { $0 === client }) else { return }
    client.isStalled = true
    watch(index, EPOLL_CTL_MOD)
  }

  /// Writes what waits and reads what comes, for at most so long.
  func turn(milliseconds: Int32) throws {
    for (index, client) in clients.enumerated()
    where client.hasOutput && !isWriting.contains(index) && client.phase != .closed {
      try flush(index)
    }
    let count = epoll_wait(poller, &events, Int32(events.count), milliseconds)
    for event in events[..<max(0, Int(count))] {
      let index = Int(event.data.u64)
      let client = clients[index]
      guard client.phase != .closed else { continue }
      do {
        if event.events & EPOLLOUT.rawValue != 0 { try flush(index) }
        if event.events & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 {
          for message in try client.receive(scratch) { try onMessage(client, message) }
        }
      } catch LoadError.refused, LoadError.system {
        lostCount += 1
        client.close()
      }
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

  private func flush(_ index: Int) throws {
    do {
      try clients[index].flush()
    } catch {
      lostCount += 1
      return clients[index].close()
    }
    let wants = clients[index].hasOutput
    guard wants != isWriting.contains(index) else { return }
    if wants { isWriting.insert(index) } else { isWriting.remove(index) }
    watch(index, EPOLL_CTL_MOD)
  }

  private func watch(_ index: Int, _ operation: Int32) {
    var event = epoll_event()
    event.data.u64 = UInt64(index)
    if !clients[index].isStalled { event.events |= EPOLLIN.rawValue }
    if isWriting.contains(index) { event.events |= EPOLLOUT.rawValue }
    epoll_ctl(poller, operation, clients[index].descriptor, &event)
  }
}
