// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing
import Storage

/// What is published, as the server itself comes to it.
struct ServerEditions: EditionSource {
  let pads: PadHouse
  let images: ImageShelf

  func publications() async throws(KnowledgeBaseError) -> [PublishedEdition] {
    do throws(PadError) {
      return try await pads.publications()
    } catch {
      throw Self.error(error)
    }
  }

  func contents(
    of publication: PublishedEdition,
    _ parts: Set<EditionPart>
  ) async throws(KnowledgeBaseError) -> EditionContents {
    do throws(PadError) {
      return try await pads.contents(of: publication, parts)
    } catch {
      throw Self.error(error, publication)
    }
  }

  func log(of publication: PublishedEdition) async throws(KnowledgeBaseError) -> [UInt8] {
    do throws(PadError) {
      return try await pads.log(of: publication)
    } catch {
      throw Self.error(error, publication)
    }
  }

  func image(_ name: String) async -> [UInt8]? {
    try? await images.image(name)?.bytes
  }

  private static func error(
    _ error: PadError,
    _ publication: PublishedEdition? = nil
  ) -> KnowledgeBaseError {
    switch error {
    case .notPublished, .noSuchEdition, .storage(.damagedPad), .storage(.damagedRecord):
      guard let publication else { return .data("\(error)") }
      return .unreadableEdition(address: publication.address, number: publication.number)
    default: return .data("\(error)")
    }
  }
}
