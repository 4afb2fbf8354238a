// SPDX-License-Identifier: Apache-2.0

/// Reads JSON as JavaScript's `JSON.parse` does, from bytes that are known to be UTF-8.
///
/// Source: RFC 8259. Strings may hold lone surrogates by `\u` escape; they become U+FFFD.
struct JSONText {
  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int

  private init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// Parses a range of bytes that holds one JSON text, or Yjs's `undefined`.
  ///
  /// - Throws: ``UpdateError/invalidJSON``, or the depth limit.
  static func parse(
    _ bytes: [UInt8],
    in range: Range<Int>,
    depth: Int
  ) throws(UpdateError) -> Value {
    if bytes[range].elementsEqual("undefined".utf8) { return .undefined }
    var parser = JSONText(bytes, in: range)
    let value = try parser.readValue(depth: depth)
    parser.skipSpace()
    guard parser.offset == parser.end else { throw .invalidJSON }
    return value
  }

  private mutating func skipSpace() {
    while offset < end, bytes[offset] == 0x20 || (0x09...0x0D).contains(bytes[offset]),
      bytes[offset] != 0x0B, bytes[offset] != 0x0C
    {
      offset += 1
    }
  }

  private func peek() throws(UpdateError) -> UInt8 {
    guard offset < end else { throw .invalidJSON }
    return bytes[offset]
  }

  private mutating func readValue(depth: Int) throws(UpdateError) -> Value {
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): return try readObject(depth: depth)
    case UInt8(ascii: "["): return try readArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: return try readNumber()
    }
  }

  private mutating func readWord(_ word: StaticString, _ value: Value) throws(UpdateError) -> Value
  {
    let length = word.utf8CodeUnitCount
    guard length <= end - offset, bytes[offset..<offset + length].elementsEqual("\(word)".utf8)
    else { throw .invalidJSON }
    offset += length
    return value
  }

  private mutating func readObject(depth: Int) throws(UpdateError) -> Value {
    guard depth > 0 else { throw .limitExceeded(.depth) }
    offset += 1
    var members: [Value.Member] = []
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      offset += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard try peek() == UInt8(ascii: "\"") else { throw .invalidJSON }
      let key = try readString()
      skipSpace()
      guard try peek() == UInt8(ascii: ":") else { throw .invalidJSON }
      offset += 1
      members.append(Value.Member(key: key, value: try readValue(depth: depth - 1)))
      if try readsEnd(UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func readArray(depth: Int) throws(UpdateError) -> Value {
    guard depth > 0 else { throw .limitExceeded(.depth) }
    offset += 1
    var values: [Value] = []
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      offset += 1
      return .array(values)
    }
    while true {
      values.append(try readValue(depth: depth - 1))
      if try readsEnd(UInt8(ascii: "]")) { return .array(values) }
    }
  }

  /// Reads a comma, or the closing bracket and says so.
  private mutating func readsEnd(_ bracket: UInt8) throws(UpdateError) -> Bool {
    skipSpace()
    let byte = try peek()
    offset += 1
    if byte == bracket { return true }
    guard byte == UInt8(ascii: ",") else { throw .invalidJSON }
    return false
  }

  private mutating func readNumber() throws(UpdateError) -> Value {
    let start = offset
    if try peek() == UInt8(ascii: "-") { offset += 1 }
    let firstDigit = try peek()
    try readDigits()
    if firstDigit == UInt8(ascii: "0"), bytes[offset - 1] != firstDigit || offset - start > 2 {
      throw .invalidJSON
    }
    if offset < end, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      try readDigits()
    }
    if offset < end, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < end, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
        offset += 1
      }
      try readDigits()
    }
    guard let number = Double(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
      throw .invalidJSON
    }
    return .number(number)
  }

  private mutating func readDigits() throws(UpdateError) {
    let start = offset
    while offset < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) {
      offset += 1
    }
    guard offset > start else { throw .invalidJSON }
  }

  private mutating func readString() throws(UpdateError) -> String {
    offset += 1
    var text: [UInt8] = []
    while true {
      let byte = try peek()
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try readEscape(into: &text)
      case ..<0x20: throw .invalidJSON
      default: text.append(byte)
      }
    }
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(UpdateError) {
    let byte = try peek()
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): try readUnicodeEscape(into: &text)
    default: throw .invalidJSON
    }
  }

  private mutating func readUnicodeEscape(into text: inout [UInt8]) throws(UpdateError) {
    let unit = try readHexUnit()
    if (0xD800..<0xDC00).contains(unit), end - offset >= 6, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    {
      let back = offset
      offset += 2
      let low = try readHexUnit()
      if (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        text.append(contentsOf: String(Character(scalar)).utf8)
        return
      }
      offset = back
    }
    guard let scalar = Unicode.Scalar(unit) else {
      text.append(contentsOf: UTF8Text.replacement)
      return
    }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func readHexUnit() throws(UpdateError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      let byte = try peek()
      offset += 1
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw .invalidJSON
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}
