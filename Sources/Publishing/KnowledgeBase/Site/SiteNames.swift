// SPDX-License-Identifier: Apache-2.0

import Pads

/// How texts and entities are named on the site's pages.
enum SiteNames {
  static func title(_ card: EditionCard, _ words: SiteWords) -> String {
    card.title.allSatisfy(\.isWhitespace) ? words.untitled : card.title
  }

  /// The language of a text, where its description names one as BCP 47 has it.
  static func language(_ card: EditionCard) -> String? {
    LanguageTag.wellFormed(card.text("language"))
  }

  /// An entity's name as a link to its page, or alone where it has none.
  static func entity(
    _ kind: KnownEntity.Kind,
    _ name: String,
    isLinked: Bool,
    _ frame: SiteFrame
  ) -> Markup {
    guard isLinked else { return "<bdi>\(name)</bdi>" }
    let path = "\(kind.siteFolder)/\(Slug.of(name)).html"
    return "<a href=\"\(frame.local(path))\"><bdi>\(name)</bdi></a>"
  }
}

extension Description {
  /// What it names, by kind and slug.
  var named: Set<String> {
    var named: Set<String> = []
    for person in people {
      named.insert(
        "\(person.kind == .organisation ? "organisations" : "people")/\(Slug.of(person.name))"
      )
    }
    for place in places { named.insert("places/\(Slug.of(place.name))") }
    for event in events { named.insert("events/\(Slug.of(event.name))") }
    for concept in concepts { named.insert("concepts/\(Slug.of(concept))") }
    return named
  }
}
