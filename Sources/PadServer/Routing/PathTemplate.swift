// SPDX-License-Identifier: Apache-2.0

/// A path with named parts, such as `/api/v1/pads/{pad}/text`; a last part such as `{place*}` stands for
/// all that follows, with its slashes.
struct PathTemplate: Hashable, Sendable, ExpressibleByStringLiteral {
  private enum Part: Hashable {
    case literal(String)
    case parameter(String)
    case rest(String)
  }

  /// The template as written, which is also how OpenAPI writes it.
  let text: String
  private let parts: [Part]

  init(stringLiteral text: String) {
    self.text = text.replacing("*}", with: "}")
    parts = text.split(separator: "/").map { part in
      guard part.hasPrefix("{"), part.hasSuffix("}") else { return .literal(String(part)) }
      return part.hasSuffix("*}")
        ? .rest(String(part.dropFirst().dropLast(2)))
        : .parameter(String(part.dropFirst().dropLast()))
    }
  }

  /// The names of the variable parts, in order.
  var parameterNames: [String] {
    parts.compactMap { part in
      switch part {
      case .literal: nil
      case .parameter(let name), .rest(let name): name
      }
    }
  }

  /// The values of the variable parts, or nil when the path is another one.
  func match(_ segments: [String]) -> [String: String]? {
    var values: [String: String] = [:]
    if case .rest(let name) = parts.last, segments.count >= parts.count {
      values[name] = segments[(parts.count - 1)...].joined(separator: "/")
    } else if segments.count != parts.count {
      return nil
    }
    for (part, segment) in zip(parts, segments) {
      switch part {
      case .literal(let text): guard text == segment else { return nil }
      case .parameter(let name): values[name] = segment
      case .rest: break
      }
    }
    return values
  }
}
