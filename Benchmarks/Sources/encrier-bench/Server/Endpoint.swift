// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where the server is.
struct Endpoint {
  let host: String
  let port: UInt16
  let path: String

  /// Takes `ws://ADDRESS:PORT/PATH/` with an IPv4 address or `localhost`.
  init?(_ prefix: String) {
    guard let parts = URLComponents(string: prefix), parts.scheme == "ws", let host = parts.host,
      let port = parts.port.flatMap(UInt16.init(exactly:))
    else { return nil }
    self.host = host == "localhost" ? "127.0.0.1" : host
    self.port = port
    path = parts.path.hasSuffix("/") ? parts.path : parts.path + "/"
    guard inet_addr(self.host) != in_addr_t.max else { return nil }
  }

  /// Begins to connect, without waiting.
  func connect() throws -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw LoadError.system("socket", errno) }
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr(host)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 || errno == EINPROGRESS else { throw LoadError.system("connect", errno) }
    return descriptor
  }

  /// The request that opens a WebSocket to a pad.
  func upgrade(pad: String) -> [UInt8] {
    Array(
      """
      GET \(path)\(pad) HTTP/1.1\r
      Host: \(host):\(port)\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r

      """.utf8
    )
  }
}
