// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import Pads

/// A pad as one HTML file that needs nothing else, and can do nothing.
enum HTMLFormat {
  /// Makes the file.
  ///
  /// - Parameters:
  ///   - pad: What there is.
  ///   - body: The text as cmark-gfm rendered it.
  ///   - isForPaper: Whether it is to become PDF, in which boxes to tick are text.
  ///   - images: Finds the images that the text shows.
  /// - Returns: The file.
  static func page(
    of pad: PadContents,
    body: [UInt8],
    isForPaper: Bool,
    images: Exporter.Images
  ) async -> String {
    let html = HTMLRepairs.repaired(String(decoding: body, as: UTF8.self))
    let found = await Self.images(PlacedImages.names(in: html), from: images)
    let words = Words(language: pad.language)
    let placed = PlacedImages(images: found).place(in: html)
    let text = words.put(into: plainAlignment(placed), isForPaper: isForPaper)
    let language = pad.language.map { " lang=\"\($0)\"" } ?? ""
    return """
      <!DOCTYPE html>
      <html\(language)>
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="Encrier">
      <title>\(escaped(pad.title))</title>
      \(HTMLMetadata(pad).lines)<style>\(HTMLStyle.sheet)</style>
      </head>
      <body>
      <main dir="auto">
      \(heading(pad))\(text)</main>
      </body>
      </html>

      """
  }

  /// Finds images until there are too many, or they are too large together.
  static func images(
    _ names: [String],
    from images: Exporter.Images
  ) async -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    var room = Exporter.maximumImageBytes
    for name in names.prefix(Exporter.maximumImages) {
      guard let bytes = await images(name), bytes.count <= room else { continue }
      room -= bytes.count
      found[name] = bytes
    }
    return found
  }

  /// Text as HTML shows it, also between quotation marks.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case _ where !HTMLRepairs.isPrintable(scalar): escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// No script, no request, and no style but this one; of attributes only those that align cells.
  private static var policy: String {
    let hash = Data(SHA256.hash(data: Data(HTMLStyle.sheet.utf8))).base64EncodedString()
    return "default-src 'none'; img-src data:; style-src-elem 'sha256-\(hash)'; "
      + "style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
  }

  /// The title, where the text does not begin by saying it.
  private static func heading(_ pad: PadContents) -> String {
    guard let title = pad.metaText("title"), title != pad.heading else { return "" }
    return "<header><h1 class=\"title\">\(escaped(title))</h1></header>\n"
  }

  /// Cells are aligned as HTML 5 has it.
  private static func plainAlignment(_ html: String) -> String {
    var html = html
    for cell in ["th", "td"] {
      for side in ["left", "center", "right"] {
        html = html.replacing(
          "<\(cell) align=\"\(side)\">",
          with: "<\(cell) style=\"text-align: \(side)\">"
        )
      }
    }
    return html
  }

  /// What the page says itself, in the language of its text.
  struct Words {
    private let done: String
    private let open: String
    private let back: String

    init(language: String?) {
      let isEnglish = language?.lowercased().hasPrefix("en") == true
      done = isEnglish ? "done" : "fait"
      open = isEnglish ? "to do" : "à faire"
      back = isEnglish ? "Back to the text" : "Retour au texte"
    }

    func put(into html: String, isForPaper: Bool) -> String {
      func box(_ attributes: String, _ sign: String, _ label: String) -> String {
        guard !isForPaper else { return "<span class=\"box\">\(sign)</span>" }
        return "<input type=\"checkbox\"\(attributes) disabled aria-label=\"\(label)\">"
      }
      return
        html
        .replacing(
          "<li><input type=\"checkbox\"",
          with: "<li class=\"task\"><input type=\"checkbox\""
        )
        .replacing(
          "<li>\n<p><input type=\"checkbox\"",
          with: "<li class=\"task\">\n<p><input type=\"checkbox\""
        )
        .replacing(
          "<input type=\"checkbox\" checked=\"\" disabled=\"\" />",
          with: box(" checked", "☑", done)
        )
        .replacing("<input type=\"checkbox\" disabled=\"\" />", with: box("", "☐", open))
        .replacing("aria-label=\"Back to content\"", with: "aria-label=\"\(back)\"")
        .replacing("<br />", with: "<br>")
        .replacing("<hr />", with: "<hr>")
    }
  }
}

extension PadContents {
  /// The language of the text, where `meta` names one as BCP 47 has it.
  var language: String? { LanguageTag.wellFormed(metaText("language")) }
}
