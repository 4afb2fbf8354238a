// SPDX-License-Identifier: Apache-2.0

public import Pads

/// All of an edition as one file, which proves it without the server: a ZIP that is a bag
/// ([RFC 8493](https://www.rfc-editor.org/rfc/rfc8493)).
public enum EditionPackage {
  /// The largest package, in bytes of its files.
  public static let maximumBytes = 512 << 20
  /// The most images in one.
  public static let maximumImages = 4_000

  /// Where the parts stand in a bag.
  static let places: [EditionPart: String] = [
    .text: "data/text.md", .metadata: "data/metadata.json",
    .contributors: "data/contributors.json", .state: "data/state.yjs", .log: "data/log.bin",
  ]
  static let manifestPlace = "data/edition.json"
  static let provenancePlace = "data/prov.json"
  static let dublinCorePlace = "data/dc.xml"
  /// What may stand in a bag besides: it says where the edition comes from, and proves nothing.
  static let companionPlaces: Set<String> = [provenancePlace, dublinCorePlace]

  /// Makes a package; the same edition gives the same bytes.
  ///
  /// - Parameters:
  ///   - edition: The edition.
  ///   - log: The history under it, as its part holds it.
  ///   - image: Gives an image that the text shows, by its name; `nil` when it is gone.
  /// - Returns: The file.
  /// - Throws: ``FormatError/tooLarge`` beyond ``maximumBytes`` or ``maximumImages``.
  public static func file(
    of edition: EditionContents,
    log: [UInt8],
    image: (String) async -> [UInt8]?
  ) async throws(FormatError) -> [UInt8] {
    archive(of: edition, log: log, images: try await images(of: edition, log: log, image: image))
  }

  /// The images that an edition's text shows, as files of its bag.
  ///
  /// - Throws: ``FormatError/tooLarge`` when a package with them would be.
  static func images(
    of edition: EditionContents,
    log: [UInt8],
    image: (String) async -> [UInt8]?
  ) async throws(FormatError) -> [File] {
    let text = String(decoding: edition.parts[.text] ?? [], as: UTF8.self)
    var total = log.count + edition.parts.values.reduce(0) { $0 + $1.count }
    var images: [File] = []
    for name in ImageNames.all(in: text) {
      guard total <= maximumBytes, let bytes = await image(name) else { continue }
      total += bytes.count
      images.append(File(name: "data/images/\(name)", bytes: bytes))
      guard images.count <= maximumImages else { throw .tooLarge }
    }
    guard total <= maximumBytes else { throw .tooLarge }
    return images
  }

  /// A file of a bag, by its path there.
  struct File: Equatable {
    let name: String
    let bytes: [UInt8]
  }

  /// The bag in its folder, as it is always written.
  static func archive(
    of edition: EditionContents,
    log: [UInt8],
    images: [File],
    companions: [File] = []
  ) -> [UInt8] {
    let folder = folder(of: edition)
    var archive = ZipArchive()
    for file in files(of: edition, log: log, images: images, companions: companions) {
      archive.add("\(folder)/\(file.name)", file.bytes)
    }
    return archive.encoded
  }

  /// The files of the bag in the order in which they are written.
  static func files(
    of edition: EditionContents,
    log: [UInt8],
    images: [File],
    companions: [File] = []
  ) -> [File] {
    var payload = [File(name: manifestPlace, bytes: edition.manifest)]
    for part in EditionPart.allCases {
      guard let place = places[part] else { continue }
      payload.append(File(name: place, bytes: part == .log ? log : edition.parts[part] ?? []))
    }
    payload += images + companions
    let total = payload.reduce(0) { $0 + $1.bytes.count }
    var tags = [
      File(
        name: "bagit.txt",
        bytes: Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)
      ),
      File(name: "bag-info.txt", bytes: information(of: edition, payload.count, total)),
      File(name: "manifest-sha256.txt", bytes: sums(of: payload)),
    ]
    tags.append(File(name: "tagmanifest-sha256.txt", bytes: sums(of: tags)))
    return tags + payload
  }

  /// The bag's folder: the edition's number and the beginning of what names it.
  public static func folder(of edition: EditionContents) -> String {
    "edition-\(edition.edition.number)-\(edition.edition.sha256.prefix(12))"
  }

  private static func information(
    of edition: EditionContents,
    _ count: Int,
    _ total: Int
  ) -> [UInt8] {
    let manifest = edition.edition.manifest
    // A line's rest is its value: nothing in it may begin another.
    let title = (manifest?.title ?? "").split { character in
      character.isNewline
        || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }.joined(separator: " ")
    return Array(
      """
      Bagging-Date: \((manifest?.finished ?? "").prefix(10))
      External-Description: \(title)
      External-Identifier: sha256:\(edition.edition.sha256)
      Payload-Oxum: \(total).\(count)

      """.utf8
    )
  }

  private static func sums(of files: [File]) -> [UInt8] {
    let lines = files.sorted { $0.name < $1.name }.map { "\(sum($0.bytes))  \($0.name)\n" }
    return Array(lines.joined().utf8)
  }

  static func sum(_ bytes: [UInt8]) -> String {
    EditionManifest.Digest(of: bytes).sha256
  }
}
