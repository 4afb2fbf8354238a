// SPDX-License-Identifier: Apache-2.0

/// Relative addresses between files of the site.
enum SiteLinks {
  /// The address of a file as another has to write it.
  ///
  /// - Parameters:
  ///   - place: The path of the file that links.
  ///   - target: The path of the other, with or without `#` and what follows.
  /// - Returns: The address, percent-encoded.
  static func link(from place: String, to target: String) -> String {
    let (path, fragment) = split(target)
    var from = place.split(separator: "/").dropLast()[...]
    var to = path.split(separator: "/")[...]
    while let first = from.first, to.count > 1, to.first == first {
      from.removeFirst()
      to.removeFirst()
    }
    let words = from.map { _ in ".." } + to.map { encoded($0) }
    return words.joined(separator: "/") + (fragment.map { "#\(encoded($0))" } ?? "")
  }

  private static func split(_ target: String) -> (Substring, Substring?) {
    guard let sign = target.firstIndex(of: "#") else { return (target[...], nil) }
    return (target[..<sign], target[target.index(after: sign)...])
  }

  private static func encoded(_ word: Substring) -> String {
    var encoded = ""
    for byte in word.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }
}
