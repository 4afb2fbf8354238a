// SPDX-License-Identifier: Apache-2.0

/// The frames a load client sends and understands: y-websocket with Yjs v1 updates.
enum Wire {
  /// Units of one client that an update brings, inserted or already deleted.
  struct Run {
    var client: UInt64
    var clocks: Range<Int>
  }

  static let emptyStep1: [UInt8] = [0, 0, 1, 0]

  static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var value = value
    while value > 0x7F {
      bytes.append(UInt8(value & 0x7F) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  static func sync(_ kind: UInt8, _ body: [UInt8]) -> [UInt8] {
    var frame: [UInt8] = [0, kind]
    append(UInt64(body.count), to: &frame)
    return frame + body
  }

  /// The update of text behind the client's own last unit, or at the beginning of the pad.
  static func insertion(_ count: Int, client: UInt64, clock: Int) -> [UInt8] {
    var update: [UInt8] = [1, 1]
    append(client, to: &update)
    append(UInt64(clock), to: &update)
    if clock == 0 {
      update += [4, 1, 7] + Array("content".utf8)
    } else {
      update.append(0x84)
      append(client, to: &update)
      append(UInt64(clock - 1), to: &update)
    }
    append(UInt64(count), to: &update)
    for unit in clock..<clock + count {
      update.append(unit % 47 == 46 ? 10 : unit % 6 == 5 ? 32 : 97 + UInt8(unit % 26))
    }
    update.append(0)
    return sync(2, update)
  }

  /// An awareness state as editors send it with each keystroke.
  static func cursor(client: UInt64, clock: Int) -> [UInt8] {
    let state =
      ##"{"user":{"name":"Writer \##(client)","color":"#30bced"},"##
      + ##""cursor":{"anchor":{"client":\##(client),"clock":\##(clock)},"head":null}}"##
    var body: [UInt8] = [1]
    append(client, to: &body)
    append(UInt64(clock + 1), to: &body)
    append(UInt64(state.utf8.count), to: &body)
    body += Array(state.utf8)
    var frame: [UInt8] = [1]
    append(UInt64(body.count), to: &frame)
    return frame + body
  }

  /// A masked binary WebSocket frame; the mask is 0, which costs nothing.
  static func masked(_ payload: [UInt8], opcode: UInt8 = 2) -> [UInt8] {
    var frame: [UInt8] = [0x80 | opcode]
    switch payload.count {
    case ..<126: frame.append(0x80 | UInt8(payload.count))
    case ..<65_536: frame += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default:
      frame.append(0xFF)
      frame += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    return frame + [0, 0, 0, 0] + payload
  }

  /// The units in an update, in every form in which what a load client writes may come back.
  static func runs(in update: ArraySlice<UInt8>) throws -> [Run] {
    var reader = Reader(rest: update)
    var runs: [Run] = []
    for _ in 0..<(try reader.number()) {
      let count = try reader.number()
      let client = try reader.number()
      var clock = Int(try reader.number())
      for _ in 0..<count {
        let info = try reader.byte()
        if info & 0x1F != 0, info & 0x1F != 10 {
          if info & 0x80 != 0 { try reader.skipID() }
          if info & 0x40 != 0 { try reader.skipID() }
          if info & 0xC0 == 0 {
            if try reader.number() == 1 { _ = try reader.bytes() } else { try reader.skipID() }
            if info & 0x20 != 0 { _ = try reader.bytes() }
          }
        }
        let length: Int
        switch info & 0x1F {
        case 0, 1, 10: length = Int(try reader.number())
        case 4: length = String(decoding: try reader.bytes(), as: UTF8.self).utf16.count
        default: throw LoadError.malformed
        }
        if info & 0x1F != 10 { runs.append(Run(client: client, clocks: clock..<clock + length)) }
        clock += length
      }
    }
    return runs
  }

  /// Reads lib0's encoding.
  struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func byte() throws -> UInt8 {
      guard let byte = rest.popFirst() else { throw LoadError.malformed }
      return byte
    }

    mutating func number() throws -> UInt64 {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        let byte = try byte()
        value |= UInt64(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { return value }
        guard shift < 63 else { throw LoadError.malformed }
      }
    }

    mutating func bytes() throws -> ArraySlice<UInt8> {
      let count = Int(try number())
      guard rest.count >= count else { throw LoadError.malformed }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }

    mutating func skipID() throws {
      _ = try number()
      _ = try number()
    }
  }
}
