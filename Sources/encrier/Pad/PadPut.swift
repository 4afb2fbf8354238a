// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Pads

/// `encrier pad put`: puts a file's text into a pad, live for those who have it open.
struct PadPut: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "put",
    abstract: "Remplace le texte d'un pad · Replaces a pad's text."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Argument(help: "Texte ; - lit l'entrée · Text; - reads standard input.")
  var file: String

  func run() async throws {
    let text = try InputFile.readText(file)
    try await options.withPads(creating: true) { pads in
      let answer = await pads.perform(.put(pad: pad, text: text))
      guard case .done = answer else { throw CommandFailure(answer, pad: pad) }
    }
  }
}
