// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Does what commands ask for.
struct ControlService: Sendable {
  let pads: PadHouse
  /// Who brings people their secrets; nil where nobody does.
  var courier: (any SecretCourier)?

  func answer(_ request: ControlRequest) async -> ControlAnswer {
    do throws(PadError) {
      switch request {
      case .list(let name, let limit): return try await list(after: name, limit: limit)
      case .create(let name, let title, let text):
        let meta = try MetaChanges(title.map { ["title": .string($0)] } ?? [:])
        let pad = try await pads.create(try name.map(padName), text: text, meta: meta)
        return .done(pad: pad.name.rawValue)
      case .text(let pad):
        let room = try await pads.existingRoom(padName(pad))
        return .text(try await room.text().text)
      case .lastGoodText(let pad):
        guard let found = try await pads.lastGoodText(of: padName(pad)) else { throw .notFound }
        return .lastGoodText(found.text, isDamaged: found.isDamaged)
      case .put(let pad, let text):
        try await pads.put(text, into: padName(pad))
        return .done(pad: pad)
      case .trash(let pad):
        try await pads.trash(padName(pad), by: .server)
        return .done(pad: pad)
      case .restore(let pad):
        try await pads.restore(padName(pad), by: .server)
        return .done(pad: pad)
      case .offerOwnership(let pad):
        return .secret(try await pads.offerOwnership(of: padName(pad)))
      case .audit(let pad):
        guard try await pads.exists(padName(pad)) else { throw .notFound }
        return .audit(try await pads.audit(of: padName(pad)))
      case .timeline, .nameVersion, .restoreText, .version, .difference, .places,
        .erasePassage:
        return try await ControlHistory(pads: pads).answer(request)
      case .editions, .finish, .beginEdition, .checkEditions, .edition:
        return try await ControlEditions(pads: pads).answer(request)
      case .publish, .withdraw, .publications, .published, .publishedLog:
        return try await ControlPublications(pads: pads).answer(request)
      case .contents, .image, .keepImage, .importPad:
        return try await ControlTransfers(pads: pads).answer(request)
      case .identityData(let text):
        return .identityData(try await pads.data(of: try await pads.person(called: text)))
      case .eraseIdentity(let text):
        try await pads.erase(try await pads.person(called: text))
        return .done(pad: "")
      case .accounts, .addAccount, .invite, .offerPassword, .removeAccount:
        return await ControlAccounts(pads: pads, courier: courier).answer(request)
      }
    } catch {
      return .failure(ControlFailure(error))
    }
  }

  private func list(after name: String, limit: Int) async throws(PadError) -> ControlAnswer {
    let pads = try await pads.list(after: PadName(name), limit: min(max(limit, 1), 1_000))
    return .pads(
      pads.map { pad in
        ControlAnswer.Line(
          name: pad.name.rawValue,
          title: pad.title,
          created: pad.created,
          updated: pad.updated
        )
      }
    )
  }

  private func padName(_ text: String) throws(PadError) -> PadName {
    guard let name = PadName(text) else { throw .invalidName }
    return name
  }
}
