// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads
import Storage

/// `encrier restore`: a copy of the database takes the place of the data folder's own.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remet une copie de la base en service · Puts a copy of the database back."
  )

  @Argument(help: "Copie de encrier.sqlite · Copy of encrier.sqlite.")
  var file: String

  @Option(help: "Dossier des données · Data folder.")
  var data = "data"

  @Option(
    help: """
      Jours pendant lesquels les pages ouvertes rapportent ce qui manque, au nom de qui l'a écrit ou \
      non · Days in which open pages bring back what is missing, their own or not.
      """
  )
  var days = 7

  func validate() throws {
    guard (0...366).contains(days) else { throw ValidationError("--days : 0…366") }
  }

  func run() async throws {
    do throws(StorageError) {
      let replaced = try DataFolder.restore(file, into: data)
      let folder = try DataFolder(path: data)
      try await RecoveryWindow.open(in: folder.records, for: .seconds(days * 86_400))
      await folder.close()
      guard let replaced else { return }
      let sentence = Sentence(
        french: "L'ancienne base est gardée : \(replaced)",
        english: "The database that was there is kept: \(replaced)"
      )
      print(sentence.text)
    } catch {
      throw CommandFailure(error)
    }
  }
}
