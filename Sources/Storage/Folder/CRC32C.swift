// SPDX-License-Identifier: Apache-2.0

/// The Castagnoli checksum ([RFC 3720, B.4](https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4)).
///
/// It finds every single flipped bit and every burst of up to 32 bits.
struct CRC32C: Sendable {
  private var state: UInt32 = 0xFFFF_FFFF

  /// The checksum of everything added so far.
  var value: UInt32 { ~state }

  /// Adds bytes, eight at a time where there are as many.
  mutating func add(_ bytes: [UInt8]) {
    let tables = Self.tables
    var index = 0
    var crc = state
    while bytes.count - index >= 8 {
      var next: UInt32 = 0
      for lane in 0..<4 {
        let low = UInt8(truncatingIfNeeded: crc >> (8 * lane)) ^ bytes[index + lane]
        let high = bytes[index + 4 + lane]
        next ^= tables[(7 - lane) << 8 | Int(low)] ^ tables[(3 - lane) << 8 | Int(high)]
      }
      crc = next
      index += 8
    }
    while index < bytes.count {
      crc = tables[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[index])] ^ (crc >> 8)
      index += 1
    }
    state = crc
  }

  /// Adds a number, least significant byte first.
  mutating func add(_ number: UInt64) {
    add((0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
  }

  /// Adds a string or its absence, with its length, so that neighbours cannot trade bytes.
  mutating func add(_ string: String?) {
    guard let string else { return add(UInt64.max) }
    let bytes = Array(string.utf8)
    add(UInt64(bytes.count))
    add(bytes)
  }

  /// Eight tables of 256: entry *b* of table *k* is the checksum of *b* followed by *k* zeros.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
      tables[byte] = crc
    }
    for index in 256..<tables.count {
      let previous = tables[index - 256]
      tables[index] = tables[Int(previous & 0xFF)] ^ (previous >> 8)
    }
    return tables
  }()
}
