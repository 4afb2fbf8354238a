// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing
import TextCRDT
import WebServer

/// Starts pads of files that other programs wrote.
struct Imports: Sendable {
  let visitors: Visitors
  let addresses: Addresses
  let images: ImageShelf
  let importer: Importer

  /// The name of the file.
  static let file = Operation.Parameter(
    name: "file",
    description: "of a file: its name, which the pad has when nothing in it says better",
    schema: .text(maximumBytes: 1_000)
  )

  /// The files that are taken.
  static let mediaTypes = ImportFormat.allCases.flatMap(\.mediaTypes)

  /// What a request carries, if it is a file.
  static func format(of request: RoutedRequest) -> ImportFormat? {
    guard !request.body.isEmpty, let type = request.head.mediaType else { return nil }
    return ImportFormat(mediaType: type)
  }

  /// Starts a pad of the file that a request carries.
  func start(
    of request: RoutedRequest,
    as format: ImportFormat,
    by owner: Identity?
  ) async throws(Problem) -> HTTPResponse {
    let name = request.head.target.parameter("file")
    guard (name ?? "").utf8.count <= 1_000 else { throw .invalidParameter("file") }
    var imported: ImportedPad
    do throws(FormatError) {
      imported = try await importer.read(
        request.body,
        as: format,
        called: name,
        for: CountedAddress.of(request.head.peerAddress)
      )
    } catch {
      throw Problem(error)
    }
    let pad = PadName.random()
    imported.place(await addresses(of: imported.images, in: pad))
    var unfit: [String] = []
    let changes = MetaChanges(imported: imported.fields, unfit: &unfit)
    imported.notes += unfit.map { ImportNote(.field, $0) }
    let text = imported.text
    let metadata = try await naming { () throws(PadError) in
      try await visitors.pads.create(pad, text: text, meta: changes, by: owner ?? .anonymous)
    }
    return PadRoutes.started(
      metadata,
      by: owner,
      visitors.guests,
      addresses,
      request.head,
      notes: Self.json(of: imported.notes)
    )
  }

  /// Keeps images for a pad that is to be; those that cannot be kept have no address.
  private func addresses(
    of images: [ImportedPad.Image],
    in pad: PadName
  ) async -> [String: String] {
    var addresses: [String: String] = [:]
    for image in images {
      guard let name = try? await self.images.keep(image.bytes, for: pad) else { continue }
      addresses[image.placeholder] = "/images/\(name)"
    }
    return addresses
  }

  private static func json(of notes: [ImportNote]) -> JSONValue {
    .array(
      notes.prefix(1_000).map { note in
        var members: [String: JSONValue] = ["kind": .string(note.kind.rawValue)]
        if let detail = note.detail { members["detail"] = .string(String(detail.prefix(200))) }
        return .object(members)
      }
    )
  }
}
