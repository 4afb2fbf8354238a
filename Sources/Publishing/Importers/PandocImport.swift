// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// A document as pandoc reads it, made into Markdown.
struct PandocImport {
  let format: ImportFormat

  func pad(
    of bytes: [UInt8],
    for asker: String,
    _ workshop: Workshop
  ) async throws(FormatError) -> ImportedPad {
    var notes: [ImportNote] = []
    var embedded: [String: [UInt8]] = [:]
    var source = bytes
    switch format {
    case .html:
      let found = EmbeddedImages(bytes)
      source = found.html
      embedded = found.images
      guard HTMLNesting(source).isBearable else { throw .unreadable }
    case .odt:
      let archive = try ZipDirectory(bytes)
      let page = try OpenDocumentPage(archive)
      source = Array(page.html.utf8)
      notes = page.notes
      var room = Exporter.maximumImageBytes
      for name in archive.names.sorted() where name.hasPrefix("Pictures/") {
        guard let image = archive.file(name, upTo: room) else { continue }
        embedded[name] = image
        room -= image.count
      }
    default:
      let archive = try ZipDirectory(bytes)
      guard archive.names.contains("word/document.xml") else { throw .unreadable }
      // pandoc itself writes a file without any.
      let comments = archive.file("word/comments.xml", upTo: 8 << 20) ?? []
      if String(decoding: comments, as: UTF8.self).contains("<w:comment ") {
        notes.append(ImportNote(.content, "comments"))
      }
    }
    let marker = Self.newMarker()
    var made = try await made(of: source, marker: marker, for: asker, workshop)
    let markdown = String(decoding: made.removeValue(forKey: "out.md") ?? [], as: UTF8.self)
    guard let line = markdown.firstIndex(of: "\n"),
      case .object(var fields)? = try? Value(json: String(markdown[..<line]))
    else { throw .unreadable }
    notes += Self.notes(&fields)
    var pad = ImportedPad(
      text: Self.trimmed(markdown[line...]),
      fields: fields,
      images: [],
      notes: notes
    )
    for (name, bytes) in made where name.hasPrefix("media/") {
      embedded[String(name.dropFirst(6))] = bytes
    }
    Self.place(embedded, in: &pad, marker: marker)
    return pad
  }

  /// What comes out of the sandbox: the text, and the images beside it.
  private func made(
    of source: [UInt8],
    marker: String,
    for asker: String,
    _ workshop: Workshop
  ) async throws(FormatError) -> [String: [UInt8]] {
    var files = TarArchive()
    files.add("in", source)
    let filter = ImportFilter.source(marker: marker, goesOn: format == .docx)
    files.add("filter.lua", Array(filter.utf8))
    files.add("template.txt", Array("$meta-json$\n$body$\n".utf8))
    let reader = format == .docx ? "docx" : "html+raw_html-auto_identifiers"
    let output = try await workshop.run(
      .pandoc,
      "pandoc --quiet --sandbox --from \(reader) --to \(OfficeFormat.dialect) --wrap preserve"
        + " --markdown-headings atx --template template.txt --lua-filter filter.lua"
        + " --extract-media media --output out.md in +RTS -M1500m -RTS"
        + " && mkdir -p media && tar -cf - out.md media",
      files: files,
      for: asker
    )
    guard let made = TarArchive.files(in: output) else { throw .unreadable }
    return made
  }

  /// Takes out of the fields what the filter counted.
  private static func notes(_ fields: inout [Value.Member]) -> [ImportNote] {
    guard let place = fields.firstIndex(where: { $0.key == ImportFilter.notes }),
      case .object(let counts) = fields.remove(at: place).value
    else { return [] }
    return counts.compactMap { count in
      ImportNote.Kind(rawValue: count.key).map { kind in
        if case .string(let number) = count.value {
          ImportNote(kind, number)
        } else {
          ImportNote(kind)
        }
      }
    }
  }

  /// Gives each image that the text shows a place to be filled, and lets go of others.
  private static func place(
    _ files: [String: [UInt8]],
    in pad: inout ImportedPad,
    marker: String
  ) {
    var missing = 0
    var seen: Set<String> = []
    for part in pad.text.split(separator: marker, omittingEmptySubsequences: false).dropFirst() {
      let digits = part.prefix { $0.isHexDigit && $0.isASCII }
      let placeholder = marker + digits + "."
      guard part.dropFirst(digits.count).first == ".", seen.insert(placeholder).inserted else {
        continue
      }
      if let name = name(digits), let bytes = files[name],
        pad.images.count < Exporter.maximumImages
      {
        pad.images.append(ImportedPad.Image(placeholder: placeholder, bytes: bytes))
      } else {
        missing += 1
        pad.text = pad.text.replacing(placeholder, with: "image")
      }
    }
    if missing > 0 { pad.notes.append(ImportNote(.imageMissing, "\(missing)")) }
  }

  private static func name(_ digits: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = digits
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// What no text holds: the filter puts it before the names of images.
  private static func newMarker() -> String {
    "image-\(PadName.random().rawValue.lowercased())-"
  }

  /// Text without empty lines around it, and with one line feed at its end.
  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == "\n" }
    let end = start.reversed().drop { $0.isWhitespace }
    return end.isEmpty ? "" : String(end.reversed()) + "\n"
  }
}
