// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Storage

@Suite struct CRC32CTests {
  /// The vectors of RFC 3720, B.4, and the usual check string.
  @Test(
    "gives the published values",
    arguments: [
      ([UInt8]("123456789".utf8), 0xE306_9283),
      ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
      ([UInt8](0..<32), 0x46DD_794E),
      ([], 0),
    ] as [([UInt8], UInt32)]
  )
  func publishedValues(bytes: [UInt8], checksum: UInt32) {
    var crc = CRC32C()
    crc.add(bytes)
    #expect(crc.value == checksum)
  }

  @Test("does not depend on how the bytes are cut", arguments: 0..<41)
  func pieces(cut: Int) {
    let bytes = (0..<41).map { UInt8(truncatingIfNeeded: $0 * 37) }
    var whole = CRC32C()
    whole.add(bytes)
    var pieces = CRC32C()
    pieces.add(Array(bytes[..<cut]))
    pieces.add(Array(bytes[cut...]))
    #expect(pieces.value == whole.value)
  }
}
