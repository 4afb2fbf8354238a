// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// How pads look in JSON.
enum PadShape {
  /// The metadata fields, in the order of design.
  private static let fields: [Schema.Member] = {
    let text = Schema.text(maximumBytes: MetaChanges.maximumFieldBytes)
    let texts = Schema.list(of: text, maximumCount: 1000)
    func things(_ members: [Schema.Member]) -> Schema {
      .list(of: .either(text, .object(members)), maximumCount: 1000)
    }
    let name = Schema.Member(name: "name", schema: text, isRequired: true)
    return [
      .init(name: "title", schema: text),
      .init(name: "language", schema: text),
      .init(name: "tags", schema: texts),
      .init(name: "date", schema: text),
      .init(name: "place", schema: text),
      .init(
        name: "people",
        schema: things([
          name, .init(name: "kind", schema: text), .init(name: "roles", schema: texts),
        ])
      ),
      .init(name: "event", schema: text),
      .init(
        name: "relations",
        schema: things([
          .init(name: "title", schema: text, isRequired: true),
          .init(name: "type", schema: text), .init(name: "target", schema: text),
        ])
      ),
      .init(name: "licence", schema: text),
      .init(name: "description", schema: text),
      .init(
        name: "places",
        schema: things([
          name, .init(name: "latitude", schema: .number(-90...90)),
          .init(name: "longitude", schema: .number(-180...180)),
        ])
      ),
      .init(
        name: "events",
        schema: things([
          name, .init(name: "date", schema: text), .init(name: "end", schema: text),
          .init(name: "place", schema: text),
        ])
      ),
      .init(name: "concepts", schema: texts),
      .init(name: "signers", schema: texts),
    ]
  }()

  private static let identity: [Schema.Member] = [
    .init(name: "id", schema: .text(maximumBytes: 128), isRequired: true),
    .init(name: "url", schema: .formatted("uri-reference"), isRequired: true),
    .init(name: "created", schema: .formatted("date-time"), isRequired: true),
    .init(name: "updated", schema: .formatted("date-time"), isRequired: true),
  ]

  private static let members =
    identity + [
      .init(name: "sessions", schema: .integer(0...1_000_000), isRequired: true),
      .init(name: "role", schema: .text(maximumBytes: 16), isRequired: true),
    ] + fields

  /// A pad with its metadata.
  static let pad = Schema.object(members)

  /// A pad that was started; of a file, with what of it was not understood.
  static let started = Schema.object(
    members + [
      .init(
        name: "notes",
        schema: .list(
          of: .object([
            .init(name: "kind", schema: .text(maximumBytes: 32), isRequired: true),
            .init(name: "detail", schema: .text(maximumBytes: 256)),
          ]),
          maximumCount: 1_000
        )
      )
    ]
  )

  /// What a change may hold.
  static let changes = Schema.object(
    fields.map { Schema.Member(name: $0.name, schema: .removable($0.schema)) }
  )

  /// A list of pads.
  static let list = Schema.object([
    .init(
      name: "pads",
      schema: .list(
        of: .object(
          identity + [fields[0], .init(name: "purged", schema: .formatted("date-time"))]
        ),
        maximumCount: 200
      ),
      isRequired: true
    ),
    .init(name: "cursor", schema: .text(maximumBytes: 128)),
  ])

  static func json(
    of metadata: PadMetadata,
    for visit: Visit,
    url: String
  ) -> JSONValue {
    var members: [String: JSONValue] = [:]
    if case .object(let fields) = metadata.fields {
      for field in fields where MetaChanges.fields.contains(field.key) {
        // What other editors wrote may have any shape; only described ones are shown.
        let value = JSONValue(field.value)
        if isDescribed(value, as: field.key) { members[field.key] = value }
      }
    }
    members["id"] = .string(visit.shownName)
    members["title"] = .string(visit.shown(metadata.title))
    members["url"] = .string(url)
    members["created"] = timestamp(metadata.created)
    members["updated"] = timestamp(metadata.updated)
    members["sessions"] = .integer(metadata.sessionCount)
    members["role"] = .string(visit.grant.role.rawValue)
    return .object(members)
  }

  static func json(of summary: PadSummary, url: String) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(summary.name.rawValue), "title": .string(summary.title), "url": .string(url),
      "created": timestamp(summary.created), "updated": timestamp(summary.updated),
    ]
    if let trashed = summary.trashed {
      members["purged"] = timestamp(trashed + PadHouse.trashLifetime)
    }
    return .object(members)
  }

  private static func isDescribed(_ value: JSONValue, as field: String) -> Bool {
    fields.contains { $0.name == field && $0.schema.violation(in: value) == nil }
  }

  /// Milliseconds since 1970 as RFC 3339 in UTC.
  static func timestamp(_ milliseconds: Int64) -> JSONValue {
    .string(PadTimestamp.text(milliseconds))
  }
}

extension JSONValue {
  /// A value of a document; what JSON has no form for becomes null.
  init(_ value: TextCRDT.Value) {
    switch value {
    case .undefined, .null, .bytes: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let value): self = .number(value)
    case .bigInt(let value): self = .integer(Int(value))
    case .string(let value): self = .string(value)
    case .array(let values): self = .array(values.map { JSONValue($0) })
    case .object(let members):
      self = .object(
        Dictionary(members.map { ($0.key, JSONValue($0.value)) }) { _, last in last }
      )
    }
  }

  /// The value as a document holds it.
  var crdtValue: TextCRDT.Value {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .number(Double(value))
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    case .array(let values): .array(values.map(\.crdtValue))
    case .object(let members):
      .object(
        members.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value.crdtValue) }
      )
    }
  }
}
