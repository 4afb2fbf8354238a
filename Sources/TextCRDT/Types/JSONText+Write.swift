// SPDX-License-Identifier: Apache-2.0

extension JSONText {
  /// A value as JavaScript's `JSON.stringify` writes it; nil where that gives no text.
  ///
  /// It gives none for `undefined`, and throws on a `BigInt` anywhere. Inside, `undefined` leaves
  /// its key out of an object and is `null` in an array; bytes are an object of their indices; what
  /// is not a finite number is `null`.
  ///
  /// - Complexity: O(*n*) in the value, O(*n* log *n*) in keys that are not in JavaScript's order.
  static func write(_ value: Value) -> [UInt8]? {
    guard value != .undefined else { return nil }
    var bytes: [UInt8] = []
    return write(value, to: &bytes) ? bytes : nil
  }

  /// - Returns: Whether the value has a text.
  private static func write(_ value: Value, to bytes: inout [UInt8]) -> Bool {
    switch value {
    case .undefined, .null: bytes += "null".utf8
    case .bool(let truth): bytes += truth ? "true".utf8 : "false".utf8
    case .number(let number):
      bytes += number.isFinite ? NumberText.text(of: number) : Array("null".utf8)
    case .bigInt: return false
    case .string(let string): writeString(Array(string.utf8), to: &bytes)
    case .bytes(let array): writeIndexed(array, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        guard write(element, to: &bytes) else { return false }
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members): return writeObject(members, to: &bytes)
    }
    return true
  }

  private static func writeObject(_ members: [Value.Member], to bytes: inout [UInt8]) -> Bool {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in members.inJavaScriptOrder where member.value != .undefined {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      writeString(Array(member.key.utf8), to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      guard write(member.value, to: &bytes) else { return false }
    }
    bytes.append(UInt8(ascii: "}"))
    return true
  }

  private static func writeIndexed(_ array: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, byte) in array.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += "\"\(index)\":\(byte)".utf8
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private static func writeString(_ string: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in string {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += "\\b".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x0D: bytes += "\\r".utf8
      case ..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension [Value.Member] {
  /// The members as a JavaScript object has them: array indices first and ascending, then the other
  /// keys as they came; of a repeated key the last value in the first place.
  ///
  /// - Complexity: O(*n*); O(*n* log *n*) when some keys are array indices.
  var inJavaScriptOrder: [Value.Member] {
    guard count > 1 else { return self }
    var places: [[UInt8]: Int] = [:]
    var unique: [Value.Member] = []
    var indexed: [(index: UInt32, place: Int)] = []
    for member in self {
      let key = Array<UInt8>(member.key.utf8)
      if let place = places[key] {
        unique[place] = Value.Member(key: unique[place].key, value: member.value)
        continue
      }
      if let index = key.arrayIndex { indexed.append((index, unique.count)) }
      places[key] = unique.count
      unique.append(member)
    }
    guard !indexed.isEmpty else { return unique }
    indexed.sort { $0.index < $1.index }
    var isIndexed = [Bool](repeating: false, count: unique.count)
    for entry in indexed { isIndexed[entry.place] = true }
    return indexed.map { unique[$0.place] }
      + unique.indices.filter { !isIndexed[$0] }.map { unique[$0] }
  }
}

extension [UInt8] {
  /// The number that the key stands for when JavaScript takes it for an array index: 0 to 2³² − 2
  /// without a sign or a leading zero.
  fileprivate var arrayIndex: UInt32? {
    guard let first, (1...10).contains(count), first != UInt8(ascii: "0") || count == 1 else {
      return nil
    }
    var value: UInt64 = 0
    for byte in self {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    return value < UInt64(UInt32.max) ? UInt32(value) : nil
  }
}
