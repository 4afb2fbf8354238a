// SPDX-License-Identifier: Apache-2.0

import Pads

/// What is known of a text, in the terms of [Dublin Core](https://www.dublincore.org/specifications/dublin-core/dcmi-terms/).
enum DublinCore {
  /// The term for how a text relates to another.
  static func term(for kind: Description.Relation.Kind?) -> String {
    switch kind {
    case .isVersionOf: "isVersionOf"
    case .replaces: "replaces"
    case .isBasedOn: "source"
    case .respondsTo, .cites: "references"
    case nil: "relation"
    }
  }

  /// A place by its name, or as a DCMI point where it is known on the globe.
  static func point(_ place: Description.Place) -> String {
    guard let latitude = place.latitude, let longitude = place.longitude else { return place.name }
    return line([("name", place.name), ("north", "\(latitude)"), ("east", "\(longitude)")])
  }

  /// An event as a DCMI period, with its place.
  static func period(_ event: Description.Event) -> String {
    guard event.date != nil || event.end != nil || event.place != nil else { return event.name }
    return line([
      ("name", event.name), ("start", event.date), ("end", event.end), ("place", event.place),
    ])
  }

  /// The members of a point or a period; `nil` for a text that is neither.
  static func members(_ line: String) -> [String: String]? {
    guard line.hasPrefix("name=") else { return nil }
    var members: [String: String] = [:]
    for part in parts(of: line) {
      guard let sign = part.firstIndex(of: "=") else { return nil }
      members[String(part[..<sign])] = String(part[part.index(after: sign)...])
    }
    return members
  }

  /// Members with `;` between them; one in a value has a `\` before it.
  private static func line(_ members: [(name: String, value: String?)]) -> String {
    members.compactMap { name, value in
      value.map { "\(name)=\($0.replacing("\\", with: "\\\\").replacing(";", with: "\\;"))" }
    }.joined(separator: "; ")
  }

  private static func parts(of line: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in line {
      if isEscaped {
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == ";" {
        parts.append("")
      } else if character != " " || parts.last?.isEmpty == false {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
