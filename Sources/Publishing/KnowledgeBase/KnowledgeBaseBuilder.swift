// SPDX-License-Identifier: Apache-2.0

import Pads

/// Makes a knowledge base's files of what is published.
public struct KnowledgeBaseBuilder: Sendable {
  /// What files are made by; it changes when the same editions give other bytes.
  static let version = "1"

  private let source: any EditionSource
  private let settings: KnowledgeBaseSettings
  private let renderer: BoundedRenderer?

  /// Makes a builder.
  ///
  /// - Parameters:
  ///   - source: Where editions are.
  ///   - settings: What is made of them.
  ///   - renderer: Renders Markdown, for the site.
  public init(
    _ source: any EditionSource,
    settings: KnowledgeBaseSettings,
    renderer: BoundedRenderer?
  ) {
    self.source = source
    self.settings = settings
    self.renderer = renderer
  }

  /// Writes all that is published; what stands in the folder as it would be made is left.
  ///
  /// Of an edition that cannot be read the files stay that an earlier build made.
  ///
  /// - Parameters:
  ///   - folder: Where to.
  ///   - progress: Is told how many editions of how many are done.
  /// - Returns: What the build did.
  /// - Throws: ``KnowledgeBaseError``; the folder is then as far as the build came, and the next goes on.
  /// - Complexity: O(editions), and the texts of those that changed.
  public func build(
    into folder: inout KnowledgeBaseFolder,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) async throws(KnowledgeBaseError) -> KnowledgeBaseFolder.Changes {
    try await build(try await read(), into: &folder, progress: progress)
  }

  /// Reads what is published, without the texts.
  ///
  /// - Returns: All of it.
  /// - Throws: ``KnowledgeBaseError``.
  public func read() async throws(KnowledgeBaseError) -> KnowledgeBase {
    let publications = try await source.publications()
    var cards: [EditionCard] = []
    var unreadable: [PublishedEdition] = []
    for publication in publications where publication.withdrawn == nil {
      do throws(KnowledgeBaseError) {
        let contents = try await source.contents(of: publication, [.metadata, .contributors])
        if let card = EditionCard(contents, publication) {
          cards.append(card)
        } else {
          unreadable.append(publication)
        }
      } catch .unreadableEdition {
        unreadable.append(publication)
      } catch {
        throw error
      }
    }
    return KnowledgeBase(
      cards,
      withdrawn: publications.filter { $0.withdrawn != nil },
      unreadable: unreadable
    )
  }

  /// Writes what was read, as ``build(into:progress:)`` does.
  public func build(
    _ base: KnowledgeBase,
    into folder: inout KnowledgeBaseFolder,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) async throws(KnowledgeBaseError) -> KnowledgeBaseFolder.Changes {
    let count = base.texts.reduce(0) { $0 + $1.editions.count }
    var done = 0
    for edition in base.unreadable { keep(edition.address, edition.number, in: &folder) }
    for (place, text) in base.texts.enumerated() {
      for card in text.editions {
        do throws(KnowledgeBaseError) {
          try await write(card, of: place, in: base, into: &folder)
          if settings.hasBags { try await BagFiles(source, settings).write(card, into: &folder) }
        } catch .unreadableEdition {
          keep(card.address, card.number, in: &folder)
        } catch {
          throw error
        }
        done += 1
        progress(done, count)
      }
    }
    try ContentIndexes(base, settings).write(into: &folder)
    if settings.webDirectory != nil { try SiteIndexes(base, settings).write(into: &folder) }
    let changes = try folder.finish()
    if settings.hasGit, !folder.isDry {
      try await GitHome(folder.path, signingBy: settings.signingKey).commit(base)
    }
    return changes
  }

  /// What the files of an edition are kept under.
  private static func group(_ address: String, _ number: Int) -> String { "\(address)/\(number)" }

  /// Keeps what an earlier build made of an edition.
  private func keep(_ address: String, _ number: Int, in folder: inout KnowledgeBaseFolder) {
    let group = Self.group(address, number)
    folder.keep([group] + (settings.hasBags ? [BagFiles.group(address, number)] : []), of: group)
  }

  /// Writes an edition's own files, unless they stand as they would be made.
  private func write(
    _ card: EditionCard,
    of text: Int,
    in base: KnowledgeBase,
    into folder: inout KnowledgeBaseFolder
  ) async throws(KnowledgeBaseError) {
    let group = Self.group(card.address, card.number)
    let page = EditionPage(card, of: text, in: base)
    let fingerprint = EditionPackage.sum(
      Array("\(Self.version)\u{0}\(settings.fingerprint)\u{0}\(page.fingerprint)".utf8)
    )
    if folder.keeps(group, madeOf: fingerprint) { return }
    let publication = PublishedEdition(
      address: card.address,
      number: card.number,
      published: card.published
    )
    let contents = try await source.contents(of: publication, [.text, .metadata])
    let markdown = String(decoding: contents.parts[.text] ?? [], as: UTF8.self)
    var images: [String: [UInt8]] = [:]
    for name in ImageNames.all(in: markdown).prefix(Exporter.maximumImages) {
      images[name] = await source.image(name)
    }
    try ContentPages(page, settings).write(contents, images, group, into: &folder)
    guard settings.webDirectory != nil else { return }
    guard let renderer else { throw .noRenderer }
    try await SitePages(page, settings).write(markdown, images, renderer, group, into: &folder)
  }
}
