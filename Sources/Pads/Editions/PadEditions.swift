// SPDX-License-Identifier: Apache-2.0

/// An edition as it is listed.
public struct PadEdition: Codable, Equatable, Sendable {
  /// From 1.
  public let number: Int
  /// The SHA-256 of its manifest, by which it is named.
  public let sha256: String
  /// Its manifest; nil when the pad was purged, or when it cannot be read.
  public let manifest: EditionManifest?
  /// When it was erased, in milliseconds since 1970; nil for one that was not.
  public let erased: Int64?
  /// Where and since when it is part of the knowledge base; nil for one that never was.
  public let publication: PublishedEdition?
}

extension PadEdition {
  /// The edition that a manifest tells of.
  ///
  /// - Parameters:
  ///   - manifest: Its bytes.
  ///   - number: The edition's number.
  ///   - sha256: The manifest's hash.
  ///   - erased: When it was erased, in milliseconds since 1970.
  ///   - publication: Where and since when it is part of the knowledge base.
  public init(
    of manifest: [UInt8],
    number: Int,
    sha256: String,
    erased: Int64? = nil,
    publication: PublishedEdition? = nil
  ) {
    self.init(
      number: number,
      sha256: sha256,
      manifest: EditionManifest(manifest),
      erased: erased,
      publication: publication
    )
  }
}

/// A pad's editions, and what the next one lacks.
public struct PadEditions: Codable, Equatable, Sendable {
  /// That an edition is being written.
  public struct Beginning: Codable, Equatable, Sendable {
    /// The edition it will replace.
    public let replaces: Int
    /// When it was begun, in milliseconds since 1970.
    public let time: Int64
    /// What was said of it; nil for nothing.
    public let note: String?
  }

  /// The edition that the pad is now, which takes no edit; nil while it can be written in.
  public let current: Int?
  /// How the edition that is being written was begun; nil while the first is, and while the pad is finished.
  public let begun: Beginning?
  /// What the text lacks.
  public let missing: [ChecklistItem]
  /// All editions, the first first.
  public let editions: [PadEdition]

  init(_ record: EditionRecord, _ publications: PublicationRecord, missing: [ChecklistItem]) {
    current = record.current == 0 ? nil : record.current
    begun = record.begun.map { Beginning(replaces: $0.replaces, time: $0.time, note: $0.note) }
    self.missing = missing
    editions = record.editions.enumerated().map { index, entry in
      PadEdition(
        of: Array(entry.manifest.utf8),
        number: index + 1,
        sha256: entry.sha256,
        erased: entry.erased,
        publication: publications.edition(index + 1)
      )
    }
  }
}

/// An edition with what it consists of.
public struct EditionContents: Sendable {
  /// Its number and hashes.
  public let edition: PadEdition
  /// The manifest, byte for byte.
  public let manifest: [UInt8]
  /// Its parts but the log.
  public let parts: [EditionPart: [UInt8]]

  /// Puts an edition together.
  ///
  /// - Parameters:
  ///   - edition: Its number and hashes.
  ///   - manifest: The manifest, byte for byte.
  ///   - parts: Its parts; the log is not looked at.
  public init(edition: PadEdition, manifest: [UInt8], parts: [EditionPart: [UInt8]]) {
    self.edition = edition
    self.manifest = manifest
    self.parts = parts
  }
}
