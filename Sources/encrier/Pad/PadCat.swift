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

  @Flag(
    name: .customLong("last-good"),
    help: "Ce qui reste lisible d'un pad abîmé · What can still be read of a damaged pad."
  )
  var isLastGood = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      guard !isLastGood else { return try await printLastGood(pads) }
      let answer = await pads.perform(.text(pad: pad))
      guard case .text(let text) = answer else { throw CommandFailure(answer, pad: pad) }
      FileHandle.standardOutput.write(Data(text.utf8))
    }
  }

  private func printLastGood(_ pads: PadAccess) async throws {
    let answer = await pads.perform(.lastGoodText(pad: pad))
    guard case .lastGoodText(let text, let isDamaged) = answer else {
      throw CommandFailure(answer, pad: pad)
    }
    FileHandle.standardOutput.write(Data(text.utf8))
    guard isDamaged else { return }
    let sentence = Sentence(
      french: "Le pad « \(pad) » est abîmé : la suite de cet état ne peut plus être lue.\n",
      english: "The pad \"\(pad)\" is damaged: what came after this state cannot be read.\n"
    )
    FileHandle.standardError.write(Data(sentence.text.utf8))
  }
}
