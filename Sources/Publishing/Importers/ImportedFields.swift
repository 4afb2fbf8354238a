// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// What other programs call what we know of texts.
enum ImportedFields {
  private static let names = [
    "lang": "language", "license": "licence", "rights": "licence", "keywords": "tags",
    "dcterms.date": "date", "dcterms.spatial": "place", "dcterms.rights": "licence",
    "author": "people", "authors": "people", "abstract": "description", "subject": "description",
  ]
  private static let lists: Set = ["tags", "people", "relations"]

  /// The fields by our names, with the values that ours hold; others as they are.
  ///
  /// A field that is there by our name is never replaced by one that means the same.
  static func known(_ fields: [Value.Member]) -> [Value.Member] {
    var known: [Value.Member] = []
    let own = Set(fields.map(\.key))
    for field in fields {
      guard let name = names[field.key], !own.contains(name) else {
        known.append(.init(key: field.key, value: fitting(field.value, in: field.key)))
        continue
      }
      guard !known.contains(where: { $0.key == name }) else {
        known.append(field)
        continue
      }
      known.append(.init(key: name, value: fitting(field.value, in: name)))
    }
    return known
  }

  /// A list for a text with commas where we hold lists, as HedgeDoc's tags are written; text for a number.
  private static func fitting(_ value: Value, in field: String) -> Value {
    guard lists.contains(field) else {
      return texts.contains(field) ? text(value).map { .string($0) } ?? value : value
    }
    switch value {
    case .string(let text):
      let parts = field == "tags" ? text.split(separator: ",").map(trimmed) : [trimmed(text[...])]
      return .array(parts.filter { !$0.isEmpty }.map { .string($0) })
    case .array(let values):
      let texts = values.compactMap(text)
      return texts.count == values.count ? .array(texts.map { .string($0) }) : value
    case .number, .bool: return text(value).map { .array([.string($0)]) } ?? value
    default: return value
    }
  }

  private static let texts: Set = [
    "title", "language", "date", "place", "event", "licence", "description",
  ]

  private static func text(_ value: Value) -> String? {
    switch value {
    case .string(let text): text
    case .number, .bool: value.jsonText
    default: nil
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
