// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// What of a name or a title identifies it, fit for a file and an address.
///
/// Letters and digits of any script, in lower case and without accents, with single `-` where anything
/// else stood. Names that differ only in case, accents and signs have one slug.
public enum Slug {
  /// The longest slug, in bytes of UTF-8; longer ones end in a piece of their hash.
  public static let maximumBytes = 80

  /// Names that a system keeps for itself.
  private static let reserved: Set<String> = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "index",
  ]

  /// The slug of a name.
  ///
  /// - Parameter name: Any text.
  /// - Returns: Never empty, never `index`, without `.` and `/`.
  public static func of(_ name: String) -> String {
    var slug = ""
    for scalar in name.lowercased().decomposedStringWithCompatibilityMapping.lowercased()
      .unicodeScalars
    {
      switch scalar.properties.generalCategory {
      case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
        .decimalNumber, .spacingMark:
        slug.unicodeScalars.append(scalar)
      case .nonspacingMark where !isAccent(scalar):
        // In scripts of India and elsewhere these are vowels.
        slug.unicodeScalars.append(scalar)
      case .nonspacingMark, .enclosingMark, .format: break
      default: if !slug.isEmpty, slug.last != "-" { slug += "-" }
      }
    }
    while slug.last == "-" { slug.removeLast() }
    slug = slug.precomposedStringWithCanonicalMapping
    guard !slug.isEmpty else { return "x-\(piece(of: name))" }
    guard slug.utf8.count <= maximumBytes else {
      var cut = Substring(slug)
      while cut.utf8.count > maximumBytes - 9 { cut.removeLast() }
      while cut.last == "-" { cut.removeLast() }
      return "\(cut)-\(piece(of: slug))"
    }
    return reserved.contains(slug) ? "\(slug)-\(piece(of: slug))" : slug
  }

  /// Whether a mark is a Latin, Greek or Cyrillic letter's accent.
  private static func isAccent(_ scalar: UnicodeScalar) -> Bool {
    (0x300...0x36F).contains(scalar.value)
  }

  private static func piece(of text: String) -> String {
    String(SHA256.hash(data: Array(text.utf8)).hexadecimal.prefix(8))
  }
}
