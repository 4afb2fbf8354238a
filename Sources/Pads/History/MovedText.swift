// SPDX-License-Identifier: Apache-2.0

/// Lines, or parts of lines, that went from one place of a text to another.
struct MovedText {
  /// Shorter text is not called moved, in UTF-16 units.
  static let minimumLength = 16

  /// The moved parts of the old and of the new text, ascending, with the number of their move.
  private(set) var removed: [(range: Range<Int>, move: Int)] = []
  private(set) var inserted: [(range: Range<Int>, move: Int)] = []

  /// Finds what was removed in one change and inserted in another, or in the same one, unchanged.
  ///
  /// - Complexity: O(*n*) in units of the changes.
  init(_ changes: [WordDifference.Change], from old: [UInt16], to new: [UInt16]) {
    var places: [ArraySlice<UInt16>: [Range<Int>]] = [:]
    for change in changes {
      for line in Self.lines(of: old, in: change.removed) {
        if let text = Self.trimmed(old[line]) { places[text, default: []].append(line) }
      }
    }
    for key in places.keys { places[key]?.reverse() }
    var last: (old: Int, new: Int) = (-1, -1)
    var move = 0
    for change in changes {
      for line in Self.lines(of: new, in: change.inserted) {
        guard let text = Self.trimmed(new[line]), let from = places[text]?.popLast() else {
          continue
        }
        if last != (from.lowerBound, line.lowerBound) { move += 1 }
        last = (from.upperBound, line.upperBound)
        removed.append((from, move))
        inserted.append((line, move))
      }
    }
    removed.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static func lines(of text: [UInt16], in range: Range<Int>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where text[index] == 0x0A {
      lines.append(start..<(index + 1))
      start = index + 1
    }
    if start < range.upperBound { lines.append(start..<range.upperBound) }
    return lines
  }

  private static func trimmed(_ text: ArraySlice<UInt16>) -> ArraySlice<UInt16>? {
    let isSpace: (UInt16) -> Bool = { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) }), last - first + 1 >= minimumLength
    else { return nil }
    return text[first...last]
  }
}
