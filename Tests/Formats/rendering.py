# SPDX-License-Identifier: Apache-2.0
"""What a Markdown text says, as cmark-gfm reads it: to compare two texts that are written differently."""

import html.parser
import re
import subprocess

from server import program


def rendered(text: str) -> str:
    """The page that the server makes of a text."""
    return subprocess.run([program(), "render-markdown"], input=text.encode(), capture_output=True, check=True).stdout.decode()


def blocks(text: str, format: str) -> list[list[str]]:
    """For each document its lines, one a word or a mark; footnotes stand where they are called."""
    reader = Reader(rendered(text))
    found: list[list[str]] = []
    for place, line in enumerate(reader.lines):
        if line == "<h1>" and reader.lines[place + 1] == "Document":
            found.append([])
        assert found, f"the first document begins the text: {reader.lines[:9]}"
        found[-1].append(line)
    return found


class Reader(html.parser.HTMLParser):
    """Words and tags in order, without what only looks different: tight or loose lists, line breaks in lines."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.notes: dict[str, list[str]] = {}
        self.lines: list[str] = []
        # Notes stand where they are called, and what is around them nowhere.
        self.target: list[str] = []
        self.in_code = self.in_way_back = False
        body, _, notes = page.partition('<section class="footnotes"')
        if notes:
            self.feed("<section" + notes)
        self.target = self.lines
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attributes) -> None:
        known = dict(attributes)
        if tag == "li" and known.get("id", "").startswith("fn-"):
            self.target = self.notes[known["id"]] = []
        elif tag == "a" and "data-footnote-backref" in known:
            self.in_way_back = True
        elif tag == "a" and "data-footnote-ref" in known:
            self.target += ["<note>", *self.notes[known["href"][1:]], "</note>"]
            self.in_way_back = True
        elif tag not in ("p", "section", "sup") and not self.in_way_back:
            shown = [f"{name}={value}" for name, value in attributes if name in ("href", "src", "alt", "align", "checked", "class")]
            self.target.append(f"<{' '.join([tag, *shown])}>")
        self.in_code |= tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.in_way_back:
            self.in_way_back = False
        elif tag == "p" or tag == "li" and self.target is not self.lines:
            return
        elif tag not in ("section", "sup", "input", "br", "img"):
            self.target.append(f"</{tag}>")
        self.in_code &= tag != "pre"

    def handle_data(self, data: str) -> None:
        if self.in_way_back:
            return
        self.target += [data] if self.in_code else re.findall(r"\S+", data.replace("\u00a0", " "))
