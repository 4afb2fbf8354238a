// SPDX-License-Identifier: Apache-2.0

/// The names of images kept here, as texts show them: `/images/` and a hash with an ending.
enum ImageNames {
  /// The name of an image.
  ///
  /// - Parameter address: As it stands in the text.
  /// - Returns: The name, or `nil` for an address that is none of ours.
  static func name(_ address: Substring) -> String? {
    guard address.hasPrefix("/images/") else { return nil }
    let name = address.dropFirst(8)
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 64, isHexadecimal(parts[0]),
      mediaTypes[String(parts[1])] != nil
    else { return nil }
    return String(name)
  }

  /// What an image is called in HTTP.
  static func mediaType(of name: String) -> String? {
    name.split(separator: ".").last.flatMap { mediaTypes[String($0)] }
  }

  /// All names in a text, each once, in order.
  static func all(in text: String) -> [String] {
    var names: [String] = []
    var known: Set<String> = []
    var rest = text[...]
    while let start = rest.firstRange(of: "/images/") {
      let end = rest[start.upperBound...].firstIndex { !isPart($0) } ?? rest.endIndex
      if let name = name(rest[start.lowerBound..<end]), known.insert(name).inserted {
        names.append(name)
      }
      rest = rest[start.upperBound...]
    }
    return names
  }

  private static let mediaTypes = [
    "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
  ]

  private static func isPart(_ character: Character) -> Bool {
    character == "." || (character.isASCII && (character.isNumber || character.isLowercase))
  }

  private static func isHexadecimal(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
  }
}
