// SPDX-License-Identifier: Apache-2.0

/// Reads a client's WebSocket frames and assembles its messages, within bounds.
///
/// Memory follows the bytes that arrived, never an announced length.
struct FrameParser {
  /// What the peer said.
  enum Event: Equatable {
    case message([UInt8])
    case ping([UInt8])
    case pong
    /// The peer's close frame; the code is 1005 when it had none.
    case close(code: UInt16)
  }

  private struct Frame {
    var opcode: UInt8
    var isFinal: Bool
    var remaining: Int
    var mask: UInt32
    var position = 0
    var isControl: Bool { opcode & 0x8 != 0 }
  }

  private enum Opcode {
    static let continuation: UInt8 = 0x0
    static let text: UInt8 = 0x1
    static let binary: UInt8 = 0x2
    static let close: UInt8 = 0x8
    static let ping: UInt8 = 0x9
    static let pong: UInt8 = 0xA
  }

  private let maximumMessageBytes: Int
  private let maximumFragments: Int
  private var buffer: [UInt8] = []
  private var bufferStart = 0
  private var frame: Frame?
  private var message: [UInt8] = []
  private var control: [UInt8] = []
  /// Fragments of the message under assembly; 0 when there is none.
  private var fragmentCount = 0

  init(limits: ServerLimits) {
    maximumMessageBytes = limits.maximumMessageBytes
    maximumFragments = limits.maximumFragments
  }

  /// Takes bytes from the connection.
  mutating func append(_ bytes: some Collection<UInt8>) {
    buffer.removeFirst(bufferStart)
    bufferStart = 0
    buffer.append(contentsOf: bytes)
  }

  /// The next complete event, or nil when more bytes are needed.
  mutating func next() throws(WebSocketFault) -> Event? {
    while true {
      if frame == nil { frame = try parseHeader() }
      guard var current = frame else { break }
      takePayload(of: &current)
      frame = current
      guard current.remaining == 0 else { break }
      frame = nil
      if let event = try finish(current) { return event }
    }
    if bufferStart == buffer.count {
      buffer = []
      bufferStart = 0
    }
    return nil
  }

  private mutating func parseHeader() throws(WebSocketFault) -> Frame? {
    let available = buffer[bufferStart...]
    guard available.count >= 2 else { return nil }
    let first = available[bufferStart]
    let second = available[bufferStart + 1]
    let opcode = first & 0x0F
    let isFinal = first & 0x80 != 0
    // Reserved bits, and frames that a client did not mask.
    guard first & 0x70 == 0, second & 0x80 != 0 else { throw .protocolError }
    try check(opcode: opcode, isFinal: isFinal, shortLength: second & 0x7F)
    let lengthBytes =
      switch second & 0x7F {
      case 126: 2
      case 127: 8
      default: 0
      }
    guard available.count >= 2 + lengthBytes else { return nil }
    var length = UInt64(second & 0x7F)
    if lengthBytes > 0 {
      length = available[(bufferStart + 2)..<(bufferStart + 2 + lengthBytes)]
        .reduce(0) { $0 << 8 | UInt64($1) }
      // The shortest form is required.
      guard length > (lengthBytes == 2 ? 125 : 0xFFFF) else { throw .protocolError }
    }
    if opcode & 0x8 == 0 {
      guard length <= UInt64(maximumMessageBytes - message.count) else { throw .messageTooBig }
    }
    guard available.count >= 6 + lengthBytes else { return nil }
    let mask = available[(bufferStart + 2 + lengthBytes)..<(bufferStart + 6 + lengthBytes)]
      .reduce(0) { $0 << 8 | UInt32($1) }
    bufferStart += 6 + lengthBytes
    return Frame(opcode: opcode, isFinal: isFinal, remaining: Int(length), mask: mask)
  }

  private mutating func check(
    opcode: UInt8,
    isFinal: Bool,
    shortLength: UInt8
  ) throws(WebSocketFault) {
    switch opcode {
    case Opcode.continuation:
      guard fragmentCount > 0 else { throw .protocolError }
    case Opcode.binary:
      guard fragmentCount == 0 else { throw .protocolError }
    case Opcode.text:
      throw fragmentCount == 0 ? .text : .protocolError
    case Opcode.close, Opcode.ping, Opcode.pong:
      guard isFinal, shortLength <= 125 else { throw .protocolError }
    default:
      throw .protocolError
    }
  }

  private mutating func takePayload(of frame: inout Frame) {
    let count = min(frame.remaining, buffer.count - bufferStart)
    guard count > 0 else { return }
    let payload = buffer[bufferStart..<bufferStart + count]
    if frame.isControl {
      Self.appendUnmasked(payload, mask: frame.mask, position: frame.position, to: &control)
    } else {
      Self.appendUnmasked(payload, mask: frame.mask, position: frame.position, to: &message)
    }
    bufferStart += count
    frame.remaining -= count
    frame.position += count
  }

  private static func appendUnmasked(
    _ payload: ArraySlice<UInt8>,
    mask: UInt32,
    position: Int,
    to target: inout [UInt8]
  ) {
    let key = (0..<4).map { UInt8(truncatingIfNeeded: mask >> UInt32(24 - 8 * $0)) }
    let start = target.count
    target.append(contentsOf: payload)
    for index in start..<target.count {
      target[index] ^= key[(position + index - start) & 3]
    }
  }

  private mutating func finish(_ frame: Frame) throws(WebSocketFault) -> Event? {
    guard frame.isControl else {
      fragmentCount += 1
      guard fragmentCount <= maximumFragments else { throw .tooManyFragments }
      guard frame.isFinal else { return nil }
      fragmentCount = 0
      defer { message = [] }
      return .message(message)
    }
    defer { control = [] }
    switch frame.opcode {
    case Opcode.ping: return .ping(control)
    case Opcode.pong: return .pong
    default: return .close(code: try closeCode(of: control))
    }
  }

  private func closeCode(of payload: [UInt8]) throws(WebSocketFault) -> UInt16 {
    guard !payload.isEmpty else { return CloseCode.noStatus }
    guard payload.count >= 2 else { throw .protocolError }
    let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
    guard CloseCode.isSendable(code) else { throw .protocolError }
    guard String(validating: payload[2...], as: UTF8.self) != nil else { throw .invalidReason }
    return code
  }
}
