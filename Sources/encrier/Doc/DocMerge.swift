// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import TextCRDT

/// `encrier doc merge`: writes one update that equals several.
struct DocMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Réunit des mises à jour · Merges updates."
  )

  @Argument(help: "Mises à jour Yjs v1 · Yjs v1 updates.")
  var files: [String]

  @Option(help: "Fichier à écrire · File to write.")
  var output: String

  func run() throws {
    let updates = try files.map { file in
      let update = try UpdateFile.read(file)
      // One by one first, so that the sentence names the file that cannot be read.
      _ = try UpdateFile.summary(of: update, file: file)
      return update
    }
    do {
      let merged = try Updates.merge(updates)
      try Data(merged).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch let error as UpdateError {
      throw CommandFailure(error, file: output)
    } catch {
      throw CommandFailure(
        french: "\(output) ne peut pas être écrit.",
        english: "\(output) cannot be written."
      )
    }
  }
}
