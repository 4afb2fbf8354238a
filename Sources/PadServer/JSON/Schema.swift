// SPDX-License-Identifier: Apache-2.0

/// The shape of a JSON value: what the API describes is what it checks.
indirect enum Schema: Sendable {
  /// Text of at most so many UTF-8 bytes.
  case text(maximumBytes: Int)
  /// Text in one of the formats JSON Schema names, not checked further.
  case formatted(String)
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case boolean
  case list(of: Schema, maximumCount: Int)
  /// Null, which removes what there was, or something else.
  case removable(Schema)
  /// One of two shapes.
  case either(Schema, Schema)
  /// An object of these members and no other.
  case object([Member])

  /// A member of an object.
  struct Member: Sendable {
    var name: String
    var schema: Schema
    var isRequired = false
  }

  /// What is wrong with a value, in one sentence, or nil.
  func violation(in value: JSONValue, at place: String = "the body") -> String? {
    switch (self, value) {
    case (.text(let maximumBytes), .string(let text)):
      text.utf8.count <= maximumBytes ? nil : "\(place) is longer than \(maximumBytes) bytes"
    case (.text, _), (.formatted, _):
      value.text == nil ? "\(place) is not a text" : nil
    case (.integer(let range), .integer(let number)):
      range.contains(number) ? nil : "\(place) is not within \(range)"
    case (.integer, _): "\(place) is not an integer"
    case (.number(let range), .integer(let number)):
      range.contains(Double(number)) ? nil : "\(place) is not within \(range)"
    case (.number(let range), .number(let number)):
      range.contains(number) ? nil : "\(place) is not within \(range)"
    case (.number, _): "\(place) is not a number"
    case (.either(let one, let other), _):
      one.violation(in: value, at: place) == nil ? nil : other.violation(in: value, at: place)
    case (.boolean, .bool): nil
    case (.boolean, _): "\(place) is neither true nor false"
    case (.list(let schema, let maximumCount), .array(let elements)):
      elements.count > maximumCount
        ? "\(place) has more than \(maximumCount) members"
        : elements.lazy.compactMap { schema.violation(in: $0, at: "a member of \(place)") }.first
    case (.list, _): "\(place) is not a list"
    case (.removable(let schema), _):
      value == .null ? nil : schema.violation(in: value, at: place)
    case (.object(let members), .object(let values)):
      Self.violation(of: members, in: values, at: place)
    case (.object, _): "\(place) is not an object"
    }
  }

  private static func violation(
    of members: [Member],
    in values: [String: JSONValue],
    at place: String
  ) -> String? {
    for member in members {
      if let value = values[member.name] {
        let violation = member.schema.violation(in: value, at: "\"\(member.name)\"")
        if let violation { return violation }
      } else if member.isRequired {
        return "\(place) has no \"\(member.name)\""
      }
    }
    let known = Set(members.map(\.name))
    guard values.keys.allSatisfy(known.contains) else {
      return "\(place) has a member that is not known here"
    }
    return nil
  }

  /// The schema as JSON Schema.
  var json: JSONValue {
    switch self {
    case .text(let maximumBytes): ["type": "string", "maxLength": .integer(maximumBytes)]
    case .formatted(let format): ["type": "string", "format": .string(format)]
    case .integer(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .number(let range):
      [
        "type": "number", "minimum": .number(range.lowerBound),
        "maximum": .number(range.upperBound),
      ]
    case .boolean: ["type": "boolean"]
    case .either(let one, let other): ["anyOf": [one.json, other.json]]
    case .list(let schema, let maximumCount):
      ["type": "array", "items": schema.json, "maxItems": .integer(maximumCount)]
    case .removable(let schema): ["oneOf": [schema.json, ["type": "null"]]]
    case .object(let members):
      [
        "type": "object", "additionalProperties": false,
        "properties": .object(
          Dictionary(members.map { ($0.name, $0.schema.json) }) { _, last in last }
        ),
        "required": .array(members.filter(\.isRequired).map { .string($0.name) }),
      ]
    }
  }
}
