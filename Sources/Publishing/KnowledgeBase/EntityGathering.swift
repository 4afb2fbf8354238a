// SPDX-License-Identifier: Apache-2.0

import Pads

/// Gathers what descriptions name, each once by kind and slug.
struct EntityGathering {
  private struct Known {
    var spellings: [String: Int] = [:]
    var texts: [Int] = []
    var latitude: Double?
    var longitude: Double?
    var date: String?
    var end: String?
    var place: String?
  }

  private var known: [KnownEntity.Kind: [String: Known]] = [:]

  /// Takes what one text names; where two tell something of the same, the first is kept.
  mutating func add(_ description: Description, of text: Int) {
    for person in description.people {
      note(person.kind == .organisation ? .organisation : .person, person.name, text)
    }
    for place in description.places {
      note(.place, place.name, text) { known in
        guard known.latitude == nil else { return }
        (known.latitude, known.longitude) = (place.latitude, place.longitude)
      }
    }
    for event in description.events {
      note(.event, event.name, text) { known in
        guard known.date == nil else { return }
        (known.date, known.end, known.place) = (event.date, event.end, event.place)
      }
    }
    for concept in description.concepts { note(.concept, concept, text) }
  }

  /// All of them by kind, in the order of their slugs.
  var entities: [KnownEntity.Kind: [KnowledgeBase.Entity]] {
    var entities: [KnownEntity.Kind: [KnowledgeBase.Entity]] = [:]
    for kind in KnownEntity.Kind.allCases {
      entities[kind] = (known[kind] ?? [:]).sorted { $0.key < $1.key }.map { slug, known in
        let spellings = known.spellings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map(\.key)
        return KnowledgeBase.Entity(
          kind: kind,
          slug: slug,
          name: spellings.first ?? slug,
          spellings: spellings,
          texts: known.texts,
          latitude: known.latitude,
          longitude: known.longitude,
          date: known.date,
          end: known.end,
          place: known.place
        )
      }
    }
    return entities
  }

  private mutating func note(
    _ kind: KnownEntity.Kind,
    _ name: String,
    _ text: Int,
    _ tell: (inout Known) -> Void = { _ in }
  ) {
    let slug = Slug.of(name)
    var entry = known[kind, default: [:]].removeValue(forKey: slug) ?? Known()
    entry.spellings[name, default: 0] += 1
    if entry.texts.last != text { entry.texts.append(text) }
    tell(&entry)
    known[kind, default: [:]][slug] = entry
  }
}
