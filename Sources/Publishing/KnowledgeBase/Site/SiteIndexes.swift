// SPDX-License-Identifier: Apache-2.0

import Pads

/// The site's lists, map, timelines, genealogy and search.
struct SiteIndexes {
  private let base: KnowledgeBase
  private let settings: KnowledgeBaseSettings

  init(_ base: KnowledgeBase, _ settings: KnowledgeBaseSettings) {
    self.base = base
    self.settings = settings
  }

  func write(into folder: inout KnowledgeBaseFolder) throws(KnowledgeBaseError) {
  }
}
