// SPDX-License-Identifier: Apache-2.0

import Pads

extension Description {
  /// The names of those who wrote the text, as formats ask for them.
  ///
  /// Those whose roles say so; where nobody's does, all persons, or else all there are.
  var authors: [String] { writers.map(\.name) }

  /// The names of all others who had a part in it.
  var contributors: [String] {
    let writers = Set(authors)
    return people.map(\.name).filter { !writers.contains($0) }
  }

  private var writers: [Person] {
    let named = people.filter { $0.roles.contains("author") }
    if !named.isEmpty { return named }
    let persons = people.filter { $0.kind == .person }
    return persons.isEmpty ? people : persons
  }
}
