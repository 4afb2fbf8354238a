// SPDX-License-Identifier: Apache-2.0

import Pads

/// A published edition as a bag in a folder: its package, with where it comes from.
struct BagFiles {
  private let source: any EditionSource
  private let settings: KnowledgeBaseSettings

  init(_ source: any EditionSource, _ settings: KnowledgeBaseSettings) {
    self.source = source
    self.settings = settings
  }

  /// Where an edition's bag stands.
  static func place(of card: EditionCard) -> String { "bags/\(card.address)-\(card.number)" }

  /// What a bag's files are called together.
  static func group(_ address: String, _ number: Int) -> String { "bag \(address)/\(number)" }

  /// Writes an edition's bag, unless it stands as it would be made.
  func write(
    _ card: EditionCard,
    into folder: inout KnowledgeBaseFolder
  ) async throws(KnowledgeBaseError) {
    let group = Self.group(card.address, card.number)
    let madeOf = [
      KnowledgeBaseBuilder.version, settings.title, settings.url ?? "", card.sha256,
      "\(card.published)",
    ]
    let fingerprint = EditionPackage.sum(Array(madeOf.joined(separator: "\u{0}").utf8))
    if folder.keeps(group, madeOf: fingerprint) { return }
    let publication = PublishedEdition(
      address: card.address,
      number: card.number,
      published: card.published
    )
    let parts = Set(EditionPart.allCases).subtracting([.log])
    let contents = try await source.contents(of: publication, parts)
    let log = try await source.log(of: publication)
    for file in try await files(of: contents, log, card) {
      try folder.write(file.bytes, at: "\(Self.place(of: card))/\(file.name)", in: group)
    }
  }

  private func files(
    of contents: EditionContents,
    _ log: [UInt8],
    _ card: EditionCard
  ) async throws(KnowledgeBaseError) -> [EditionPackage.File] {
    let images: [EditionPackage.File]
    do throws(FormatError) {
      images = try await EditionPackage.images(of: contents, log: log) { await source.image($0) }
    } catch {
      throw .data("\(card.address)/\(card.number): too large for a bag")
    }
    // As for harvesters: what others say of it would change it.
    let alone = KnowledgeBase([card], withdrawn: [])
    let statements = DublinCoreStatements(EditionPage(card, of: 0, in: alone), settings)
    let companions = [
      EditionPackage.File(
        name: EditionPackage.provenancePlace,
        bytes: Array(Provenance(card, log: log).json.utf8)
      ),
      EditionPackage.File(
        name: EditionPackage.dublinCorePlace,
        bytes: Array(statements.document.utf8)
      ),
    ]
    return EditionPackage.files(of: contents, log: log, images: images, companions: companions)
  }
}
