# SPDX-License-Identifier: Apache-2.0
"""Odd and hostile Markdown through every exporter: each file passes its judge and says the text to its end.

ENCRIER_ODD_DOCUMENTS=200 takes so many.
"""

import json
import os
import pathlib
import random

import pytest

import judges
from odd_documents import LABELS, TARGETS, WORDS, ending, odd_document
from pictures import png

DOCUMENTS = int(os.environ.get("ENCRIER_ODD_DOCUMENTS", "8"))
FORMATS = ["md", "txt", "html", "pdf", "odt", "docx", "epub", "json", "yjs", "etherpad"]


def odd_fields(seed: int) -> dict:
    """Metadata as odd as the text."""
    chance = random.Random(-seed)

    def words() -> str:
        # What reads requests takes a byte-order mark off the beginning of any text.
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 4))).lstrip("\ufeff")

    fields = {
        "title": words(), "language": chance.choice(["fr", "en-GB", "ar", "zz-zz", "\"><script>", "x"]), "description": words(),
        "tags": [words(), words()], "date": chance.choice(["2024", "2024-05-03", "hier", "2024-13-99", words()]), "licence": words(), "place": words(),
        "people": [{"name": words(), "kind": "organisation"}, {"name": words(), "roles": ["author", words()]}, words()],
        "places": [{"name": words(), "latitude": chance.uniform(-90, 90), "longitude": chance.choice([0, -1e-7, 179.5])}, words()],
        "events": [{"name": words(), "date": "2024-05", "end": words(), "place": words()}], "concepts": [words(), chance.choice(LABELS)],
        "relations": [{"type": chance.choice(["replaces", "cites", "isBasedOn", "x"]), "title": words(), "target": chance.choice(TARGETS)}, words()],
        "signers": [words()],
    }
    return {name: value for name, value in fields.items() if chance.random() < 0.5}


@pytest.fixture(scope="module")
def files(house, tmp_path_factory) -> pathlib.Path:
    """The folder where files are left for LibreOffice."""
    return tmp_path_factory.mktemp("odd")


@pytest.fixture(scope="module")
def image(house) -> str:
    return house.image(house.new(""), png(16))


@pytest.mark.parametrize("seed", range(DOCUMENTS))
def test_every_format_of_an_odd_document_passes_its_judge(house, files, image, seed):
    pad = house.new("")
    house.put(pad, odd_document(seed, image))
    fields = odd_fields(seed)
    status, _, answer = house.ask("PATCH", f"/api/v1/pads/{pad}", json.dumps(fields).encode(), "application/json")
    assert status == 200, answer
    text = house.text(pad)
    paths = {format: files / f"{format}-{seed}.{format}" for format in FORMATS}
    for format, path in paths.items():
        path.write_bytes(house.export(pad, format))

    whole = judges.check_json(paths["json"])
    assert whole["text"] == text and whole["metadata"] == fields
    assert judges.check_yjs(paths["yjs"]) == {"text": text, "metadata": fields}
    assert judges.check_etherpad(paths["etherpad"]) == (text if text.endswith("\n") else text + "\n")
    for format in ("md", "json"):
        again = house.taken(paths[format].read_bytes(), format)
        assert again["notes"] == [] and house.text(again["id"]) == text
        assert json.loads(house.export(again["id"], "json"))["metadata"] == fields
    for format in ("odt", "docx"):
        judges.check_office(paths[format])
    said = {
        "txt": paths["txt"].read_text("utf-8"), "html": judges.check_html(paths["html"]), "epub": judges.check_epub(paths["epub"]),
        "pdf": judges.check_pdf(paths["pdf"]),
    }
    for format, words in said.items():
        assert ending(seed) in judges.plain(words), f"{format} ends before its text does"


@pytest.mark.parametrize("format", ["odt", "docx"])
def test_libreoffice_reads_all_of_them_to_their_end(files, format):
    paths = sorted(files.glob(f"*.{format}"))
    if not paths:
        pytest.skip("no program can be confined on this machine")
    assert len(paths) == DOCUMENTS
    for path, text in judges.reopened(paths, files / format).items():
        assert ending(int(path.stem.split("-")[1])) in judges.plain(text), path.name
