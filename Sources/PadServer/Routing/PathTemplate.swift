// SPDX-License-Identifier: Apache-2.0

/// A path with named parts, such as `/api/v1/pads/{pad}/text`.
struct PathTemplate: Hashable, Sendable, ExpressibleByStringLiteral {
  private enum Part: Hashable {
    case literal(String)
    case parameter(String)
  }

  /// The template as written, which is also how OpenAPI writes it.
  let text: String
  private let parts: [Part]

  init(stringLiteral text: String) {
    self.text = text
    parts = text.split(separator: "/").map { part in
      part.hasPrefix("{") && part.hasSuffix("}")
        ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
    }
  }

  /// The names of the variable parts, in order.
  var parameterNames: [String] {
    parts.compactMap { part in
      if case .parameter(let name) = part { name } else { nil }
    }
  }

  /// The values of the variable parts, or nil when the path is another one.
  func match(_ segments: [String]) -> [String: String]? {
    guard segments.count == parts.count else { return nil }
    var values: [String: String] = [:]
    for (part, segment) in zip(parts, segments) {
      switch part {
      case .literal(let text): guard text == segment else { return nil }
      case .parameter(let name): values[name] = segment
      }
    }
    return values
  }
}
