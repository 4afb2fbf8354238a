// SPDX-License-Identifier: Apache-2.0

/// Calls of footnotes inside of footnotes, made text.
///
/// pandoc puts the text of a footnote into the place of each call: of one that calls itself there is no
/// end, and a few that call each other twice fill any memory. No office program knows footnotes in footnotes.
///
/// Where a footnote's text ends is found by its lines alone. In doubt it goes on, because a call too few is
/// less than a document that cannot be made.
struct FootnoteCalls {
  private static let columnsOfText = 4
  private static let longestLabel = 999
  private static let codeMark = UInt8(ascii: "`")

  /// The text without them.
  ///
  /// - Parameter markdown: The text.
  /// - Returns: The text with a `\` in front of each such call.
  /// - Complexity: O(*n*) for *n* bytes.
  static func madeText(in markdown: String) -> String {
    guard markdown.contains("[^") else { return markdown }
    let lines = markdown.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { MarkdownLine(Array($0)) }
    let labels = Set(lines.flatMap { $0.footnote?.labels ?? [] })
    guard !labels.isEmpty else { return markdown }
    var calls = FootnoteCalls(labels: labels)
    for line in lines { calls.take(line) }
    calls.finishChunk()
    return String(decoding: calls.output.dropLast(), as: UTF8.self)
  }

  /// The labels of all footnotes.
  private let labels: Set<String>
  /// How many quotations the footnote stands in whose text this is; nil outside of footnotes.
  private var quotesOfFootnote: Int?
  private var fence: MarkdownLine.Fence?
  private var isBehindEmptyLine = false
  /// Lines of a footnote's text whose code and calls are not looked for yet, and where its label ends.
  private var chunk: [UInt8] = []
  private var startOfText = 0
  private var output: [UInt8] = []

  private init(labels: Set<String>) {
    self.labels = labels
  }

  private mutating func take(_ line: MarkdownLine) {
    defer { isBehindEmptyLine = line.isEmpty }
    if let quotes = quotesOfFootnote, !goesOn(line, quotes) {
      finishChunk()
      quotesOfFootnote = nil
      fence = nil
    }
    // Code in a quotation ends with it.
    if let open = fence, !line.isEmpty, line.quotes < open.quotes { fence = nil }
    if let open = fence {
      if line.closes(open) { fence = nil }
      write(line)
    } else if let footnote = line.footnote {
      finishChunk()
      quotesOfFootnote = footnote.quotes
      if let opened = line.fence(isInFootnote: true) {
        fence = opened
        write(line)
        return
      }
      startOfText = footnote.end
      chunk = line.bytes + [UInt8(ascii: "\n")]
    } else if let opened = line.fence(isInFootnote: quotesOfFootnote != nil) {
      finishChunk()
      fence = opened
      write(line)
    } else if quotesOfFootnote == nil {
      write(line)
    } else {
      if line.isEmpty { finishChunk() }
      chunk += line.bytes + [UInt8(ascii: "\n")]
    }
  }

  /// Whether a line belongs to the text of a footnote that stands in so many quotations.
  private func goesOn(_ line: MarkdownLine, _ quotes: Int) -> Bool {
    if line.isEmpty { return true }
    if line.columns(behindQuotes: quotes) >= Self.columnsOfText { return true }
    return !isBehindEmptyLine && fence == nil && !line.beginsBlock(behindQuotes: quotes)
  }

  private mutating func write(_ line: MarkdownLine) {
    output += line.bytes
    output.append(UInt8(ascii: "\n"))
  }

  private mutating func finishChunk() {
    let lastMarks = placesOfLastMarks()
    var place = startOfText
    output += chunk[..<place]
    while place < chunk.count {
      let start = place
      switch chunk[place] {
      case UInt8(ascii: "\\"): place = min(place + 2, chunk.count)
      case UInt8(ascii: "`"): place = endOfCode(from: place, lastMarks)
      case UInt8(ascii: "["):
        if isCall(place) { output.append(UInt8(ascii: "\\")) }
        place += 1
      default: place += 1
      }
      output += chunk[start..<place]
    }
    chunk = []
    startOfText = 0
  }

  /// Where the last marks of code begin, by how many they are.
  private func placesOfLastMarks() -> [Int: Int] {
    var places: [Int: Int] = [:]
    var place = startOfText
    while let next = chunk[place...].firstIndex(of: Self.codeMark) {
      place = next + lengthOfMarks(at: next)
      places[place - next] = next
    }
    return places
  }

  private func lengthOfMarks(at place: Int) -> Int {
    chunk[place...].prefix { $0 == Self.codeMark }.count
  }

  /// Where code ends that begins here, or the marks that begin none.
  private func endOfCode(from start: Int, _ lastMarks: [Int: Int]) -> Int {
    let length = lengthOfMarks(at: start)
    var place = start + length
    guard let last = lastMarks[length], last >= place else { return place }
    while let next = chunk[place...].firstIndex(of: Self.codeMark) {
      let found = lengthOfMarks(at: next)
      place = next + found
      if found == length { break }
    }
    return place
  }

  private func isCall(_ place: Int) -> Bool {
    guard let label = MarkdownLine.label(in: chunk, at: place, upTo: Self.longestLabel) else {
      return false
    }
    return labels.contains(label.text)
  }
}
