// SPDX-License-Identifier: Apache-2.0

/// Names and titles as git's commits hold them: one line each, with nothing that ends or begins another.
enum GitNames {
  /// Who makes commits.
  static let committer = "Encrier"
  /// Nobody's address: who wrote is named, not reached.
  static let email = "noreply@encrier.invalid"
  /// Who wrote what nobody put a name to.
  static let nobody = "Anonymous"

  /// A name.
  ///
  /// - Parameter name: Any text.
  /// - Returns: One line of at most 200 characters without `<` and `>`; nil when nothing is left of it.
  static func person(_ name: String) -> String? {
    let plain = line(name.filter { $0 != "<" && $0 != ">" }, 200)
    return plain.isEmpty ? nil : plain
  }

  /// A name with nobody's address.
  static func identity(_ name: String) -> String { "\(name) <\(email)>" }

  /// A text as one line.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - maximum: How many characters of it at most.
  /// - Returns: The words with one space between them.
  static func line(_ text: String, _ maximum: Int) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      // What turns the direction of a line or is not seen at all can make it say something else.
      case .control, .lineSeparator, .paragraphSeparator, .format, .unassigned, .surrogate: " "
      default: Character(scalar)
      }
    }
    let words = String(String.UnicodeScalarView(scalars.flatMap(\.unicodeScalars)))
      .split { $0.isWhitespace }.joined(separator: " ")
    return String(words.prefix(maximum))
  }
}
