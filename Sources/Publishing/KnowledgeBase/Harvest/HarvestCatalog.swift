// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// What can be harvested of a knowledge base: every edition that is published, or was.
///
/// Items stand by the second of their last change and then by name: what is published or withdrawn while
/// somebody harvests goes to the end.
public struct HarvestCatalog: Sendable {
  /// An edition, or that there was one.
  struct Item: Sendable {
    /// When it was published or withdrawn, in seconds since 1970.
    let second: Int64
    /// Its address and number, as an identifier ends.
    let name: String
    /// The sets that it is in.
    let sets: Set<String>
    /// What is known of it; nil for one that was withdrawn.
    let card: EditionCard?

    /// Whether it is in a set, which may be that of all tags.
    func isIn(_ set: String) -> Bool {
      sets.contains(set) || (set == HarvestCatalog.allTags.spec && !sets.isEmpty)
    }
  }

  /// The editions of one tag.
  struct TagSet: Equatable, Sendable {
    /// What names it.
    let spec: String
    /// The tag.
    let name: String
  }

  /// The set that those of all tags are in.
  static let allTags = TagSet(spec: "tag", name: "Tags")

  /// All items in their order.
  let items: [Item]
  /// The sets by what names them.
  let sets: [TagSet]
  private let places: [String: Int]

  /// Lists what can be harvested.
  ///
  /// - Parameter base: What is published, and what was.
  /// - Complexity: O(editions · log editions).
  public init(_ base: KnowledgeBase) {
    var names: [String: String] = [:]
    var items = base.texts.flatMap(\.editions).map { card in
      let specs = card.tags.map { tag in (Self.spec(of: tag), tag) }
      for (spec, tag) in specs where names[spec].map({ tag < $0 }) ?? true { names[spec] = tag }
      return Item(
        second: card.published / 1_000,
        name: Self.name(card.address, card.number),
        sets: Set(specs.map(\.0)),
        card: card
      )
    }
    items += base.withdrawn.map { edition in
      Item(
        second: (edition.withdrawn ?? edition.published) / 1_000,
        name: Self.name(edition.address, edition.number),
        sets: [],
        card: nil
      )
    }
    items.sort { ($0.second, $0.name) < ($1.second, $1.name) }
    self.items = items
    sets = names.sorted { $0.key < $1.key }.map { TagSet(spec: $0.key, name: $0.value) }
    places = Dictionary(
      items.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { _, last in last }
    )
  }

  /// The item of that name; nil when there never was one.
  func item(_ name: String) -> Item? { places[name].map { items[$0] } }

  /// What a wish is for, in its order.
  ///
  /// What was withdrawn belongs to every set: in which it was is not kept, and who never had it has
  /// nothing to delete.
  func items(for wish: HarvestWish) -> [Item] {
    items.filter { item in
      (wish.first ?? .min)...(wish.last ?? .max) ~= item.second
        && (wish.set.map { item.card == nil || item.isIn($0) } ?? true)
    }
  }

  /// What names the set of a tag; a set's name has ASCII letters and digits only.
  static func spec(of tag: String) -> String {
    let slug = Slug.of(tag)
    let isPlain = slug.utf8.allSatisfy { $0 < 0x80 }
    return "\(allTags.spec):"
      + (isPlain ? slug : "x-\(EditionPackage.sum(Array(slug.utf8)).prefix(12))")
  }

  /// What an edition's identifier ends in.
  static func name(_ address: String, _ number: Int) -> String {
    let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyz0123456789-")
    return "\(address.addingPercentEncoding(withAllowedCharacters: plain) ?? address)/\(number)"
  }
}
