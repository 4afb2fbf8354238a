// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc

/// What a raw client ran into.
public enum RawClientError: Error, Equatable {
  case cannotConnect(errno: Int32)
  case cannotSend(errno: Int32)
  /// Nothing came within ten seconds.
  case timeout
  /// The server hung up before everything expected had come.
  case closed
  case malformedResponse
}

/// A plain TCP client that says exactly what a test wants to be said.
///
/// Its blocking calls run on a queue of its own, so that they never occupy the threads on which the
/// server's handlers run. One caller at a time uses it, which makes the unchecked conformance sound.
public final class RawClient: @unchecked Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "raw client")
  private var buffer: [UInt8] = []

  /// Connects to a port at 127.0.0.1, with a receive buffer of the system's size or a given one.
  public init(port: UInt16, receiveBufferBytes: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var timeout = timeval(tv_sec: 10, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
    if var bytes = receiveBufferBytes {
      setsockopt(
        descriptor,
        SOL_SOCKET,
        SO_RCVBUF,
        &bytes,
        socklen_t(MemoryLayout<Int32>.size)
      )
    }
    var on: Int32 = 1
    setsockopt(
      descriptor,
      Int32(IPPROTO_TCP),
      TCP_NODELAY,
      &on,
      socklen_t(MemoryLayout<Int32>.size)
    )
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // Whoever throws here is let go, and closes the socket so: twice would take somebody else's.
    guard result == 0 else { throw RawClientError.cannotConnect(errno: errno) }
  }

  deinit { Glibc.close(descriptor) }

  /// Sends text as it is.
  public func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  /// Sends bytes as they are.
  public func send(_ bytes: [UInt8]) async throws {
    try await onQueue { [descriptor] in
      var sent = 0
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes { source in
          Glibc.send(
            descriptor,
            source.baseAddress.map { $0 + sent },
            bytes.count - sent,
            Int32(MSG_NOSIGNAL)
          )
        }
        guard count > 0 else { throw RawClientError.cannotSend(errno: errno) }
        sent += count
      }
    }
  }

  /// Exactly this many bytes.
  public func read(_ count: Int) async throws -> [UInt8] {
    try await onQueue { [self] in
      while buffer.count < count {
        guard try fillBuffer() else { throw RawClientError.closed }
      }
      defer { buffer.removeFirst(count) }
      return Array(buffer[..<count])
    }
  }

  /// Everything until the server hangs up.
  public func readToEnd() async throws -> [UInt8] {
    try await onQueue { [self] in
      while try fillBuffer() {}
      defer { buffer = [] }
      return buffer
    }
  }

  /// Everything up to and including an empty line.
  public func readHead() async throws -> String {
    try await onQueue { [self] in
      while true {
        let end = Array("\r\n\r\n".utf8)
        for start in buffer.indices where buffer[start...].starts(with: end) {
          defer { buffer.removeFirst(start + 4) }
          return String(decoding: buffer[..<(start + 4)], as: UTF8.self)
        }
        guard try fillBuffer() else { throw RawClientError.closed }
      }
    }
  }

  /// Ends the connection in our direction only.
  public func finishWriting() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  private func fillBuffer() throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count < 0 {
      if errno == EAGAIN { throw RawClientError.timeout }
      // A reset is an end too.
      return false
    }
    buffer.append(contentsOf: chunk[..<count])
    return count > 0
  }

  private func onQueue<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: body)) }
    }
  }
}
