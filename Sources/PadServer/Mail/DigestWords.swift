// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// What letters about somebody's pads say, in one language.
struct DigestWords: Sendable {
  let language: MailLanguage
  let greeting: String
  let untitled: String
  let changed: String
  let stopping: String
  private let locale: Locale

  static func of(_ language: MailLanguage) -> DigestWords {
    switch language {
    case .fr:
      DigestWords(
        language: .fr,
        greeting: "Bonjour,",
        untitled: "Pad sans titre",
        changed: "Ce pad a changé.",
        stopping: "Pour ne plus en recevoir, sans vous connecter :",
        locale: Locale(identifier: "fr_FR")
      )
    case .en:
      DigestWords(
        language: .en,
        greeting: "Hello,",
        untitled: "Untitled pad",
        changed: "This pad has changed.",
        stopping: "To get no more of them, without signing in:",
        locale: Locale(identifier: "en_GB")
      )
    }
  }

  private func say(_ french: String, _ english: String) -> String {
    language == .fr ? french : english
  }

  /// A number of things; French counts none and one alike.
  private func counted(
    _ count: Int,
    _ french: (one: String, other: String),
    _ english: (one: String, other: String)
  ) -> String {
    let number = count.formatted(.number.locale(locale))
    let isOne = language == .fr ? count < 2 : count == 1
    let forms = language == .fr ? french : english
    return "\(number) \(isOne ? forms.one : forms.other)"
  }

  func subject(_ title: String) -> String {
    say("Du nouveau dans « \(title) »", "News in “\(title)”")
  }

  func subject(_ padCount: Int, _ host: String) -> String {
    let pads = counted(padCount, ("pad", "pads"), ("pad", "pads"))
    return say("Du nouveau dans \(pads) sur \(host)", "News in \(pads) on \(host)")
  }

  func beginning(_ host: String, _ since: Date) -> String {
    let format = DateFormatter()
    format.locale = locale
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateStyle = .long
    format.timeStyle = .none
    let day = format.string(from: since)
    return say(
      "Voici ce que d’autres ont changé dans vos pads sur \(host) depuis le \(day).",
      "This is what others have changed in your pads on \(host) since \(day)."
    )
  }

  func more(_ count: Int) -> String {
    say("Et ", "And ")
      + counted(
        count,
        ("autre pad a changé.", "autres pads ont changé."),
        ("other pad has changed.", "other pads have changed.")
      )
  }

  func count(_ count: Int) -> String {
    counted(
      count,
      ("passage changé", "passages changés"),
      ("passage changed", "passages changed")
    )
  }

  func others(_ count: Int) -> String {
    counted(count, ("autre personne", "autres personnes"), ("other person", "other people"))
  }

  /// Who wrote and deleted how much.
  func amount(_ amount: PadChanges.Amount) -> String {
    var parts: [String] = []
    if amount.written > 0 {
      parts.append(
        counted(
          amount.written,
          ("caractère écrit", "caractères écrits"),
          ("character written", "characters written")
        )
      )
    }
    if amount.deleted > 0 {
      parts.append(
        counted(
          amount.deleted,
          ("caractère effacé", "caractères effacés"),
          ("character deleted", "characters deleted")
        )
      )
    }
    return "\(name(of: amount.person)) (\(parts.joined(separator: ", ")))"
  }

  func list(_ items: [String]) -> String { items.joined(separator: say(" ; ", "; ")) }

  func reason(_ frequency: DigestFrequency) -> String {
    switch frequency {
    case .daily:
      say(
        "Vous avez choisi de recevoir cette lettre chaque jour où il y a du nouveau :",
        "You have chosen to get this letter on each day that has news:"
      )
    case .weekly:
      say(
        "Vous avez choisi de recevoir cette lettre chaque semaine où il y a du nouveau :",
        "You have chosen to get this letter in each week that has news:"
      )
    }
  }

  /// What the page calls somebody.
  func name(of person: HistoryPerson?) -> String {
    guard let person else { return say("on ne sait qui", "nobody knows who") }
    let name: String =
      switch person.kind {
      case .member where person.name?.isEmpty == false: OneLine.text(of: person.name ?? "")
      case .guest, .member: say("invité \(person.id)", "guest \(person.id)")
      case .anonymous: say("sans identité", "without identity")
      case .server: say("le serveur", "the server")
      case .erased: say("une personne effacée", "an erased person")
      }
    return person.isRelaying ? say("\(name) (rapporté)", "\(name) (relayed)") : name
  }
}
