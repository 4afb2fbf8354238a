// SPDX-License-Identifier: Apache-2.0

/// The secret in a share link: `~` and 22 characters, which serve in the place of a pad's own name.
///
/// Only its hash is kept, so that whoever reads the disk or a backup cannot come in by it.
public struct ShareName: Hashable, Sendable {
  private static let length = 22
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8
  )
  private static let consonants = Array("bdfgjklmnprstvz".utf8)
  private static let vowels = Array("aeiou".utf8)
  private static let syllablesOfWord = 2

  /// The name as it stands in addresses, with its `~`.
  public let text: String

  private init(characters: [UInt8]) {
    text = "~" + String(decoding: characters, as: UTF8.self)
  }

  /// Takes a name from an address; hyphens, which only help to read it aloud, are left out.
  ///
  /// - Parameter text: The name, already percent-decoded.
  public init?(_ text: String) {
    guard text.hasPrefix("~"), text.utf8.count <= 2 * Self.length else { return nil }
    let characters = text.utf8.dropFirst().filter { $0 != UInt8(ascii: "-") }
    guard characters.count == Self.length, characters.allSatisfy(Self.alphabet.contains) else {
      return nil
    }
    self.init(characters: Array(characters))
  }

  /// A new name that nobody guesses: 131 bits.
  ///
  /// - Returns: A name of letters and digits.
  public static func random() -> ShareName {
    var generator = SystemRandomNumberGenerator()
    return ShareName(
      characters: (0..<length).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
    )
  }

  /// A new name to say aloud: eleven syllables, 68 bits.
  ///
  /// - Returns: A name that ``spoken`` shows in words of two syllables.
  public static func speakable() -> ShareName {
    var generator = SystemRandomNumberGenerator()
    return ShareName(
      characters: (0..<length).map { index in
        let letters = index % 2 == 0 ? consonants : vowels
        return letters[Int.random(in: 0..<letters.count, using: &generator)]
      }
    )
  }

  /// The name with hyphens between its words, as it is read aloud.
  public var spoken: String {
    let letters = Array(text.dropFirst())
    let step = 2 * Self.syllablesOfWord
    let words = stride(from: 0, to: letters.count, by: step).map { start in
      String(letters[start..<min(start + step, letters.count)])
    }
    return "~" + words.joined(separator: "-")
  }

  /// What is kept of it.
  var hash: String { SecretHash.text(of: text, for: "encrier link 1") }
}

/// What stands in an address for a pad: its own name or a share name.
public enum PadAddress: Hashable, Sendable {
  /// The pad's own name.
  case own(PadName)
  /// A share name.
  case share(ShareName)

  /// Takes either from an address.
  ///
  /// - Parameter text: The name, already percent-decoded.
  public init?(_ text: String) {
    if let name = PadName(text) {
      self = .own(name)
    } else if let name = ShareName(text) {
      self = .share(name)
    } else {
      return nil
    }
  }
}
