// SPDX-License-Identifier: Apache-2.0

/// A frame as it came over the wire.
public struct RawFrame: Equatable, Sendable {
  /// 2 for a binary message, 8 close, 9 ping, 10 pong.
  public var opcode: UInt8
  /// The payload.
  public var payload: [UInt8]

  /// Creates the frame a test expects.
  public init(opcode: UInt8, payload: [UInt8]) {
    self.opcode = opcode
    self.payload = payload
  }

  /// The code of a close frame.
  public var closeCode: UInt16? {
    opcode == 8 && payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : nil
  }
}

extension RawClient {
  /// A correct upgrade request; lines in `headers` have no ends.
  public static func upgradeRequest(_ target: String, headers: [String] = []) -> String {
    let lines = [
      "GET \(target) HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n"
  }

  /// Connects and upgrades; throws when the server refuses.
  public static func webSocket(
    port: UInt16,
    _ target: String,
    headers: [String] = [],
    receiveBufferBytes: Int32? = nil
  ) async throws -> RawClient {
    let client = try RawClient(port: port, receiveBufferBytes: receiveBufferBytes)
    try await client.send(upgradeRequest(target, headers: headers))
    guard try await client.readHead().hasPrefix("HTTP/1.1 101 ") else {
      throw RawClientError.malformedResponse
    }
    return client
  }

  /// A client's frame, correct unless a test wants another.
  public static func frame(
    _ payload: [UInt8],
    opcode: UInt8 = 2,
    isFinal: Bool = true,
    isMasked: Bool = true,
    reservedBits: UInt8 = 0
  ) -> [UInt8] {
    var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | reservedBits | opcode]
    let maskBit: UInt8 = isMasked ? 0x80 : 0
    switch payload.count {
    case ...125: bytes.append(maskBit | UInt8(payload.count))
    case ...0xFFFF:
      bytes += [maskBit | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default:
      bytes.append(maskBit | 127)
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    guard isMasked else { return bytes + payload }
    let mask: [UInt8] = [0x12, 0x34, 0x56, 0x78]
    return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
  }

  /// Sends one correct frame.
  public func sendFrame(_ payload: [UInt8], opcode: UInt8 = 2) async throws {
    try await send(Self.frame(payload, opcode: opcode))
  }

  /// Reads one frame of the server, which must be whole and unmasked.
  public func readFrame() async throws -> RawFrame {
    let start = try await read(2)
    guard start[0] & 0xF0 == 0x80, start[1] & 0x80 == 0 else {
      throw RawClientError.malformedResponse
    }
    var length = Int(start[1])
    if length >= 126 {
      length = try await read(length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
    }
    return RawFrame(opcode: start[0] & 0x0F, payload: try await read(length))
  }

  /// Reads frames up to the server's close frame and returns its code.
  public func readCloseCode() async throws -> UInt16? {
    while true {
      let frame = try await readFrame()
      if frame.opcode == 8 { return frame.closeCode }
    }
  }
}
