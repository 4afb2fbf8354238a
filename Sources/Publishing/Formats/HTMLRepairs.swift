// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What cmark-gfm writes that says nothing, left out: links that lead nowhere or show nothing, headings and
/// paragraphs without words, the places of raw HTML, and what is no character in any page.
enum HTMLRepairs {
  /// A page without them.
  ///
  /// - Parameter html: By cmark-gfm, where a `<` begins a tag and nothing else.
  /// - Returns: The page.
  static func repaired(_ html: String) -> String {
    LinkRepairs.repaired(printable(html).replacing("<!-- raw HTML omitted -->", with: ""))
      .replacing(/<(h[1-6]|p)>\s*<\/(h[1-6]|p)>\n?/, with: "")
  }

  /// U+FFFD for controls and for what Unicode says is no character.
  private static func printable(_ html: String) -> String {
    guard html.unicodeScalars.contains(where: { !isPrintable($0) }) else { return html }
    var printable = ""
    for scalar in html.unicodeScalars {
      printable.unicodeScalars.append(isPrintable(scalar) ? scalar : "\u{FFFD}")
    }
    return printable
  }

  /// Whether HTML has a place for it.
  static func isPrintable(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }
}
