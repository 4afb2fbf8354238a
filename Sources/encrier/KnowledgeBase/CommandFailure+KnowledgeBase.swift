// SPDX-License-Identifier: Apache-2.0

import Publishing

extension CommandFailure {
  /// That some editions could not be read, which are called `ADDRESS/NUMBER`.
  init(unreadable editions: [String]) {
    let names = editions.prefix(5).joined(separator: ", ") + (editions.count > 5 ? ", …" : "")
    self.init(
      french: "\(editions.count) édition(s) ne peuvent pas être lues : \(names) ; leurs fichiers "
        + "restent comme ils étaient.",
      english:
        "\(editions.count) edition(s) cannot be read: \(names); their files stay as they were."
    )
  }

  /// Why a knowledge base could not be built, checked or brought to a home.
  init(_ error: KnowledgeBaseError) {
    switch error {
    case .foreignFolder(let path):
      self.init(
        french:
          "Le dossier \(CheckWords.shown(path)) contient autre chose qu'une base de connaissances ; "
          + "rien n'y a été touché.",
        english: "The folder \(CheckWords.shown(path)) holds other things than a knowledge base; "
          + "nothing in it was touched."
      )
    case .changedByOthers(let places):
      let list = places.map(CheckWords.shown).joined(separator: ", ")
      self.init(
        french: "Quelqu'un d'autre a changé \(list) ; --overwrite écrit par-dessus.",
        english: "Somebody else changed \(list); --overwrite writes over it."
      )
    case .busy:
      self.init(
        french: "Un autre Encrier construit déjà dans ce dossier.",
        english: "Another Encrier builds in this folder."
      )
    case .file(let path, let reason):
      self.init(
        french: "\(CheckWords.shown(path)) ne peut pas être lu ou écrit : \(reason).",
        english: "\(CheckWords.shown(path)) cannot be read or written: \(reason)."
      )
    case .unsafePath(let path):
      self.init(
        french: "\(CheckWords.shown(path)) mène hors du dossier ou passe par un lien symbolique.",
        english: "\(CheckWords.shown(path)) leads out of the folder or over a symbolic link."
      )
    case .unreadableEdition(let address, let number):
      self.init(
        french: "L'édition \(number) de « \(address) » ne peut pas être lue.",
        english: "Edition \(number) of \"\(address)\" cannot be read."
      )
    case .data(let reason):
      self.init(
        french: "Les données ne peuvent pas être lues (\(CheckWords.shown(reason))).",
        english: "The data cannot be read (\(CheckWords.shown(reason)))."
      )
    case .noRenderer:
      self.init(
        french: "Le Markdown ne peut pas être rendu ici ; --no-site s'en passe.",
        english: "Markdown cannot be rendered here; --no-site does without."
      )
    case .program(let name, let reason):
      self.init(
        french: "Le programme \(name) manque ou a échoué : \(CheckWords.shown(reason)).",
        english: "The program \(name) is missing or failed: \(CheckWords.shown(reason))."
      )
    }
  }
}
