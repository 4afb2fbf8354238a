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
  /// How many of somebody's texts name it; none when only the knowledge base does.
  public internal(set) var count: Int
  /// Of a place, degrees north; nil when no text tells.
  public internal(set) var latitude: Double?
  /// Of a place, degrees east; nil when no text tells.
  public internal(set) var longitude: Double?
  /// Of an event, when it was or began; nil when no text tells.
  public internal(set) var date: String?

  /// Describes something that only the knowledge base names.
  ///
  /// - Parameters:
  ///   - kind: What it is.
  ///   - name: The name.
  ///   - latitude: Of a place, degrees north.
  ///   - longitude: Of a place, degrees east.
  ///   - date: Of an event, when it was or began.
  public init(
    published kind: Kind,
    name: String,
    latitude: Double?,
    longitude: Double?,
    date: String?
  ) {
    self.init(kind: kind, name: name, count: 0)
    (self.latitude, self.longitude, self.date) = (latitude, longitude, date)
  }

  init(kind: Kind, name: String, count: Int) {
    (self.kind, self.name, self.count) = (kind, name, count)
  }

  /// Whether it stands before another in a list: by kind and name.
  ///
  /// - Parameter other: The other.
  /// - Returns: Whether it does.
  public func isListed(before other: KnownEntity) -> Bool {
    let places = (
      Kind.allCases.firstIndex(of: kind) ?? 0, Kind.allCases.firstIndex(of: other.kind) ?? 0
    )
    return places.0 == places.1 ? name < other.name : places.0 < places.1
  }
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
  var entities: [KnownEntity] { known.values.sorted { $0.isListed(before: $1) } }
}
