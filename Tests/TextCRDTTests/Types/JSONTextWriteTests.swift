// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

@Suite("JSONText.write")
struct JSONTextWriteTests {
  private func object(_ members: (String, Value)...) -> Value {
    .object(members.map { Value.Member(key: $0.0, value: $0.1) })
  }

  @Test("leaves undefined out of objects and makes it null in arrays")
  func undefinedIsLeftOut() {
    let value = object(("a", .undefined), ("b", .array([.undefined, .null])))
    #expect(value.jsonText == #"{"b":[null,null]}"#)
    #expect(Value.undefined.jsonText == nil)
  }

  @Test("has no text for a BigInt, however deep")
  func bigIntHasNoText() {
    #expect(Value.array([object(("a", .bigInt(1)))]).jsonText == nil)
  }

  @Test("puts array indices first, ascending, then other keys as they came")
  func keysAreInJavaScriptOrder() {
    let value = object(
      ("b", .null),
      ("10", .null),
      ("01", .null),
      ("9", .null),
      ("a", .null),
      ("4294967295", .null)
    )
    #expect(
      value.jsonText
        == #"{"9":null,"10":null,"b":null,"01":null,"a":null,"4294967295":null}"#
    )
  }

  @Test("keeps the last value of a repeated key in its first place; é and é are two keys")
  func lastValueWins() {
    let value = object(
      ("\u{e9}", .bool(false)),
      ("a", .null),
      ("e\u{301}", .null),
      ("\u{e9}", .bool(true))
    )
    #expect(value.jsonText == "{\"\u{e9}\":true,\"a\":null,\"e\u{301}\":null}")
  }

  @Test("escapes what JavaScript escapes and nothing else")
  func escapes() {
    let text = Value.string("\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}\u{2028}é😀").jsonText
    #expect(text == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}\u{2028}é😀\"")
  }

  @Test("writes bytes as an object of indices, and null for what is no finite number")
  func bytesAndNumbers() {
    let value = Value.array([.bytes([7, 255]), .number(.nan), .number(.infinity), .number(-0.0)])
    #expect(value.jsonText == #"[{"0":7,"1":255},null,null,0]"#)
  }
}
