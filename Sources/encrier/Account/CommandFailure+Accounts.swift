// SPDX-License-Identifier: Apache-2.0

import Pads

extension CommandFailure {
  /// Why an answer is not the one that was hoped for.
  init(_ answer: ControlAnswer, account: String) {
    guard case .failure(let failure) = answer else {
      self.init(answer, pad: account)
      return
    }
    switch failure {
    case .noSuchAccount:
      self.init(
        french: "Il n'y a pas de compte « \(account) ».",
        english: "There is no account \"\(account)\"."
      )
    case .emailTaken:
      self.init(
        french: "Il y a déjà un compte « \(account) ».",
        english: "There is an account \"\(account)\" already."
      )
    case .unfitEmail:
      self.init(
        french: "« \(account) » n'est pas une adresse e-mail.",
        english: "\"\(account)\" is no e-mail address."
      )
    case .unfitPersonName:
      self.init(
        french: "Un nom a de 1 à 100 caractères.",
        english: "A name has 1 to 100 characters."
      )
    case .unfitPassword:
      self.init(
        french: "Un mot de passe a au moins 8 caractères, et 256 octets au plus.",
        english: "A password has at least 8 characters, and 256 bytes at most."
      )
    case .notMailed:
      self.init(
        french: "Le serveur de courrier n'a pas pris le message ; son journal dit pourquoi. "
          + "Avec --print, l'adresse est affichée.",
        english: "The mail server did not take the message; the log says why. "
          + "With --print the address is printed."
      )
    default: self.init(answer, pad: account)
    }
  }
}
