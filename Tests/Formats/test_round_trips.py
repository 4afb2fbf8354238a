# SPDX-License-Identifier: Apache-2.0
"""What leaves comes back the same: Markdown and JSON wholly, others in what Documentation/FORMATS.md lists.

ENCRIER_ROUND_TRIPS=500 takes so many random documents through HTML, ODT and DOCX.
"""

import json
import os
import random
import subprocess

import pytest

from constructs import documents
from full_text import META, TEXT
from markdown_samples import document
from pictures import png
from rendering import blocks

DOCUMENTS = int(os.environ.get("ENCRIER_ROUND_TRIPS", "40"))
# So many go in one file, because starting programs takes longer than their work.
BATCH = 20


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("format", ["md", "json"])
def test_markdown_and_json_come_back_as_they_were(house, format, seed):
    chance = random.Random(seed)
    text = document(seed).replace("\0", "") if seed else TEXT
    if chance.random() < 0.3:
        text = chance.choice(["---\n", "---\ntitle: x\n---\n", "\n\n", "---", "--- a\n", "---\n---\n\n"]) + text
    fields = {key: value for key, value in META.items() if seed == 0 or chance.random() < 0.4}
    pad = house.new(text, **fields)
    again = house.taken(house.export(pad, format), format)
    assert again.get("notes") == []
    assert house.text(again["id"]) == house.text(pad) == text
    first, second = (json.loads(house.ask("GET", f"/api/v1/pads/{name}")[2]) for name in (pad, again["id"]))
    for key in META:
        if key in fields or key != "title":
            assert first.get(key) == second.get(key), key


def test_what_front_matter_says_beyond_our_fields_stays_and_leaves_again(house):
    note = """---
title: Compte rendu
lang: fr
tags: eau, feu
breaks: false
robots: noindex, nofollow
slideOptions:
  theme: white
  speed: 1.5
---

# Compte rendu

###### tags: `autre`
"""
    pad = house.taken(note.encode(), "md", "note.md")
    assert (pad["title"], pad["language"], pad["tags"], pad["notes"]) == ("Compte rendu", "fr", ["eau", "feu"], [])
    back = house.export(pad["id"], "md").decode()
    for line in ("breaks: false", "robots: noindex, nofollow", "slideOptions:", "  theme: white", "  speed: 1.5"):
        assert line in back
    assert house.text(pad["id"]).startswith("# Compte rendu\n")
    untouched = json.loads(house.export(pad["id"], "json"))["metadata"]
    assert untouched["slideOptions"] == {"theme": "white", "speed": 1.5}


@pytest.mark.parametrize("format", ["html", "odt", "docx"])
@pytest.mark.parametrize("first", range(0, DOCUMENTS, BATCH))
def test_random_documents_lose_nothing_on_the_list(house, format, first):
    pad = house.new("")
    image = house.image(pad, png(32))
    numbers = range(first, min(first + BATCH, DOCUMENTS))
    text = documents(numbers, format, image)
    house.put(pad, text)
    again = house.taken(house.export(pad, format), format)
    assert [note for note in again["notes"] if note["kind"] != "looks"] == []
    before, after = blocks(text, format), blocks(house.text(again["id"]), format)
    assert len(before) == len(after) == len(numbers), "a document for each heading that begins one"
    for number, old, new in zip(numbers, before, after):
        assert new == old, f"document {number} through {format}"


@pytest.mark.parametrize("format", ["odt", "docx"])
def test_neither_do_those_that_libreoffice_saved(house, tmp_path, format):
    pad = house.new("")
    numbers = range(BATCH)
    text = documents(numbers, format, house.image(pad, png(32)))
    house.put(pad, text)
    (tmp_path / f"a.{format}").write_bytes(house.export(pad, format))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", format,
                    "--outdir", tmp_path / "saved", tmp_path / f"a.{format}"], check=True, capture_output=True, timeout=120)
    again = house.taken((tmp_path / "saved" / f"a.{format}").read_bytes(), format)
    before, after = blocks(text, format), blocks(house.text(again["id"]), format)
    for number, old, new in zip(numbers, before, after, strict=True):
        assert new == old, f"document {number} through {format}"


@pytest.mark.parametrize("format, fields", [
    ("html", {"title", "people", "tags", "description", "language", "date", "licence", "place"}),
    ("odt", {"title", "people", "date", "tags", "description"}), ("docx", {"title", "people", "date"}),
])
def test_what_is_known_of_a_text_comes_back_word_for_word(house, format, fields):
    known = META | {"title": "Un *titre* _a_ <b> & \\`c`", "people": ["A. [b](c)", "D & E"], "description": "x_y *z*"}
    pad = house.new("# Un\n\ndeux\n", **known)
    again = house.taken(house.export(pad, format), format)
    assert {field: again.get(field) for field in fields} == {field: known[field] for field in fields}
    assert house.text(again["id"]) == "# Un\n\ndeux\n"
