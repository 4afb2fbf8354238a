// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Does what commands ask for of the knowledge base.
struct ControlPublications: Sendable {
  let pads: PadHouse

  func answer(_ request: ControlRequest) async throws(PadError) -> ControlAnswer {
    switch request {
    case .publish(let pad, let number):
      let name = try name(pad)
      var edition = number ?? 0
      if number == nil { edition = try await pads.newestEdition(of: name) }
      return .publication(try await pads.publish(edition, of: name, by: .server))
    case .withdraw(let pad, let number):
      return .publication(try await pads.withdraw(number, of: name(pad), by: .server))
    case .publications: return .publications(try await pads.publications())
    case .published(let publication, let parts):
      let contents = try await pads.contents(of: publication, parts)
      return .edition(
        contents.edition,
        manifest: Data(contents.manifest),
        parts: contents.parts.mapValues { Data($0) }
      )
    case .publishedLog(let publication):
      return .publishedLog(Data(try await pads.log(of: publication)))
    default: return .failure(.failed)
    }
  }

  private func name(_ text: String) throws(PadError) -> PadName {
    guard let name = PadName(text) else { throw .invalidName }
    return name
  }
}
