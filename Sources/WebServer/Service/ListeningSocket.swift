// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A connection the system accepted, which nobody serves yet.
struct AcceptedSocket: Sendable {
  let descriptor: Int32
  /// The peer's address, in numbers.
  let peerAddress: String
}

/// The one socket all service loops are fed from.
///
/// libwebsockets could listen itself, but on Debian it neither shares a port between contexts nor
/// binds an IPv4 address alone while IPv6 is on.
///
/// Fenced: socket calls take pointers to addresses, all of them to local variables that outlive the
/// call. The service loop that adopts ``descriptor`` closes it; ``close()`` is for one never adopted.
final class ListeningSocket: @unchecked Sendable {
  let descriptor: Int32
  /// The port, which the system chose when 0 was asked for.
  let port: UInt16
  /// Given up for a moment to refuse a connection when the process has no descriptor left.
  ///
  /// Touched by the accepting thread only, which makes the unchecked conformance sound.
  private var spareDescriptor: Int32

  /// Listens on the first address `host` stands for, and on that one only.
  init(host: String, port: UInt16) throws(ServerError) {
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &list) == 0, let address = list?.pointee else {
      throw .unknownHost(host)
    }
    defer { freeaddrinfo(list) }
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.ai_family, type, 0)
    guard descriptor >= 0 else { throw .cannotListen(errno: errno) }
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0,
      listen(descriptor, 4096) == 0,
      let realPort = Self.localPort(of: descriptor)
    else {
      let fault = errno
      Glibc.close(descriptor)
      switch fault {
      case EADDRINUSE: throw .portInUse(host: host, port: port)
      case EACCES: throw .portForbidden(port: port)
      default: throw .cannotListen(errno: fault)
      }
    }
    self.descriptor = descriptor
    self.port = realPort
    spareDescriptor = Self.openSpare()
  }

  deinit {
    if spareDescriptor >= 0 { Glibc.close(spareDescriptor) }
  }

  /// Stops listening, when no service loop adopted the descriptor.
  func close() {
    Glibc.close(descriptor)
  }

  /// The next waiting connection, or nil when there is none.
  ///
  /// Without a free descriptor the waiting connection is closed rather than left to hang.
  func accept() -> AcceptedSocket? {
    while true {
      var storage = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let accepted = withUnsafeMutablePointer(to: &storage) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          Glibc.accept(descriptor, address, &length)
        }
      }
      if accepted >= 0 {
        // Child processes must not hold it open; libwebsockets makes it non-blocking.
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        setsockopt(
          accepted,
          Int32(IPPROTO_TCP),
          TCP_NODELAY,
          &on,
          socklen_t(MemoryLayout<Int32>.size)
        )
        return AcceptedSocket(
          descriptor: accepted,
          peerAddress: Self.numericHost(of: &storage, length: length)
        )
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EMFILE, ENFILE:
        guard refuseOne() else { return nil }
      default: return nil
      }
    }
  }

  private func refuseOne() -> Bool {
    guard spareDescriptor >= 0 else {
      spareDescriptor = Self.openSpare()
      return false
    }
    Glibc.close(spareDescriptor)
    let refused = Glibc.accept(descriptor, nil, nil)
    if refused >= 0 { Glibc.close(refused) }
    spareDescriptor = Self.openSpare()
    return refused >= 0
  }

  private static func openSpare() -> Int32 {
    open("/dev/null", O_RDONLY | O_CLOEXEC)
  }

  private static func localPort(of descriptor: Int32) -> UInt16? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        getsockname(descriptor, address, &length)
      }
    }
    guard result == 0 else { return nil }
    return withUnsafePointer(to: storage) { pointer in
      switch Int32(pointer.pointee.ss_family) {
      case AF_INET6:
        pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          UInt16(bigEndian: $0.pointee.sin6_port)
        }
      default:
        pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          UInt16(bigEndian: $0.pointee.sin_port)
        }
      }
    }
  }

  private static func numericHost(of storage: inout sockaddr_storage, length: socklen_t) -> String {
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let result = withUnsafePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        getnameinfo(address, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
      }
    }
    guard result == 0 else { return "unknown" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
