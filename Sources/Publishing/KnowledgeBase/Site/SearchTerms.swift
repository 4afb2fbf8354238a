// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// The words of one edition with how much each says of it, as a build keeps them for the next.
struct SearchTerms: Sendable {
  /// The most that a word can weigh.
  static let maximumWeight = 31
  /// The longest word, in letters; of longer ones the beginning counts.
  static let maximumLetters = 40

  private enum Weight {
    static let title = 12
    static let name = 8
    static let description = 5
    static let text = 4
  }

  /// The weights by word.
  private(set) var weights: [String: Int] = [:]

  /// Takes the words of an edition.
  ///
  /// - Parameters:
  ///   - card: What is known of it.
  ///   - text: What it says, without marks.
  init(_ card: EditionCard, _ text: String) {
    var counts: [String: Int] = [:]
    for word in Self.words(text) { counts[word, default: 0] += 1 }
    for (word, count) in counts {
      // A word that is said often says more, but not in proportion.
      weights[word] = min(Weight.text, count.bitWidth - count.leadingZeroBitCount)
    }
    add(card.title, Weight.title)
    add(card.text("description") ?? "", Weight.description)
    let about = card.description
    let names =
      about.people.map(\.name) + about.places.map(\.name) + about.events.map(\.name)
      + about.concepts + card.tags
    for name in names { add(name, Weight.name) }
  }

  private mutating func add(_ text: String, _ weight: Int) {
    for word in Set(Self.words(text)) {
      weights[word] = min(Self.maximumWeight, weights[word, default: 0] + weight)
    }
  }

  /// Where an edition's words are kept.
  static func place(_ card: EditionCard) -> String {
    "cache/terms/\(card.address)/edition-\(card.number).txt"
  }

  /// A line for each word: its weight in one letter, and the word.
  var encoded: [UInt8] {
    var lines: [UInt8] = []
    for (word, weight) in weights.sorted(by: { $0.key < $1.key }) {
      lines.append(UInt8(ascii: "@") + UInt8(weight))
      lines += word.utf8
      lines.append(UInt8(ascii: "\n"))
    }
    return lines
  }

  /// Reads what ``encoded`` wrote.
  static func read(_ bytes: [UInt8], _ take: (_ word: ArraySlice<UInt8>, _ weight: Int) -> Void) {
    var start = 0
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      if place > start + 1, bytes[start] > UInt8(ascii: "@") {
        take(bytes[(start + 1)..<place], Int(bytes[start] - UInt8(ascii: "@")))
      }
      start = place + 1
    }
  }

  /// The words of a text: letters and digits in lower case without accents.
  ///
  /// The page folds what is asked for in the same way (`web/src/kb/words.js`).
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func end() {
      if !word.isEmpty { words.append(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.lowercased()
      .unicodeScalars
    {
      if let letters = replaced[scalar] {
        word.append(contentsOf: letters.unicodeScalars)
        continue
      }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark: break
      case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        if isWord(scalar) {
          end()
          words.append(String(scalar))
        } else if word.count < maximumLetters {
          word.append(scalar)
        }
      default: end()
      }
    }
    end()
    return words
  }

  private static let replaced: [UnicodeScalar: String] = [
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
  ]

  /// Whether a character is a word of its own: those of scripts without spaces.
  private static func isWord(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
