// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing

/// What published texts name, beside what somebody's own pads name.
struct KnownThings: Sendable {
  private struct Key: Hashable {
    let kind: KnownEntity.Kind
    let slug: String
  }

  private let things: [KnownEntity.Kind: [KnowledgeBase.Thing]]
  private let keys: Set<Key>

  init(_ things: [KnownEntity.Kind: [KnowledgeBase.Thing]]) {
    self.things = things
    keys = Set(things.flatMap { kind, things in things.map { Key(kind: kind, slug: $0.slug) } })
  }

  /// One's own, and what only published texts name, by kind and name.
  func joined(with own: [KnownEntity]) -> [KnownEntity] {
    guard !things.isEmpty else { return own }
    let known = Set(own.map { Key(kind: $0.kind, slug: Slug.of($0.name)) })
    let others = things.flatMap { kind, things in
      things.filter { !known.contains(Key(kind: kind, slug: $0.slug)) }.map { thing in
        KnownEntity(
          published: kind,
          name: thing.name,
          latitude: thing.latitude,
          longitude: thing.longitude,
          date: thing.date
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
