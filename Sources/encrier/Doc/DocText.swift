// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import TextCRDT

/// `encrier doc text`: applies updates to an empty document and prints a text of it.
struct DocText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text",
    abstract: "Affiche le texte · Prints the text."
  )

  @Argument(help: "Mises à jour Yjs v1, dans l'ordre · Yjs v1 updates, in order.")
  var files: [String]

  @Option(help: "Racine à afficher · Root to print.")
  var root = "content"

  func run() throws {
    let document = Document(clientID: ClientID(rawValue: 0))
    for file in files {
      let update = try UpdateFile.read(file)
      do throws(UpdateError) {
        try document.apply(update)
      } catch {
        throw CommandFailure(error, file: file)
      }
    }
    FileHandle.standardOutput.write(Data(document.text(root).string.utf8))
    if document.hasPending {
      let warning = Sentence(
        french: "Il manque des mises à jour : une partie du contenu attend encore.",
        english: "Updates are missing: a part of the content still waits."
      )
      FileHandle.standardError.write(Data((warning.text + "\n").utf8))
    }
  }
}
