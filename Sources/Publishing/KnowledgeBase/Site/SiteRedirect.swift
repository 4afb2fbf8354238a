// SPDX-License-Identifier: Apache-2.0

/// A page that leads to another.
enum SiteRedirect {
  static func page(_ title: String, to path: String, _ frame: SiteFrame) -> String {
    let target = frame.local(path)
    return frame.page(
      title,
      section: "texts/index.html",
      head: """
        <meta http-equiv="refresh" content="0; url=\(target)">
        <link rel="canonical" href="\(target)">

        """,
      kind: "plain",
      """
      <header class="page-head"><h1 dir="auto">\(title)</h1></header>
      <p>\(frame.words.leadsToNewest) <a href="\(target)" dir="auto">\(title)</a></p>
      """
    )
  }
}
