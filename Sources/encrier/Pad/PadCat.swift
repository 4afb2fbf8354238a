// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads

/// `encrier pad cat`: prints a pad's text.
struct PadCat: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cat",
    abstract: "Affiche un pad · Prints a pad."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.text(pad: pad))
      guard case .text(let text) = answer else { throw CommandFailure(answer, pad: pad) }
      FileHandle.standardOutput.write(Data(text.utf8))
    }
  }
}
