// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// What a field of the metadata may hold.
enum MetaShape {
  /// One text.
  case text
  /// Several texts.
  case texts
  /// Several things, each a text or an object with these members; the first of them is needed.
  case things([String: Part], needed: String)

  /// What a member of such an object may hold.
  enum Part {
    case text
    case texts
    case number
  }

  /// The fields there are.
  static let fields: [String: MetaShape] = [
    "title": .text, "language": .text, "date": .text, "place": .text, "event": .text,
    "licence": .text, "description": .text,
    "tags": .texts, "concepts": .texts, "signers": .texts,
    "people": .things(["name": .text, "kind": .text, "roles": .texts], needed: "name"),
    "places": .things(["name": .text, "latitude": .number, "longitude": .number], needed: "name"),
    "events": .things(
      ["name": .text, "date": .text, "end": .text, "place": .text],
      needed: "name"
    ),
    "relations": .things(["type": .text, "title": .text, "target": .text], needed: "title"),
  ]

  /// Whether it may hold a value.
  func allows(_ value: Value) -> Bool {
    switch self {
    case .text: value.isText
    case .texts: value.isListOf(\.isText)
    case .things(let parts, let needed):
      value.isListOf { $0.isText || Self.isThing($0, of: parts, needed: needed) }
    }
  }

  private static func isThing(
    _ value: Value,
    of parts: [String: Part],
    needed: String
  ) -> Bool {
    guard case .object(let members) = value,
      members.contains(where: { $0.key == needed }),
      Set(members.map(\.key)).count == members.count
    else { return false }
    return members.allSatisfy { member in
      switch parts[member.key] {
      case .text: member.value.isText
      case .texts: member.value.isListOf(\.isText)
      case .number: if case .number(let number) = member.value { number.isFinite } else { false }
      case nil: false
      }
    }
  }
}

extension Value {
  fileprivate var isText: Bool {
    guard case .string(let text) = self else { return false }
    return !text.unicodeScalars.contains("\0")
  }

  fileprivate func isListOf(_ isElement: (Value) -> Bool) -> Bool {
    guard case .array(let values) = self else { return false }
    return values.allSatisfy(isElement)
  }
}
