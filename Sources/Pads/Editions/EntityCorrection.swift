// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// What something is called from now on, in all texts that name it.
public struct EntityCorrection: Equatable, Sendable {
  /// What it is.
  public let kind: KnownEntity.Kind
  /// What it was called, in one way or several.
  public let names: Set<String>
  /// What it is called now.
  public let name: String
  /// Of a place, where it is; nil to leave what is known.
  public let latitude: Double?
  /// The other half of it.
  public let longitude: Double?

  /// Describes a correction.
  ///
  /// - Parameters:
  ///   - kind: What it is about.
  ///   - names: What it was called.
  ///   - name: What it is called now; not empty.
  ///   - latitude: Of a place, degrees north.
  ///   - longitude: Of a place, degrees east.
  public init(
    kind: KnownEntity.Kind,
    names: Set<String>,
    name: String,
    latitude: Double? = nil,
    longitude: Double? = nil
  ) {
    self.kind = kind
    self.names = names
    self.name = name
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Whether a field can hold it where nothing else is.
  var isFit: Bool {
    (try? MetaChanges(["concepts": .array([.string(name)])])) != nil
  }

  /// The fields that change in a text's metadata.
  ///
  /// - Parameter meta: The members of the root `meta`.
  /// - Returns: By field what it holds from now on; nothing where nothing is named.
  func changes(in meta: [Value.Member]) -> [String: Value?] {
    let field =
      switch kind {
      case .person, .organisation: "people"
      case .place: "places"
      case .event: "events"
      case .concept: "concepts"
      }
    var changes: [String: Value?] = [:]
    if case .array(let values)? = meta.value(field) {
      var kept: [Value] = []
      var names: Set<String> = []
      for value in values.map(corrected) {
        // Two that have become one stand once: the first, with what it says.
        if let name = Self.name(of: value), self.name == name, isMeant(value) {
          guard names.insert(name).inserted else { continue }
        }
        kept.append(value)
      }
      if kept != values { changes[field] = .array(kept) }
    }
    let single = kind == .place ? "place" : kind == .event ? "event" : nil
    if let single, case .string(let text)? = meta.value(single),
      names.contains(text), text != name
    {
      changes[single] = .string(name)
    }
    return changes
  }

  private func corrected(_ value: Value) -> Value {
    guard let known = Self.name(of: value), names.contains(known), isMeant(value) else {
      return value
    }
    guard case .object(var members) = value else { return .string(name) }
    for (key, new) in [
      ("name", Value.string(name)), ("latitude", latitude.map { .number($0) }),
      ("longitude", longitude.map { .number($0) }),
    ] {
      guard let new else { continue }
      members.removeAll { $0.key == key }
      members.append(.init(key: key, value: new))
    }
    return .object(members)
  }

  /// Whether somebody's kind is the one that is corrected.
  private func isMeant(_ value: Value) -> Bool {
    guard kind == .person || kind == .organisation else { return true }
    var isOrganisation = false
    if case .object(let members) = value {
      isOrganisation = members.value("kind") == "organisation"
    }
    return isOrganisation == (kind == .organisation)
  }

  private static func name(of value: Value) -> String? {
    switch value {
    case .string(let text): return text
    case .object(let members):
      guard case .string(let text)? = members.value("name") else {
        return nil
      }
      return text
    default: return nil
    }
  }
}
