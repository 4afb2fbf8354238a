// SPDX-License-Identifier: Apache-2.0

import Pads
import Foundation
import Pads

/// The headings of a text, which stand below the page's own.
enum SiteHeadings {
  /// Gives each heading a name to lead to and a level that follows from those before.
  ///
  /// - Parameters:
  ///   - html: By cmark-gfm.
  ///   - title: The page's title.
  /// - Returns: The HTML and its headings.
  static func outlined(
    _ html: String,
    without title: String
  ) -> (html: String, headings: [SiteText.Heading]) {
    let matches = html.matches(of: /<h([1-6])>(.*?)<\/h[1-6]>\n?/.dotMatchesNewlines())
    let first = matches.first.flatMap { match in
      html[..<match.range.lowerBound].allSatisfy(\.isWhitespace)
        && Slug.of(PlainText.of(String(match.2))) == Slug.of(title) ? match.range : nil
    }
    let shown = matches.filter { $0.range != first }
    let shift = 2 - (shown.compactMap { Int($0.1) }.min() ?? 2)
    var outlined = ""
    var headings: [SiteText.Heading] = []
    var used: [String: Int] = [:]
    var level = 1
    var place = html.startIndex
    for match in matches {
      outlined += html[place..<match.range.lowerBound]
      place = match.range.upperBound
      guard match.range != first else { continue }
      level = min((Int(match.1) ?? 2) + shift, level + 1, 6)
      let text = PlainText.of(String(match.2)).replacing("\n", with: " ")
      let slug = Slug.of(text)
      let number = used[slug, default: 0] + 1
      used[slug] = number
      let identifier = number == 1 ? "s-\(slug)" : "s-\(slug)-\(number)"
      headings.append(SiteText.Heading(level: level, identifier: identifier, text: text))
      let name = HTMLFormat.escaped(identifier)
      outlined += "<h\(level) id=\"\(name)\">\(match.2)</h\(level)>\n"
    }
    return (outlined + html[place...], headings)
  }
}
