// SPDX-License-Identifier: Apache-2.0

/// Text as XML 1.0 holds it; what it cannot hold is left out.
enum XMLText {
  /// Text between tags or quotation marks.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The same without `<`, `>`, `&`, `"` and characters that XML has no place for.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: escaped += "&amp;"
      case 0x3C: escaped += "&lt;"
      case 0x3E: escaped += "&gt;"
      case 0x22: escaped += "&quot;"
      // Readers would make these a line feed, or in attributes a space.
      case 0x0D: escaped += "&#13;"
      case 0x09, 0x0A, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
        escaped.unicodeScalars.append(scalar)
      default: break
      }
    }
    return escaped
  }
}
