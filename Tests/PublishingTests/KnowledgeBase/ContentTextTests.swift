// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite("A text in the content")
struct ContentTextTests {
  private static let name = String(repeating: "a", count: 64) + ".png"

  private static func rewritten(_ markdown: String) -> String {
    String(ContentText.rewritten(markdown, images: [name]).dropLast())
  }

  @Test(
    "stays as it is where it shows, links and fetches what it may",
    arguments: [
      "# Titre\n\nDeux *mots*, `<b>` et `![x](https://e.x/y)`.",
      "[lien](https://e.x/a?b=c&d#e), <https://e.x/>, <a@e.x>, https://e.x/ et [ici](#titre)",
      "```html\n<script>![x](https://e.x/y)</script>\n```",
      "~~~~\n```\n<b>\n~~~~", "    <b> ![x](https://e.x/y)\n\n\t<i>",
      "- [ ] à faire\n- [x] fait\n\n1. un\n2. deux[^1]\n\n[^1]: note\n\n    suite",
      "| a | b |\n|---|---|\n| 1 < 2 | `<c>` |", "[a][b] et [b]\n\n[b]: https://e.x/ \"titre\"",
      "Non !! Oui ! a < b && c > d", "mail : <mailto:a@e.x>", "\\![x](#y)", "{{ nom }}", "",
    ]
  )
  func kept(_ markdown: String) {
    #expect(Self.rewritten(markdown) == markdown)
  }

  @Test("fetches nothing, runs nothing and leads nowhere that is not there")
  func rewritten() {
    let cases: [(String, String)] = [
      ("![x](https://e.x/y \"t\")", "[x](https://e.x/y)"),
      ("![](https://e.x/y)", "[https://e.x/y](https://e.x/y)"),
      ("!![x](https://e.x/y)", "&#33;[x](https://e.x/y)"),
      ("\\!![x](https://e.x/y)", "\\![x](https://e.x/y)"),
      ("[![x](https://e.x/y)](https://e.x/z)", "[x](https://e.x/z)"),
      ("![x][y]\n\n[y]: https://e.x/y", "[x][y]\n\n[y]: https://e.x/y"),
      ("![y]\n\n[y]:\n  https://e.x/y", "[y]\n\n[y]&#58;\n  https://e.x/y"),
      ("![x](//e.x/y)", "x"), ("![x](data:image/png;base64,AA)", "x"),
      ("![x](/images/\(Self.name))", "![x](../../images/\(Self.name))"),
      ("![x](/images/b\(Self.name.dropFirst()))", "x"),
      (
        "![x][Y]\n\n[y]: /images/\(Self.name)", "![x][Y]\n\n[y]: ../../images/\(Self.name)"
      ),
      (
        "![y]\n\n[y]: /images/\(Self.name)\n[y]: https://e.x/y",
        "[y]\n\n[y]: ../../images/\(Self.name)\n[y]: https://e.x/y"
      ),
      ("[x](/p/secret) [](/p/s)(javascript:y)", "x  (javascript:y)"),
      ("[x](javascript:y) [x](JAVASCRIPT&#58;y) [z](<java script:y>)", "x x z"),
      ("[x]: javascript:y", "[x]&#58; javascript:y"),
      ("[x](https://e.x/(a)b<c>)", "[x](https://e.x/%28a%29b%3Cc%3E)"),
      ("<script>x</script> \\<b> <!-- x -->", "&lt;script>x&lt;/script> &lt;b> &lt;!-- x -->"),
      ("<javascript:x>", "&lt;javascript:x>"),
      ("{{< x >}} {{% y %}} `{{< z >}}`", "&#123;{< x >}} &#123;{% y %}} `{{ < z >}}`"),
      // What is code for one of several readers only is not.
      ("` <b>\n# ![x](https://e.x/y) `", "` &lt;b>\n# [x](https://e.x/y) `"),
      ("| ` | ![x](https://e.x/y) ` |", "| ` | [x](https://e.x/y) ` |"),
      ("[a](`) ![x](https://e.x/y) `", "a [x](https://e.x/y) `"),
      ("https://e.x/` ![x](https://e.x/y) `", "https://e.x/` [x](https://e.x/y) `"),
      ("<https://e.x/`> ![x](https://e.x/y) `", "&lt;https://e.x/`> [x](https://e.x/y) `"),
      ("\\` ![x](https://e.x/y) `", "\\` [x](https://e.x/y) `"),
      ("- ```\n![x](https://e.x/y)", "- ```\n[x](https://e.x/y)"),
      ("- a\n  ```\n![x](https://e.x/y)\n  ```", "- a\n  ```\n[x](https://e.x/y)\n  ```"),
      (
        "- a\n\n      <b>\n\n    ![x](https://e.x/y)",
        "- a\n\n      &lt;b>\n\n    [x](https://e.x/y)"
      ),
      ("- a\nb\n\n    ![x](https://e.x/y)", "- a\nb\n\n    [x](https://e.x/y)"),
      ("``` a b\n<b>\n`````", "```a\n<b>\n```"), ("~~~\n<b>", "~~~\n<b>\n~~~"),
      ("``` a`b\n![x](https://e.x/y)", "\\``` a`b\n[x](https://e.x/y)"),
      (
        "a\r![x](https://e.x/y)\r\nb\u{0}!\u{2}[x](https://e.x/y)",
        "a\n[x](https://e.x/y)\nb[x](https://e.x/y)"
      ),
    ]
    for (markdown, expected) in cases {
      #expect(Self.rewritten(markdown) == expected, "\(markdown)")
    }
  }

  @Test(
    "holds no tag and no image from elsewhere, whatever is put together",
    arguments: seeds(0..<300)
  )
  func random(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "![", "[", "]", "(", ")", "](", "]:", "!", "`", "``", "```", "~~~", "\n", "\n\n", "    ",
      "- ", "> ",
      "[^1]", "[^1]:", "\\", "<", ">", "|", "\"", "'", "https://e.x/y", "javascript:x", "x", "y",
      " ",
      "/images/\(Self.name)", "#", "<script>", "<img src=\"https://e.x/y\">", "{{<", "&#58;",
      "www.e.x",
      "\t", "\r", "a@e.x", "![x](https://e.x/y)", "[x][y]", "[y]: ", "1. ",
    ]
    let markdown = (0..<Int.random(in: 1...40, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
    let content = ContentText.rewritten(markdown, images: [Self.name])
    let html = String(
      decoding: try #require(MarkdownRendering.html(Array(content.utf8))),
      as: UTF8.self
    )
    #expect(!html.contains("raw HTML omitted"), "\(markdown)")
    let images = html.components(separatedBy: "<img src=\"").dropFirst()
    #expect(images.allSatisfy { $0.hasPrefix("../../images/\(Self.name)\"") }, "\(markdown)")
    let links = html.components(separatedBy: "<a href=\"").dropFirst()
    let beginnings = ["https://", "http://", "mailto:", "#", "\"", "../../images/"]
    #expect(links.allSatisfy { link in beginnings.contains(where: link.hasPrefix) }, "\(markdown)")
    #expect(!content.contains("{{<"))
  }
}
