// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// An edition with all that its own files show of others.
struct EditionPage: Sendable {
  let card: EditionCard
  /// The text it is an edition of.
  let text: KnowledgeBase.Text
  /// How it relates to other texts, and those that are published.
  let relations: [(relation: Description.Relation, other: KnowledgeBase.Text?)]
  /// Who names it, and in what way.
  let backlinks: [(relation: Description.Relation, from: KnowledgeBase.Text)]
  /// What it names that only older editions of texts name any more, and which has no page.
  let withoutPage: Set<NamedEntity>

  init(_ card: EditionCard, of place: Int, in base: KnowledgeBase) {
    self.card = card
    text = base.texts[place]
    let isNewest = card.number == base.texts[place].newest.number
    relations =
      isNewest
      ? base.links(from: place).map { link in (link.relation, link.to.map { base.texts[$0] }) }
      : card.description.relations.map { ($0, nil) }
    backlinks = base.links(to: place).map { ($0.relation, base.texts[$0.from]) }
    withoutPage =
      isNewest
      ? [] : Set(card.description.entities.filter { !base.names($0.kind, Slug.of($0.name)) })
  }

  /// What its files are made of besides the settings.
  var fingerprint: String {
    var parts = [card.sha256, "\(card.published)", card.address, "\(text.newest.number)"]
    parts += text.editions.map { "\($0.number) \($0.sha256)" }
    for (_, other) in relations { parts.append(other.map(Self.name) ?? "") }
    for (relation, from) in backlinks {
      parts += [relation.kind?.rawValue ?? "", Self.name(from)]
    }
    parts += withoutPage.map { "\($0.kind)\u{1}\($0.name)" }.sorted()
    return parts.joined(separator: "\u{0}")
  }

  private static func name(_ text: KnowledgeBase.Text) -> String {
    "\(text.address)\u{1}\(text.newest.number)\u{1}\(text.newest.title)"
  }
}
