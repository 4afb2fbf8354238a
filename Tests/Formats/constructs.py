# SPDX-License-Identifier: Apache-2.0
"""Random documents of the constructs that Documentation/FORMATS.md promises; the seed tells which."""

import random

WORDS = ("encre plume page été œuvre commun règle naïf 12 3,5 — « oui » 😀 é שלום fin 50% a+b x=y (ici) "
         "l’eau C# R&D #tag @nom snake\\_case 2\\*3 \\[sic\\] \\<b\\> 1\\. \\- \\# \\`").split(" ")


def documents(numbers, format: str, image: str) -> str:
    """Several documents as one text; a heading with a number begins each."""
    return "\n\n".join(f"# Document {number}\n\n{document(number, format, image)}" for number in numbers) + "\n"


def document(seed: int, format: str, image: str) -> str:
    chance = random.Random(seed)
    make = Maker(chance, f"{seed}", format, image)
    parts, last = [], None
    while len(parts) < chance.randint(4, 12):
        kind = chance.choice(make.kinds)
        # What would be one with its neighbour: lists of a kind, quotes, code.
        if last in (make.quote, make.code, make.list) and kind == last:
            continue
        parts.append(kind())
        last = kind
    return "\n\n".join(parts + make.notes)


class Maker:
    """Makes blocks of Markdown."""

    def __init__(self, chance: random.Random, name: str, format: str, image: str) -> None:
        self.chance, self.name, self.format, self.image = chance, name, format, image
        self.notes: list[str] = []
        self.kinds = [self.heading, self.paragraph, self.paragraph, self.list, self.list, self.quote, self.code, self.table,
                      self.picture]

    def words(self, most: int = 6) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(1, most)))

    def plain(self) -> str:
        """Words that begin and end in a letter, so that marks around them are marks."""
        return f"mot {self.words(3)} mot"

    def inline(self, notes: bool = True) -> str:
        text = f"Le {self.words()}"
        for _ in range(self.chance.randint(0, 3)):
            text += " " + self.chance.choice([
                lambda: f"**{self.plain()}**", lambda: f"*{self.plain()}*", lambda: f"~~{self.plain()}~~",
                lambda: "`a < b && c`", lambda: f"[{self.plain()}](https://exemple.fr/a?b=1&c=d)",
                lambda: f"**{self.plain()} *{self.plain()}* fin**", lambda: "https://exemple.fr/seul",
                lambda: self.note() if notes else "rien",
            ])() + f" {self.words(3)}"
        return text

    def note(self) -> str:
        label = f"n{self.name}-{len(self.notes)}"
        self.notes.append("")
        self.notes[-1] = f"[^{label}]: {self.inline(notes=False)}"
        return f"mot[^{label}]"

    def heading(self) -> str:
        return "#" * self.chance.randint(2, 6) + " " + self.inline(notes=False)

    def paragraph(self) -> str:
        text = self.inline()
        if self.chance.random() < 0.2:
            text += "\\\n" + self.inline()
        return text

    def list(self, depth: int = 0) -> str:
        mark = self.chance.choice(["- ", "1. ", "- [ ] "])
        lines = []
        for number in range(1, self.chance.randint(2, 4)):
            sign = {"1. ": f"{number}. ", "- [ ] ": self.chance.choice(["- [ ] ", "- [x] "])}.get(mark, mark)
            lines.append(sign + self.inline())
            if depth < 2 and self.chance.random() < 0.3:
                indent = " " * (3 if mark == "1. " else 2)
                lines += [indent + line for line in self.list(depth + 1).split("\n")]
        return "\n".join(lines)

    def quote(self) -> str:
        return "\n>\n".join("> " + self.inline() for _ in range(self.chance.randint(1, 2)))

    def code(self) -> str:
        language = self.chance.choice(["python", ""]) if self.format == "html" else ""
        lines = [self.chance.choice(["x = 1", "  dedans <b>", "# rien", "", "*a* `b` [c](d)", "| e |"]) for _ in range(3)]
        return f"```{language}\n" + "\n".join(["début", *lines, "fin"]) + "\n```"

    def table(self) -> str:
        width = self.chance.randint(2, 4)
        rules = [":--", "--:", ":-:", "---"] if self.format == "html" else ["---"]
        rule = "|".join(self.chance.choice(rules) for _ in range(width))
        rows = ["| " + " | ".join(self.inline(notes=False) for _ in range(width)) + " |"
                for _ in range(self.chance.randint(2, 4))]
        return "\n".join([rows[0], f"|{rule}|", *rows[1:]])

    def picture(self) -> str:
        return f"![{'' if self.format == 'odt' else 'Un carré gris'}]({self.image})"
