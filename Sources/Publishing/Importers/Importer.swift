// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// Makes texts of files that other programs wrote.
public struct Importer: Sendable {
  let workshop: Workshop

  /// Makes an importer.
  ///
  /// - Parameter workshop: Runs other programs.
  public init(workshop: Workshop) {
    self.workshop = workshop
  }

  /// Whether a format can be read here.
  ///
  /// - Parameter format: The format.
  /// - Returns: Whether it can.
  public func canRead(_ format: ImportFormat) async -> Bool {
    guard let program = format.program else { return true }
    return await workshop.has(program)
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - format: What it is said to be.
  ///   - name: What it is called; the text is, too, when nothing in it says better.
  ///   - asker: For whom, as the workshop counts.
  /// - Returns: What it became.
  /// - Throws: ``FormatError``.
  public func read(
    _ bytes: [UInt8],
    as format: ImportFormat,
    called name: String?,
    for asker: String
  ) async throws(FormatError) -> ImportedPad {
    guard bytes.count <= ImportFormat.maximumBytes else { throw .tooLarge }
    var pad: ImportedPad
    switch format {
    case .markdown: pad = try MarkdownImport.pad(of: bytes)
    case .json: pad = try JSONImport.pad(of: bytes)
    case .html, .odt, .docx:
      guard await canRead(format) else { throw .unavailable }
      pad = try await PandocImport(format: format).pad(of: bytes, for: asker, workshop)
    }
    pad.fields = ImportedFields.known(pad.fields)
    // What pages and documents say besides is for browsers and their own programs.
    if format.program != nil { pad.fields.removeAll { !MetaChanges.fields.contains($0.key) } }
    // Markdown and our own files say all there is to say.
    if format.program != nil, let name, !pad.fields.contains(where: { $0.key == "title" }),
      !pad.text.hasHeading
    {
      let title = Self.title(ofFile: name)
      if !title.isEmpty { pad.fields.append(.init(key: "title", value: .string(title))) }
    }
    return pad
  }

  /// A file's name without folders and ending.
  private static func title(ofFile name: String) -> String {
    let file = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let stem = file.firstIndex(of: ".").map { file[..<$0] } ?? file
    let words = stem.map { $0 == "_" ? " " : $0 }.filter { !$0.isNewline }
    return String(words.prefix(200))
  }
}

extension String {
  /// Whether a line looks like a heading.
  fileprivate var hasHeading: Bool {
    split(separator: "\n").contains { line in
      let marks = line.prefix { $0 == "#" }
      return (1...6).contains(marks.count) && line.dropFirst(marks.count).first == " "
    }
  }
}
