// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One WebSocket of the load, read and written when the poller says so.
final class LoadClient {
  enum Phase { case upgrading, open, closed }

  let descriptor: Int32
  let pad: Int
  /// The place among the pad's writers; readers have none.
  let writer: Int?
  private(set) var phase = Phase.upgrading
  /// Whether step 2 has come.
  var isSynced = false
  var isStalled = false
  /// The next clock to write.
  var clock = 0
  /// When each unit was sent.
  var sentTimes: [UInt64] = []
  /// For each writer of the pad the next clock to see.
  var expected: [Int]
  /// Units that came twice, and units that were skipped when they came.
  var gapCount = 0
  var nextWrite: UInt64 = 0
  private var input: [UInt8] = []
  private var output: [UInt8]

  init(endpoint: Endpoint, pad: Int, name: String, writer: Int?, writers: Int) throws {
    descriptor = try endpoint.connect()
    self.pad = pad
    self.writer = writer
    expected = [Int](repeating: 0, count: writers)
    output = endpoint.upgrade(pad: name)
  }

  var hasOutput: Bool { !output.isEmpty }

  func close() {
    guard phase != .closed else { return }
    phase = .closed
    Glibc.close(descriptor)
  }

  func send(_ payload: [UInt8]) {
    output += Wire.masked(payload)
  }

  /// Writes what the socket takes.
  func flush() throws {
    guard phase != .closed, !output.isEmpty else { return }
    let count = Glibc.send(descriptor, output, output.count, Int32(MSG_NOSIGNAL))
    if count > 0 {
      output.removeFirst(count)
    } else if errno != EAGAIN, errno != ENOTCONN {
      throw LoadError.system("send", errno)
    }
  }

  /// Reads what there is and returns the whole messages in it.
  func receive(_ scratch: UnsafeMutableRawBufferPointer) throws -> [[UInt8]] {
    while phase != .closed {
      let count = recv(descriptor, scratch.baseAddress, scratch.count, 0)
      if count > 0 { input += scratch[..<count] }
      if count == 0 { throw LoadError.refused("the server hung up") }
      if count < 0 {
        guard errno == EAGAIN else { throw LoadError.system("recv", errno) }
        break
      }
      if count < scratch.count { break }
    }
    var start = 0
    var messages: [[UInt8]] = []
    if phase == .upgrading {
      guard let end = headEnd() else { return [] }
      guard input.starts(with: "HTTP/1.1 101".utf8) else {
        throw LoadError.refused(String(decoding: input.prefix(60), as: UTF8.self))
      }
      phase = .open
      start = end
    }
    while let (opcode, payload) = frame(at: start) {
      switch opcode {
      case 2: messages.append(Array(input[payload]))
      case 8: throw LoadError.refused("closed: \(Array(input[payload]))")
      case 9: output += Wire.masked(Array(input[payload]), opcode: 10)
      default: break
      }
      start = payload.upperBound
    }
    input.removeFirst(start)
    return messages
  }

  private func headEnd() -> Int? {
    guard input.count >= 4 else { return nil }
    return (4...input.count).first { input[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
  }

  private func frame(at start: Int) -> (opcode: UInt8, payload: Range<Int>)? {
    guard input.count >= start + 2 else { return nil }
    var length = Int(input[start + 1] & 0x7F)
    var place = start + 2
    let extra = length == 126 ? 2 : length == 127 ? 8 : 0
    guard input.count >= place + extra else { return nil }
    if extra > 0 { length = input[place..<place + extra].reduce(0) { $0 << 8 | Int($1) } }
    place += extra
    guard input.count >= place + length else { return nil }
    return (input[start] & 0x0F, place..<place + length)
  }
}
