# SPDX-License-Identifier: Apache-2.0
"""Odd and hostile Markdown: every construct in every other, much of it broken; the seed tells which."""

import random

from markdown_samples import document as usual_document

WORDS = [
    "encre", "plume", "été", "œuvre", "12,5", "—", "« oui »", "😀", "👩‍👩‍👧‍👦", "e\u0301", "שלום", "مرحبا", "漢字", "𝒜𝓫", "\U0001f1eb\U0001f1f7",
    "\u200b", "\u200f", "\u202e", "\u202c", "\u2066", "\ufeff", "\u00a0", "\u00ad", "\u2028", "\u0085", "\ufffd", "\uffff", "\U0010ffff",
    "\x01", "\x0b", "\x1b", "\x7f", "\x9f", "&amp;", "&#0;", "&#1;", "&#xD800;", "&nbsp;", "&#x10FFFF;", "&bogus;", "&copy", "<", ">", "\"", "'",
    "\\", "*", "_", "`", "~", "[", "]", "(", ")", "|", "#", "!", "^", "$", "%", "{", "}", "@", "=", "\t", "--", "...", "{{x}}", "${x}", "%s",
]
TARGETS = [
    "", "#", "#un", "#nulle-part", "/p/autre", "../x", "a.html#b", "?a=1", "//a.fr/x", "http://", "http://a.fr/[x]", "http://a.fr/%zz",
    "<http://a.fr/a b>", "http://é.fr/é", "mailto:a@b.fr", "mailto:", "tel:+33", "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x",
    "file:///etc/passwd", "foo:bar", "http://a.fr/&#1;", "http://a.fr:99999", "HTTP://A.FR/X", "http://a_b.fr/", "http://[::1]/", "\\", "<>",
    "http://a.fr/\"'><b>", "https://exemple.fr/a?b=1&c=2#d", "http://a.fr\\x", "http://user:pw@a.fr/", "x" * 3_000, "ftp://a.fr/ü", "http://..",
    "&#106;avascript:x", "http://a.fr/" + "é" * 200, "/images/x.png", "/images/" + "0" * 64 + ".png", "http://a.fr/\ud7ff", "vbscript:x",
]
LABELS = ["a", "b", "1", "é", "A", "un mot", "a-b", "<", "\"", "a'b", "😀", "fn-a", "%", "&", "x" * 90]


def odd_document(seed: int, image: str) -> str:
    """A text of a few to some tens of blocks, which ends with words that every reader must find."""
    chance = random.Random(seed)
    make = Odd(chance, image)
    parts = [make.block(3) for _ in range(chance.randint(1, 14))]
    if seed % 5 == 0:
        parts.append(usual_document(seed))
    if seed % 4 == 1:
        parts.insert(0, chance.choice(FRONTS))
    text = chance.choice(["\n\n", "\n", "\n\n\n", "\r\n\r\n" if seed % 7 == 0 else "\n\n"]).join(parts)
    # What would swallow the end: code and HTML that never close.
    return text.replace("\0", "") + f"\n\n```\n```\n~~~\n~~~\n--> ?> ]]> </pre> </script> </style>\n\n{ending(seed)}\n"


def ending(seed: int) -> str:
    return f"Texte numéro {seed} fini"


FRONTS = ["---", "---\ntitle: x\n---", "---\na: [\n---", "---\n---", "--- a", "---\nx: &a [*a]\n---", "...", "+++\na = 1\n+++", "---\ntitle: x",
          "% titre\n% auteur", "---\ntitle: |\n  a\n  b\nauthor: [x, y]\nheader-includes: <script>x</script>\n---", "{\"a\": 1}"]


class Odd:
    """Makes blocks and what stands in them."""

    def __init__(self, chance: random.Random, image: str) -> None:
        self.chance, self.image = chance, image

    def words(self, most: int = 5) -> str:
        return self.chance.choice([" ", " ", ""]).join(self.chance.choice(WORDS) for _ in range(self.chance.randint(0, most)))

    def inline(self, depth: int) -> str:
        """Marks in marks, some never closed."""
        if depth == 0:
            return self.words()
        parts = [self.chance.choice(INLINES) for _ in range(self.chance.randint(1, 4))]
        return self.chance.choice([" ", ""]).join(self.filled(part, depth) for part in parts)

    def filled(self, part: str, depth: int) -> str:
        """A pattern with something in its places."""
        while "§" in part:
            part = part.replace("§", self.inline(depth - 1), 1)
        return (part.replace("TARGET", self.chance.choice(TARGETS)).replace("LABEL", self.chance.choice(LABELS))
                .replace("IMAGE", self.image).replace("WORDS", self.words()))

    def block(self, depth: int) -> str:
        """A block; in deep ones stand others."""
        chance = self.chance
        kind = chance.choice(["inline", "inline", "pattern", "pattern", "table", "list", "list", "quote", "deep", "note", "code"])
        if kind == "inline" or depth == 0:
            return self.inline(2)
        if kind == "pattern":
            return self.filled(chance.choice(BLOCKS), 2)
        if kind == "table":
            return self.table()
        if kind == "list":
            return "\n".join(self.item(depth) for _ in range(chance.randint(1, 4)))
        if kind == "quote":
            return indented(self.block(depth - 1), "> ", chance.choice(["> ", "> ", ">", ""]))
        if kind == "note":
            return indented(self.block(depth - 1), f"[^{chance.choice(LABELS)}]: ", chance.choice(["    ", "    ", "", "  ", "\t"]))
        if kind == "code":
            return indented(self.block(depth - 1), "    ", "    ")
        return self.deep()

    def item(self, depth: int) -> str:
        mark = self.chance.choice(["- ", "* ", "+ ", "1. ", "2) ", "0. ", "999999999. ", "- [ ] ", "- [x] ", "-   ", "-", "1."])
        body = self.chance.choice([lambda: "", lambda: self.inline(2), lambda: self.block(depth - 1),
                                   lambda: self.inline(1) + "\n\n" + self.block(depth - 1)])()
        return indented(body, mark, " " * self.chance.choice([len(mark), len(mark), 2, 4, 0]))

    def table(self) -> str:
        width = self.chance.randint(1, 5)

        def row() -> str:
            cells = self.chance.choice([width, width, width, width - 1, width + 1, 0])
            return "|" + "|".join(self.chance.choice(["", " ", "a \\| b", self.inline(2).replace("\n", " ")]) for _ in range(cells)) + "|"

        rule = "|" + "|".join(self.chance.choice(["-", ":-", "-:", ":-:"]) for _ in range(width)) + "|"
        return "\n".join([row(), rule, *(row() for _ in range(self.chance.randint(0, 4)))])

    def deep(self) -> str:
        """One thing in itself, again and again."""
        times = self.chance.choice([9, 30, 120])
        return self.chance.choice([
            "> " * times + "x", "".join("  " * place + "- x\n" for place in range(times)), "- " * times + "x", "*" * times + "x" + "*" * times,
            "[" * times + "x" + "](y)" * times, "![" * times + "x" + "](y)" * times, "".join(" " * 3 * place + "1. x\n" for place in range(times)),
            "**x *y " * times, "~~" * times, "`" * times + "x", "<div>" * times, "<b>" * times + "x", "[^a]" * times, "(" * times, "|" * times,
            "> - " * times + "x", "\\" * times, "&" * times, "<!--" * times, "#" * times + " x", "_x_" * times, "- [ ] " * times,
        ])


def indented(text: str, first: str, others: str) -> str:
    return first + text.replace("\n", "\n" + others)


# § stands for marks in marks.
INLINES = [
    "WORDS", "WORDS", "§", "**§**", "*§*", "~~§~~", "***§", "_§_", "`§`", "``§", "[§](TARGET)", "[§](TARGET \"WORDS\")", "![§](TARGET)", "![§](IMAGE)",
    "![§](IMAGE \"WORDS\")", "[![§](IMAGE)](TARGET)", "![](IMAGE)", "[§][LABEL]", "[LABEL]", "[^LABEL]", "§[^LABEL]", "<http://a.fr/WORDS>", "<foo:WORDS>",
    "<b>§</b>", "<b §", "<br>", "<br/>", "</p>", "<!-- ", "<![CDATA[", "<?php ?>", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<a href=x>",
    "\\\n", "  \n", "http://a.fr/x_y_", "http://é.fr/?a=(b)&c", "www.a.fr", "a@b.fr", "$x^2$", ":smile:", "^§^", "[§](", "![§", "[]()", "![]()", "[](<> \"t\")",
    "[a [§](TARGET) c](TARGET)", "^[§]", "[@cite]", "\\[^a]", "[x]{.c}", "- ", "1. ", "# ", "[§](#un)", "[](TARGET)", "[ ](TARGET)", "[**](TARGET)",
]
BLOCKS = [
    "# §", "## §", "###### §", "#", "##  ##", "# Un", "# Un", "#### ![](IMAGE)", "# [^LABEL]", "# &nbsp;", "# `§`", "# [§](TARGET)", "§\n===", "§\n---", "---", "***",
    "```\n§", "```js\n§\n```", "~~~ §\n§\n~~~", "    §", "\t§", "<div>\n§\n</div>", "<div>\n\n§\n\n</div>", "<pre>§", "<!-- §", "<script>\n§\n</script>",
    "<table><tr><td>§", "<details><summary>§</summary>\n\n§\n\n</details>", "[LABEL]: TARGET", "[LABEL]: TARGET \"§\"", "[^LABEL]: §", "[^LABEL]: §\n\n    §",
    "[^LABEL]: see [^LABEL] [^LABEL] [^LABEL]", "[^LABEL]:", "> [^LABEL]: §", "- [^LABEL]: §", "[^LABEL]: > §", "[^LABEL]: # §", "[^LABEL]: - §\n    - §",
    "[^LABEL]: |a|\n    |-|\n    |[^LABEL]|", "[^LABEL]:\n    ```\n    [^a]\n    ```\n\n    [^b]", "Term\n: §", "| §\n| §", "::: x\n§\n:::", "[toc]", "\\newpage", "$$\n§\n$$",
    "*[HTML]: §", "> [!NOTE]\n> §", "![§](IMAGE)\n![§](IMAGE)", "- \n\n  §", "> ", ">", "-", "*", "1.", "- [ ]", "- [x]", "- [ ] \n- [x]", "| |\n|-|", "|a|\n|-|\n||",
]
