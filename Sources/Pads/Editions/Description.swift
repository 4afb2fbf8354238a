// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// What a pad's metadata say of its text beyond title, date and the like: people, places, events, ideas,
/// other texts.
///
/// Fields are read leniently: what is neither a text nor of its shape is passed over, so that metadata
/// that others wrote can always be shown.
public struct Description: Equatable, Sendable {
  /// Somebody who had a part in the text.
  public struct Person: Equatable, Sendable {
    /// What a name is the name of.
    public enum Kind: String, CaseIterable, Sendable {
      /// One human.
      case person
      /// An association, a group, an administration.
      case organisation
    }

    /// The name.
    public let name: String
    /// Whether it is a person or an organisation.
    public let kind: Kind
    /// What they did, in words such as `author`; mostly of ``Description/roles``.
    public let roles: [String]
  }

  /// Somewhere the text is about or was written.
  public struct Place: Equatable, Sendable {
    /// The name.
    public let name: String
    /// Degrees north; `nil` when it is not known.
    public let latitude: Double?
    /// Degrees east; `nil` when it is not known.
    public let longitude: Double?
  }

  /// Something that happened.
  public struct Event: Equatable, Sendable {
    /// What it is called.
    public let name: String
    /// When it was or began, as `2024`, `2024-05` or `2024-05-28`; `nil` when it is not known.
    public let date: String?
    /// When it ended, in the same form; `nil` for an event of one day, or when it is not known.
    public let end: String?
    /// Where it was.
    public let place: String?
  }

  /// How the text relates to another.
  public struct Relation: Equatable, Sendable {
    /// In what way.
    public enum Kind: String, CaseIterable, Sendable {
      /// The other is the same text in another state.
      case isVersionOf
      /// The other counts no longer.
      case replaces
      /// The text was made from the other.
      case isBasedOn
      /// The text answers the other.
      case respondsTo
      /// The text names the other.
      case cites
    }

    /// In what way; `nil` when only the other text is named.
    public let kind: Kind?
    /// The other's title.
    public let title: String
    /// Where the other is: an address, or what else names it; `nil` when it is not known.
    public let target: String?
  }

  /// The roles that are offered.
  public static let roles = [
    "author", "editor", "note-taker", "speaker", "facilitator", "translator", "reviewer", "funder",
    "host",
  ]

  /// Who had a part in the text.
  public let people: [Person]
  /// The places.
  public let places: [Place]
  /// The events.
  public let events: [Event]
  /// The ideas.
  public let concepts: [String]
  /// The other texts.
  public let relations: [Relation]
  /// Who agrees with the text as it is, by name.
  public let signers: [String]

  /// Reads what metadata say.
  ///
  /// - Parameter meta: The members of the root `meta`; the last of a name counts.
  public init(_ meta: [Value.Member]) {
    func list(_ field: String) -> [Value] {
      guard case .array(let values)? = meta.value(field) else {
        return []
      }
      return values
    }
    func single(_ field: String) -> String? {
      meta.value(field)?.text
    }
    people = list("people").compactMap(Person.init)
    let places = list("places").compactMap(Place.init)
    let events = list("events").compactMap(Event.init)
    // What is said in one word, as meetings' minutes do.
    self.places =
      places.isEmpty
      ? single("place").map { [Place(name: $0, latitude: nil, longitude: nil)] } ?? [] : places
    self.events =
      events.isEmpty
      ? single("event").map { [Event(name: $0, date: nil, end: nil, place: nil)] } ?? [] : events
    concepts = list("concepts").compactMap(\.text)
    relations = list("relations").compactMap(Relation.init)
    signers = list("signers").compactMap(\.text)
  }
}

extension Description.Person {
  /// Reads a name, or an object with one.
  fileprivate init?(_ value: Value) {
    if let name = value.text {
      self.init(name: name, kind: .person, roles: [])
    } else if let name = value["name"]?.text {
      var roles: [String] = []
      if case .array(let values)? = value["roles"] { roles = values.compactMap(\.text) }
      let kind = value["kind"]?.text.flatMap(Kind.init)
      self.init(name: name, kind: kind ?? .person, roles: roles)
    } else {
      return nil
    }
  }
}

extension Description.Place {
  /// Reads a name, or an object with one; coordinates only where both are on the Earth.
  fileprivate init?(_ value: Value) {
    guard let name = value.text ?? value["name"]?.text else { return nil }
    guard let latitude = value["latitude"]?.finiteNumber, abs(latitude) <= 90,
      let longitude = value["longitude"]?.finiteNumber, abs(longitude) <= 180
    else {
      self.init(name: name, latitude: nil, longitude: nil)
      return
    }
    self.init(name: name, latitude: latitude, longitude: longitude)
  }
}

extension Description.Event {
  /// Reads a name, or an object with one.
  fileprivate init?(_ value: Value) {
    guard let name = value.text ?? value["name"]?.text else { return nil }
    self.init(
      name: name,
      date: value["date"]?.text,
      end: value["end"]?.text,
      place: value["place"]?.text
    )
  }
}

extension Description.Relation {
  /// Reads a title, or an object with a title or a target.
  fileprivate init?(_ value: Value) {
    guard let title = value.text ?? value["title"]?.text ?? value["target"]?.text else {
      return nil
    }
    self.init(
      kind: value["type"]?.text.flatMap(Kind.init),
      title: title,
      target: value["target"]?.text
    )
  }
}

extension Value {
  /// A text that is not empty.
  fileprivate var text: String? {
    guard case .string(let text) = self, !text.isEmpty else { return nil }
    return text
  }

  fileprivate var finiteNumber: Double? {
    guard case .number(let number) = self, number.isFinite else { return nil }
    return number
  }

  /// The last member of an object by that name.
  fileprivate subscript(key: String) -> Value? {
    guard case .object(let members) = self else { return nil }
    return members.value(key)
  }
}
