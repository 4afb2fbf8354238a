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

/// `encrier identity export`: prints what is kept of a person.
struct IdentityExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Affiche, en JSON, ce qui est gardé d'une personne · Prints, as JSON, what is kept of a person."
  )

  @OptionGroup var options: PadOptions

  @Argument(
    help: """
      La personne : adresse e-mail, cookie encrier-who, ou comme dans pad audit \
      · The person: e-mail address, cookie encrier-who, or as in pad audit.
      """
  )
  var person: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.identityData(of: person))
      guard case .identityData(let data) = answer else {
        throw CommandFailure(noPerson: answer, person)
      }
      try printJSON(data)
    }
  }
}

/// `encrier identity erase`: forgets who a person was.
struct IdentityErase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Efface une personne et son compte ; ses textes restent, sans son nom "
      + "· Erases a person and their account; their texts stay, without their name."
  )

  @OptionGroup var options: PadOptions

  @Argument(
    help: """
      La personne : adresse e-mail, cookie encrier-who, ou comme dans pad audit \
      · The person: e-mail address, cookie encrier-who, or as in pad audit.
      """
  )
  var person: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.eraseIdentity(of: person))
      guard case .done = answer else { throw CommandFailure(noPerson: answer, person) }
    }
  }
}

extension CommandFailure {
  fileprivate init(noPerson answer: ControlAnswer, _ person: String) {
    guard answer == .failure(.invalidName) else {
      self.init(answer, pad: "")
      return
    }
    self.init(
      french: "« \(person) » n'est ni l'adresse e-mail d'un compte "
        + "ni 22 lettres, chiffres, - ou _.",
      english: "\"\(person)\" is neither an account's e-mail address "
        + "nor 22 letters, digits, - or _."
    )
  }
}
