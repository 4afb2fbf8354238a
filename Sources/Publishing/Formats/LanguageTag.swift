// SPDX-License-Identifier: Apache-2.0

/// The name of a language as BCP 47 has it.
enum LanguageTag {
  /// A name that is formed as one; nil for anything else.
  ///
  /// - Parameter text: As somebody wrote it.
  /// - Returns: The same.
  static func wellFormed(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 35 else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isWellFormed = parts.allSatisfy { part in
      (1...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { byte in
          (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }
    guard isWellFormed, let first = parts.first, (2...3).contains(first.utf8.count),
      first.allSatisfy(\.isLetter)
    else { return nil }
    return text
  }
}
