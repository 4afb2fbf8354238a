// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// What is known of a text, as YAML in front of its Markdown.
///
/// It begins with a line `---` and ends with one, or with `...`, as HedgeDoc and pandoc have it; one
/// empty line behind it belongs to it.
enum FrontMatter {
  /// What fields of `meta` are called where other programs read them.
  static let names = ["language": "lang", "licence": "license"]

  /// The order in which fields are written; others follow in their own.
  private static let order = [
    "title", "language", "date", "place", "places", "people", "event", "events", "tags", "concepts",
    "description", "licence", "relations", "signers",
  ]

  /// The order in which what describes a person, a place, an event or a relation is written.
  private static let parts = [
    "type", "title", "target", "name", "kind", "roles", "latitude", "longitude", "date", "end",
    "place",
  ]

  /// The text with its front matter; without where there is nothing to say.
  static func markdown(of pad: PadContents) -> String {
    let members = pad.meta.filter { $0.value != .null && $0.value != .undefined }
    let known = order.compactMap { field in members.last { $0.key == field } }
    let others = members.filter { !order.contains($0.key) }
    let written = yaml(known + others)
    // A text that begins as front matter would be taken for it when it comes back.
    if written.isEmpty, !pad.text.hasPrefix("---") { return pad.text }
    return "---\n\(written)---\n\n\(pad.text)"
  }

  /// Members as lines of YAML.
  static func yaml(_ members: [Value.Member]) -> String {
    members.map { member in
      "\(scalar(names[member.key] ?? member.key)):\(block(member.value, indent: ""))\n"
    }.joined()
  }

  /// A value behind a key or the mark of a list.
  private static func block(_ value: Value, indent: String) -> String {
    switch value {
    case .array(let values) where !values.isEmpty:
      return values.map { "\n\(indent)-\(item($0, indent: indent + "  "))" }.joined()
    case .object(let members) where !members.isEmpty:
      return members.map { member in
        "\n\(indent)  \(scalar(member.key)):\(block(member.value, indent: indent + "  "))"
      }.joined()
    case .array: return " []"
    case .object: return " {}"
    case .string(let text): return " \(scalar(text))"
    case .number(let number):
      let isWhole = number.rounded() == number && number.magnitude < 1e15
      return isWhole ? " \(Int64(number))" : " \(number)"
    case .bigInt(let integer): return " \(integer)"
    case .bool(let truth): return truth ? " true" : " false"
    case .undefined, .null, .bytes: return " null"
    }
  }

  /// A value behind the mark of a list; the first member of an object stands right there.
  private static func item(_ value: Value, indent: String) -> String {
    guard case .object(let members) = value, !members.isEmpty else {
      return block(value, indent: indent)
    }
    let ordered =
      parts.compactMap { part in members.first { $0.key == part } }
      + members.filter { !parts.contains($0.key) }
    return " "
      + ordered.map { "\(scalar($0.key)):\(block($0.value, indent: indent))" }
      .joined(separator: "\n\(indent)")
  }

  /// A text as it is, where nothing takes it for something else, or in quotation marks.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.first.map(isLetter) == true
      && text.unicodeScalars.allSatisfy(isPlainSign)
      && text.utf8.last != UInt8(ascii: " ")
      && (text.utf8.count > 5 || !words.contains(text.lowercased()))
    let isDate = CalendarDate(text)?.day != nil
    return isPlain || isDate ? text : quoted(text)
  }

  private static func isLetter(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  private static func isPlainSign(_ scalar: UnicodeScalar) -> Bool {
    if scalar.isASCII {
      return MarkdownText.isWord(UInt8(ascii: scalar))
        || " ,.()'/+%;!?_-".unicodeScalars.contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return isLetter(scalar) || "’«»…–—€°".unicodeScalars.contains(scalar)
    }
  }

  /// What YAML takes for truth or nothing, in any version.
  private static let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

  /// A text in quotation marks; what is not shown, or could be taken for an alias, as its number.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    var isBehindSpace = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "*" where isBehindSpace: quoted += "\\x2A"
      case _ where isShown(scalar): quoted.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let width = scalar.value < 0x100 ? 2 : scalar.value < 0x10000 ? 4 : 8
        let letter = [2: "x", 4: "u", 8: "U"][width] ?? "U"
        quoted += "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
      }
      isBehindSpace = " \n\t[{,".unicodeScalars.contains(scalar)
    }
    return quoted + "\""
  }

  private static func isShown(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      false
    default: true
    }
  }
}
