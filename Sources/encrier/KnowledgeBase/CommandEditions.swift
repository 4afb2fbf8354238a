// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Publishing

/// What is published, as a command comes to it: through the server that runs on the data, or by itself.
struct CommandEditions: EditionSource {
  let pads: PadAccess

  func publications() async throws(KnowledgeBaseError) -> [PublishedEdition] {
    let answer = await pads.perform(.publications)
    guard case .publications(let publications) = answer else { throw Self.error(answer) }
    return publications
  }

  func contents(
    of publication: PublishedEdition,
    _ parts: Set<EditionPart>
  ) async throws(KnowledgeBaseError) -> EditionContents {
    let answer = await pads.perform(.published(publication, parts: parts))
    guard case .edition(let edition, let manifest, let bytes) = answer else {
      throw Self.error(answer, publication)
    }
    return EditionContents(
      edition: edition,
      manifest: Array(manifest),
      parts: bytes.mapValues { Array($0) }
    )
  }

  func log(of publication: PublishedEdition) async throws(KnowledgeBaseError) -> [UInt8] {
    let answer = await pads.perform(.publishedLog(publication))
    guard case .publishedLog(let bytes) = answer else { throw Self.error(answer, publication) }
    return Array(bytes)
  }

  func image(_ name: String) async -> [UInt8]? {
    guard case .image(let image?) = await pads.perform(.image(name: name)) else { return nil }
    return Array(image)
  }

  /// What an answer means that is not the one hoped for.
  private static func error(
    _ answer: ControlAnswer,
    _ publication: PublishedEdition? = nil
  ) -> KnowledgeBaseError {
    guard case .failure(let failure) = answer else { return .data("unknown answer") }
    switch failure {
    case .closing, .diskFull: return .data(failure.rawValue)
    default:
      guard let publication else { return .data(failure.rawValue) }
      return .unreadableEdition(address: publication.address, number: publication.number)
    }
  }
}
