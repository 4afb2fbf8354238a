// SPDX-License-Identifier: Apache-2.0

/// A line of Markdown, as far as one can tell by itself what it begins.
struct MarkdownLine {
  /// The beginning of fenced code.
  struct Fence {
    let mark: UInt8
    let length: Int
    /// How many quotations it stands in.
    let quotes: Int
  }

  /// The beginning of a footnote, or of some in one another.
  struct Footnote {
    var labels: [String]
    /// How many quotations it stands in.
    let quotes: Int
    /// Where their text begins in the line.
    var end: Int
  }

  /// The line without its end.
  let bytes: [UInt8]
  /// How many quotations it says that it stands in.
  let quotes: Int
  /// The footnote that it begins.
  let footnote: Footnote?
  /// Where its text begins behind the marks of quotations and lists.
  private let start: Int

  /// Looks at a line.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var quotes = 0
    var place = 0
    var footnote: Footnote?
    while place < bytes.count {
      if Self.isSpace(bytes[place]) {
        place += 1
      } else if bytes[place] == UInt8(ascii: ">") {
        quotes += 1
        place += 1
      } else if let end = Self.endOfListMark(bytes, at: place) ?? Self.endOfBox(bytes, at: place) {
        place = end
      } else if let label = Self.label(in: bytes, at: place, upTo: bytes.count),
        label.end < bytes.count, bytes[label.end] == UInt8(ascii: ":")
      {
        place = label.end + 1
        var found = footnote ?? Footnote(labels: [], quotes: quotes, end: place)
        found.labels.append(label.text)
        found.end = place
        footnote = found
      } else {
        break
      }
    }
    self.quotes = quotes
    self.footnote = footnote
    start = place
  }

  /// Whether there is nothing in it, but perhaps marks of quotations.
  var isEmpty: Bool { bytes.allSatisfy { Self.isSpace($0) || $0 == UInt8(ascii: ">") } }

  /// The fence that it is.
  ///
  /// - Parameter isInFootnote: Whether it stands in one; elsewhere it is code when it stands far in.
  /// - Returns: The fence, or `nil` when it is none.
  func fence(isInFootnote: Bool) -> Fence? {
    guard start < bytes.count, isInFootnote || columnsBefore(start) < 4 else { return nil }
    let mark = bytes[start]
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let length = bytes[start...].prefix { $0 == mark }.count
    let rest = bytes[(start + length)...]
    guard length >= 3, mark == UInt8(ascii: "~") || !rest.contains(mark) else { return nil }
    return Fence(mark: mark, length: length, quotes: quotes)
  }

  /// Whether it ends code that a fence began.
  func closes(_ fence: Fence) -> Bool {
    let text = bytes.drop { Self.isSpace($0) || $0 == UInt8(ascii: ">") }
    let length = text.prefix { $0 == fence.mark }.count
    return length >= fence.length && text.dropFirst(length).allSatisfy(Self.isSpace)
  }

  /// How far in its text stands behind the marks of so many quotations.
  func columns(behindQuotes count: Int) -> Int {
    Self.columns(bytes[place(behindQuotes: count)...].prefix(while: Self.isSpace))
  }

  /// Whether it begins something else than text that goes on.
  func beginsBlock(behindQuotes count: Int) -> Bool {
    let text = bytes[place(behindQuotes: count)...].drop(while: Self.isSpace)
    guard let first = text.first else { return true }
    switch first {
    case UInt8(ascii: ">"): return true
    case UInt8(ascii: "#"):
      let rest = text.drop { $0 == first }
      return text.count - rest.count <= 6 && (rest.isEmpty || rest.first.map(Self.isSpace) == true)
    case UInt8(ascii: "`"), UInt8(ascii: "~"): return fence(isInFootnote: true) != nil
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "_"):
      let marks = text.filter { !Self.isSpace($0) }
      if first != UInt8(ascii: "+"), marks.count >= 3, marks.allSatisfy({ $0 == first }) {
        return true
      }
      return Self.endOfListMark(bytes, at: text.startIndex).map { $0 < bytes.count } == true
    case UInt8(ascii: "1"):
      return Self.endOfListMark(bytes, at: text.startIndex).map { $0 < bytes.count } == true
    default: return false
    }
  }

  /// The label of a footnote at a `[`, as pandoc compares them, and where it ends.
  static func label(
    in bytes: [UInt8],
    at start: Int,
    upTo longest: Int
  ) -> (text: String, end: Int)? {
    guard start + 2 < bytes.count, bytes[start] == UInt8(ascii: "["),
      bytes[start + 1] == UInt8(ascii: "^")
    else { return nil }
    var place = start + 2
    let end = min(bytes.count, place + longest)
    while place < end, bytes[place] != UInt8(ascii: "]") {
      if bytes[place] == UInt8(ascii: "[") { return nil }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard place < end, place > start + 2 else { return nil }
    let text = String(decoding: bytes[(start + 2)..<place], as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : (words.lowercased(), place + 1)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private static func columns(_ spaces: ArraySlice<UInt8>) -> Int {
    spaces.reduce(0) { $1 == UInt8(ascii: "\t") ? $0 / 4 * 4 + 4 : $0 + 1 }
  }

  /// How many spaces stand right before a place.
  private func columnsBefore(_ place: Int) -> Int {
    let isIndent = bytes[..<place].reversed().prefix(while: Self.isSpace).count
    return Self.columns(bytes[(place - isIndent)..<place])
  }

  private func place(behindQuotes count: Int) -> Int {
    var place = 0
    for _ in 0..<count {
      let next = bytes[place...].firstIndex { !Self.isSpace($0) } ?? bytes.count
      guard next < bytes.count, bytes[next] == UInt8(ascii: ">") else { break }
      place = next + 1
    }
    return place
  }

  /// Where the text behind the mark of a list begins; nil where no mark stands.
  private static func endOfListMark(_ bytes: [UInt8], at start: Int) -> Int? {
    var place = start
    if "-+*".utf8.contains(bytes[start]) {
      place += 1
    } else {
      let digits = bytes[start...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      place += digits.count
      guard (1...9).contains(digits.count), place < bytes.count,
        bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ")")
      else { return nil }
      place += 1
    }
    guard place < bytes.count, isSpace(bytes[place]) else { return nil }
    return bytes[place...].firstIndex { !isSpace($0) } ?? bytes.count
  }

  /// Where the text behind the box of a task begins; nil where no box stands.
  private static func endOfBox(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start + 3 < bytes.count, bytes[start] == UInt8(ascii: "["),
      " xX".utf8.contains(bytes[start + 1]), bytes[start + 2] == UInt8(ascii: "]"),
      isSpace(bytes[start + 3])
    else { return nil }
    return start + 4
  }
}
