// SPDX-License-Identifier: Apache-2.0

import TextCRDT
import Yams

extension FrontMatter {
  /// The longest front matter, in bytes.
  static let maximumBytes = 512 << 10
  /// The most values in it.
  private static let maximumValues = 20_000
  /// How deep they may stand in one another.
  private static let maximumDepth = 32
  /// The most places that look like one where something written before stands again: with so few, what
  /// stands again is never much more than what is written.
  private static let maximumAliases = 12

  /// What stands in front of a text, and the text.
  struct Split {
    /// The fields in their order; nil when there is front matter that was not understood.
    var fields: [Value.Member]?
    var text: String
  }

  /// Takes the front matter off a text.
  ///
  /// What is not understood stays in the text, as HedgeDoc has it.
  ///
  /// - Parameter markdown: With LF as line ends, without a byte-order mark.
  /// - Returns: Both.
  static func split(_ markdown: String) -> Split {
    guard markdown.hasPrefix("---"), let opening = firstLine(markdown[...]), opening.line == "---"
    else { return Split(fields: [], text: markdown) }
    var place = opening.end
    while let (line, end) = firstLine(markdown[place...]) {
      if line == "---" || line == "..." {
        guard let fields = fields(markdown[opening.end..<place]) else { break }
        var text = markdown[end...]
        if text.utf8.first == UInt8(ascii: "\n") { text = text.dropFirst() }
        return Split(fields: fields, text: String(text))
      }
      place = end
    }
    return Split(fields: nil, text: markdown)
  }

  /// The first line without spaces behind it, and where the next begins.
  private static func firstLine(_ text: Substring) -> (line: Substring, end: String.Index)? {
    guard !text.isEmpty else { return nil }
    let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
    var line = text[..<end]
    while line.last == " " || line.last == "\t" { line = line.dropLast() }
    return (line, end == text.endIndex ? end : text.utf8.index(after: end))
  }

  /// The members of a YAML mapping; nil for what is none, or what could make more of itself than it is.
  private static func fields(_ yaml: Substring) -> [Value.Member]? {
    guard isHarmless(yaml) else { return nil }
    do {
      guard let node = try compose(yaml: String(yaml)) else { return [] }
      if case .scalar(let scalar) = node, scalar.string.isEmpty { return [] }
      guard case .mapping(let mapping) = node else { return nil }
      var room = maximumValues
      return try mapping.map { key, value in
        guard case .scalar(let name) = key else { throw NotPlain() }
        return Value.Member(key: name.string, value: try plain(value, depth: maximumDepth, &room))
      }
    } catch {
      return nil
    }
  }

  private struct NotPlain: Error {}

  /// Whether it can be read without becoming far more than it is.
  ///
  /// What stands again and again could, and keys are compared as they are read. How deep values nest,
  /// libyaml bounds.
  private static func isHarmless(_ yaml: Substring) -> Bool {
    guard yaml.utf8.count <= maximumBytes else { return false }
    var aliases = 0
    var previous = UInt8(ascii: "\n")
    for byte in yaml.utf8 {
      if byte == UInt8(ascii: "*"), " \t\n[{,".utf8.contains(previous) { aliases += 1 }
      previous = byte
    }
    return aliases <= maximumAliases
  }

  private static func plain(_ node: Node, depth: Int, _ room: inout Int) throws -> Value {
    room -= 1
    guard room > 0, depth > 0 else { throw NotPlain() }
    switch node {
    case .scalar(let scalar): return value(of: scalar, tag: node.tag)
    case .sequence(let sequence):
      return .array(try sequence.map { try plain($0, depth: depth - 1, &room) })
    case .mapping(let mapping):
      return .object(
        try mapping.map { key, value in
          guard case .scalar(let name) = key else { throw NotPlain() }
          return Value.Member(key: name.string, value: try plain(value, depth: depth - 1, &room))
        }
      )
    case .alias: throw NotPlain()
    }
  }

  /// Dates and whatever else YAML knows stay as they are written.
  private static func value(of scalar: Node.Scalar, tag: Tag) -> Value {
    switch Tag.Name(rawValue: tag.description) {
    case .null: .null
    case .bool: Bool.construct(from: scalar).map { .bool($0) } ?? .string(scalar.string)
    case .int: Int.construct(from: scalar).map { .number(Double($0)) } ?? .string(scalar.string)
    case .float: Double.construct(from: scalar).map { .number($0) } ?? .string(scalar.string)
    default: .string(scalar.string)
    }
  }
}
