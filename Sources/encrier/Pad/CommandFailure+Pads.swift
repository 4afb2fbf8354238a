// SPDX-License-Identifier: Apache-2.0

import Pads

extension CommandFailure {
  /// Why an answer is not the one that was hoped for.
  init(_ answer: ControlAnswer, pad: String) {
    guard case .failure(let failure) = answer else {
      self.init(
        french: "Le serveur a répondu autre chose que ce qui était demandé.",
        english: "The server answered something else than was asked."
      )
      return
    }
    switch failure {
    case .invalidName:
      self.init(
        french: "« \(pad) » n'est pas un nom de pad : de 1 à 128 lettres, chiffres, _ . -",
        english: "\"\(pad)\" is no name for a pad: 1 to 128 letters, digits, _ . -"
      )
    case .finished:
      self.init(
        french: "Le pad « \(pad) » est fini : il faut d'abord commencer l'édition suivante.",
        english: "The pad \"\(pad)\" is finished: the next edition has to be begun first."
      )
    case .notFinished:
      self.init(
        french: "Le pad « \(pad) » n'est pas fini : on peut y écrire.",
        english: "The pad \"\(pad)\" is not finished: it can be written in."
      )
    case .untitled:
      self.init(
        french: "Pour être fini, le pad « \(pad) » doit avoir un titre ou commencer par un.",
        english: "To be finished the pad \"\(pad)\" needs a title or a heading."
      )
    case .unfitNote:
      self.init(
        french: "Une note a 2 000 octets au plus, et rien qui ne se voie pas.",
        english: "A note has 2,000 bytes at most, and nothing that cannot be seen."
      )
    case .noSuchEdition:
      self.init(
        french: "Le pad « \(pad) » n'a pas cette édition.",
        english: "The pad \"\(pad)\" has no such edition."
      )
    case .notPublished:
      self.init(
        french: "Cette édition n'est pas publiée.",
        english: "This edition is not published."
      )
    case .inTrash:
      self.init(
        french: "Le pad « \(pad) » est dans la corbeille, ou a été supprimé.",
        english: "The pad \"\(pad)\" is in the trash, or was deleted."
      )
    case .exists:
      self.init(
        french: "Il y a déjà un pad « \(pad) ».",
        english: "There is a pad \"\(pad)\" already."
      )
    case .notFound:
      self.init(
        french: "Il n'y a pas de pad « \(pad) ».",
        english: "There is no pad \"\(pad)\"."
      )
    case .invalidTitle:
      self.init(
        french: "Un titre a 300 caractères au plus.",
        english: "A title has 300 characters at most."
      )
    case .textTooLarge:
      self.init(
        french: "Le texte est trop long pour un pad.",
        english: "The text is too long for a pad."
      )
    case .damaged:
      self.init(
        french: "Ce qui est enregistré du pad « \(pad) » est abîmé ; il reste fermé. "
          + "encrier pad cat --last-good en montre le dernier état lisible.",
        english: "What is stored of the pad \"\(pad)\" is damaged; it stays closed. "
          + "encrier pad cat --last-good shows its last readable state."
      )
    case .noSuchMoment:
      self.init(
        french: "L'historique du pad « \(pad) » n'a pas ce moment, ou pas dans cet ordre.",
        english: "The history of the pad \"\(pad)\" has no such moment, or not in this order."
      )
    case .noSuchVersion:
      self.init(
        french: "Le pad « \(pad) » n'a pas cette version.",
        english: "The pad \"\(pad)\" has no such version."
      )
    case .unfitVersion:
      self.init(
        french: "Un nom de version a de 1 à 200 octets, et un pad 1 000 versions nommées au plus.",
        english: "The name of a version has 1 to 200 bytes, and a pad 1,000 named versions at most."
      )
    case .unfitPassage:
      self.init(
        french: "Un passage à effacer a de 2 à 10 000 caractères et n'est pas vide.",
        english: "A passage to erase has 2 to 10,000 characters and is not blank."
      )
    case .passageElsewhere:
      self.init(
        french: "Le passage se trouve aussi dans le titre du pad ; changez d'abord le titre.",
        english: "The passage also stands in the pad's title; change that first."
      )
    case .diskFull: self.init(french: "Le disque est plein.", english: "The disk is full.")
    case .closing:
      self.init(
        french: "Le serveur s'arrête ou ne répond plus ; recommencez.",
        english: "The server is going down or no longer answers; try again."
      )
    case .failed, .notMailed, .noSuchAccount, .emailTaken, .unfitEmail, .unfitPersonName,
      .unfitPassword:
      self.init(
        french: "Les données ne peuvent pas être lues ou écrites.",
        english: "The data cannot be read or written."
      )
    }
  }
}
