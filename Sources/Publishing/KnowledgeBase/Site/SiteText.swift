// SPDX-License-Identifier: Apache-2.0

import Foundation

/// An edition's text as it stands on its pages: what cmark-gfm made, with images, headings that can be led to, and
/// links that lead somewhere.
///
/// In that HTML a `<` begins a tag and nothing else, and attributes stand in one order.
struct SiteText: Sendable {
  /// A heading in the table of contents.
  struct Heading: Equatable, Sendable {
    let level: Int
    let identifier: String
    let text: String
  }

  /// The HTML, but for the words the page itself says in it.
  private let html: String
  /// Its headings in order.
  let headings: [Heading]
  /// What the text says, without marks, one line for each paragraph.
  let plain: String

  /// Works on a rendered text.
  ///
  /// - Parameters:
  ///   - body: By cmark-gfm.
  ///   - title: The page's title; a first heading that says the same is left out.
  ///   - image: The address of an image that is there, as the pages have to write it.
  ///   - text: The address of a text of the knowledge base by its own address; nil for none.
  init(
    _ body: [UInt8],
    title: String,
    image: @escaping (String) -> String?,
    text: (Substring) -> String?
  ) {
    let repaired = HTMLRepairs.repaired(String(decoding: body, as: UTF8.self))
    let placed = PlacedImages(source: image).place(in: repaired)
    plain = PlainText.of(placed)
    let (outlined, headings) = SiteHeadings.outlined(placed, without: title)
    self.headings = headings
    let linked = SiteTextLinks.led(outlined, text: text)
    html = Self.aligned(linked)
  }

  /// A text that cannot be laid out, as it was written.
  init(unrendered markdown: String) {
    html = "<pre class=\"unrendered\">\(HTMLFormat.escaped(markdown))</pre>\n"
    headings = []
    plain = markdown
  }

  /// The text for pages of a language.
  func markup(_ words: SiteWords) -> Markup {
    let said = HTMLFormat.Words(language: words.language.rawValue)
      .put(into: html, isForPaper: false)
    let label = HTMLFormat.escaped(words.table)
    return Markup(
      trusted:
        said.replacing(
          "<table>",
          with:
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(label)\"><table>"
        )
        .replacing("</table>", with: "</table></div>")
    )
  }

  /// Cells are aligned by classes.
  private static func aligned(_ html: String) -> String {
    var html = html
    for cell in ["th", "td"] {
      for side in ["left", "center", "right"] {
        html = html.replacing("<\(cell) align=\"\(side)\">", with: "<\(cell) class=\"to-\(side)\">")
      }
    }
    return html
  }
}
