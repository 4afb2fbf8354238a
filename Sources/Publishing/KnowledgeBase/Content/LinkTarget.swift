// SPDX-License-Identifier: Apache-2.0

/// Where a link or an image of a text leads, as seen from the content.
enum LinkTarget: Equatable {
  /// An image in `content/images`: its name.
  case image(String)
  /// An address elsewhere, as it is written into Markdown.
  case web(String)
  /// A place in the same text, as it is written into Markdown.
  case fragment(String)
  /// An address of the server the text was written on, or one that would run something.
  case none

  private static let schemes = ["https://", "http://", "mailto:", "tel:", "ftp://", "geo:", "doi:"]

  /// Looks at an address as it stands in Markdown.
  ///
  /// - Parameters:
  ///   - bytes: The address.
  ///   - images: The names of the images that there are.
  init(_ bytes: some Sequence<UInt8>, images: Set<String>) {
    let address = String(decoding: Self.unescaped(bytes), as: UTF8.self)
    if let name = ImageNames.name(address[...]), images.contains(name) {
      self = .image(name)
    } else if Self.schemes.contains(where: address.lowercased().hasPrefix) {
      self = .web(Self.written(address))
    } else if address.utf8.first == UInt8(ascii: "#") {
      self = .fragment(Self.written(address))
    } else {
      self = .none
    }
  }

  /// An address without the signs that could end it, or begin something else.
  private static func written(_ address: String) -> String {
    var written: [UInt8] = []
    for byte in address.utf8 {
      let isPlain =
        byte >= 0x80 || MarkdownText.isWord(byte) || "-._~:/?#@!$&'*+,;=%".utf8.contains(byte)
      if isPlain {
        written.append(byte)
      } else {
        written += "%\(MarkdownText.hexadecimal(byte))".utf8
      }
    }
    return String(decoding: written, as: UTF8.self)
  }

  private static func unescaped(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var unescaped: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        if !isPunctuation(byte) { unescaped.append(UInt8(ascii: "\\")) }
        unescaped.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        unescaped.append(byte)
      }
    }
    return unescaped
  }

  /// Whether a `\` before it makes it a sign like any other.
  static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !MarkdownText.isWord(byte)
  }
}
