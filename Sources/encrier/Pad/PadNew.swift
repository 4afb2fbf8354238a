// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Pads

/// `encrier pad new`: brings a pad into being and prints its name.
struct PadNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Crée un pad · Makes a pad."
  )

  @OptionGroup var options: PadOptions

  @Option(help: "Nom du pad (sinon tiré au sort) · The pad's name (else drawn at random).")
  var name: String?

  @Option(help: "Titre · Title.")
  var title: String?

  @Argument(help: "Premier texte ; - lit l'entrée · First text; - reads standard input.")
  var file: String?

  func run() async throws {
    let text = try file.map(InputFile.readText)
    try await options.withPads(creating: true) { pads in
      let answer = await pads.perform(.create(name: name, title: title, text: text))
      guard case .done(let pad) = answer else { throw CommandFailure(answer, pad: name ?? "") }
      print(pad)
    }
  }
}
