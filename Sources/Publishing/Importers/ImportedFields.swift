// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// What other programs call what we know of texts.
enum ImportedFields {
  private static let names = [
    "lang": "language", "license": "licence", "rights": "licence", "keywords": "tags",
    "dcterms.date": "date", "dcterms.spatial": "place", "dcterms.rights": "licence",
    "dcterms.temporal": "event", "dcterms.subject": "concepts",
    "author": "people", "authors": "people", "abstract": "description", "subject": "description",
  ]
  /// What holds several where others have one.
  private static let plurals = ["place": "places", "event": "events"]

  /// The fields by our names, with the values that ours hold; others as they are.
  ///
  /// A field that is there by our name is never replaced by one that means the same.
  static func known(_ fields: [Value.Member]) -> [Value.Member] {
    var known: [Value.Member] = []
    let own = Set(fields.map(\.key))
    for field in fields {
      guard let name = name(of: field), !own.contains(name) else {
        known.append(
          .init(key: field.key, value: FittingValue.value(field.value, in: field.key))
        )
        continue
      }
      guard !known.contains(where: { $0.key == name }) else {
        known.append(field)
        continue
      }
      let value = field.key.hasPrefix("dcterms.") ? dublinCore(field.value) : field.value
      known.append(.init(key: name, value: FittingValue.value(value, in: name)))
    }
    return known
  }

  /// Our name of what others call differently.
  private static func name(of field: Value.Member) -> String? {
    guard let name = names[field.key] else { return nil }
    guard let plural = plurals[name] else { return name }
    switch field.value {
    case .array: return plural
    case .string(let text): return DublinCore.members(text) == nil ? name : plural
    default: return name
    }
  }

  /// Points and periods as our pages write them, made places and events again.
  private static func dublinCore(_ value: Value) -> Value {
    switch value {
    case .array(let values): .array(values.map(dublinCore))
    case .string(let text): DublinCore.members(text).map { thing($0) } ?? value
    default: value
    }
  }

  private static func thing(_ members: [String: String]) -> Value {
    let names = [
      ("name", "name"), ("north", "latitude"), ("east", "longitude"), ("start", "date"),
      ("end", "end"), ("place", "place"),
    ]
    return .object(
      names.compactMap { theirs, ours in
        members[theirs].map { .init(key: ours, value: .string($0)) }
      }
    )
  }
}
