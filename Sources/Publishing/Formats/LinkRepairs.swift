// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The links of a page: each leads somewhere and shows something, and none stands in another.
struct LinkRepairs {
  private var page = ""
  /// The tag of the link that is open, and what stands in it so far.
  private var open: (tag: Substring, content: String)?
  /// For each link in that link, whether it stays as a place that others lead to.
  private var inner: [Bool] = []

  /// A page with such links only.
  ///
  /// - Parameter html: By cmark-gfm, where a `<` begins a tag and nothing else.
  /// - Returns: The page.
  static func repaired(_ html: String) -> String {
    var repairs = LinkRepairs()
    for (number, part) in html.components(separatedBy: "<a ").enumerated() {
      for (place, piece) in part.components(separatedBy: "</a>").enumerated() {
        var text = piece[...]
        if place > 0 {
          repairs.close()
        } else if number > 0, let end = piece.firstIndex(of: ">") {
          repairs.begin(piece[...end])
          text = piece[piece.index(after: end)...]
        }
        repairs.add(text)
      }
    }
    return repairs.page
  }

  private mutating func begin(_ tag: Substring) {
    guard open != nil else {
      open = (tag, "")
      return
    }
    let identifier = tag.firstRange(of: " id=\"").map {
      tag[$0.upperBound...].prefix { $0 != "\"" }
    }
    if let identifier { add("<span id=\"\(identifier)\">") }
    inner.append(identifier != nil)
  }

  private mutating func add(_ text: Substring) {
    if open == nil { page += text } else { open?.content += text }
  }

  private mutating func close() {
    guard let (tag, content) = open else { return }
    if let isPlace = inner.popLast() {
      if isPlace { add("</span>") }
      return
    }
    let isEmpty = tag.hasPrefix("href=\"\"") || content.allSatisfy(\.isWhitespace)
    page += isEmpty ? content : "<a \(tag)\(content)</a>"
    open = nil
  }
}
