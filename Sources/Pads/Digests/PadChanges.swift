// SPDX-License-Identifier: Apache-2.0

/// What others changed in a pad between two moments, in short.
public struct PadChanges: Equatable, Sendable {
  private static let maximumLines = 5
  private static let maximumCharacters = 120

  /// How much one person wrote and deleted, in UTF-16 units.
  public struct Amount: Equatable, Sendable {
    /// Who; nil where that is not known.
    public let person: HistoryPerson?
    /// How much they wrote.
    public internal(set) var written: Int
    /// How much they deleted.
    public internal(set) var deleted: Int
  }

  /// How many passages were changed.
  public let count: Int
  /// Who did how much, the most first.
  public let amounts: [Amount]
  /// The first lines of what was added, each of them short.
  public let lines: [String]

  /// Sums up a difference; nil when nobody but who asks changed anything.
  init?(_ difference: PadDifference) {
    let people = Dictionary(difference.persons.map { ($0.id, $0) }) { first, _ in first }
    var amounts: [Int?: Amount] = [:]
    var count = 0
    var added: [String] = []
    var isInPassage = false
    var isInAddition = false
    for part in difference.parts {
      let person = part.person.flatMap { people[$0] }
      guard part.kind != "same", person?.isMine != true else {
        (isInPassage, isInAddition) = (false, false)
        continue
      }
      if !isInPassage { count += 1 }
      isInPassage = true
      let length = part.text.utf16.count
      let isWritten = part.kind == "inserted"
      amounts[person?.id, default: Amount(person: person, written: 0, deleted: 0)].written +=
        isWritten ? length : 0
      amounts[person?.id]?.deleted += isWritten ? 0 : length
      // What was moved is no news.
      guard isWritten, part.move == nil else {
        isInAddition = false
        continue
      }
      if isInAddition { added[added.count - 1] += part.text } else { added.append(part.text) }
      isInAddition = true
    }
    guard count > 0 else { return nil }
    self.count = count
    self.amounts = amounts.values.sorted { left, right in
      (right.written + right.deleted, left.person?.id ?? 0)
        < (left.written + left.deleted, right.person?.id ?? 0)
    }
    lines = Self.lines(of: added)
  }

  /// The first lines that say something.
  private static func lines(of added: [String]) -> [String] {
    var lines: [String] = []
    for text in added {
      for line in text.split(whereSeparator: \.isNewline) where lines.count < maximumLines {
        let words = OneLine.text(of: line)
        guard words.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
        lines.append(OneLine.text(of: words, maximumCharacters: maximumCharacters))
      }
    }
    return lines
  }
}

/// Texts of people's as they stand in a line of a letter.
public enum OneLine {
  /// The text without breaks, doubled spaces, controls, and marks that turn the direction of what
  /// follows.
  ///
  /// - Parameters:
  ///   - text: What somebody wrote.
  ///   - maximumCharacters: Longer ones are cut, which an ellipsis says.
  /// - Returns: One line.
  public static func text(
    of text: some StringProtocol,
    maximumCharacters: Int = .max
  ) -> String {
    let words = text.split { $0.isWhitespace || $0.isNewline }.map { word in
      String(String.UnicodeScalarView(word.unicodeScalars.filter(isFit)))
    }
    let line = words.filter { !$0.isEmpty }.joined(separator: " ")
    guard line.count > maximumCharacters else { return line }
    return line.prefix(maximumCharacters - 1) + "…"
  }

  private static func isFit(_ scalar: Unicode.Scalar) -> Bool {
    if (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value) {
      return false
    }
    return scalar.properties.generalCategory != .control
  }
}
