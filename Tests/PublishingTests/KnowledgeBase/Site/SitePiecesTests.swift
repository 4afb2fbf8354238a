// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Publishing

@Suite("Pieces of the site")
struct SitePiecesTests {
  @Test("texts put into markup are escaped, pieces of it are not")
  func markup() {
    let piece: Markup = "<b>\("<i>\"&")</b>"
    #expect(piece.html == "<b>&lt;i&gt;&quot;&amp;</b>")
    #expect(
      ("<p>\(piece)\([piece, piece])\(3)</p>" as Markup).html
        == "<p>\(piece.html)\(piece.html)\(piece.html)3</p>"
    )
  }

  @Test(
    "links are relative, encoded, and name files",
    arguments: [
      ("fr/map.html", "fr/index.html", "index.html"),
      ("fr/texts/a/edition-1.html", "fr/texts/a/edition-2.html", "edition-2.html"),
      ("fr/texts/a/edition-1.html", "fr/texts/index.html", "../index.html"),
      ("fr/people/ada.html", "en/people/ada.html", "../../en/people/ada.html"),
      ("fr/a.html", "assets/site.css", "../assets/site.css"),
      (
        "fr/a.html", "fr/people/été 1.html#événement-1",
        "people/%C3%A9t%C3%A9%201.html#%C3%A9v%C3%A9nement-1"
      ),
    ]
  )
  func links(from: String, to: String, link: String) {
    #expect(SiteLinks.link(from: from, to: to) == link)
  }

  @Test(
    "dates are said as far as they are known",
    arguments: [
      ("2024", "2024", "2024"), ("2024-05", "mai 2024", "May 2024"),
      ("2024-05-01", "1er mai 2024", "1 May 2024"),
      ("2024-05-28T10:00:00Z", "28 mai 2024", "28 May 2024"),
    ]
  )
  func dates(text: String, french: String, english: String) {
    #expect(SiteDate(text)?.words(.fr) == french)
    #expect(SiteDate(text)?.words(.en) == english)
  }

  @Test(
    "what is no date is none",
    arguments: ["", "24", "2024-13", "2024-05-32", "28/05/2024", "20245", "2024-5"]
  )
  func noDates(text: String) { #expect(SiteDate(text) == nil) }

  @Test("words are folded, however they are written")
  func words() {
    #expect(
      SearchTerms.words("L’Économie, cœur des CŒURS ; ß 2ᵉ") == [
        "l", "economie", "coeur", "des", "coeurs", "ss", "2e",
      ]
    )
    #expect(SearchTerms.words("水の道") == ["水", "の", "道"])
    #expect(SearchTerms.words(String(repeating: "a", count: 60)).first?.count == 40)
    #expect(SearchIndex.shard("economie") == "t-ec")
    #expect(SearchIndex.shard("l") == "t-l_")
    #expect(SearchIndex.shard("水") == "x-1b0")
  }

  @Test("headings stand below the page's own, without gaps, each with a name of its own")
  func headings() {
    let (html, headings) = SiteHeadings.outlined(
      "<h1>Été</h1>\n<h1>Un &amp; deux</h1>\n<h4>Un</h4>\n<h4>Un</h4>\n<p>x</p>\n",
      without: "ete"
    )
    #expect(
      headings.map(\.level) == [2, 3, 3]
        && headings.map(\.identifier) == ["s-un-deux", "s-un", "s-un-2"]
    )
    #expect(
      html
        == "<h2 id=\"s-un-deux\">Un &amp; deux</h2>\n<h3 id=\"s-un\">Un</h3>\n<h3 id=\"s-un-2\">Un</h3>\n<p>x</p>\n"
    )
  }

  @Test("links of a text lead to the web, in the text and to other texts; of others the words stay")
  func textLinks() {
    let led = SiteTextLinks.led(
      "<p id=\"x\"><a href=\"https://a.org\">a</a> <a href=\"#x\">b</a> <a href=\"#y\">c</a> <a href=\"/kb/fr/texts/un/edition-1.html\">d</a> <a href=\"mailto:a@b\">e</a> <a href=\"p\" title=\"t\">f <em>g</em></a></p>"
    ) { $0 == "un" ? "../un/index.html" : nil }
    #expect(
      led
        == "<p id=\"x\"><a href=\"https://a.org\">a</a> <a href=\"#x\">b</a> <span class=\"unlinked\">c</span> <a href=\"../un/index.html\">d</a> <a href=\"mailto:a@b\">e</a> <span class=\"unlinked\">f <em>g</em></span></p>"
    )
  }

  @Test("numbers and lines of drawings are always written alike")
  func drawing() {
    #expect(
      [0.04, -0.06, 12, 3.14159].map { Drawing.number($0).html } == ["0", "-0.1", "12", "3.1"]
    )
    #expect(
      Drawing.lines("La monnaie du fleuve, premier bilan", letters: 20, lines: 2) == [
        "La monnaie du", "fleuve, premier…",
      ]
    )
    #expect(Drawing.lines("Court", letters: 20, lines: 2) == ["Court"])
    #expect(
      Drawing.lines(String(repeating: "x", count: 30), letters: 10, lines: 2) == ["xxxxxxxxx…"]
    )
  }

  @Test("marks on a map stand apart, also where places are near")
  func marks() {
    let places = (0..<12).map { number -> (x: Double, y: Double) in
      let (column, row) = (Double(number % 4), Double(number / 4))
      return (400 + column * 6, 300 + row * 5)
    }
    let marks = MapMarks(places, names: places.map { _ in "Ici" }).marks
    for (number, mark) in marks.enumerated() {
      for other in marks[(number + 1)...] {
        #expect(abs(mark.x - other.x) >= 23 || abs(mark.y - other.y) >= 23)
      }
    }
    #expect(marks[0].isMoved == false && marks[5].isMoved)
  }

  @Test("outlines are cut at the edges of what is shown")
  func clipping() {
    let square: [(x: Double, y: Double)] = [(-50, -50), (50, -50), (50, 50), (-50, 50)]
    let cut = MapClipping.clipped(square, 30, 30)
    #expect(cut.allSatisfy { (-6...36).contains($0.x) && (-6...36).contains($0.y) })
    #expect(cut.count == 4)
    #expect(MapClipping.clipped([(100, 100), (110, 100), (100, 110)], 30, 30).isEmpty)
  }
}
