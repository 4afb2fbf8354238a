// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Publishing

/// `encrier kb check`: proves that a folder is what was built.
struct KnowledgeBaseCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Prouve qu'un dossier est ce qui a été construit "
      + "· Proves that a folder is what was built.",
    discussion: """
      Chaque fichier a l'empreinte SHA-256 que dit kb.json, chaque édition est celle que dit son \
      manifeste, chaque lien mène quelque part. Ce qui ne va pas est nommé, et la commande échoue.

      Each file has the SHA-256 that kb.json tells, each edition is the one its manifest tells, each \
      link leads somewhere. What is wrong is named, and the command fails.
      """
  )

  @Argument(help: "Dossier de la base · The knowledge base's folder.")
  var folder: String

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() throws {
    let check: KnowledgeBaseCheck
    do throws(KnowledgeBaseError) {
      check = try KnowledgeBaseCheck.check(folder)
    } catch {
      throw CommandFailure(error)
    }
    if json {
      try printJSON(check)
    } else {
      for fault in check.faults { print(Self.line(of: fault)) }
      print(
        Sentence(
          french: "Fichiers : \(check.files), éditions : \(check.editions), "
            + "fautes : \(check.faults.count).",
          english: "Files: \(check.files), editions: \(check.editions), "
            + "faults: \(check.faults.count)."
        ).text
      )
    }
    guard check.isSound else {
      throw CommandFailure(
        french: "Ce n'est pas ce qui a été construit.",
        english: "This is not what was built."
      )
    }
  }

  private static func line(of fault: KnowledgeBaseCheck.Fault) -> String {
    let target = CheckWords.shown(fault.target ?? "")
    let what: Sentence =
      switch fault.kind {
      case .missing: Sentence(french: "manque", english: "is missing")
      case .changed:
        Sentence(
          french: "n'a pas l'empreinte SHA-256 que dit kb.json",
          english: "has not the SHA-256 that kb.json tells"
        )
      case .foreign:
        Sentence(french: "n'est pas de la base", english: "is not the knowledge base's")
      case .otherEdition:
        Sentence(
          french: "n'est pas le manifeste de l'édition que dit sa page",
          english: "is not the manifest of the edition that its page names"
        )
      case .otherPart:
        Sentence(
          french: "n'a pas l'empreinte SHA-256 du manifeste",
          english: "has not the SHA-256 that the manifest tells"
        )
      case .deadLink:
        Sentence(
          french: "mène à \(target), qui n'est pas là",
          english: "leads to \(target), which is not there"
        )
      case .malformed: Sentence(french: "ne peut pas être lu", english: "cannot be read")
      }
    return "\(CheckWords.shown(fault.path)): \(what.text)"
  }
}
