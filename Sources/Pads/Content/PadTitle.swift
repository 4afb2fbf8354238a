// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// The title shown: `meta.title`, else the first heading, else the pad's name.
enum PadTitle {
  /// The longest title taken from a heading, in characters.
  private static let maximumLength = 200

  static func title(of document: Document, name: PadName) -> String {
    chosen(in: document)
      ?? firstHeading(in: document.text(PadRoots.content).string) ?? name.rawValue
  }

  /// `meta.title`; nil when there is none, or only spaces.
  static func chosen(in document: Document) -> String? {
    guard case .string(let title)? = document.map(PadRoots.meta).value("title") else { return nil }
    let trimmed = trim(title[...])
    return trimmed.isEmpty ? nil : trimmed
  }

  /// The first heading of a Markdown text: `#` to `######`, outside of fenced code.
  ///
  /// A line underlined with `=` or `-` counts too.
  static func firstHeading(in text: String) -> String? {
    var fence: Substring?
    var paragraph: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0 == " " }
      let isIndented = line.count - content.count > 3
      if let open = fence {
        if !isIndented, content.hasPrefix(open) { fence = nil }
        continue
      }
      if !isIndented, let opening = ["```", "~~~"].first(where: content.hasPrefix) {
        fence = opening[...]
        paragraph = nil
        continue
      }
      if !isIndented, let heading = heading(content) { return heading }
      if let above = paragraph, isUnderline(content) { return above }
      let trimmed = trim(content)
      paragraph = trimmed.isEmpty || isIndented || startsBlock(content) ? nil : trimmed
    }
    return nil
  }

  private static func heading(_ line: Substring) -> String? {
    let text = line.drop { $0 == "#" }
    let level = line.count - text.count
    guard (1...6).contains(level), text.first == " " || text.first == "\t" else { return nil }
    var title = trim(text)[...]
    let body = title.reversed().drop { $0 == "#" }
    if body.count < title.count, body.isEmpty || body.first == " " {
      title = String(body.reversed())[...]
    }
    let trimmed = trim(title)
    return trimmed.isEmpty ? nil : trimmed
  }

  private static func isUnderline(_ line: Substring) -> Bool {
    let marks = trim(line)
    return !marks.isEmpty && (marks.allSatisfy { $0 == "=" } || marks.allSatisfy { $0 == "-" })
  }

  /// Lists, quotes and tables are no paragraph that an underline would make a heading.
  private static func startsBlock(_ line: Substring) -> Bool {
    line.hasPrefix("- ") || line.hasPrefix("* ") || line.hasPrefix("> ") || line.hasPrefix("|")
      || isUnderline(line)
  }

  private static func trim(_ text: Substring) -> String {
    let start = text.drop { $0.isWhitespace }
    let end = start.reversed().drop { $0.isWhitespace }
    return String(end.reversed().prefix(maximumLength))
  }
}
