// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Pads

/// `encrier edition publish`: makes an edition part of the knowledge base.
struct EditionPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publie une édition dans la base de connaissances et affiche son adresse "
      + "· Publishes an edition in the knowledge base and prints its address.",
    discussion: """
      L'adresse vient du titre de la première édition publiée et ne change plus. Une édition se retire \
      (withdraw), mais qui l'a lue, git ou d'autres bases peuvent en garder une copie.

      The address comes from the title of the first edition published and never changes. An edition can \
      be withdrawn, but readers, git and other knowledge bases may keep a copy.
      """
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Argument(
    help: "Numéro de l'édition, sinon la dernière · The edition's number, otherwise the newest."
  )
  var number: Int?

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.publish(pad: pad, number: number))
      guard case .publication(let publication) = answer else {
        throw CommandFailure(answer, pad: pad)
      }
      guard !json else { return try printJSON(publication) }
      print("texts/\(publication.address)/edition-\(publication.number)")
    }
  }
}

/// `encrier edition withdraw`: takes an edition out of the knowledge base.
struct EditionWithdraw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Retire une édition de la base de connaissances "
      + "· Withdraws an edition from the knowledge base.",
    discussion: """
      Son adresse dira qu'elle a été retirée. L'historique git, les autres bases et qui l'a lue peuvent \
      en garder une copie.

      Its address will say that it was withdrawn. The history of git, other knowledge bases and readers \
      may keep a copy.
      """
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Argument(help: "Numéro de l'édition · The edition's number.")
  var number: Int

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.withdraw(pad: pad, number: number))
      guard case .publication(let publication) = answer else {
        throw CommandFailure(answer, pad: pad)
      }
      guard !json else { return try printJSON(publication) }
      print(
        Sentence(
          french:
            "Retirée. L'historique git, les autres bases et qui l'a lue peuvent en garder une "
            + "copie.",
          english:
            "Withdrawn. The history of git, other knowledge bases and readers may keep a copy."
        ).text
      )
    }
  }
}
