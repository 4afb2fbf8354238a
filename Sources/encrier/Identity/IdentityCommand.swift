// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads

/// `encrier identity`: what is kept of a person, to hand out and to erase.
struct IdentityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity",
    abstract:
      "Exporte ou efface ce qui est gardé d'une personne · Exports or erases what is kept of a person.",
    subcommands: [IdentityExport.self, IdentityErase.self]
  )
}

/// `encrier identity export`: prints what is kept of a guest.
struct IdentityExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Affiche, en JSON, ce qui est gardé d'un invité · Prints, as JSON, what is kept of a guest."
  )

  @OptionGroup var options: PadOptions

  @Argument(
    help:
      "L'invité : cookie encrier-who, ou pad audit · The guest: cookie encrier-who, or pad audit."
  )
  var guest: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.identityData(guest: guest))
      guard case .identityData(let data) = answer else {
        throw CommandFailure(noGuest: answer, guest)
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(data), as: UTF8.self))
    }
  }
}

/// `encrier identity erase`: forgets who a guest was.
struct IdentityErase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Efface un invité ; ses textes restent, sans son nom "
      + "· Erases a guest; their texts stay, without their name."
  )

  @OptionGroup var options: PadOptions

  @Argument(
    help:
      "L'invité : cookie encrier-who, ou pad audit · The guest: cookie encrier-who, or pad audit."
  )
  var guest: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.eraseIdentity(guest: guest))
      guard case .done = answer else { throw CommandFailure(noGuest: answer, guest) }
    }
  }
}

extension CommandFailure {
  fileprivate init(noGuest answer: ControlAnswer, _ guest: String) {
    guard answer == .failure(.invalidName) else {
      self.init(answer, pad: "")
      return
    }
    self.init(
      french: "« \(guest) » n'est pas un invité : 22 lettres, chiffres, - ou _.",
      english: "\"\(guest)\" is no guest: 22 letters, digits, - or _."
    )
  }
}
