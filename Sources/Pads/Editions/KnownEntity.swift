// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Somebody, somewhere, something that descriptions name.
public struct KnownEntity: Equatable, Sendable {
  /// What a name is the name of.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// One human.
    case person
    /// An association, a group, an administration.
    case organisation
    /// Somewhere.
    case place
    /// Something that happened.
    case event
    /// An idea.
    case concept
  }

  /// What it is.
  public let kind: Kind
  /// The name.
  public let name: String
  /// How many texts name it.
  public internal(set) var count: Int
  /// Of a place, degrees north; nil when no text tells.
  public internal(set) var latitude: Double?
  /// Of a place, degrees east; nil when no text tells.
  public internal(set) var longitude: Double?
  /// Of an event, when it was or began; nil when no text tells.
  public internal(set) var date: String?
}

/// What some texts name, each once.
struct EntityIndex {
  private struct Key: Hashable {
    let kind: KnownEntity.Kind
    let name: String
  }

  private var known: [Key: KnownEntity] = [:]

  /// Takes what one text's description names; where two tell something of the same, the first is kept.
  mutating func add(_ description: Description) {
    var named: Set<Key> = []
    func note(
      _ kind: KnownEntity.Kind,
      _ name: String,
      latitude: Double? = nil,
      longitude: Double? = nil,
      date: String? = nil
    ) {
      let key = Key(kind: kind, name: name)
      var entity = known[key] ?? KnownEntity(kind: kind, name: name, count: 0)
      if named.insert(key).inserted { entity.count += 1 }
      if entity.latitude == nil { (entity.latitude, entity.longitude) = (latitude, longitude) }
      entity.date = entity.date ?? date
      known[key] = entity
    }
    for person in description.people {
      note(person.kind == .organisation ? .organisation : .person, person.name)
    }
    for place in description.places {
      note(.place, place.name, latitude: place.latitude, longitude: place.longitude)
    }
    for event in description.events { note(.event, event.name, date: event.date) }
    for concept in description.concepts { note(.concept, concept) }
  }

  /// All of them by kind and name.
  var entities: [KnownEntity] {
    let order = Dictionary(
      uniqueKeysWithValues: KnownEntity.Kind.allCases.enumerated().map { ($1, $0) }
    )
    return known.values.sorted { left, right in
      let kinds = (order[left.kind] ?? 0, order[right.kind] ?? 0)
      return kinds.0 == kinds.1 ? left.name < right.name : kinds.0 < kinds.1
    }
  }
}
