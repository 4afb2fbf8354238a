// SPDX-License-Identifier: Apache-2.0

/// Counts UTF-16 units in UTF-8, which is how Yjs measures text.
enum UTF8Text {
  /// U+FFFD, which stands for each half when an edit splits a surrogate pair.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The length of a range in UTF-16 units; the range must be UTF-8 as the WHATWG decoder takes it.
  ///
  /// - Throws: ``UpdateError/invalidUTF8`` on anything else: surrogates, overlong forms, cut ends.
  /// - Complexity: O(*n*) in bytes.
  static func utf16Length(of bytes: [UInt8], in range: Range<Int>) throws(UpdateError) -> Int {
    var index = range.lowerBound
    let end = range.upperBound
    while bytes.count - index >= 8 {
      // Eight bytes at once while they are ASCII, those behind the end masked out.
      let isLast = end - index <= 8
      let mask = isLast ? ~(~UInt64(0) << UInt64(8 * (end - index))) : ~0
      guard bytes.word(at: index) & mask & 0x8080_8080_8080_8080 == 0 else { break }
      if isLast { return range.count }
      index += 8
    }
    var length = index - range.lowerBound
    while index < end {
      let first = bytes[index]
      if first < 0x80 {
        index += 1
        length += 1
        continue
      }
      let size = try sequenceLength(first)
      guard size <= end - index else { throw .invalidUTF8 }
      let second = bytes[index + 1]
      guard allowedSecond(after: first).contains(second) else { throw .invalidUTF8 }
      if size > 2, bytes[index + 2] & 0xC0 != 0x80 { throw .invalidUTF8 }
      if size > 3, bytes[index + 3] & 0xC0 != 0x80 { throw .invalidUTF8 }
      index += size
      length += size == 4 ? 2 : 1
    }
    return length
  }

  private static func sequenceLength(_ first: UInt8) throws(UpdateError) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: throw .invalidUTF8
    }
  }

  /// Table 3-7 of the Unicode Standard: what keeps overlong forms and surrogates out.
  private static func allowedSecond(after first: UInt8) -> ClosedRange<UInt8> {
    switch first {
    case 0xE0: 0xA0...0xBF
    case 0xED: 0x80...0x9F
    case 0xF0: 0x90...0xBF
    case 0xF4: 0x80...0x8F
    default: 0x80...0xBF
    }
  }

  /// How many bytes the scalar takes that begins with a byte, and how many UTF-16 units.
  @inline(__always)
  static func step(_ first: UInt8) -> (bytes: Int, units: Int) {
    if first < 0x80 { return (1, 1) }
    if first < 0xE0 { return (2, 1) }
    if first < 0xF0 { return (3, 1) }
    return (4, 2)
  }

  /// The byte at which a UTF-16 unit begins; when it is the second half of a pair, where the pair
  /// begins.
  static func byteOffset(
    ofUnit unit: Int,
    in bytes: [UInt8],
    from start: Int
  ) -> (byte: Int, splitsPair: Bool) {
    var byte = start
    var units = 0
    while units < unit {
      let step = step(bytes[byte])
      if units + step.units > unit { return (byte, true) }
      units += step.units
      byte += step.bytes
    }
    return (byte, false)
  }
}
