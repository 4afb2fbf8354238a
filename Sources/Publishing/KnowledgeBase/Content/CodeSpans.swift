// SPDX-License-Identifier: Apache-2.0

/// Code in lines of Markdown, as far as all who read Markdown agree that it is code.
///
/// Only code that ends in its line counts, and where one line of a paragraph leaves a mark open, or a mark
/// could belong to an address, a title or a cell, none in that paragraph does.
enum CodeSpans {
  private static let mark = UInt8(ascii: "`")

  /// The places of code with its marks, in order.
  ///
  /// - Parameter chunk: Lines without an empty one between them.
  /// - Returns: The places; none where there is doubt.
  static func places(in chunk: [UInt8]) -> [Range<Int>] {
    guard chunk.contains(mark), !hasDoubtfulLinks(chunk) else { return [] }
    var places: [Range<Int>] = []
    var start = 0
    while start < chunk.count {
      let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) ?? chunk.count
      guard let found = Self.places(in: chunk[start..<end]) else { return [] }
      places += found
      start = end + 1
    }
    return places
  }

  /// Whether a mark is escaped, or may stand in an address or a title.
  private static func hasDoubtfulLinks(_ chunk: [UInt8]) -> Bool {
    var isInTail = false
    for (place, byte) in chunk.enumerated() {
      let next = place + 1 < chunk.count ? chunk[place + 1] : 0
      if isInTail {
        if "`\"'<\\".utf8.contains(byte) { return true }
        if byte == UInt8(ascii: "("), chunk[place - 1] != UInt8(ascii: "]") { return true }
        if byte == UInt8(ascii: ")") { isInTail = false }
      }
      switch (byte, next) {
      case (UInt8(ascii: "\\"), mark), (UInt8(ascii: "]"), UInt8(ascii: ":")): return true
      case (UInt8(ascii: "]"), UInt8(ascii: "(")):
        if isInTail { return true }
        isInTail = true
      default: continue
      }
    }
    return isInTail
  }

  /// The places in one line; nil where marks are left over.
  private static func places(in line: ArraySlice<UInt8>) -> [Range<Int>]? {
    let runs = runs(in: line)
    var next: [Int?] = Array(repeating: nil, count: runs.count)
    var last: [Int: Int] = [:]
    for number in runs.indices.reversed() {
      next[number] = last[runs[number].place.count]
      last[runs[number].place.count] = number
    }
    var places: [Range<Int>] = []
    var number = 0
    while number < runs.count {
      guard let closing = next[number], !runs[number].isDoubtful else { return nil }
      let place = runs[number].place.lowerBound..<runs[closing].place.upperBound
      // In a table it would end the cell, and the code with it.
      guard !line[place].contains(UInt8(ascii: "|")) else { return nil }
      places.append(place)
      number = closing + 1
    }
    return places
  }

  /// Marks in a row, and whether the word they stand in may be an address or a tag.
  private static func runs(in line: ArraySlice<UInt8>) -> [(place: Range<Int>, isDoubtful: Bool)] {
    var runs: [(place: Range<Int>, isDoubtful: Bool)] = []
    var isDoubtful = false
    var place = line.startIndex
    while place < line.endIndex {
      let start = place
      switch line[place] {
      case mark:
        while place < line.endIndex, line[place] == mark { place += 1 }
        runs.append((start..<place, isDoubtful))
        continue
      case UInt8(ascii: " "), UInt8(ascii: "\t"): isDoubtful = false
      case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "<"): isDoubtful = true
      case UInt8(ascii: "."):
        if line[..<place].suffix(3).allSatisfy({ $0 | 0x20 == UInt8(ascii: "w") }) {
          isDoubtful = true
        }
      default: break
      }
      place += 1
    }
    return runs
  }
}
