// SPDX-License-Identifier: Apache-2.0

/// What must change to turn one text into another.
enum TextDifference {
  /// One place where the texts differ.
  struct Change: Equatable {
    /// What to remove, in UTF-16 units of the old text.
    var removed: Range<Int>
    /// What to insert in its place.
    var inserted: ArraySlice<UInt16>
  }

  /// How many differing lines are compared line by line before the whole is replaced.
  private static let maximumLineDifferences = 1_000

  /// The changes in order, neither overlapping nor splitting a surrogate pair.
  ///
  /// Myers' algorithm ([1986](https://doi.org/10.1007/BF01840446)) over lines, then the common
  /// start and end of each differing part.
  static func changes(from old: [UInt16], to new: [UInt16]) -> [Change] {
    guard let middle = trimmed(old[...], new[...]) else { return [] }
    let oldLines = lines(of: old[middle.removed])
    let newLines = lines(of: middle.inserted)
    guard oldLines.count > 1, newLines.count > 1,
      let matches = commonLines(oldLines, newLines)
    else { return [middle] }
    var changes: [Change] = []
    var oldStart = middle.removed.lowerBound
    var newStart = middle.inserted.startIndex
    for match in matches + [(oldLines.count, newLines.count)] {
      let isEnd = match.0 == oldLines.count
      let oldEnd = isEnd ? middle.removed.upperBound : oldLines[match.0].startIndex
      let newEnd = isEnd ? middle.inserted.endIndex : newLines[match.1].startIndex
      if let change = trimmed(old[oldStart..<oldEnd], new[newStart..<newEnd]) {
        changes.append(change)
      }
      guard !isEnd else { break }
      oldStart = oldLines[match.0].endIndex
      newStart = newLines[match.1].endIndex
    }
    return changes
  }

  /// What is left of a difference without its common start and end; nil when nothing is.
  private static func trimmed(
    _ old: ArraySlice<UInt16>,
    _ new: ArraySlice<UInt16>
  ) -> Change? {
    let shorter = min(old.count, new.count)
    var start = 0
    while start < shorter, old[old.startIndex + start] == new[new.startIndex + start] {
      start += 1
    }
    if start > 0, isHighSurrogate(new, start - 1) || isHighSurrogate(old, start - 1) {
      start -= 1
    }
    var end = 0
    while end < shorter - start, old[old.endIndex - 1 - end] == new[new.endIndex - 1 - end] {
      end += 1
    }
    if end > 0, isLowSurrogate(old[old.endIndex - end]) { end -= 1 }
    let removed = (old.startIndex + start)..<(old.endIndex - end)
    let inserted = new[(new.startIndex + start)..<(new.endIndex - end)]
    return removed.isEmpty && inserted.isEmpty ? nil : Change(removed: removed, inserted: inserted)
  }

  private static func isHighSurrogate(_ text: ArraySlice<UInt16>, _ offset: Int) -> Bool {
    (0xD800..<0xDC00).contains(text[text.startIndex + offset])
  }

  private static func isLowSurrogate(_ unit: UInt16) -> Bool {
    (0xDC00..<0xE000).contains(unit)
  }

  /// The lines of a text, each with its line feed.
  private static func lines(of text: ArraySlice<UInt16>) -> [ArraySlice<UInt16>] {
    var lines: [ArraySlice<UInt16>] = []
    var start = text.startIndex
    for index in text.indices where text[index] == 0x0A {
      lines.append(text[start...index])
      start = index + 1
    }
    if start < text.endIndex { lines.append(text[start...]) }
    return lines
  }

  /// Pairs of equal lines, ascending on both sides; nil when too much differs.
  private static func commonLines(
    _ old: [ArraySlice<UInt16>],
    _ new: [ArraySlice<UInt16>]
  ) -> [(Int, Int)]? {
    let limit = min(old.count + new.count, maximumLineDifferences)
    var furthest = [1: 0]
    var trace: [[Int: Int]] = []
    for distance in 0...limit {
      trace.append(furthest)
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let isDown =
          diagonal == -distance
          || (diagonal != distance
            && furthest[diagonal - 1, default: -1] < furthest[diagonal + 1, default: -1])
        var x =
          isDown ? furthest[diagonal + 1, default: 0] : furthest[diagonal - 1, default: 0] + 1
        while x < old.count, x - diagonal < new.count, x - diagonal >= 0,
          old[x] == new[x - diagonal]
        {
          x += 1
        }
        furthest[diagonal] = x
        if x >= old.count, x - diagonal >= new.count {
          return backtrack(trace, old.count, new.count)
        }
      }
    }
    return nil
  }

  private static func backtrack(_ trace: [[Int: Int]], _ oldCount: Int, _ newCount: Int)
    -> [(Int, Int)]
  {
    var matches: [(Int, Int)] = []
    var x = oldCount
    var y = newCount
    for distance in trace.indices.reversed() {
      let furthest = trace[distance]
      let diagonal = x - y
      let isDown =
        diagonal == -distance
        || (diagonal != distance
          && furthest[diagonal - 1, default: -1] < furthest[diagonal + 1, default: -1])
      let previousDiagonal = isDown ? diagonal + 1 : diagonal - 1
      let previousX = furthest[previousDiagonal, default: 0]
      let previousY = previousX - previousDiagonal
      while x > previousX, y > previousY, x > 0, y > 0 {
        x -= 1
        y -= 1
        matches.append((x, y))
      }
      x = previousX
      y = previousY
    }
    return matches.reversed()
  }
}
