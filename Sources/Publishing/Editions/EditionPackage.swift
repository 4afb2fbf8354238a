// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
public import Pads

/// All of an edition as one file, which proves it without the server: a ZIP that is a bag
/// ([RFC 8493](https://www.rfc-editor.org/rfc/rfc8493)).
public enum EditionPackage {
  /// The largest package, in bytes of its files.
  public static let maximumBytes = 512 << 20

  /// Where the parts stand in a bag.
  static let places: [EditionPart: String] = [
    .text: "data/text.md", .metadata: "data/metadata.json",
    .contributors: "data/contributors.json", .state: "data/state.yjs", .log: "data/log.bin",
  ]
  static let manifestPlace = "data/edition.json"

  /// Makes a package; the same edition gives the same bytes.
  ///
  /// - Parameters:
  ///   - edition: The edition.
  ///   - log: The history under it, as its part holds it.
  ///   - image: Gives an image that the text shows, by its name; `nil` when it is gone.
  /// - Returns: The file.
  /// - Throws: ``FormatError/tooLarge`` beyond ``maximumBytes``.
  public static func file(
    of edition: EditionContents,
    log: [UInt8],
    image: (String) async -> [UInt8]?
  ) async throws(FormatError) -> [UInt8] {
    var payload: [(name: String, bytes: [UInt8])] = [(manifestPlace, edition.manifest)]
    for part in EditionPart.allCases {
      guard let place = places[part] else { continue }
      payload.append((place, part == .log ? log : edition.parts[part] ?? []))
    }
    var total = payload.reduce(0) { $0 + $1.bytes.count }
    let text = String(decoding: edition.parts[.text] ?? [], as: UTF8.self)
    for name in ImageNames.all(in: text) {
      guard total <= maximumBytes, let bytes = await image(name) else { continue }
      total += bytes.count
      payload.append(("data/images/\(name)", bytes))
    }
    guard total <= maximumBytes else { throw .tooLarge }
    var tags: [(name: String, bytes: [UInt8])] = [
      ("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
      ("bag-info.txt", information(of: edition, payload.count, total)),
      ("manifest-sha256.txt", sums(of: payload)),
    ]
    tags.append(("tagmanifest-sha256.txt", sums(of: tags)))
    let folder = folder(of: edition)
    var archive = ZipArchive()
    for file in tags + payload { archive.add("\(folder)/\(file.name)", file.bytes) }
    return archive.encoded
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
    let title = (manifest?.title ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
    return Array(
      """
      Bagging-Date: \((manifest?.finished ?? "").prefix(10))
      External-Description: \(title)
      External-Identifier: sha256:\(edition.edition.sha256)
      Payload-Oxum: \(total).\(count)

      """.utf8
    )
  }

  private static func sums(of files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    let lines = files.sorted { $0.name < $1.name }.map { "\(sum($0.bytes))  \($0.name)\n" }
    return Array(lines.joined().utf8)
  }

  static func sum(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
  }
}
