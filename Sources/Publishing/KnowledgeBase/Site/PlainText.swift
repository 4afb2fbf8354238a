// SPDX-License-Identifier: Apache-2.0

/// What HTML by cmark-gfm says.
enum PlainText {
  /// The text without tags, one line for each block.
  static func of(_ html: String) -> String {
    var text = ""
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      text += unescaped(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else { return tidied(text) }
      if isBlock(rest[rest.index(after: start)..<end]) { text += "\n" }
      rest = rest[rest.index(after: end)...]
    }
    return tidied(text + unescaped(rest))
  }

  private static func isBlock(_ tag: Substring) -> Bool {
    let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
    return ["p", "h", "l", "u", "o", "t", "b", "d", "s", "pre"].contains {
      name.hasPrefix($0)
    } && !["b", "strong", "span", "sup", "sub", "th"].contains(String(name))
  }

  private static func tidied(_ text: String) -> String {
    text.split(separator: "\n").map {
      $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// A piece without tags, its characters as they are meant.
  static func unescaped(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    return String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }
}
