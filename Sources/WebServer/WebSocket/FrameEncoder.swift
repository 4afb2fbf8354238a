// SPDX-License-Identifier: Apache-2.0

/// Writes a server's WebSocket frames, which are neither masked nor fragmented nor compressed.
enum FrameEncoder {
  /// A ping without data.
  static func ping() -> [UInt8] {
    header(opcode: 0x9, byteCount: 0)
  }

  /// The answer to a ping.
  static func pong(_ payload: [UInt8]) -> [UInt8] {
    header(opcode: 0xA, byteCount: payload.count) + payload
  }

  /// A close frame; a reason longer than 123 bytes is cut between two characters.
  static func close(code: UInt16, reason: String) -> [UInt8] {
    guard CloseCode.isSendable(code) else { return header(opcode: 0x8, byteCount: 0) }
    var text = reason[...]
    while text.utf8.count > 123 { text.removeLast() }
    return header(opcode: 0x8, byteCount: 2 + text.utf8.count)
      + [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(text.utf8)
  }

  private static func header(opcode: UInt8, byteCount: Int) -> [UInt8] {
    let header = FrameHeader(opcode: opcode, payloadCount: byteCount)
    return (0..<header.count).map { header[$0] }
  }
}
