// SPDX-License-Identifier: Apache-2.0

import Pads

/// What the content says itself around a text, in the text's language: French or English.
struct ContentWords {
  private let isEnglish: Bool

  init(language: String?) {
    isEnglish = language?.lowercased().hasPrefix("en") == true
  }

  private func say(_ french: String, _ english: String) -> String { isEnglish ? english : french }

  var colon: String { say(" : ", ": ") }
  var about: String { say("À propos de ce texte", "About this text") }
  var edition: String { say("Édition", "Edition") }
  var finished: String { say("finie le", "finished on") }
  var published: String { say("publiée le", "published on") }
  var authors: String { say("Texte de", "By") }
  var contributors: String { say("Avec", "With") }
  var licence: String { say("Licence", "Licence") }
  var note: String { say("Note", "Note") }
  var signers: String { say("En accord", "In agreement") }
  var newer: String { say("Remplacée par", "Replaced by") }
  var older: String { say("Remplace", "Replaces") }
  var files: String { say("Fichiers", "Files") }
  var exactText: String { say("texte exact", "exact text") }
  var description: String { say("description", "description") }
  var manifest: String { say("manifeste", "manifest") }
  var fingerprint: String { say("Empreinte SHA-256 du manifeste", "SHA-256 of the manifest") }

  /// What names of a kind stand behind.
  func kind(_ kind: KnownEntity.Kind) -> String {
    switch kind {
    case .person: say("Personnes", "People")
    case .organisation: say("Organisations", "Organisations")
    case .place: say("Lieux", "Places")
    case .event: say("Événements", "Events")
    case .concept: say("Concepts", "Concepts")
    }
  }

  /// How the text relates to another.
  func relation(_ kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .isVersionOf: say("Version de", "A version of")
    case .replaces: say("Remplace", "Replaces")
    case .isBasedOn: say("D’après", "Based on")
    case .respondsTo: say("Répond à", "Responds to")
    case .cites: say("Cite", "Cites")
    case nil: say("Voir aussi", "See also")
    }
  }

  /// How another text relates to this one.
  func inverse(_ kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .isVersionOf: say("Autre version", "Another version")
    case .replaces: say("Remplacé par", "Replaced by")
    case .isBasedOn: say("A donné lieu à", "Led to")
    case .respondsTo: say("Réponse", "Answered by")
    case .cites: say("Cité par", "Cited by")
    case nil: say("Voir aussi", "See also")
    }
  }
}
