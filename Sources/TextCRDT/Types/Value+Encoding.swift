// SPDX-License-Identifier: Apache-2.0

/// The tags of lib0's `any` encoding (`encoding.js`, `writeAny`).
private enum AnyTag {
  static let bytes: UInt8 = 116
  static let array: UInt8 = 117
  static let object: UInt8 = 118
  static let string: UInt8 = 119
  static let yes: UInt8 = 120
  static let no: UInt8 = 121
  static let bigInt: UInt8 = 122
  static let float64: UInt8 = 123
  static let float32: UInt8 = 124
  static let integer: UInt8 = 125
  static let null: UInt8 = 126
  static let undefined: UInt8 = 127
}

extension ByteReader {
  /// Checks one `any` value, nested at most so deep, and steps over it.
  mutating func skipAny(depth: Int) throws(UpdateError) {
    let tag = try readByte()
    switch tag {
    case AnyTag.undefined, AnyTag.null, AnyTag.yes, AnyTag.no: break
    case AnyTag.integer: _ = try readVarInt()
    case AnyTag.float32: try skip(4)
    case AnyTag.float64, AnyTag.bigInt: try skip(8)
    case AnyTag.string: _ = try readStringSlice()
    case AnyTag.bytes: _ = try readSlice()
    case AnyTag.array, AnyTag.object:
      guard depth > 0 else { throw .limitExceeded(.depth) }
      for _ in 0..<(try readCount()) {
        if tag == AnyTag.object { _ = try readStringSlice() }
        try skipAny(depth: depth - 1)
      }
    default: throw .unknownValue(tag)
    }
  }

  /// Reads one `any` value, nested at most so deep.
  mutating func readAny(depth: Int) throws(UpdateError) -> Value {
    let tag = try readByte()
    switch tag {
    case AnyTag.undefined: return .undefined
    case AnyTag.null: return .null
    case AnyTag.yes: return .bool(true)
    case AnyTag.no: return .bool(false)
    case AnyTag.integer:
      let (magnitude, isNegative) = try readVarInt()
      return .number(isNegative ? -Double(magnitude) : Double(magnitude))
    case AnyTag.float32: return .number(Double(Float(bitPattern: UInt32(try readBigEndian(4)))))
    case AnyTag.float64: return .number(Double(bitPattern: try readBigEndian(8)))
    case AnyTag.bigInt: return .bigInt(Int64(bitPattern: try readBigEndian(8)))
    case AnyTag.string: return .string(try readString())
    case AnyTag.bytes: return .bytes(try readByteArray())
    case AnyTag.array:
      guard depth > 0 else { throw .limitExceeded(.depth) }
      var values: [Value] = []
      for _ in 0..<(try readCount()) { values.append(try readAny(depth: depth - 1)) }
      return .array(values)
    case AnyTag.object:
      guard depth > 0 else { throw .limitExceeded(.depth) }
      var members: [Value.Member] = []
      for _ in 0..<(try readCount()) {
        let key = try readString()
        members.append(Value.Member(key: key, value: try readAny(depth: depth - 1)))
      }
      return .object(members)
    default: throw .unknownValue(tag)
    }
  }

  private mutating func readBigEndian(_ count: Int) throws(UpdateError) -> UInt64 {
    var value: UInt64 = 0
    for _ in 0..<count { value = value << 8 | UInt64(try readByte()) }
    return value
  }
}

extension ByteWriter {
  /// Writes one `any` value; numbers take the shortest form that keeps them, as lib0 does.
  mutating func writeAny(_ value: Value) {
    switch value {
    case .undefined: writeByte(AnyTag.undefined)
    case .null: writeByte(AnyTag.null)
    case .bool(let truth): writeByte(truth ? AnyTag.yes : AnyTag.no)
    case .number(let number): writeNumber(number)
    case .bigInt(let integer):
      writeByte(AnyTag.bigInt)
      writeBigEndian(UInt64(bitPattern: integer), count: 8)
    case .string(let string):
      writeByte(AnyTag.string)
      writeString(string)
    case .bytes(let array):
      writeByte(AnyTag.bytes)
      writeByteArray(array)
    case .array(let values):
      writeByte(AnyTag.array)
      writeVarUInt(UInt64(values.count))
      for element in values { writeAny(element) }
    case .object(let members):
      writeByte(AnyTag.object)
      writeVarUInt(UInt64(members.count))
      for member in members {
        writeString(member.key)
        writeAny(member.value)
      }
    }
  }

  private mutating func writeNumber(_ number: Double) {
    if number.rounded() == number, abs(number) <= 2_147_483_647 {
      writeByte(AnyTag.integer)
      writeVarInt(magnitude: UInt64(number.magnitude), isNegative: number.sign == .minus)
    } else if Double(Float(number)) == number {
      writeByte(AnyTag.float32)
      writeBigEndian(UInt64(Float(number).bitPattern), count: 4)
    } else {
      writeByte(AnyTag.float64)
      writeBigEndian(number.bitPattern, count: 8)
    }
  }

  private mutating func writeBigEndian(_ value: UInt64, count: Int) {
    for index in (0..<count).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: value >> (UInt64(index) * 8)))
    }
  }
}
