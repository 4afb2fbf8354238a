// SPDX-License-Identifier: Apache-2.0

// How JavaScript converts values; Yjs's XML and its comparison of attributes rest on it.

extension Value {
  /// The value, or `null` for one that JavaScript holds for false (`value || null`).
  var orNull: Value {
    switch self {
    case .undefined, .null, .bool(false): .null
    case .number(let number): number == 0 || number.isNaN ? .null : self
    case .bigInt(let integer): integer == 0 ? .null : self
    case .string(let string): string.isEmpty ? .null : self
    case .bool, .bytes, .array, .object: self
    }
  }

  /// The value as JavaScript puts it into a string.
  var plainText: String {
    switch self {
    case .string(let string): string
    case .bool(let truth): truth ? "true" : "false"
    case .number(let number): String(decoding: NumberText.text(of: number), as: UTF8.self)
    case .bigInt(let integer): "\(integer)"
    case .null: "null"
    case .undefined: "undefined"
    case .bytes(let bytes): bytes.map { "\($0)" }.joined(separator: ",")
    case .array(let values): values.map { $0.elementText }.joined(separator: ",")
    case .object: "[object Object]"
    }
  }

  /// The value as JavaScript's `Array.join` puts it into a string.
  private var elementText: String {
    switch self {
    case .null, .undefined: ""
    default: plainText
    }
  }

  /// What JavaScript's `for (key in value)` visits, each with what stands there.
  var enumeratedMembers: [Member] {
    switch self {
    case .object(let members): members
    case .array(let values):
      values.enumerated().map { Member(key: "\($0.offset)", value: $0.element) }
    case .string(let string):
      string.utf16.enumerated().map {
        Member(key: "\($0.offset)", value: .string(String(decoding: [$0.element], as: UTF16.self)))
      }
    case .bytes(let bytes):
      bytes.enumerated().map {
        Member(key: "\($0.offset)", value: .number(Double($0.element)))
      }
    case .undefined, .null, .bool, .number, .bigInt: []
    }
  }
}
