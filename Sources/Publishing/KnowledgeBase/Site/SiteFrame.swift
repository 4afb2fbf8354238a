// SPDX-License-Identifier: Apache-2.0

/// What stands around every page of the site, in one language; its links are relative and name files.
struct SiteFrame: Sendable {
  let language: SiteLanguage
  /// The page's path in the site.
  let place: String
  private let name: String

  /// Makes the frame of a page.
  ///
  /// - Parameters:
  ///   - language: Of the page.
  ///   - path: Its path below the language's folder.
  ///   - settings: Names the knowledge base.
  init(_ language: SiteLanguage, _ path: String, _ settings: KnowledgeBaseSettings) {
    self.language = language
    place = "\(language.rawValue)/\(path)"
    name = settings.title
  }

  var words: SiteWords { language.words }

  /// The address of a file of the site, seen from the page.
  func link(_ target: String) -> String { SiteLinks.link(from: place, to: target) }

  /// The address of a page in the same language.
  func local(_ path: String) -> String { link("\(language.rawValue)/\(path)") }

  /// The page.
  ///
  /// - Parameters:
  ///   - title: What it is called.
  ///   - section: The path of the section it belongs to; nil for none.
  ///   - description: What it is about; nil for nothing.
  ///   - head: What stands in its head besides.
  ///   - scripts: The scripts it loads, by their names in `assets`.
  ///   - kind: What the style knows it by.
  ///   - main: What it shows.
  /// - Returns: The file.
  func page(
    _ title: String,
    section: String? = nil,
    description: String? = nil,
    head: Markup = .nothing,
    scripts: [String] = [],
    kind: String,
    _ main: Markup
  ) -> String {
    let other: SiteLanguage = language == .fr ? .en : .fr
    let path = String(place.dropFirst(language.rawValue.count + 1))
    let elsewhere = link("\(other.rawValue)/\(path)")
    let about: Markup =
      description.map { "<meta name=\"description\" content=\"\($0)\">\n" } ?? .nothing
    let loads = scripts.map { "<script src=\"\(link($0))\" defer></script>\n" as Markup }
    let whole: Markup = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(SiteFrame.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="Encrier">
      <title>\(title == name ? name : "\(title) – \(name)")</title>
      \(about)<link rel="stylesheet" href="\(link("assets/site.css"))">
      <link rel="icon" href="\(link("assets/icon.svg"))" type="image/svg+xml">
      <link rel="alternate" hreflang="\(other.rawValue)" href="\(elsewhere)">
      \(head)\(loads)</head>
      <body class="\(kind)">
      <a class="skip-link" href="#main">\(words.skip)</a>
      <header class="masthead">
      <div class="masthead-row">
      <a class="masthead-name" href="\(local("index.html"))">\(SiteIcons.drop)<span dir="auto">\(name)</span></a>
      \(section == "search.html" ? .nothing : searchForm)      <a class="masthead-language" lang="\(other.rawValue)" hreflang="\(other.rawValue)" href="\(elsewhere)">\(words.inOtherLanguage)</a>
      </div>
      <nav class="sections" aria-label="\(words.mainMenu)"><ul>\(sections(section))</ul></nav>
      </header>
      <main id="main">
      \(main)
      </main>
      <footer class="colophon">
      <nav aria-label="\(words.lists)"><ul>\(lists)</ul></nav>
      <p>\(words.madeWith) · <a href="\(link("assets/licences.txt"))">\(words.licencesOfSoftware)</a></p>
      </footer>
      </body>
      </html>

      """
    return whole.html
  }

  private var searchForm: Markup {
    """
    <form class="masthead-search" role="search" aria-label="\(words.search)" action="\(local("search.html"))">
    <label class="visually-hidden" for="masthead-query">\(words.searchLabel)</label>
    <input id="masthead-query" class="field" type="search" name="q" placeholder="\(words.searchLabel)" autocomplete="off">
    <button class="icon-button" type="submit" aria-label="\(words.search)">\(SiteIcons.search)</button>
    </form>

    """
  }

  private func sections(_ current: String?) -> [Markup] {
    [
      ("index.html", words.home), ("texts/index.html", words.texts), ("map.html", words.map),
      ("events.html", words.events), ("genealogy.html", words.genealogy),
      ("ideas.html", words.ideas),
    ].map { path, name in
      let mark: Markup = path == current ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(local(path))\"\(mark)>\(name)</a></li>"
    }
  }

  private var lists: [Markup] {
    SiteFrame.indexes(words).map { path, name in
      "<li><a href=\"\(local(path))\">\(name)</a></li>"
    }
  }

  /// The alphabetical and chronological lists, by path.
  static func indexes(_ words: SiteWords) -> [(path: String, name: String)] {
    [
      ("texts/index.html", words.allTexts), ("people/index.html", words.people),
      ("organisations/index.html", words.organisations), ("places/index.html", words.places),
      ("events/index.html", words.events), ("concepts/index.html", words.concepts),
      ("dates/index.html", words.dates), ("tags/index.html", words.tags),
    ]
  }

  /// Nothing but what is in the site.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'"
}
