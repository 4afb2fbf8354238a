// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Publishing

@Suite("Repairs of pages")
struct HTMLRepairsTests {
  @Test(
    "leave out what says nothing and leads nowhere",
    arguments: [
      (
        "<p>a <a href=\"\"></a><a href=\"x\"></a> <a href=\"\" title=\"t\">b</a></p>",
        "<p>a  b</p>"
      ),
      ("<h1></h1>\n<p><!-- raw HTML omitted --></p>\n<p>a</p>", "<p>a</p>"),
      ("<a href=\"x\">a <a href=\"y\">b</a> c</a> d", "<a href=\"x\">a b c</a> d"),
      (
        "<a href=\"x\">a<sup><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup></a>",
        "<a href=\"x\">a<sup><span id=\"fnref-1\">1</span></sup></a>"
      ),
      ("a\u{1}b\u{FFFF}c\u{85}\td\n", "a\u{FFFD}b\u{FFFD}c\u{FFFD}\td\n"),
    ]
  )
  func repair(html: String, expected: String) {
    #expect(HTMLRepairs.repaired(html) == expected)
  }

  @Test(
    "leave everything else",
    arguments: ["", "<p>a <a href=\"x\">b</a></p>\n<h2>c</h2>", "<li></li>", "é 😀 \u{10FFFD}"]
  )
  func leave(html: String) {
    #expect(HTMLRepairs.repaired(html) == html)
  }
}
