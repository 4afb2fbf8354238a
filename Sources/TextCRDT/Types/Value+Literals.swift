// SPDX-License-Identifier: Apache-2.0

extension Value: ExpressibleByStringLiteral {
  /// Makes a string.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension Value: ExpressibleByBooleanLiteral {
  /// Makes a truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Value: ExpressibleByFloatLiteral {
  /// Makes a number.
  public init(floatLiteral value: Double) { self = .number(value) }
}

extension Value: ExpressibleByIntegerLiteral {
  /// Makes a number; beyond 2⁵³ it is rounded, as in JavaScript.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
}

extension Value: ExpressibleByArrayLiteral {
  /// Makes an array.
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
}

extension Value: ExpressibleByDictionaryLiteral {
  /// Makes an object with its keys in the order of the literal.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }
}
