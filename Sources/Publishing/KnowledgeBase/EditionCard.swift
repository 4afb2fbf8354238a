// SPDX-License-Identifier: Apache-2.0

public import Pads
public import TextCRDT

/// All that the knowledge base says of a published edition but its text.
public struct EditionCard: Sendable {
  /// Somebody who wrote in it, as the edition names them.
  public struct Contributor: Equatable, Sendable {
    /// The name they are published by; nil for guests and others without.
    public let name: String?
    /// What they are: a member, a guest and so on.
    public let kind: String
    /// How much of the text they wrote, in UTF-16 units.
    public let length: Int
  }

  /// The text's address, the same for all its editions.
  public let address: String
  /// The edition's number.
  public let number: Int
  /// What names it: the SHA-256 of its manifest.
  public let sha256: String
  /// Its manifest.
  public let manifest: EditionManifest
  /// When it was published, in milliseconds since 1970.
  public let published: Int64
  /// The members of the root `meta`.
  public let meta: [Value.Member]
  /// What they say of people, places, events, ideas and other texts.
  public let description: Description
  /// Who wrote it, who wrote the most first.
  public let contributors: [Contributor]

  /// Makes the card of an edition; nil when its manifest or its metadata cannot be read.
  ///
  /// - Parameters:
  ///   - contents: The edition; its text and state are not looked at.
  ///   - publication: Where and since when it is published.
  public init?(_ contents: EditionContents, _ publication: PublishedEdition) {
    guard let manifest = EditionManifest(contents.manifest),
      let json = String(validating: contents.parts[.metadata] ?? [], as: UTF8.self),
      case .object(let members)? = try? Value(json: json)
    else { return nil }
    address = publication.address
    number = publication.number
    sha256 = contents.edition.sha256
    self.manifest = manifest
    published = publication.published
    meta = members
    description = Description(members)
    contributors = Self.contributors(contents.parts[.contributors] ?? [])
  }

  /// The title shown when it was finished.
  public var title: String { manifest.title }

  /// A field of `meta` that holds a text; nil for none and an empty one.
  ///
  /// - Parameter field: Its name.
  /// - Returns: The text.
  public func text(_ field: String) -> String? {
    guard case .string(let text)? = meta.last(where: { $0.key == field })?.value, !text.isEmpty
    else { return nil }
    return text
  }

  /// The language of the text, where `meta` names one as BCP 47 has it.
  var language: String? { LanguageTag.wellFormed(text("language")) }

  /// Who wrote it: those whom the description calls so, else contributors with a name.
  var authors: [String] {
    let described = description.authors
    return described.isEmpty ? namedContributors : described
  }

  /// Everybody else who had a part in it and has a name.
  var otherContributors: [String] {
    var seen = Set(authors)
    return (description.contributors + namedContributors).filter { seen.insert($0).inserted }
  }

  private var namedContributors: [String] {
    var seen: Set<String> = []
    return contributors.compactMap(\.name).filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The tags, each once.
  public var tags: [String] {
    guard case .array(let values)? = meta.last(where: { $0.key == "tags" })?.value else {
      return []
    }
    var seen: Set<String> = []
    return values.compactMap { value in
      guard case .string(let tag) = value, !tag.isEmpty, seen.insert(tag).inserted else {
        return nil
      }
      return tag
    }
  }

  private static func contributors(_ bytes: [UInt8]) -> [Contributor] {
    guard let json = String(validating: bytes, as: UTF8.self),
      case .array(let values)? = try? Value(json: json)
    else { return [] }
    return values.compactMap { value in
      guard case .object(let members) = value else { return nil }
      func member(_ key: String) -> Value? { members.last { $0.key == key }?.value }
      guard case .number(let length)? = member("length"), length.isFinite, length >= 0,
        length < 1e15
      else { return nil }
      var (name, kind): (String?, String) = (nil, "")
      if case .string(let text)? = member("name") { name = text }
      if case .string(let text)? = member("kind") { kind = text }
      return Contributor(name: name, kind: kind, length: Int(length))
    }
  }
}
