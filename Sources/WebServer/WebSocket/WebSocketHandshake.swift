// SPDX-License-Identifier: Apache-2.0

import CWebSockets

/// Checks a request to switch protocols and answers it
/// ([RFC 6455, section 4.2](https://www.rfc-editor.org/rfc/rfc6455#section-4.2)).
///
/// No extension and no subprotocol is ever agreed to.
enum WebSocketHandshake {
  /// Whether the head asks to switch to any protocol.
  static func isUpgrade(_ head: RequestHead) -> Bool {
    !head.headers.tokens(of: "upgrade").isEmpty
  }

  /// Checks everything but the origin, which is the application's concern.
  static func validate(_ head: RequestHead) throws(HTTPFault) {
    let headers = head.headers
    guard headers.tokens(of: "upgrade") == ["websocket"],
      headers.tokens(of: "connection").contains("upgrade"),
      head.method == "GET", !head.isVersion10, head.contentLength == 0
    else { throw .badUpgrade }
    guard headers.values(of: "sec-websocket-version") == ["13"] else {
      throw .unsupportedWebSocketVersion
    }
    let keys = headers.values(of: "sec-websocket-key")
    guard keys.count == 1, isKey(keys[0]) else { throw .badUpgrade }
  }

  /// The response that switches protocols.
  static func acceptance(of head: RequestHead) -> [UInt8] {
    let key = head.headers["sec-websocket-key"] ?? ""
    return Array(
      """
      HTTP/1.1 101 Switching Protocols\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Accept: \(acceptKey(for: key))\r
      \r

      """.utf8
    )
  }

  /// The proof that this server understood the key.
  static func acceptKey(for key: String) -> String {
    base64(sha1(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
  }

  /// Whether this is the base 64 of 16 bytes: 22 digits and two equal signs.
  private static func isKey(_ key: String) -> Bool {
    key.utf8.count == 24 && key.hasSuffix("==")
      && key.utf8.dropLast(2).allSatisfy { base64Digits.contains($0) }
  }
}

private let base64Digits = Array(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
)

/// The SHA-1 digest of some bytes, by libwebsockets.
func sha1(_ bytes: [UInt8]) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: 20) { digest, count in
    _ = lws_SHA1(bytes, bytes.count, digest.baseAddress)
    count = 20
  }
}

private func base64(_ bytes: [UInt8]) -> String {
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
    for digit in 0..<4 {
      text.append(
        digit <= group.count
          ? base64Digits[Int(bits >> UInt32(18 - 6 * digit)) & 0x3F] : UInt8(ascii: "=")
      )
    }
  }
  return String(decoding: text, as: UTF8.self)
}
