// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing

/// What a check found, in words.
enum CheckWords {
  static let otherFile = Sentence(
    french: "autre que ce que dit le paquet",
    english: "other than the package tells"
  ).text

  /// A name from a file that anybody may have made, without what a terminal would obey.
  static func shown(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
            ? "\u{FFFD}" : scalar
        }
      )
    )
  }

  static func line(of package: PackageCheck) -> String {
    let check = package.edition
    let name = check.number.map { "\($0)" } ?? "?"
    if let erased = check.erased, package.isSound {
      let date = PadTimestamp.text(erased).prefix(10)
      return Sentence(
        french: "édition \(name) \(check.sha256) : effacée le \(date)",
        english: "edition \(name) \(check.sha256): erased on \(date)"
      ).text
    }
    guard package.isSound else {
      return Sentence(
        french: "édition \(name) \(check.sha256) : changée",
        english: "edition \(name) \(check.sha256): changed"
      ).text
    }
    return Sentence(
      french: "édition \(name) \(check.sha256) : intacte",
      english: "edition \(name) \(check.sha256): intact"
    ).text
  }

  static func words(of fault: EditionCheck.Fault) -> String {
    let part = part(fault.part)
    let place = fault.row.map {
      Sentence(french: "\(part.french), ligne \($0)", english: "\(part.english), row \($0)")
    }
    let name = (place ?? part).text
    let what: Sentence =
      switch fault.kind {
      case .missing:
        Sentence(french: "manque ou ne peut pas être lu", english: "is missing or cannot be read")
      case .otherHash:
        Sentence(
          french: "n'a pas l'empreinte SHA-256 du manifeste",
          english: "has not the SHA-256 that the manifest tells"
        )
      case .otherThanHistory:
        Sentence(
          french: "n'est pas ce que donne l'historique",
          english: "is not what the history makes"
        )
      case .malformed:
        Sentence(
          french: "n'est pas celui de cette édition",
          english: "is not this edition's"
        )
      }
    return "\(name): \(what.text)"
  }

  private static func part(_ part: EditionPart?) -> Sentence {
    switch part {
    case nil: Sentence(french: "manifeste", english: "manifest")
    case .text?: Sentence(french: "texte", english: "text")
    case .metadata?: Sentence(french: "description", english: "metadata")
    case .contributors?: Sentence(french: "contributeurs", english: "contributors")
    case .state?: Sentence(french: "état du document", english: "state")
    case .log?: Sentence(french: "historique", english: "log")
    }
  }
}
