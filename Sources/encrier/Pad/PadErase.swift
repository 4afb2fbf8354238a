// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads

/// `encrier pad erase`: takes a passage out of a pad and its history.
struct PadErase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Efface un passage d'un pad et de tout son historique "
      + "· Erases a passage from a pad and all of its history.",
    discussion: """
      Sans --yes rien ne change : la commande dit seulement ce qui serait effacé. Rien ne rend ensuite \
      le passage. Le texte n'est pas donné comme argument, pour qu'il ne reste dans aucun historique.

      Without --yes nothing changes: the command only says what would be erased. Nothing brings the \
      passage back afterwards. The text is no argument, so that no shell keeps it.
      """
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Argument(help: "Fichier du passage, - pour l'entrée · File with the passage, - for the input.")
  var file: String

  @Flag(help: "Efface vraiment · Really erases.")
  var yes = false

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    var passage = try InputFile.readText(file)
    // Editors and echo end a file with a line end that is no part of the passage.
    if passage.hasSuffix("\n") { passage.removeLast() }
    let text = passage
    try await options.withPads(creating: false) { pads in
      let request: ControlRequest =
        yes ? .erasePassage(pad: pad, passage: text) : .places(pad: pad, passage: text)
      let answer = await pads.perform(request)
      guard case .places(let places) = answer else { throw CommandFailure(answer, pad: pad) }
      guard !json else { return try printJSON(places) }
      print(places.count)
    }
  }
}
