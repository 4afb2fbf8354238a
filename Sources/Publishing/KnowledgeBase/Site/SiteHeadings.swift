// SPDX-License-Identifier: Apache-2.0

import Pads
import Foundation

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
    var outlined = ""
    var headings: [SiteText.Heading] = []
    var used: [String: Int] = [:]
    // The levels, as they are written, of the headings that this one stands below.
    var above: [Int] = []
    var place = html.startIndex
    for match in matches {
      outlined += html[place..<match.range.lowerBound]
      place = match.range.upperBound
      guard match.range != first else { continue }
      let written = Int(match.1) ?? 1
      while let last = above.last, last >= written { above.removeLast() }
      above.append(written)
      let level = min(above.count + 1, 6)
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
