// SPDX-License-Identifier: Apache-2.0

public import Pads

/// What is published, with what its descriptions name and how its texts relate.
///
/// Of a text its newest edition counts.
public struct KnowledgeBase: Sendable {
  /// A text with all its published editions.
  public struct Text: Sendable {
    /// Its address.
    public let address: String
    /// Its editions by number; never empty.
    public let editions: [EditionCard]
    /// The newest of them.
    public let newest: EditionCard
  }

  /// Something that texts name.
  public struct Entity: Sendable {
    /// What it is.
    public let kind: KnownEntity.Kind
    /// What identifies it among those of its kind.
    public let slug: String
    /// The spelling that most texts have.
    public let name: String
    /// All spellings, that one first.
    public let spellings: [String]
    /// The texts that name it, by their places in ``KnowledgeBase/texts``.
    public let texts: [Int]
    /// Of a place, degrees north; nil when no text tells.
    public let latitude: Double?
    /// Of a place, degrees east; nil when no text tells.
    public let longitude: Double?
    /// Of an event, when it was or began; nil when no text tells.
    public let date: String?
    /// Of an event, when it ended; nil when no text tells, or on the same day.
    public let end: String?
    /// Of an event, where it was.
    public let place: String?
  }

  /// A relation between two texts.
  public struct Link: Equatable, Sendable {
    /// The text that names the other, by its place in ``KnowledgeBase/texts``.
    public let from: Int
    /// The other, when it is published too; nil for one that lives elsewhere.
    public let to: Int?
    /// What is said of it.
    public let relation: Description.Relation
  }

  /// The texts by address.
  public let texts: [Text]
  /// What was withdrawn, by address and number.
  public let withdrawn: [PublishedEdition]
  /// What is published and cannot be read; all else is as if it were not there.
  public let unreadable: [PublishedEdition]
  /// What texts name, by kind and slug.
  public let entities: [KnownEntity.Kind: [Entity]]
  /// How texts relate, in the order of the texts and as each says it.
  public let links: [Link]

  /// For each text the places in ``links`` of those that lead to it.
  private let linksTo: [Int: [Int]]
  /// For each text the places in ``links`` of those that it names.
  private let linksFrom: [Int: [Int]]
  /// What identifies entities, by kind.
  private let slugs: [KnownEntity.Kind: Set<String>]

  /// Puts cards together.
  ///
  /// - Parameters:
  ///   - cards: Of all that is published, in any order.
  ///   - withdrawn: What was withdrawn.
  ///   - unreadable: What is published and cannot be read.
  public init(
    _ cards: [EditionCard],
    withdrawn: [PublishedEdition],
    unreadable: [PublishedEdition] = []
  ) {
    self.unreadable = unreadable
    let byAddress = Dictionary(grouping: cards, by: \.address)
    let texts = byAddress.sorted { $0.key < $1.key }.compactMap { address, cards -> Text? in
      let editions = cards.sorted { $0.number < $1.number }
      return editions.last.map { Text(address: address, editions: editions, newest: $0) }
    }
    self.texts = texts
    self.withdrawn = withdrawn.sorted { ($0.address, $0.number) < ($1.address, $1.number) }
    var index = EntityGathering()
    for (place, text) in texts.enumerated() { index.add(text.newest.description, of: place) }
    entities = index.entities
    let finder = TextFinder(texts)
    slugs = entities.mapValues { Set($0.map(\.slug)) }
    let links = texts.enumerated().flatMap { place, text in
      text.newest.description.relations.map { relation in
        let other = finder.text(relation)
        return Link(from: place, to: other == place ? nil : other, relation: relation)
      }
    }
    self.links = links
    linksFrom = Dictionary(grouping: links.indices) { links[$0].from }
    linksTo = Dictionary(grouping: links.indices.filter { links[$0].to != nil }) {
      links[$0].to ?? -1
    }
  }

  /// Whether texts name an entity.
  func names(_ kind: KnownEntity.Kind, _ slug: String) -> Bool {
    slugs[kind]?.contains(slug) == true
  }

  /// The relations that lead to a text.
  ///
  /// - Parameter text: Its place in ``texts``.
  /// - Returns: The links.
  public func links(to text: Int) -> [Link] { (linksTo[text] ?? []).map { links[$0] } }

  /// The relations that a text names.
  ///
  /// - Parameter text: Its place in ``texts``.
  /// - Returns: The links.
  public func links(from text: Int) -> [Link] { (linksFrom[text] ?? []).map { links[$0] } }
}
