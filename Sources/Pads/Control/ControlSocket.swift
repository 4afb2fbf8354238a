// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A Unix domain socket, closed with its last reference.
///
/// Messages are JSON behind their length: four bytes, most significant first.
final class ControlSocket: Sendable {
  /// The longest message, in bytes: a text of the largest size, escaped.
  private static let maximumMessageBytes = 128 << 20

  let descriptor: Int32

  init(owning descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Makes a socket that listens in a folder, in the place of one that a dead process left.
  ///
  /// Only the folder's owner may connect. The caller holds the folder's lock.
  ///
  /// - Throws: The system's error number.
  static func listening(in folder: String) throws(ControlSocketError) -> ControlSocket {
    let socket = try make()
    unlink(path(in: folder))
    guard fchmod(socket.descriptor, 0o600) == 0 else { throw ControlSocketError() }
    try address(in: folder) { address, length in
      bind(socket.descriptor, address, length)
    }
    guard listen(socket.descriptor, 16) == 0 else { throw ControlSocketError() }
    return socket
  }

  /// Connects to the process that listens in a folder.
  ///
  /// - Throws: The system's error number, among others when nobody listens.
  static func connected(to folder: String) throws(ControlSocketError) -> ControlSocket {
    let socket = try make()
    try address(in: folder) { address, length in
      connect(socket.descriptor, address, length)
    }
    return socket
  }

  /// Where the socket of a folder is.
  static func path(in folder: String) -> String {
    folder + "/encrier.sock"
  }

  /// Waits for a connection; `nil` when listening has ended.
  func accept() -> ControlSocket? {
    while true {
      let accepted = Glibc.accept(descriptor, nil, nil)
      if accepted >= 0 {
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        return ControlSocket(owning: accepted)
      }
      // Without descriptors or memory the connection waits in the system's queue meanwhile.
      guard errno != EINVAL, errno != EBADF else { return nil }
      usleep(100_000)
    }
  }

  /// Ends listening: a waiting ``accept()`` returns.
  func endListening() {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// Bounds how long a read or a write may wait.
  func setTimeout(seconds: Int) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  /// Sends a message; blocks.
  func send(_ message: some Encodable) throws {
    let body = try JSONEncoder().encode(message)
    var bytes = (0..<4).map { UInt8(truncatingIfNeeded: body.count >> (24 - 8 * $0)) }
    bytes += body
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { rest in
        Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw ControlSocketError() }
      sent += count
    }
  }

  /// Receives a message; blocks.
  func receive<Message: Decodable>(_ type: Message.Type) throws -> Message {
    let length = try read(4).reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.maximumMessageBytes else { throw ControlSocketError(number: EMSGSIZE) }
    return try JSONDecoder().decode(type, from: Data(try read(length)))
  }

  private func read(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: min(count, 1 << 16))
    while bytes.count < count {
      let wanted = min(part.count, count - bytes.count)
      let got = part.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, wanted, 0) }
      guard got > 0 else { throw ControlSocketError(number: got == 0 ? ECONNRESET : errno) }
      bytes += part[..<got]
    }
    return bytes
  }

  private static func make() throws(ControlSocketError) -> ControlSocket {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw ControlSocketError() }
    return ControlSocket(owning: descriptor)
  }

  /// Calls with the socket's address, by way of the folder's descriptor: an address holds 107
  /// bytes, and a path may be longer.
  private static func address(
    in folder: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws(ControlSocketError) {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw ControlSocketError() }
    defer { close(directory) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      place.copyBytes(from: path(in: "/proc/self/fd/\(directory)").utf8)
    }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        body(pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw ControlSocketError() }
  }
}

/// What the system said when a socket could not be used.
struct ControlSocketError: Error {
  let number: Int32

  init(number: Int32 = errno) {
    self.number = number
  }
}
