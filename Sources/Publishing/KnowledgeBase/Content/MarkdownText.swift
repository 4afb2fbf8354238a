// SPDX-License-Identifier: Apache-2.0

/// Text that stands in Markdown and shows what it says, in CommonMark and for MkDocs, Hugo and Obsidian.
enum MarkdownText {
  /// A text in a line of Markdown, of which no sign is one of Markdown's.
  ///
  /// - Parameter text: Any text; line ends become spaces, and what turns the direction of others goes.
  /// - Returns: Never empty.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    var previous: UnicodeScalar = " "
    for scalar in plain(text).unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "{", "}": escaped += "\\\(scalar)"
      case "<": escaped += "&lt;"
      case "&": escaped += "&amp;"
      // Struck out, a formula, highlighted, a comment: some programs', not everybody's.
      case "~", "$", "|": escaped += "&#\(scalar.value);"
      case "=" where previous == "=", "%" where previous == "%": escaped += "&#\(scalar.value);"
      case "#" where previous == " ": escaped += "\\#"
      default: escaped.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return escaped.isEmpty ? "—" : escaped
  }

  /// A link to a file of the content.
  ///
  /// - Parameters:
  ///   - text: What it shows; any text.
  ///   - path: The file, relative to where the link stands.
  /// - Returns: The link.
  static func link(_ text: String, _ path: String) -> String {
    let encoded = path.utf8.map { byte -> String in
      let isPlain = byte < 0x80 && (Self.isWord(byte) || "-._~/".utf8.contains(byte))
      return isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
    }
    return "[\(escaped(text))](\(encoded.joined()))"
  }

  /// A text in one line, without controls and without what turns the direction of its neighbours.
  static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x202A...0x202E, 0x2066...0x2069: continue
      case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029:
        if !plain.isEmpty, plain.last != " " { plain.append(scalar.value == 0xA0 ? scalar : " ") }
      default: plain.append(scalar)
      }
    }
    while plain.last == " " || plain.last == "\u{A0}" { plain.removeLast() }
    return String(plain)
  }

  static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 0x10 ? "0\(digits)" : digits
  }

  static func isWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
