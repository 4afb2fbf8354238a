// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing

/// What published texts name, beside what somebody's own pads name.
struct PublishedEntities: Sendable {
  private struct Key: Hashable {
    let kind: KnownEntity.Kind
    let slug: String
  }

  private let entities: [KnownEntity.Kind: [KnowledgeBase.Entity]]
  private let keys: Set<Key>

  init(_ entities: [KnownEntity.Kind: [KnowledgeBase.Entity]] = [:]) {
    self.entities = entities
    keys = Set(
      entities.flatMap { kind, entities in entities.map { Key(kind: kind, slug: $0.slug) } }
    )
  }

  /// One's own, and what only published texts name, by kind and name.
  func joined(with own: [KnownEntity]) -> [KnownEntity] {
    guard !entities.isEmpty else { return own }
    let known = Set(own.map { Key(kind: $0.kind, slug: Slug.of($0.name)) })
    let others = entities.flatMap { kind, entities in
      entities.filter { !known.contains(Key(kind: kind, slug: $0.slug)) }.map { entity in
        KnownEntity(
          published: kind,
          name: entity.name,
          latitude: entity.latitude,
          longitude: entity.longitude,
          date: entity.date
        )
      }
    }
    return (own + others).sorted { $0.isListed(before: $1) }
  }

  /// Where the page of something is, in the site's folder of a language; nil where it has none.
  func place(of entity: KnownEntity) -> String? {
    guard !keys.isEmpty, case let slug = Slug.of(entity.name),
      keys.contains(Key(kind: entity.kind, slug: slug))
    else { return nil }
    return "\(entity.kind.siteFolder)/\(slug).html"
  }
}
