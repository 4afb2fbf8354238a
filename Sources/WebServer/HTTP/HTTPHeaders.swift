// SPDX-License-Identifier: Apache-2.0

/// Header fields in the order they were sent; names are compared without regard to case.
public struct HTTPHeaders: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  /// One field line.
  public struct Field: Equatable, Sendable {
    /// The field name, as written.
    public var name: String
    /// The field value without surrounding white space.
    public var value: String
  }

  /// All field lines, in order.
  public private(set) var fields: [Field] = []

  /// Creates an empty list.
  public init() {}

  /// Creates a list of distinct fields.
  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }

  /// The first value of a field, or replaces all its values by one.
  public subscript(name: String) -> String? {
    get { fields.first { sameName($0.name, name) }?.value }
    set {
      fields.removeAll { sameName($0.name, name) }
      if let newValue { fields.append(Field(name: name, value: newValue)) }
    }
  }

  /// Every value of a field that may be repeated, in order.
  public func values(of name: String) -> [String] {
    fields.filter { sameName($0.name, name) }.map(\.value)
  }

  /// Adds a field line without looking at those there are.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// The members of a comma-separated list over all its lines, trimmed and in lower case.
  public func tokens(of name: String) -> [String] {
    values(of: name)
      .flatMap { $0.split(separator: ",") }
      .map { trimmingSpaces($0).lowercased() }
      .filter { !$0.isEmpty }
  }
}

private func sameName(_ one: String, _ other: String) -> Bool {
  let (one, other) = (one.utf8, other.utf8)
  return one.count == other.count
    && zip(one, other).allSatisfy { lowercase($0) == lowercase($1) }
}

private func lowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// Removes spaces and tabs from both ends.
func trimmingSpaces(_ text: Substring) -> Substring {
  var text = text
  while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
  while let last = text.last, last == " " || last == "\t" { text.removeLast() }
  return text
}
