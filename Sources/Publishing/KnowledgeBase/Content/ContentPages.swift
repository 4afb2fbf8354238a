// SPDX-License-Identifier: Apache-2.0

import Pads

/// An edition as Markdown with front matter.
struct ContentPages {
  private let page: EditionPage
  private let settings: KnowledgeBaseSettings

  init(_ page: EditionPage, _ settings: KnowledgeBaseSettings) {
    self.page = page
    self.settings = settings
  }

  func write(
    _ markdown: String,
    _ images: [String: [UInt8]],
    _ group: String,
    into folder: inout KnowledgeBaseFolder
  ) throws(KnowledgeBaseError) {
    let place = "content/texts/\(page.card.address)/edition-\(page.card.number)"
    let front = FrontMatter.yaml(page.card.meta)
    try folder.write("---\n\(front)---\n\n\(markdown)", at: "\(place).md", in: group)
  }
}
