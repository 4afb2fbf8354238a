// SPDX-License-Identifier: Apache-2.0

public import Pads

extension SiteWords {
  /// A number with what groups its thousands.
  func number(_ value: Int) -> String {
    let digits = Array(String(value))
    var grouped = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { grouped += language.pick("\u{202F}", ",") }
      grouped.append(digit)
    }
    return grouped
  }

  /// How many there are of something.
  func count(_ count: Int, _ one: String, _ many: String) -> String {
    let isOne = language == .fr ? count < 2 : count == 1
    return "\(number(count)) \(isOne ? one : many)"
  }

  func texts(_ count: Int) -> String {
    self.count(count, language.pick("texte", "text"), language.pick("textes", "texts"))
  }

  func count(_ kind: KnownEntity.Kind, _ count: Int) -> String {
    switch kind {
    case .person:
      self.count(count, language.pick("personne", "person"), language.pick("personnes", "people"))
    case .organisation: self.count(count, "organisation", "organisations")
    case .place: self.count(count, language.pick("lieu", "place"), language.pick("lieux", "places"))
    case .event:
      self.count(count, language.pick("événement", "event"), language.pick("événements", "events"))
    case .concept: self.count(count, "concept", "concepts")
    }
  }

  /// What entities of a kind are called together.
  func name(_ kind: KnownEntity.Kind) -> String {
    switch kind {
    case .person: people
    case .organisation: organisations
    case .place: places
    case .event: events
    case .concept: concepts
    }
  }

  /// One entity of a kind.
  func single(_ kind: KnownEntity.Kind) -> String {
    switch kind {
    case .person: language.pick("Personne", "Person")
    case .organisation: "Organisation"
    case .place: language.pick("Lieu", "Place")
    case .event: language.pick("Événement", "Event")
    case .concept: "Concept"
    }
  }

  /// What somebody did; words that are not ours stand as they are.
  func role(_ role: String) -> String {
    switch role {
    case "author": language.pick("écriture", "writing")
    case "editor": language.pick("édition", "editing")
    case "note-taker": language.pick("prise de notes", "taking notes")
    case "speaker": language.pick("intervention", "speaking")
    case "facilitator": language.pick("animation", "facilitating")
    case "translator": language.pick("traduction", "translating")
    case "reviewer": language.pick("relecture", "reviewing")
    case "funder": language.pick("financement", "funding")
    case "host": language.pick("accueil", "hosting")
    default: role
    }
  }

  /// What a text does to another.
  func relation(_ kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .isVersionOf: language.pick("est une version de", "is a version of")
    case .replaces: language.pick("remplace", "replaces")
    case .isBasedOn: language.pick("est fondé sur", "is based on")
    case .respondsTo: language.pick("répond à", "answers")
    case .cites: language.pick("cite", "cites")
    case nil: language.pick("est lié à", "is related to")
    }
  }

  /// The same, said of the other.
  func backRelation(_ kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .isVersionOf: language.pick("a pour version", "has the version")
    case .replaces: language.pick("est remplacé par", "is replaced by")
    case .isBasedOn: language.pick("est à la base de", "is the base of")
    case .respondsTo: language.pick("a pour réponse", "is answered by")
    case .cites: language.pick("est cité par", "is cited by")
    case nil: language.pick("est lié à", "is related to")
    }
  }

  /// A language by its code, as descriptions have it.
  func languageName(_ code: String) -> String {
    let known: [String: (String, String)] = [
      "fr": ("français", "French"), "en": ("anglais", "English"), "es": ("espagnol", "Spanish"),
      "pt": ("portugais", "Portuguese"), "de": ("allemand", "German"),
      "it": ("italien", "Italian"), "nl": ("néerlandais", "Dutch"), "ar": ("arabe", "Arabic"),
      "ca": ("catalan", "Catalan"), "br": ("breton", "Breton"), "oc": ("occitan", "Occitan"),
      "eu": ("basque", "Basque"), "wo": ("wolof", "Wolof"),
    ]
    guard let names = known[String(code.lowercased().prefix { $0 != "-" })] else { return code }
    return language.pick(names.0, names.1)
  }
}

extension KnownEntity.Kind {
  /// The folder of its pages in the site of a language.
  public var siteFolder: String {
    switch self {
    case .person: "people"
    case .organisation: "organisations"
    case .place: "places"
    case .event: "events"
    case .concept: "concepts"
    }
  }
}
