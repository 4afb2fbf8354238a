// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
public import Pads
import TextCRDT

/// That an edition was published or withdrawn, as homes are told that hear of it by themselves.
public struct EditionNews: Sendable {
  /// The parts of an edition that news of it is made of.
  public static let parts: Set<EditionPart> = [.text, .metadata, .contributors]

  /// What names it: the same news told twice has one name.
  public let name: String
  /// The news as JSON.
  public let json: String

  /// Tells that an edition is published.
  ///
  /// - Parameters:
  ///   - contents: The edition with its text, metadata and contributors.
  ///   - publication: Where and since when it is published.
  ///   - settings: How the knowledge base presents itself.
  /// - Throws: ``KnowledgeBaseError/unreadableEdition(address:number:)``.
  public init(
    _ contents: EditionContents,
    _ publication: PublishedEdition,
    _ settings: KnowledgeBaseSettings
  ) throws(KnowledgeBaseError) {
    guard let card = EditionCard(contents, publication),
      let text = String(validating: contents.parts[.text] ?? [], as: UTF8.self)
    else {
      throw .unreadableEdition(address: publication.address, number: publication.number)
    }
    let contributors = card.contributors.map { contributor in
      let name = contributor.name.map { [Value.Member(key: "name", value: .string($0))] } ?? []
      return Value.object(
        name + [
          .init(key: "kind", value: .string(contributor.kind)),
          .init(key: "length", value: .number(Double(contributor.length))),
        ]
      )
    }
    let url = settings.address(of: card).map { [Value.Member(key: "url", value: .string($0))] }
    self.init(
      "published",
      publication,
      at: publication.published,
      (url ?? []) + [
        .init(key: "title", value: .string(card.title)),
        .init(key: "sha256", value: .string(card.sha256)),
        .init(key: "metadata", value: .object(card.meta)),
        .init(key: "contributors", value: .array(contributors)),
        .init(key: "text", value: .string(text)),
      ]
    )
  }

  /// The news of an edition, published or withdrawn.
  ///
  /// - Parameters:
  ///   - publication: Where and since when it is published, or until when it was.
  ///   - source: Where editions are.
  ///   - settings: How the knowledge base presents itself.
  /// - Returns: What is told.
  /// - Throws: ``KnowledgeBaseError`` for one that cannot be read.
  public static func of(
    _ publication: PublishedEdition,
    in source: any EditionSource,
    _ settings: KnowledgeBaseSettings
  ) async throws(KnowledgeBaseError) -> EditionNews {
    guard publication.withdrawn == nil else { return EditionNews(withdrawn: publication) }
    return try EditionNews(
      try await source.contents(of: publication, parts),
      publication,
      settings
    )
  }

  /// Tells that an edition was withdrawn.
  ///
  /// - Parameter publication: Where it was published, and until when.
  public init(withdrawn publication: PublishedEdition) {
    self.init("withdrawn", publication, at: publication.withdrawn ?? publication.published, [])
  }

  private init(
    _ event: String,
    _ publication: PublishedEdition,
    at time: Int64,
    _ members: [Value.Member]
  ) {
    name = "\(publication.address)/\(publication.number) \(event) \(time)"
    let news: [Value.Member] = [
      .init(key: "event", value: .string(event)),
      .init(key: "time", value: .string(PadTimestamp.text(time))),
      .init(key: "address", value: .string(publication.address)),
      .init(key: "number", value: .number(Double(publication.number))),
    ]
    // What is read as JSON can be written as JSON.
    json = Value.object(news + members).jsonText ?? "{}"
  }

  /// What proves to who knows the secret that the news comes from who knows it, too.
  ///
  /// - Parameter secret: The secret.
  /// - Returns: `sha256=` and the HMAC-SHA256 of ``json`` in hexadecimal digits.
  public func signature(by secret: String) -> String {
    let key = SymmetricKey(data: Data(secret.utf8))
    let code = HMAC<SHA256>.authenticationCode(for: Data(json.utf8), using: key)
    let digits = Array("0123456789abcdef")
    return "sha256=" + String(code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
