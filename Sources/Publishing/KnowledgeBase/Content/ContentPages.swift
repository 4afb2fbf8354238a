// SPDX-License-Identifier: Apache-2.0

import Pads

/// An edition as Markdown with front matter, with what proves and describes it beside.
struct ContentPages {
  private let page: EditionPage
  private let settings: KnowledgeBaseSettings

  init(_ page: EditionPage, _ settings: KnowledgeBaseSettings) {
    self.page = page
    self.settings = settings
  }

  func write(
    _ contents: EditionContents,
    _ images: [String: [UInt8]],
    _ group: String,
    into folder: inout KnowledgeBaseFolder
  ) throws(KnowledgeBaseError) {
    let place = "content/texts/\(page.card.address)/edition-\(page.card.number)"
    let text = contents.parts[.text] ?? []
    let markdown = ContentText.rewritten(
      String(decoding: text, as: UTF8.self),
      images: Set(images.keys)
    )
    let front = ContentFrontMatter(page).text
    let footer = ContentFooter(page).text
    try folder.write(
      "\(front)\n\(heading(markdown))\(markdown)\(footer)",
      at: "\(place).md",
      in: group
    )
    try folder.write(JSONLD(page, settings).text, at: "\(place).jsonld", in: group)
    try folder.write(
      DublinCoreStatements(page, settings).document,
      at: "\(place).dc.xml",
      in: group
    )
    // What the manifest tells the hashes of, byte for byte.
    try folder.write(contents.manifest, at: "\(place).json", in: group)
    try folder.write(text, at: "\(place).text", in: group)
    try folder.write(contents.parts[.metadata] ?? [], at: "\(place).metadata.json", in: group)
    for (name, bytes) in images.sorted(by: { $0.key < $1.key }) {
      try folder.write(bytes, at: "content/images/\(name)", in: group)
    }
  }

  /// The title, where the text does not begin by saying it.
  private func heading(_ markdown: String) -> String {
    let first = markdown.split(separator: "\n").first ?? ""
    if first.hasPrefix("# "), Slug.of(String(first.dropFirst(2))) == Slug.of(page.card.title) {
      return ""
    }
    return "# \(MarkdownText.escaped(page.card.title))\n\n"
  }
}
