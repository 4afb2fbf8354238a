// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import TextCRDT

/// A pad as an office document or an EPUB, by pandoc.
struct OfficeFormat {
  /// Markdown as cmark-gfm reads it for pages, as far as pandoc knows to tell.
  static let dialect = "gfm-emoji-yaml_metadata_block-raw_html+footnotes"

  let format: ExportFormat
  let pad: PadContents

  /// The images that the document can hold.
  func images(from images: Exporter.Images) async -> [String: [UInt8]] {
    let names = ImageNames.all(in: pad.text).filter { name in
      // Readers of EPUB need not know WebP.
      format != .epub || !name.hasSuffix(".webp")
    }
    return await HTMLFormat.images(names, from: images)
  }

  /// Makes the file.
  func file(
    with images: [String: [UInt8]],
    for asker: String,
    _ workshop: Workshop
  ) async throws(FormatError) -> [UInt8] {
    var files = TarArchive()
    files.add("text.md", Array(FootnoteCalls.madeText(in: pad.text).utf8))
    files.add("filter.lua", Array((metadata + ExportFilter.source).utf8))
    files.add("style.css", Array(Self.bookStyle.utf8))
    for (name, bytes) in images { files.add("images/\(name)", bytes) }
    let writer = format == .epub ? "epub3" : format.rawValue
    return try await workshop.run(
      .pandoc,
      // In two steps, because for Word the one would look for images before the filter saw them.
      "pandoc --quiet --sandbox --from \(Self.dialect) --to json"
        + " --lua-filter filter.lua --output text.json text.md +RTS -M1500m -RTS"
        + " && pandoc --quiet --from json --to \(writer) --standalone --css style.css"
        + " --output - text.json +RTS -M1500m -RTS",
      files: files,
      for: asker
    )
  }

  /// What is known of the text, as pandoc names it, for the filter to say: what is given to pandoc itself
  /// it reads as Markdown.
  private var metadata: String {
    var fields: [String] = []
    func add(_ key: String, _ text: String?) {
      if let text, Self.saysSomething(text) { fields.append("\(key) = \(Self.quoted(text))") }
    }
    func add(_ key: String, _ all: [String]) {
      let texts = all.filter(Self.saysSomething)
      guard !texts.isEmpty else { return }
      fields.append("\(key) = { \(texts.map(Self.quoted).joined(separator: ", ")) }")
    }
    // A title that the text begins with would stand there twice; a book must have one.
    if format == .epub {
      add("title", pad.title)
    } else if pad.metaText("title") != pad.heading {
      add("title", pad.metaText("title"))
    }
    add("lang", pad.language ?? (format == .epub ? "und" : nil))
    let about = Description(pad.meta)
    add("author", about.authors)
    if format != .epub || isDate { add("date", pad.metaText("date")) }
    if format == .epub {
      add("contributor", about.contributors)
      add("subject", pad.metaTexts("tags") + about.concepts)
    } else {
      add("keywords", pad.metaTexts("tags"))
    }
    add("description", pad.metaText("description"))
    add("rights", pad.metaText("licence"))
    return
      "local known = { \(fields.joined(separator: ", ")) }\nlocal isBook = \(format == .epub)\n"
  }

  /// Whether the date is one that EPUB knows: a year, a month or a day.
  private var isDate: Bool {
    guard let date = pad.metaText("date"),
      date.wholeMatch(of: /[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?/) != nil
    else { return false }
    let parts = date.split(separator: "-").compactMap { Int($0) } + [1, 1]
    let day = DateComponents(year: parts[0], month: parts[1], day: parts[2])
    return day.isValidDate(in: Calendar(identifier: .gregorian))
  }

  /// Whether more than spaces and controls is in a text.
  private static func saysSomething(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
    }
  }

  /// Text in one line as Lua writes it, byte by byte.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        quoted.unicodeScalars.append(UnicodeScalar(byte))
      case 0..<0x20, 0x7F: quoted += " "
      default: quoted += "\\" + String(repeating: "0", count: byte < 100 ? 1 : 0) + "\(byte)"
      }
    }
    return quoted + "\""
  }

  private static let bookStyle = """
    body { line-height: 1.5; }
    img { max-width: 100%; }
    table { border-collapse: collapse; }
    th, td { border: 1px solid #888; padding: .2em .5em; }
    blockquote { margin-left: 0; padding-left: 1em; border-left: .2em solid #888; }
    pre { white-space: pre-wrap; }
    """
}
