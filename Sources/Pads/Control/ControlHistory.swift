// SPDX-License-Identifier: Apache-2.0

/// Does what commands ask for of the history of pads.
struct ControlHistory: Sendable {
  let pads: PadHouse

  func answer(_ request: ControlRequest) async throws(PadError) -> ControlAnswer {
    switch request {
    case .timeline(let pad):
      return .timeline(try await pads.timeline(of: existing(pad), for: .server))
    case .nameVersion(let pad, let moment, let name):
      return .named(
        try await pads.nameVersion(at: moment, of: existing(pad), name, by: .server)
      )
    case .restoreText(let pad, let moment):
      return .restored(
        sequence: try await pads.restoreText(at: moment, of: existing(pad), by: .server)
      )
    case .version(let pad, let id):
      return .moment(try await pads.moment(ofVersion: id, of: existing(pad)))
    case .difference(let pad, let from, let to):
      return .difference(
        try await pads.difference(of: existing(pad), from: from, to: to, for: .server)
      )
    case .places(let pad, let passage):
      return .places(try await pads.places(of: passage, in: existing(pad)))
    case .erasePassage(let pad, let passage):
      return .places(try await pads.erase(passage, from: existing(pad), by: .server))
    default: return .failure(.failed)
    }
  }

  private func existing(_ text: String) async throws(PadError) -> PadName {
    guard let name = PadName(text) else { throw .invalidName }
    guard try await pads.exists(name) else { throw .notFound }
    return name
  }
}
