// SPDX-License-Identifier: Apache-2.0

public import Pads

/// What a package was found to be when it was checked.
public struct PackageCheck: Codable, Equatable, Sendable {
  /// What was found of the edition in it.
  public let edition: EditionCheck
  /// The files whose SHA-256 is not the one the bag tells, or that only one of both has.
  public let files: [String]

  /// Takes what was found.
  ///
  /// - Parameters:
  ///   - edition: Of the edition.
  ///   - files: Of the files.
  public init(edition: EditionCheck, files: [String]) {
    self.edition = edition
    self.files = files
  }

  /// Whether nothing is wrong.
  public var isSound: Bool { edition.faults.isEmpty && files.isEmpty }
}

extension EditionPackage {
  /// Checks a package by what is in it alone: that it is written as a package is, its files, its parts,
  /// and that these are what its history makes.
  ///
  /// - Parameter path: The file, or the folder it was unpacked to.
  /// - Returns: What is wrong with it.
  /// - Throws: ``FormatError/unreadable`` for what is no package, ``FormatError/tooLarge``.
  public static func check(_ path: String) throws(FormatError) -> PackageCheck {
    let bag = try Bag(path)
    let manifest = bag.file(manifestPlace) ?? []
    var proof = EditionProof(manifest: manifest, sha256: nil)
    var parts: [EditionPart: [UInt8]] = [:]
    for part in EditionPart.allCases {
      guard let place = places[part] else { continue }
      let bytes = bag.file(place)
      parts[part] = bytes
      guard part == .log else {
        proof.take(part, bytes)
        continue
      }
      let (rows, isWhole) = LogPart.rows(of: bytes ?? [])
      for row in rows { proof.take(row) }
      if bytes == nil || !isWhole { proof.miss(row: nil) }
    }
    let edition = proof.finish()
    let contents = EditionContents(
      edition: PadEdition(of: manifest, number: edition.number ?? 0, sha256: edition.sha256),
      manifest: manifest,
      parts: parts
    )
    return PackageCheck(edition: edition, files: bag.otherFiles(than: contents))
  }
}
