// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Does what commands ask for of editions.
struct ControlEditions: Sendable {
  let pads: PadHouse

  func answer(_ request: ControlRequest) async throws(PadError) -> ControlAnswer {
    switch request {
    case .editions(let pad): return .editions(try await pads.editions(of: name(pad)))
    case .finish(let pad, let note):
      return .editions(try await pads.finish(name(pad), note: note, by: .server))
    case .beginEdition(let pad, let note):
      return .editions(try await pads.beginEdition(of: name(pad), note: note, by: .server))
    case .checkEditions(let pad, let number):
      return .checkedEditions(try await pads.checkEditions(of: name(pad), number: number))
    case .edition(let pad, let number):
      let contents = try await pads.edition(number, of: name(pad))
      var parts = contents.parts.mapValues { Data($0) }
      parts[.log] = Data(try await pads.log(under: contents.edition, of: name(pad)))
      return .edition(contents.edition, manifest: Data(contents.manifest), parts: parts)
    default: return .failure(.failed)
    }
  }

  private func name(_ text: String) throws(PadError) -> PadName {
    guard let name = PadName(text) else { throw .invalidName }
    return name
  }
}
