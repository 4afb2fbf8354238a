// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// The page in the place of an edition that was withdrawn; it says nothing of what the edition said.
enum SiteWithdrawn {
  static func page(_ edition: PublishedEdition, _ frame: SiteFrame) -> String {
    let moment = Date(timeIntervalSince1970: Double(edition.withdrawn ?? 0) / 1_000)
    let date = SiteDate(moment.formatted(.iso8601))?.words(frame.language) ?? ""
    return frame.page(
      frame.words.withdrawnTitle,
      section: "texts/index.html",
      head: "<meta name=\"robots\" content=\"noindex\">\n",
      kind: "plain",
      """
      <header class="page-head"><h1>\(frame.words.withdrawnTitle)</h1></header>
      <p class="lead">\(frame.words.withdrawn(date))</p>
      <p><a href="\(frame.local("texts/index.html"))">\(frame.words.allTexts)</a></p>
      """
    )
  }
}
