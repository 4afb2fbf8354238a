// SPDX-License-Identifier: Apache-2.0

/// Reads lib0's encoding from an array of bytes; every read checks what is left first.
///
/// Source: lib0 0.2.58, `decoding.js`.
public struct ByteReader: Sendable {
  /// The bytes that are read.
  public let bytes: [UInt8]

  /// Where the next read begins, `0...end`.
  public private(set) var offset: Int

  /// Where reading ends, exclusive.
  public let end: Int

  /// Begins reading at the first byte.
  ///
  /// - Parameter bytes: What to read.
  public init(_ bytes: consuming [UInt8]) {
    offset = 0
    end = bytes.count
    self.bytes = bytes
  }

  /// Begins reading a part of an array.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// Whether everything has been read.
  public var isAtEnd: Bool { offset == end }

  /// How many bytes are left.
  public var remaining: Int { end - offset }

  /// Reads one byte.
  ///
  /// - Returns: The byte.
  /// - Throws: ``UpdateError/truncated`` at the end.
  @inline(__always)
  public mutating func readByte() throws(UpdateError) -> UInt8 {
    guard offset < end else { throw .truncated }
    let byte = bytes[offset]
    offset += 1
    return byte
  }

  /// Reads an unsigned number of 7 bits a byte, least significant first.
  ///
  /// - Returns: The number, below 2⁵³.
  /// - Throws: ``UpdateError/truncated``, or ``UpdateError/numberOutOfRange`` above 53 bits.
  @inline(__always)
  public mutating func readVarUInt() throws(UpdateError) -> UInt64 {
    let first = try readByte()
    if first < 0x80 { return UInt64(first) }
    if end - offset >= 7 { return try readVarUIntInWord() }
    return try readLongVarUInt(UInt64(first & 0x7f))
  }

  /// Reads a number of several bytes, the first of them read already, when eight lie ahead.
  private mutating func readVarUIntInWord() throws(UpdateError) -> UInt64 {
    let word = bytes.word(at: offset - 1)
    let stops = ~word & 0x8080_8080_8080_8080
    guard stops != 0 else { return try readLongVarUInt(word & 0x7f) }
    // Groups of 7 bits become groups of 14, 28 and 56.
    var value = word & (stops ^ (stops - 1)) & 0x7f7f_7f7f_7f7f_7f7f
    value = (value & 0x007f_007f_007f_007f) | ((value & 0x7f00_7f00_7f00_7f00) >> 1)
    value = (value & 0x0000_3fff_0000_3fff) | ((value & 0x3fff_0000_3fff_0000) >> 2)
    value = (value & 0x0000_0000_0fff_ffff) | ((value & 0x0fff_ffff_0000_0000) >> 4)
    guard value <= ClientID.maximum.rawValue else { throw .numberOutOfRange }
    offset += stops.trailingZeroBitCount >> 3
    return value
  }

  private mutating func readLongVarUInt(_ low: UInt64) throws(UpdateError) -> UInt64 {
    var value = low
    var shift: UInt64 = 7
    while true {
      let byte = try readByte()
      let bits = UInt64(byte & 0x7f)
      // The ninth byte (shift 56) may only pad with zeros: 2⁵³ − 1 ends inside the eighth.
      guard shift < 63, bits == 0 || (shift < 53 && bits << shift <= ClientID.maximum.rawValue)
      else { throw .numberOutOfRange }
      value |= bits << shift
      guard value <= ClientID.maximum.rawValue else { throw .numberOutOfRange }
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  /// Reads a signed number: 6 bits and a sign in the first byte, then 7 bits a byte.
  ///
  /// - Returns: The magnitude, below 2⁵³, and the sign, which −0 has too.
  /// - Throws: ``UpdateError/truncated``, or ``UpdateError/numberOutOfRange`` above 53 bits.
  mutating func readVarInt() throws(UpdateError) -> (magnitude: UInt64, isNegative: Bool) {
    let first = try readByte()
    let isNegative = first & 0x40 != 0
    var value = UInt64(first & 0x3f)
    guard first & 0x80 != 0 else { return (value, isNegative) }
    var shift: UInt64 = 6
    while true {
      let byte = try readByte()
      let bits = UInt64(byte & 0x7f)
      guard shift < 63, bits == 0 || (shift < 53 && bits << shift <= ClientID.maximum.rawValue)
      else { throw .numberOutOfRange }
      value |= bits << shift
      guard value <= ClientID.maximum.rawValue else { throw .numberOutOfRange }
      if byte < 0x80 { return (value, isNegative) }
      shift += 7
    }
  }

  /// Reads a count of things that each take at least one byte, so that a lie cannot reserve memory.
  @inline(__always)
  mutating func readCount() throws(UpdateError) -> Int {
    let value = try readVarUInt()
    guard value <= UInt64(remaining) else { throw .truncated }
    return Int(value)
  }

  /// Skips a number of bytes.
  mutating func skip(_ count: Int) throws(UpdateError) {
    guard count >= 0, count <= remaining else { throw .truncated }
    offset += count
  }

  /// Reads a length and steps over as many bytes.
  @inline(__always)
  mutating func readSlice() throws(UpdateError) -> Range<Int> {
    let length = try readCount()
    let start = offset
    offset += length
    return start..<offset
  }

  /// Reads a length and as many bytes.
  ///
  /// - Returns: A copy of the bytes.
  /// - Throws: ``UpdateError/truncated`` when the length exceeds what is left.
  public mutating func readByteArray() throws(UpdateError) -> [UInt8] {
    let slice = try readSlice()
    return [UInt8](bytes[slice])
  }

  /// Reads a length and as many bytes of UTF-8, checked.
  ///
  /// - Returns: Where the string stands, and its length in UTF-16 units.
  @inline(__always)
  mutating func readStringSlice() throws(UpdateError) -> (range: Range<Int>, length: Int) {
    let slice = try readSlice()
    return (slice, try UTF8Text.utf16Length(of: bytes, in: slice))
  }

  /// Reads a length and as many bytes of UTF-8.
  ///
  /// - Returns: The string.
  /// - Throws: ``UpdateError/truncated`` or ``UpdateError/invalidUTF8``.
  public mutating func readString() throws(UpdateError) -> String {
    let (range, _) = try readStringSlice()
    return String(decoding: bytes[range], as: UTF8.self)
  }
}
