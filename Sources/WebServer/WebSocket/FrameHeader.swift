// SPDX-License-Identifier: Apache-2.0

/// The header of a frame that is neither masked nor fragmented, without memory of its own
/// ([RFC 6455, section 5.2](https://www.rfc-editor.org/rfc/rfc6455#section-5.2)).
struct FrameHeader {
  /// The opcode of a binary message.
  static let binary: UInt8 = 0x2

  let opcode: UInt8
  let payloadCount: Int

  /// How many bytes the header has.
  var count: Int {
    switch payloadCount {
    case ...125: 2
    case ...0xFFFF: 4
    default: 10
    }
  }

  /// A byte of the header, `0..<count`.
  subscript(index: Int) -> UInt8 {
    switch (index, count) {
    case (0, _): 0x80 | opcode
    case (1, 2): UInt8(payloadCount)
    case (1, 4): 126
    case (1, _): 127
    case (_, let count): UInt8(truncatingIfNeeded: payloadCount >> (8 * (count - 1 - index)))
    }
  }
}
