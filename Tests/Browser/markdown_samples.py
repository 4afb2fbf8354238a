# SPDX-License-Identifier: Apache-2.0
"""Random Markdown from GFM's constructs and from what breaks editors; the seed tells which."""

import random

WORDS = "encre plume page été œuvre commun règle naïf 12 3,5 — « oui » 😀 e\u0301 שלום \u200b fin".split(" ")


def document(seed: int) -> str:
    """A text of some tens of blocks."""
    chance = random.Random(seed)
    blocks = [chance.choice(BLOCKS)(chance) for _ in range(chance.randint(1, 24))]
    text = chance.choice(["\n\n", "\n", "\n\n\n"]).join(blocks)
    return text + chance.choice(["", "\n", "\n\n", "  ", "\t"])


def words(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 9)))


def inline(chance: random.Random) -> str:
    text = words(chance)
    for _ in range(chance.randint(0, 3)):
        text += " " + chance.choice([
            "**{}**", "*{}*", "~~{}~~", "`{}`", "``{} ` ``", "[{}](https://a.org)", "![{}](/images/x.png)",
            "[{}][ref]", "<https://a.org/{}>", "https://a.org", "***{}***", "**{}", "*{}", "[{}](", "{}[^1]",
            "\\*{}\\*", "<b>{}</b>", "&amp;{}", "{}  ", "{}\\", "[^{}]", "![](", "[]()", "**", "~~", "`",
        ]).format(words(chance))
    return text


def table(chance: random.Random) -> str:
    columns = chance.randint(1, 5)

    def row():
        cells = [chance.choice(["", " ", words(chance), inline(chance), "a \\| b", "``|``"])
                 for _ in range(max(1, columns + chance.choice([0, 0, 0, -1, 1])))]
        return chance.choice(["| {} |", "|{}|", "{}", "| {}", "  | {} |  "]).format(" | ".join(cells))

    rule = "|".join(chance.choice([" --- ", ":--", "--:", ":-:", "-"]) for _ in range(columns))
    return "\n".join([row(), f"|{rule}|", *(row() for _ in range(chance.randint(0, 4)))])


def items(chance: random.Random) -> str:
    lines = []
    for _ in range(chance.randint(1, 7)):
        indent = " " * chance.choice([0, 0, 2, 3, 4, 6, 9]) if lines else ""
        mark = chance.choice(["-", "*", "+", "1.", "2)", "- [ ]", "- [x]", "10."])
        lines.append(f"{indent}{mark} {inline(chance)}")
        if chance.random() < 0.2:
            lines.append(" " * chance.choice([0, 2, 4, 8]) + inline(chance))
    return "\n".join(lines)


BLOCKS = [
    inline, inline, items, items, table, table,
    lambda chance: "#" * chance.randint(1, 7) + chance.choice([" ", "", "\t"]) + inline(chance),
    lambda chance: f"{words(chance)}\n{chance.choice(['===', '---', '-', '='])}",
    lambda chance: "\n".join("> " * chance.randint(1, 3) + inline(chance) for _ in range(3)),
    lambda chance: "> " + items(chance).replace("\n", "\n> "),
    lambda chance: chance.choice(["---", "***", "_ _ _", "- - -"]),
    lambda chance: f"```js\n{inline(chance)}\n```", lambda chance: f"~~~\n# {words(chance)}",
    lambda chance: f"    {words(chance)}\n\tcode", lambda chance: f"[^1]: {inline(chance)}",
    lambda chance: f"<div>\n{inline(chance)}\n</div>", lambda chance: "<!-- " + words(chance),
    lambda chance: f"[ref]: https://a.org \"{words(chance)}\"", lambda chance: "- - - a\n- [ ] - [x] b",
    lambda chance: "*" * chance.randint(1, 60), lambda chance: "[" * 40 + "a" + "]" * 40,
    lambda chance: "|" * 30, lambda chance: "\u0000\u00a0\ufeff" + words(chance),
    lambda chance: words(chance) * 60, lambda chance: "a\\", lambda chance: "\t\t" + items(chance),
]
