// SPDX-License-Identifier: Apache-2.0

import Pads

/// The lists of texts and of what they name, as Markdown.
struct ContentIndexes {
  private let base: KnowledgeBase
  private let settings: KnowledgeBaseSettings

  init(_ base: KnowledgeBase, _ settings: KnowledgeBaseSettings) {
    self.base = base
    self.settings = settings
  }

  func write(into folder: inout KnowledgeBaseFolder) throws(KnowledgeBaseError) {
    let lines = base.texts.map {
      "- [\($0.newest.title)](texts/\($0.address)/edition-\($0.newest.number).md)\n"
    }
    try folder.write(
      "# \(settings.title)\n\n\(lines.joined())",
      at: "content/index.md",
      in: "index"
    )
  }
}
