// SPDX-License-Identifier: Apache-2.0

import Pads

/// Somebody, somewhere, something that a description names.
struct NamedEntity: Hashable, Sendable {
  let kind: KnownEntity.Kind
  /// As the description writes it.
  let name: String
}

extension Description {
  /// What it names, each once, in its order.
  var entities: [NamedEntity] {
    var seen: Set<NamedEntity> = []
    let people = people.map {
      NamedEntity(kind: $0.kind == .organisation ? .organisation : .person, name: $0.name)
    }
    let others =
      places.map { NamedEntity(kind: .place, name: $0.name) }
      + events.map { NamedEntity(kind: .event, name: $0.name) }
      + concepts.map { NamedEntity(kind: .concept, name: $0) }
    return (people + others).filter { seen.insert($0).inserted }
  }
}
