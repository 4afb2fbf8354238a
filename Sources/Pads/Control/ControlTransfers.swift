// SPDX-License-Identifier: Apache-2.0

import Foundation
import TextCRDT

/// Does what commands ask for of pads that leave or come in as files.
struct ControlTransfers: Sendable {
  let pads: PadHouse

  private var images: ImageShelf { ImageShelf(pads.storage.records) }

  func answer(_ request: ControlRequest) async throws(PadError) -> ControlAnswer {
    switch request {
    case .contents(let pad, let withAuthors):
      guard let name = PadName(pad) else { throw .invalidName }
      return .contents(
        try await pads.contents(of: name, withAuthors: withAuthors, for: .server)
      )
    case .image(let name): return .image((try await images.image(name)).map { Data($0.bytes) })
    case .keepImage(let bytes, let pad):
      guard let name = PadName(pad) else { throw .invalidName }
      return .kept(image: try await images.keep([UInt8](bytes), for: name))
    case .importPad(let name, let text, let meta):
      guard let pad = PadName(name) else { throw .invalidName }
      guard case .object(let fields)? = try? Value(json: meta) else { return .failure(.failed) }
      var unfit: [String] = []
      let changes = MetaChanges(imported: fields, unfit: &unfit)
      _ = try await pads.create(pad, text: text, meta: changes)
      return .done(pad: name)
    default: return .failure(.failed)
    }
  }
}
