// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Publishing

@Suite("Calls of footnotes in footnotes")
struct FootnoteCallsTests {
  @Test(
    "become text, wherever the footnote's text goes on",
    arguments: [
      ("a[^a]\n\n[^a]: see [^a]\n", "a[^a]\n\n[^a]: see \\[^a]\n"),
      ("[^a]: see [^B ]\n[^b ]: and [^a]", "[^a]: see \\[^B ]\n[^b ]: and \\[^a]"),
      ("[^a]: x\ngoes [^a] on\n\n    and [^a]\n", "[^a]: x\ngoes \\[^a] on\n\n    and \\[^a]\n"),
      ("[^a]: x\n\n    - y\n\n\t[^a]", "[^a]: x\n\n    - y\n\n\t\\[^a]"),
      (
        "> [^a]: x [^a]\n> y [^a]\n>\n>     z [^a]",
        "> [^a]: x \\[^a]\n> y \\[^a]\n>\n>     z \\[^a]"
      ),
      ("- [^a]: x [^a]\n\n      y [^a]\n", "- [^a]: x \\[^a]\n\n      y \\[^a]\n"),
      ("1. > [^a]: [^a]![^a][^a](b)", "1. > [^a]: \\[^a]!\\[^a]\\[^a](b)"),
      (
        "[^a]:\n    ```\n    [^a]\n    ```\n    [^a]",
        "[^a]:\n    ```\n    [^a]\n    ```\n    \\[^a]"
      ),
      ("[^a]: `[^a]` ``[^a]` [^a]`` `[^a]", "[^a]: `[^a]` ``[^a]` [^a]`` `\\[^a]"),
      ("[^a]: \\`[^a]\\` \\[^a] \\\\[^a]", "[^a]: \\`\\[^a]\\` \\[^a] \\\\\\[^a]"),
      ("```\nx\n[^a]: [^a]\n```\n[^a]: [^a]", "```\nx\n[^a]: [^a]\n```\n[^a]: \\[^a]"),
      ("> ```\n[^a]: [^a]", "> ```\n[^a]: \\[^a]"),
      ("> ```\nx\n[^a]: [^a]", "> ```\nx\n[^a]: \\[^a]"),
      ("- [ ] [^b]: - [^a]: see [^a] [^b]", "- [ ] [^b]: - [^a]: see \\[^a] \\[^b]"),
      ("[^a]: ```\n    [^a]\n    ```\n    [^a]", "[^a]: ```\n    [^a]\n    ```\n    \\[^a]"),
      ("[^é]: [^É]\r\n", "[^é]: \\[^É]\r\n"),
    ]
  )
  func become(text: String, expected: String) {
    #expect(FootnoteCalls.madeText(in: text) == expected)
  }

  @Test(
    "stay where the footnote's text is at an end, or nothing is called",
    arguments: [
      "[^a]: x\n\nb [^a]\n", "[^a]: x\n# b [^a]\n", "[^a]: x\n> b [^a]\n", "[^a]: x\n- b [^a]\n",
      "[^a]: x\n***\nb [^a]", "> [^a]: x\n\nb [^a]", "[^a]: x\n\n```\n[^a]\n```\nb [^a]",
      "[^a]: x\n```\n[^a]\n```\nb [^a]", "[^a]: [^c] [^] [^a", "[^ ]: [^ ]", "a [^a] [^b]", "",
      "[^a]: [b][c] [^a\\]\n", "\n\n", "[^a]:", "```\n[^a]: [^a]",
    ]
  )
  func stay(text: String) {
    #expect(FootnoteCalls.madeText(in: text) == text)
  }
}
