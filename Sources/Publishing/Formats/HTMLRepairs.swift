// SPDX-License-Identifier: Apache-2.0

/// What cmark-gfm writes that says nothing, left out: links that lead nowhere or show nothing, headings and
/// paragraphs without words, and the places of raw HTML.
enum HTMLRepairs {
  /// A page without them.
  ///
  /// - Parameter html: By cmark-gfm, where a `<` begins a tag and nothing else.
  /// - Returns: The page.
  static func repaired(_ html: String) -> String {
    withoutEmptyLinks(html.replacing("<!-- raw HTML omitted -->", with: ""))
      .replacing(/<(h[1-6]|p)>\s*<\/(h[1-6]|p)>\n?/, with: "")
  }

  private static func withoutEmptyLinks(_ html: String) -> String {
    let parts = html.components(separatedBy: "<a ")
    var page = parts[0]
    for part in parts.dropFirst() {
      guard let end = part.firstIndex(of: ">"), let close = part.firstRange(of: "</a>"),
        end < close.lowerBound
      else {
        page += "<a " + part
        continue
      }
      let content = part[part.index(after: end)..<close.lowerBound]
      if part.hasPrefix("href=\"\"") || content.allSatisfy(\.isWhitespace) {
        page += content + part[close.upperBound...]
      } else {
        page += "<a " + part
      }
    }
    return page
  }
}
