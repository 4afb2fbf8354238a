// SPDX-License-Identifier: Apache-2.0

/// A language as BCP 47 names it.
enum LanguageTag {
  /// The tag; nil for a text that is none.
  static func wellFormed(_ language: String) -> String? {
    guard language.utf8.count <= 35 else { return nil }
    let parts = language.split(separator: "-", omittingEmptySubsequences: false)
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
    return language
  }
}
