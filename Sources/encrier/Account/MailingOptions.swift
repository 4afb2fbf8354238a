// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Pads

/// Whether a secret is e-mailed, where the server can, and in which language.
struct MailingOptions: ParsableArguments {
  @Flag(
    name: .customLong("print"),
    help: """
      Affiche l'adresse, même si le serveur envoie du courrier \
      · Prints the address, also where the server sends mail.
      """
  )
  var isPrinted = false

  @Option(help: "Langue du message : fr, en · Language of the message: fr, en.")
  var language: LetterLanguage?

  /// In which language it is wanted; nil when it is to be printed.
  var wish: MailLanguage? {
    if isPrinted { return nil }
    if let language { return language.mailLanguage }
    return Sentence(french: "fr", english: "en").text == "en" ? .en : .fr
  }

  /// Says what became of a secret.
  ///
  /// - Parameters:
  ///   - answer: What was answered.
  ///   - page: Where the secret is good.
  ///   - account: Whose it is, as it was typed.
  /// - Throws: ``CommandFailure`` when nothing did.
  func tell(_ answer: ControlAnswer, page: String, account: String) throws {
    switch answer {
    case .secret(let secret):
      // Behind the #, which browsers send to nobody.
      print("/\(page)#secret=\(secret)")
    case .mailed(let email):
      print(Sentence(french: "Envoyé à \(email).", english: "Sent to \(email).").text)
    default: throw CommandFailure(answer, account: account)
    }
  }
}

/// `--language`, as people write it.
enum LetterLanguage: String, CaseIterable, ExpressibleByArgument {
  case fr, en

  var mailLanguage: MailLanguage {
    switch self {
    case .fr: .fr
    case .en: .en
    }
  }
}
