// SPDX-License-Identifier: Apache-2.0

// The columns of an update (v2), read one value at a time. A run's count is only counted down, so
// that a count of 2⁵³ costs nothing by itself.
//
// Source: lib0 0.2.58, `decoding.js`.

/// Reads unsigned numbers of which equal neighbours stand once (lib0 `UintOptRleDecoder`).
///
///     run = varInt(value) | varInt(−value) varUint(count − 2)        −0 is told from 0
struct NumberRunReader {
  private var reader: ByteReader
  private var value: UInt64 = 0
  private var count: UInt64 = 0

  init(_ reader: ByteReader) {
    self.reader = reader
  }

  var isAtEnd: Bool { reader.isAtEnd }

  mutating func next() throws(UpdateError) -> UInt64 {
    if count == 0 {
      let (magnitude, isRun) = try reader.readVarInt()
      value = magnitude
      count = isRun ? try reader.readVarUInt() + 2 : 1
    }
    count -= 1
    return value
  }
}

/// Reads clocks of which equal steps stand once (lib0 `IntDiffOptRleDecoder`).
///
///     run = varInt(step · 2) | varInt(step · 2 + 1) varUint(count − 2)
struct ClockRunReader {
  private var reader: ByteReader
  private var value: Int64 = 0
  private var step: Int64 = 0
  private var count: UInt64 = 0

  init(_ reader: ByteReader) {
    self.reader = reader
  }

  var isAtEnd: Bool { reader.isAtEnd }

  mutating func next() throws(UpdateError) -> UInt64 {
    if count == 0 {
      let (magnitude, isNegative) = try reader.readVarInt()
      let number = isNegative ? -Int64(magnitude) : Int64(magnitude)
      step = number >> 1
      count = number & 1 == 1 ? try reader.readVarUInt() + 2 : 1
    }
    count -= 1
    value += step
    guard value >= 0, value <= Int64(ClientID.maximum.rawValue) else { throw .numberOutOfRange }
    return UInt64(value)
  }
}

/// Reads bytes of which equal neighbours stand once (lib0 `RleDecoder`); the last goes on for ever.
///
///     run = byte varUint(count − 1)
struct ByteRunReader {
  private var reader: ByteReader
  private var value: UInt8 = 0
  private var count: UInt64 = 0

  init(_ reader: ByteReader) {
    self.reader = reader
  }

  var isAtEnd: Bool { reader.isAtEnd }

  mutating func next() throws(UpdateError) -> UInt8 {
    if count == 0 {
      value = try reader.readByte()
      count = reader.isAtEnd ? .max : try reader.readVarUInt() + 1
    }
    count -= 1
    return value
  }
}

/// A string that stands in a longer one; its ends may cut surrogate pairs in two.
struct TextSlice {
  /// Where the whole characters stand.
  var range: Range<Int>
  /// Whether the second half of a pair comes before them.
  var beginsInPair = false
  /// Whether the first half of a pair follows them.
  var endsInPair = false

  var isEmpty: Bool { range.isEmpty && !beginsInPair && !endsInPair }
}

/// Reads strings that stand joined as one, with their lengths behind it (lib0 `StringDecoder`).
struct StringColumnReader {
  private let bytes: [UInt8]
  private var lengths: NumberRunReader
  private var offset: Int
  private let end: Int
  private let isASCII: Bool
  private var isInPair = false

  /// Checks that the whole is UTF-8.
  init(_ reader: ByteReader) throws(UpdateError) {
    var reader = reader
    let (range, length) = try reader.readStringSlice()
    bytes = reader.bytes
    lengths = NumberRunReader(reader)
    offset = range.lowerBound
    end = range.upperBound
    isASCII = range.count == length
  }

  var isAtEnd: Bool { offset == end && lengths.isAtEnd }

  /// The next string, which must lie within the joined one.
  ///
  /// - Complexity: O(1) when all strings are ASCII, else O(*n*) in the string.
  mutating func next() throws(UpdateError) -> TextSlice {
    let length = try lengths.next()
    guard length <= UInt64(end - offset) else { throw .truncated }
    if isASCII {
      offset += Int(length)
      return TextSlice(range: (offset - Int(length))..<offset)
    }
    guard length > 0 else { return TextSlice(range: offset..<offset) }
    let beginsInPair = isInPair
    var units = 0
    if isInPair {
      offset += 4
      units = 1
      isInPair = false
    }
    let start = offset
    while units < Int(length) {
      guard offset < end else { throw .truncated }
      let step = UTF8Text.step(bytes[offset])
      if units + step.units > Int(length) {
        isInPair = true
        break
      }
      units += step.units
      offset += step.bytes
    }
    return TextSlice(range: start..<offset, beginsInPair: beginsInPair, endsInPair: isInPair)
  }
}
