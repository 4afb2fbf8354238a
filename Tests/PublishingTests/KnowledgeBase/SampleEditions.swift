// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Publishing
import Testing

/// Editions that a test makes up.
struct SampleEditions: EditionSource {
  private var published: [PublishedEdition] = []
  private var all: [String: EditionContents] = [:]
  var images: [String: [UInt8]] = [:]

  /// Adds an edition.
  ///
  /// - Parameters:
  ///   - address: Its text's address.
  ///   - number: Its number; from 2 on it replaces the one before.
  ///   - title: The title.
  ///   - text: The Markdown.
  ///   - meta: The root `meta`, as JSON.
  ///   - contributors: Who wrote it, as JSON.
  ///   - day: Of January 2024, when it was finished and published.
  ///   - isWithdrawn: Whether it was withdrawn the day after.
  mutating func add(
    _ address: String,
    number: Int = 1,
    title: String,
    text: String = "# Texte\n\nUn texte.\n",
    meta: String = "{}",
    contributors: String = #"[{"person":1,"kind":"member","name":"Ada","length":9}]"#,
    day: Int = 1,
    isWithdrawn: Bool = false
  ) {
    let time = 1_704_067_200_000 + Int64(day - 1) * 86_400_000
    let moment = Date(timeIntervalSince1970: Double(time) / 1_000).formatted(.iso8601)
    let parts: [EditionPart: [UInt8]] = [
      .text: Array(text.utf8), .metadata: Array(meta.utf8),
      .contributors: Array(contributors.utf8), .state: [0, 0],
    ]
    var digests: [String: Any] = [:]
    for part in EditionPart.allCases {
      let digest = EditionManifest.Digest(of: parts[part] ?? [])
      digests[part.rawValue] = ["sha256": digest.sha256, "byteCount": digest.byteCount]
    }
    var members: [String: Any] = [
      "format": EditionManifest.format, "number": number, "title": title, "finished": moment,
      "signers": [String](), "head": 1, "parts": digests,
    ]
    if number > 1 {
      members["replaces"] = number - 1
      members["previous"] =
        all["\(address)/\(number - 1)"]?.edition.sha256
        ?? String(repeating: "0", count: 64)
    }
    let manifest = [UInt8](
      (try? JSONSerialization.data(withJSONObject: members, options: .sortedKeys)) ?? Data()
    )
    let sha256 = EditionManifest.Digest(of: manifest).sha256
    all["\(address)/\(number)"] = EditionContents(
      edition: PadEdition(of: manifest, number: number, sha256: sha256),
      manifest: manifest,
      parts: parts
    )
    published.append(
      PublishedEdition(
        address: address,
        number: number,
        published: time,
        withdrawn: isWithdrawn ? time + 86_400_000 : nil
      )
    )
  }

  /// What the editions are together.
  func knowledgeBase() async throws -> KnowledgeBase {
    var cards: [EditionCard] = []
    for publication in published where publication.withdrawn == nil {
      let contents = try await contents(of: publication, [.metadata, .contributors])
      cards.append(try #require(EditionCard(contents, publication)))
    }
    return KnowledgeBase(cards, withdrawn: published.filter { $0.withdrawn != nil })
  }

  func publications() async throws(KnowledgeBaseError) -> [PublishedEdition] { published }

  func contents(
    of publication: PublishedEdition,
    _ parts: Set<EditionPart>
  ) async throws(KnowledgeBaseError) -> EditionContents {
    guard let contents = all["\(publication.address)/\(publication.number)"] else {
      throw .unreadableEdition(address: publication.address, number: publication.number)
    }
    return EditionContents(
      edition: contents.edition,
      manifest: contents.manifest,
      parts: contents.parts.filter { parts.contains($0.key) }
    )
  }

  func log(of publication: PublishedEdition) async throws(KnowledgeBaseError) -> [UInt8] { [] }

  func image(_ name: String) async -> [UInt8]? { images[name] }
}
