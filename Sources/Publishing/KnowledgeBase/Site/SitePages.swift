// SPDX-License-Identifier: Apache-2.0

import Pads

/// An edition as pages of the site, one for each language.
struct SitePages {
  private let page: EditionPage
  private let settings: KnowledgeBaseSettings

  init(_ page: EditionPage, _ settings: KnowledgeBaseSettings) {
    self.page = page
    self.settings = settings
  }

  func write(
    _ markdown: String,
    _ images: [String: [UInt8]],
    _ renderer: BoundedRenderer,
    _ group: String,
    into folder: inout KnowledgeBaseFolder
  ) async throws(KnowledgeBaseError) {
  }
}
