// SPDX-License-Identifier: Apache-2.0

/// How deep the elements of a page stand in one another, counted before anybody reads it.
///
/// pandoc takes twice as long for each list in a list that is never closed.
struct HTMLNesting {
  /// The most lists that are never closed.
  private static let maximumOpenLists = 10
  /// The most elements in one another.
  private static let maximumDepth = 400

  /// Elements that stand until they are closed.
  private static let counted: Set = [
    "div", "ul", "ol", "dl", "table", "blockquote", "section", "article", "main", "span", "font",
    "b",
    "i", "u", "s", "em", "strong", "a", "sup", "sub", "del", "ins", "q", "small", "big", "center",
    "figure", "aside", "header", "footer", "nav", "details",
  ]
  private static let lists: Set = ["ul", "ol", "dl"]

  private var depth = 0
  private var deepest = 0
  private var openLists = 0

  /// Whether a page can be read in reasonable time.
  var isBearable: Bool { deepest <= Self.maximumDepth && openLists <= Self.maximumOpenLists }

  /// Counts.
  init(_ bytes: [UInt8]) {
    var place = 0
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = start + 1
      let isEnd = place < bytes.count && bytes[place] == UInt8(ascii: "/")
      if isEnd { place += 1 }
      let letters = bytes[place...].prefix(12).prefix { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
      let name = String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self)
      place += letters.count
      guard Self.counted.contains(name) else { continue }
      let step = isEnd ? -1 : 1
      depth = max(0, depth + step)
      deepest = max(deepest, depth)
      if Self.lists.contains(name) { openLists = max(0, openLists + step) }
    }
  }
}
