// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// How editions look in JSON.
enum EditionShape {
  private static let number = Schema.integer(1...1_000)
  private static let time = Schema.formatted("date-time")
  private static let note = Schema.text(maximumBytes: PadHouse.maximumEditionNoteBytes)
  private static let text = Schema.text(maximumBytes: MetaChanges.maximumFieldBytes)
  private static let sha256 = Schema.text(maximumBytes: 64)
  private static let items = Schema.list(
    of: .text(maximumBytes: 16),
    maximumCount: ChecklistItem.allCases.count
  )

  private static let publicationMembers: [Schema.Member] = [
    .init(name: "address", schema: .text(maximumBytes: 256), isRequired: true),
    .init(name: "url", schema: .formatted("uri-reference")),
    .init(name: "published", schema: time, isRequired: true),
  ]

  /// Where and since when an edition is published.
  static let publication = Schema.object(publicationMembers)

  private static let editionMembers: [Schema.Member] = [
    .init(name: "number", schema: number, isRequired: true),
    .init(name: "sha256", schema: sha256, isRequired: true),
    .init(name: "title", schema: text), .init(name: "finished", schema: time),
    .init(name: "signers", schema: .list(of: text, maximumCount: 10_000)),
    .init(name: "note", schema: note), .init(name: "replaces", schema: number),
    .init(name: "head", schema: .integer(0...(1 << 53))), .init(name: "erased", schema: time),
    .init(
      name: "publication",
      schema: .object(publicationMembers + [.init(name: "withdrawn", schema: time)])
    ),
    .init(
      name: "parts",
      schema: .object(
        EditionPart.allCases.map { part in
          .init(
            name: part.rawValue,
            schema: .object([
              .init(name: "sha256", schema: sha256, isRequired: true),
              .init(name: "bytes", schema: .integer(0...(1 << 53)), isRequired: true),
            ])
          )
        }
      )
    ),
  ]

  /// A pad's editions.
  static let editions = Schema.object([
    .init(name: "finished", schema: .removable(number), isRequired: true),
    .init(
      name: "begun",
      schema: .removable(
        .object([
          .init(name: "replaces", schema: number, isRequired: true),
          .init(name: "time", schema: time, isRequired: true), .init(name: "note", schema: note),
        ])
      ),
      isRequired: true
    ),
    .init(name: "missing", schema: items, isRequired: true),
    .init(
      name: "editions",
      schema: .list(of: .object(editionMembers), maximumCount: 1_000),
      isRequired: true
    ),
  ])

  /// The pads of somebody with their editions.
  static let desk = Schema.object([
    .init(
      name: "pads",
      schema: .list(
        of: .object([
          .init(name: "id", schema: .text(maximumBytes: 128), isRequired: true),
          .init(name: "title", schema: text, isRequired: true),
          .init(name: "url", schema: .formatted("uri-reference"), isRequired: true),
          .init(name: "updated", schema: time, isRequired: true),
          .init(name: "missing", schema: items, isRequired: true),
          .init(name: "finished", schema: .removable(number), isRequired: true),
          .init(
            name: "editions",
            schema: .list(of: .object(editionMembers), maximumCount: 1_000),
            isRequired: true
          ),
        ]),
        maximumCount: PadHouse.maximumDeskPads
      ),
      isRequired: true
    )
  ])

  /// Who wrote a text.
  static let contributors = Schema.object([
    .init(
      name: "persons",
      schema: .list(
        of: .object([
          .init(name: "id", schema: .integer(1...(1 << 31)), isRequired: true),
          .init(name: "kind", schema: .text(maximumBytes: 16), isRequired: true),
          .init(name: "name", schema: .removable(text), isRequired: true),
          .init(name: "published", schema: .removable(text), isRequired: true),
          .init(name: "characters", schema: .integer(0...(1 << 53)), isRequired: true),
          .init(name: "isSelf", schema: .boolean, isRequired: true),
          .init(name: "mayChange", schema: .boolean, isRequired: true),
        ]),
        maximumCount: 100_000
      ),
      isRequired: true
    )
  ])

  /// Tells of a pad's editions; `url` gives the page of one that is published.
  static func json(
    of editions: PadEditions,
    _ url: (PublishedEdition) -> String?
  ) -> JSONValue {
    var begun = JSONValue.null
    if let beginning = editions.begun {
      var members: [String: JSONValue] = [
        "replaces": .integer(beginning.replaces), "time": PadShape.timestamp(beginning.time),
      ]
      members["note"] = beginning.note.map { .string($0) }
      begun = .object(members)
    }
    return [
      "finished": editions.current.map { .integer($0) } ?? .null,
      "begun": begun,
      "missing": json(of: editions.missing),
      "editions": .array(editions.editions.map { .object(members(of: $0, url)) }),
    ]
  }

  static func json(
    of publication: PublishedEdition,
    _ url: (PublishedEdition) -> String?
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "address": .string(publication.address),
      "published": PadShape.timestamp(publication.published),
    ]
    members["url"] = url(publication).map { .string($0) }
    members["withdrawn"] = publication.withdrawn.map(PadShape.timestamp)
    return .object(members)
  }

  static func json(of items: [ChecklistItem]) -> JSONValue {
    .array(items.map { .string($0.rawValue) })
  }

  static func members(
    of edition: PadEdition,
    _ url: (PublishedEdition) -> String? = { _ in nil }
  ) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "number": .integer(edition.number), "sha256": .string(edition.sha256),
    ]
    members["erased"] = edition.erased.map(PadShape.timestamp)
    members["publication"] = edition.publication.map { json(of: $0, url) }
    guard let manifest = edition.manifest else { return members }
    members["title"] = .string(manifest.title)
    members["finished"] = .string(manifest.finished)
    members["signers"] = .array(manifest.signers.map { .string($0) })
    members["note"] = manifest.note.map { .string($0) }
    members["replaces"] = manifest.replaces.map { .integer($0) }
    members["head"] = .integer(Int(manifest.head))
    var parts: [String: JSONValue] = [:]
    for (part, digest) in manifest.parts {
      parts[part.rawValue] = [
        "sha256": .string(digest.sha256), "bytes": .integer(digest.byteCount),
      ]
    }
    members["parts"] = .object(parts)
    return members
  }

  static func json(
    of pad: DeskPad,
    url: String,
    _ publicationURL: (PublishedEdition) -> String?
  ) -> JSONValue {
    [
      "id": .string(pad.name.rawValue), "title": .string(pad.title), "url": .string(url),
      "updated": PadShape.timestamp(pad.updated), "missing": json(of: pad.editions.missing),
      "finished": pad.editions.current.map { .integer($0) } ?? .null,
      "editions": .array(
        pad.editions.editions.map { .object(members(of: $0, publicationURL)) }
      ),
    ]
  }

  static func json(of contributors: [Contributor]) -> JSONValue {
    [
      "persons": .array(
        contributors.map { person in
          [
            "id": .integer(person.id), "kind": .string(person.kind.rawValue),
            "name": person.name.map { .string($0) } ?? .null,
            "published": person.published.map { .string($0) } ?? .null,
            "characters": .integer(person.length), "isSelf": .bool(person.isMine),
            "mayChange": .bool(person.mayChange),
          ]
        }
      )
    ]
  }
}
