// SPDX-License-Identifier: Apache-2.0

import Pads

/// Where files of the content are.
enum ContentPlaces {
  /// The folder of entities of a kind, which is a word of addresses too.
  static func folder(of kind: KnownEntity.Kind) -> String {
    switch kind {
    case .person: "people"
    case .organisation: "organisations"
    case .place: "places"
    case .event: "events"
    case .concept: "concepts"
    }
  }

  /// An edition's Markdown, from `content`.
  static func text(_ card: EditionCard) -> String {
    "texts/\(card.address)/edition-\(card.number).md"
  }

  /// An entity's page, from `content`.
  static func entity(_ entity: NamedEntity) -> String {
    "\(folder(of: entity.kind))/\(Slug.of(entity.name)).md"
  }
}
