// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// What somebody wrote into a field by hand, as the field holds it.
enum FittingValue {
  private static let texts: Set = [
    "title", "language", "date", "place", "event", "licence", "description",
  ]
  private static let lists: Set = [
    "tags", "people", "places", "events", "concepts", "relations", "signers",
  ]
  /// What objects in those lists hold that is no text.
  private static let numbers: Set = ["latitude", "longitude"]

  /// A list for a text where we hold lists, at its commas for tags, as HedgeDoc's are written; text for a
  /// number, and a number for text, as the field wants it.
  static func value(_ value: Value, in field: String) -> Value {
    if texts.contains(field) { return text(value).map { .string($0) } ?? value }
    guard lists.contains(field) else { return value }
    switch value {
    case .string(let text): return .array(words(text, atCommas: field == "tags"))
    case .array(let values): return .array(values.map(thing))
    case .object: return .array([thing(value)])
    case .number, .bool: return .array([thing(value)])
    default: return value
    }
  }

  /// One of a list: a text, or an object of texts.
  private static func thing(_ value: Value) -> Value {
    guard case .object(let members) = value else {
      return text(value).map { .string($0) } ?? value
    }
    var fitting = members.filter { $0.value != .null }.map { member in
      Value.Member(key: member.key, value: part(member.value, in: member.key))
    }
    // What a relation is called where only its address is known.
    if let target = fitting.first(where: { $0.key == "target" }),
      !fitting.contains(where: { $0.key == "title" })
    {
      fitting.append(.init(key: "title", value: target.value))
    }
    return .object(fitting)
  }

  private static func part(_ value: Value, in field: String) -> Value {
    if field == "roles" {
      switch value {
      case .string(let text): return .array(words(text, atCommas: true))
      case .array(let values): return .array(values.map { text($0).map { .string($0) } ?? $0 })
      default: return value
      }
    }
    if numbers.contains(field) {
      guard case .string(let text) = value, let number = Double(text) else { return value }
      return .number(number)
    }
    return text(value).map { .string($0) } ?? value
  }

  private static func text(_ value: Value) -> String? {
    switch value {
    case .string(let text): text
    case .number, .bool: value.jsonText
    default: nil
    }
  }

  private static func words(_ text: String, atCommas: Bool) -> [Value] {
    let parts = atCommas ? text.split(separator: ",").map(trimmed) : [trimmed(text[...])]
    return parts.filter { !$0.isEmpty }.map { .string($0) }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
