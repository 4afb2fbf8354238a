// SPDX-License-Identifier: Apache-2.0

/// Where two texts differ, by word.
///
/// Words that each text has once are matched first, the longest series of them that goes up in both
/// (patience); what lies between is compared by Myers' algorithm
/// ([1986](https://doi.org/10.1007/BF01840446)).
struct WordDifference {
  /// A place where the texts differ, in UTF-16 units of each.
  struct Change: Equatable {
    var removed: Range<Int>
    var inserted: Range<Int>
  }

  /// Texts of more words together are compared as one change.
  static let maximumWords = 400_000
  /// How many words may differ in a part without words to match before it is one change.
  static let maximumDistance = 1_000
  /// How often each word may be looked at, beside ``freeLooks`` for short texts.
  static let lookAgain = 20
  static let freeLooks = 2_000_000

  private let old: [Int32]
  private let new: [Int32]
  /// The number of the word that ends a line.
  private let lineEnd: Int32
  private var matches: [(old: Int, new: Int)] = []
  /// How many more words may be looked at; what is left then is one change.
  private var budget: Int

  /// The changes in order, apart from one another.
  ///
  /// - Complexity: O(*n*) in words, with the constant of ``lookAgain``; texts made to be dear are
  ///   compared in less detail.
  static func changes(from oldText: [UInt16], to newText: [UInt16]) -> [Change] {
    let oldEnds = WordDifference.wordEnds(of: oldText)
    let newEnds = WordDifference.wordEnds(of: newText)
    var names: [ArraySlice<UInt16>: Int32] = [:]
    func numbers(_ text: [UInt16], _ ends: [Int]) -> [Int32] {
      var start = 0
      return ends.map { end in
        defer { start = end }
        if let name = names[text[start..<end]] { return name }
        let name = Int32(names.count)
        names[text[start..<end]] = name
        return name
      }
    }
    var difference = WordDifference(
      old: numbers(oldText, oldEnds),
      new: numbers(newText, newEnds),
      lineEnd: names[[0x0A]] ?? -1
    )
    difference.compare()
    let gaps = difference.slid(difference.gaps(joiningOver: newText, newEnds))
    func units(_ words: Range<Int>, _ ends: [Int]) -> Range<Int> {
      let start = words.lowerBound == 0 ? 0 : ends[words.lowerBound - 1]
      return start..<(words.isEmpty ? start : ends[words.upperBound - 1])
    }
    return gaps.map { Change(removed: units($0.old, oldEnds), inserted: units($0.new, newEnds)) }
  }

  private init(old: [Int32], new: [Int32], lineEnd: Int32) {
    self.old = old
    self.new = new
    self.lineEnd = lineEnd
    budget = Self.freeLooks + Self.lookAgain * (old.count + new.count)
  }

  // MARK: Words

  private enum Kind { case word, space, other }

  private static func kind(_ unit: UInt16) -> Kind {
    switch unit {
    case 0x20, 0x09, 0xA0, 0x202F: .space
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: .word
    case 0...0xBF, 0x2010...0x206F, 0x3000...0x3020: .other
    default: .word
    }
  }

  /// Where words, runs of spaces and single other characters end.
  static func wordEnds(of text: [UInt16]) -> [Int] {
    var ends: [Int] = []
    var last: Kind?
    for (index, unit) in text.enumerated() {
      let kind = kind(unit)
      if index > 0, kind != last || kind == .other { ends.append(index) }
      last = kind
    }
    if !text.isEmpty { ends.append(text.count) }
    return ends
  }

  // MARK: Matching

  private mutating func compare() {
    let isDeep = old.count + new.count <= Self.maximumWords
    match(from: 0..<old.count, 0..<new.count, deep: isDeep)
    matches.sort { $0.old < $1.old }
  }

  private mutating func match(from old: Range<Int>, _ new: Range<Int>, deep: Bool) {
    var work = [(old, new)]
    while var (old, new) = work.popLast() {
      while let (one, other) = firsts(old, new), one == other {
        matches.append((old.lowerBound, new.lowerBound))
        old = (old.lowerBound + 1)..<old.upperBound
        new = (new.lowerBound + 1)..<new.upperBound
      }
      while !old.isEmpty, !new.isEmpty,
        self.old[old.upperBound - 1] == self.new[new.upperBound - 1]
      {
        matches.append((old.upperBound - 1, new.upperBound - 1))
        old = old.lowerBound..<(old.upperBound - 1)
        new = new.lowerBound..<(new.upperBound - 1)
      }
      budget -= old.count + new.count
      guard deep, budget > 0, !old.isEmpty, !new.isEmpty else { continue }
      let anchors = anchors(old, new)
      guard !anchors.isEmpty else {
        myers(old, new)
        continue
      }
      var (oldStart, newStart) = (old.lowerBound, new.lowerBound)
      for anchor in anchors {
        matches.append(anchor)
        work.append((oldStart..<anchor.old, newStart..<anchor.new))
        (oldStart, newStart) = (anchor.old + 1, anchor.new + 1)
      }
      work.append((oldStart..<old.upperBound, newStart..<new.upperBound))
    }
  }

  private func firsts(_ old: Range<Int>, _ new: Range<Int>) -> (Int32, Int32)? {
    old.isEmpty || new.isEmpty ? nil : (self.old[old.lowerBound], self.new[new.lowerBound])
  }

  /// Words that stand once in each part, the longest series of them that ascends in both.
  private func anchors(_ old: Range<Int>, _ new: Range<Int>) -> [(old: Int, new: Int)] {
    var places: [Int32: (old: Int, new: Int)] = [:]
    for index in old {
      let known = places[self.old[index]]
      places[self.old[index]] = (known == nil ? index : -1, -2)
    }
    for index in new {
      guard let known = places[self.new[index]] else { continue }
      places[self.new[index]] = (known.old, known.new == -2 ? index : -1)
    }
    let unique = places.values.filter { $0.old >= 0 && $0.new >= 0 }.sorted { $0.old < $1.old }
    // Piles of patience: the smallest end of an ascending series of each length.
    var ends: [Int] = []
    var before = [Int](repeating: -1, count: unique.count)
    for index in unique.indices {
      var low = 0
      var high = ends.count
      while low < high {
        let middle = (low + high) / 2
        if unique[ends[middle]].new < unique[index].new { low = middle + 1 } else { high = middle }
      }
      before[index] = low == 0 ? -1 : ends[low - 1]
      if low == ends.count { ends.append(index) } else { ends[low] = index }
    }
    var series: [(old: Int, new: Int)] = []
    var index = ends.last ?? -1
    while index >= 0 {
      series.append(unique[index])
      index = before[index]
    }
    return series.reversed()
  }

  private mutating func myers(_ old: Range<Int>, _ new: Range<Int>) {
    let limit = min(old.count + new.count, Self.maximumDistance)
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    let middle = limit + 1
    var trace: [[Int]] = []
    for distance in 0...limit {
      trace.append(Array(furthest[(middle - distance - 1)...(middle + distance + 1)]))
      budget -= 2 * distance + 3
      guard budget > 0 else { return }
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let (down, right) = (furthest[middle + diagonal + 1], furthest[middle + diagonal - 1])
        let isDown = diagonal == -distance || (diagonal != distance && right < down)
        var x = isDown ? down : right + 1
        while x < old.count, x - diagonal < new.count, x - diagonal >= 0,
          self.old[old.lowerBound + x] == self.new[new.lowerBound + x - diagonal]
        {
          x += 1
          budget -= 1
        }
        furthest[middle + diagonal] = x
        if x >= old.count, x - diagonal >= new.count {
          return backtrack(trace, old, new)
        }
      }
    }
  }

  private mutating func backtrack(_ trace: [[Int]], _ old: Range<Int>, _ new: Range<Int>) {
    var (x, y) = (old.count, new.count)
    for distance in trace.indices.reversed() {
      // The row of this distance holds the diagonals from -distance - 1 on.
      let furthest = trace[distance]
      let diagonal = x - y
      let down = furthest[diagonal + distance + 2]
      let right = furthest[diagonal + distance]
      let isDown = diagonal == -distance || (diagonal != distance && right < down)
      let previousX = distance == 0 ? 0 : (isDown ? down : right)
      let previousY = distance == 0 ? 0 : previousX - (isDown ? diagonal + 1 : diagonal - 1)
      while x > previousX, y > previousY {
        x -= 1
        y -= 1
        matches.append((old.lowerBound + x, new.lowerBound + y))
      }
      (x, y) = (previousX, previousY)
    }
  }

  // MARK: Changes

  /// What lies between the matches; over a single space changes are one.
  private func gaps(
    joiningOver text: [UInt16],
    _ ends: [Int]
  ) -> [(old: Range<Int>, new: Range<Int>)] {
    var gaps: [(old: Range<Int>, new: Range<Int>)] = []
    var (oldStart, newStart) = (0, 0)
    for match in matches + [(old.count, new.count)] {
      let gap = (old: oldStart..<match.old, new: newStart..<match.new)
      (oldStart, newStart) = (match.old + 1, match.new + 1)
      guard !gap.old.isEmpty || !gap.new.isEmpty else { continue }
      if let last = gaps.last, gap.old.lowerBound - last.old.upperBound == 1,
        Self.kind(text[ends[last.new.upperBound] - 1]) == .space
      {
        gaps[gaps.count - 1] = (
          last.old.lowerBound..<gap.old.upperBound, last.new.lowerBound..<gap.new.upperBound
        )
      } else {
        gaps.append(gap)
      }
    }
    return gaps
  }

  /// Has what was only inserted or only removed begin a line where the texts allow it: a new line at
  /// the end of others that end alike is that line, and not the end of one and most of the next.
  private func slid(
    _ gaps: [(old: Range<Int>, new: Range<Int>)]
  ) -> [(old: Range<Int>, new: Range<Int>)] {
    var result: [(old: Range<Int>, new: Range<Int>)] = []
    for (index, gap) in gaps.enumerated() {
      let isInsertion = gap.old.isEmpty
      guard isInsertion != gap.new.isEmpty else {
        result.append(gap)
        continue
      }
      let words = isInsertion ? new : old
      let range = isInsertion ? gap.new : gap.old
      let next = index + 1 < gaps.count ? gaps[index + 1] : nil
      let end = next.map { isInsertion ? $0.new.lowerBound : $0.old.lowerBound } ?? words.count
      let before = result.last.map { isInsertion ? $0.new.upperBound : $0.old.upperBound } ?? 0
      let distance = slide(range, of: words, from: before, to: end)
      result.append(
        (
          gap.old.lowerBound + distance..<gap.old.upperBound + distance,
          gap.new.lowerBound + distance..<gap.new.upperBound + distance
        )
      )
    }
    return result
  }

  /// By how many words a range may go on, or back, to begin a line; 0 when it cannot.
  private func slide(_ range: Range<Int>, of words: [Int32], from start: Int, to end: Int) -> Int {
    func beginsLine(_ distance: Int) -> Bool {
      let place = range.lowerBound + distance
      return place == 0 || words[place - 1] == lineEnd
    }
    if beginsLine(0) { return 0 }
    var distance = 0
    while range.upperBound + distance < end,
      words[range.lowerBound + distance] == words[range.upperBound + distance]
    {
      distance += 1
      if beginsLine(distance) { return distance }
    }
    distance = 0
    while range.lowerBound + distance - 1 > start,
      words[range.lowerBound + distance - 1] == words[range.upperBound + distance - 1]
    {
      distance -= 1
      if beginsLine(distance) { return distance }
    }
    return 0
  }
}
