// SPDX-License-Identifier: Apache-2.0

/// The page at the site's root: it leads to a language, the reader's own where there is a script.
enum SiteStart {
  static func page(_ settings: KnowledgeBaseSettings) -> String {
    let links = SiteLanguage.allCases.map { language -> Markup in
      let code = language.rawValue
      return
        "<li><a class=\"button button-large\" lang=\"\(code)\" hreflang=\"\(code)\" href=\"\(code)/index.html\">\(language.name)</a></li>\n"
    }
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="fr">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(SiteFrame.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(settings.title)</title>
      <link rel="stylesheet" href="assets/site.css">
      <link rel="icon" href="assets/icon.svg" type="image/svg+xml">
      <script src="assets/choose.js"></script>
      </head>
      <body class="start">
      <main>
      \(SiteIcons.drop)
      <h1 dir="auto">\(settings.title)</h1>
      <ul>
      \(links)</ul>
      </main>
      </body>
      </html>

      """
    return page.html
  }
}
