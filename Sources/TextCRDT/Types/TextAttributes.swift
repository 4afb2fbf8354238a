// SPDX-License-Identifier: Apache-2.0

/// What is said of a run of text: names such as `bold`, each with a JSON value.
///
/// Names are told apart by their bytes and keep the order in which they were set. In an edit,
/// `Value.null` takes an attribute away.
///
/// ```swift
/// try text.format(0..<5, ["bold": true, "link": .object([.init(key: "href", value: "…")])])
/// ```
public struct TextAttributes: Sendable {
  /// The names and values in the order they were set.
  public private(set) var members: [Value.Member] = []

  /// Makes an empty set of attributes.
  public init() {}

  /// Makes attributes of names and values; of a name that comes twice the last value counts.
  ///
  /// - Parameter members: The names and values.
  public init(_ members: [Value.Member]) {
    for member in members { self[member.key] = member.value }
  }

  /// Whether nothing is said.
  public var isEmpty: Bool { members.isEmpty }

  /// The value of an attribute, nil where there is none; setting nil forgets the attribute.
  ///
  /// - Complexity: O(*n*) in attributes.
  public subscript(name: String) -> Value? {
    get { members.first { $0.key.hasSameBytes(as: name) }?.value }
    set {
      let index = members.firstIndex { $0.key.hasSameBytes(as: name) }
      switch (index, newValue) {
      case (let index?, let value?): members[index] = Value.Member(key: name, value: value)
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Value.Member(key: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Takes in what a format item says: a `null` ends an attribute.
  mutating func apply(_ format: Value.Member) {
    self[format.key] = format.value == .null ? nil : format.value
  }

  /// The value of an attribute as Yjs compares it: `null` for none and for what counts as false.
  func comparable(_ name: String) -> Value {
    self[name]?.orNull ?? .null
  }
}

extension TextAttributes: Equatable {
  /// Whether both say the same, in whatever order.
  public static func == (left: TextAttributes, right: TextAttributes) -> Bool {
    left.members.count == right.members.count
      && left.members.allSatisfy { right[$0.key]?.hasSameMeaning(as: $0.value) == true }
  }
}

extension TextAttributes: ExpressibleByDictionaryLiteral {
  /// Makes attributes of a literal such as `["bold": true]`.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self.init(elements.map { Value.Member(key: $0.0, value: $0.1) })
  }
}
