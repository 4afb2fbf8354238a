// SPDX-License-Identifier: Apache-2.0

import Pads

extension ImportedPad {
  /// Takes along the images of a folder that Markdown in it shows by their paths.
  ///
  /// - Parameter read: Reads the file at a path; nil when there is none that may be read.
  public mutating func showImages(_ read: (String) -> [UInt8]?) {
    var markdown = ""
    var rest = text[...]
    var placeholders: [String: String] = [:]
    let marker = "image-\(PadName.random().rawValue.lowercased())-"
    // An image is `![…](address` and what follows; the address has no spaces, or is in < and >.
    while let opening = rest.firstRange(of: "](") {
      markdown += rest[..<opening.upperBound]
      rest = rest[opening.upperBound...]
      guard Self.endsInImage(markdown.dropLast(2)) else { continue }
      let isQuoted = rest.first == "<"
      let start = isQuoted ? rest.dropFirst() : rest
      let address = start.prefix { character in
        isQuoted
          ? character != ">" && !character.isNewline : !character.isWhitespace && character != ")"
      }
      guard !address.isEmpty, address.firstRange(of: "://") == nil, !address.hasPrefix("data:")
      else { continue }
      var placeholder = placeholders[String(address)]
      if placeholder == nil, let bytes = read(String(address)) {
        let new = "\(marker)\(placeholders.count)."
        placeholder = new
        placeholders[String(address)] = new
        images.append(Image(placeholder: new, bytes: bytes))
      }
      guard let placeholder else {
        if ImageNames.name(address) == nil {
          notes.append(ImportNote(.imageMissing, String(address.prefix(100))))
        }
        continue
      }
      markdown += placeholder
      rest = rest[address.endIndex...].dropFirst(isQuoted ? 1 : 0)
    }
    text = markdown + rest
  }

  /// Whether a text ends in `![` and a description without brackets, on one line.
  private static func endsInImage(_ text: Substring) -> Bool {
    for index in text.indices.reversed() {
      switch text[index] {
      case "[":
        guard index > text.startIndex else { return false }
        return text[text.index(before: index)] == "!"
      case "]", "\n": return false
      default: continue
      }
    }
    return false
  }
}
