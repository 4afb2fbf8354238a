// SPDX-License-Identifier: Apache-2.0

import Pads

/// Somebody, somewhere, something that a description names.
struct NamedThing: Hashable, Sendable {
  let kind: KnownEntity.Kind
  /// As the description writes it.
  let name: String
}

extension Description {
  /// What it names, each once, in its order.
  var things: [NamedThing] {
    var seen: Set<NamedThing> = []
    let people = people.map {
      NamedThing(kind: $0.kind == .organisation ? .organisation : .person, name: $0.name)
    }
    let others =
      places.map { NamedThing(kind: .place, name: $0.name) }
      + events.map { NamedThing(kind: .event, name: $0.name) }
      + concepts.map { NamedThing(kind: .concept, name: $0) }
    return (people + others).filter { seen.insert($0).inserted }
  }
}
