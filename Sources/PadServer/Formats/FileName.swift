// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Publishing

/// What a downloaded file is called: by the pad's title, without anything that could be a path.
enum FileName {
  private static let maximumLength = 80

  /// The header that names it, in ASCII for old programs and as it is for others.
  static func attachment(_ pad: PadContents, _ format: ExportFormat) -> String {
    let stem = stem(pad)
    let ascii = String(
      stem.decomposedStringWithCanonicalMapping.unicodeScalars.filter { scalar in
        scalar.isASCII && scalar != "\"" && scalar != "\\" && scalar != "%"
      }.map(Character.init)
    )
    let plain = ascii.contains { $0.isLetter || $0.isNumber } ? ascii : pad.name
    return "attachment; filename=\"\(plain).\(format.rawValue)\"; "
      + "filename*=UTF-8''\(encoded("\(stem).\(format.rawValue)"))"
  }

  /// The title without what file systems take for something else.
  private static func stem(_ pad: PadContents) -> String {
    let kept = pad.title.unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator,
        .paragraphSeparator:
        return " "
      default: return "/\\:*?\"<>|%~".unicodeScalars.contains(scalar) ? " " : Character(scalar)
      }
    }
    let words = String(kept).split(separator: " ").joined(separator: " ")
    let stem = words.drop { $0 == "." || $0 == " " || $0 == "-" }.prefix(maximumLength)
    let end = stem.reversed().drop { $0 == "." || $0 == " " }
    return end.isEmpty ? pad.name : String(end.reversed())
  }

  /// As RFC 5987 writes it.
  private static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      let scalar = UnicodeScalar(byte)
      let isKept =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_.".unicodeScalars.contains(scalar))
      if isKept {
        encoded.unicodeScalars.append(scalar)
      } else {
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
