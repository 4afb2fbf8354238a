// SPDX-License-Identifier: Apache-2.0

/// The page that finds texts by their words.
enum SiteSearch {
  static func page(_ frame: SiteFrame) -> String {
    let words = frame.words
    let lists = SiteFrame.indexes(words).map { path, name in
      "<li><a href=\"\(frame.local(path))\">\(name)</a></li>" as Markup
    }
    return frame.page(
      words.searchTitle,
      section: "search.html",
      scripts: ["assets/search.js", "search/index.js"],
      kind: "search",
      """
      <header class="page-head"><h1>\(words.searchTitle)</h1></header>
      <form id="search" class="search-form" role="search" aria-label="\(words.search)" action="search.html">
      <label for="query">\(words.searchLabel)</label>
      <div class="search-row"><input id="query" class="field field-large" type="search" name="q" autocomplete="off" spellcheck="false" aria-describedby="search-hint">
      <button class="button button-primary button-large" type="submit">\(words.search)</button></div>
      <p id="search-hint" class="quiet">\(words.searchHint)</p>
      </form>
      <div id="without-script"><p class="notice">\(words.searchNeedsScript)</p><ul class="names">\(lists)</ul></div>
      <p id="search-status" class="search-status" role="status"></p>
      <ol id="results" class="entries"></ol>
      <p class="more"><button id="more" class="button" type="button" hidden></button></p>
      """
    )
  }
}
