// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Markdown as it is, without its front matter.
enum MarkdownImport {
  static func pad(of bytes: [UInt8]) throws(FormatError) -> ImportedPad {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw .unreadable
    }
    var markdown = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    if markdown.unicodeScalars.first == "\u{FEFF}" { markdown.unicodeScalars.removeFirst() }
    let split = FrontMatter.split(markdown)
    var pad = ImportedPad(text: split.text, fields: split.fields ?? [], images: [], notes: [])
    if split.fields == nil { pad.notes.append(ImportNote(.frontMatter)) }
    if !pad.fields.contains(where: { $0.key == "tags" }), let tags = taggedLine(in: split.text) {
      pad.fields.append(.init(key: "tags", value: .array(tags.map { .string($0) })))
    }
    return pad
  }

  /// The tags of a line ``###### tags: `a` `b` ``, by which HedgeDoc also has them.
  private static func taggedLine(in text: String) -> [String]? {
    let line = text.split(separator: "\n").first { $0.hasPrefix("###### tags:") }
    guard let line else { return nil }
    let parts = line.split(separator: "`", omittingEmptySubsequences: false)
    let tags = parts.enumerated().filter { $0.offset % 2 == 1 && !$0.element.isEmpty }
    return tags.isEmpty ? nil : tags.map { String($0.element) }
  }
}
