# SPDX-License-Identifier: Apache-2.0
"""What judges a file of a format: a program that people open it with, or a strict reader; an assertion for what is wrong."""

import html.parser
import io
import json
import os
import pathlib
import re
import subprocess
import unicodedata
import zipfile
from xml.etree import ElementTree

import easysync
import pdf_structure


def run(*command, **options) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def plain(text: str) -> str:
    """Text without how it is broken into lines, and how accents are written."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


class Page(html.parser.HTMLParser):
    """What a page says, and what it could do."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.identifiers, self.targets, self.tags = "", [], [], set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            assert not name.startswith("on"), (tag, attributes)
            if name == "id":
                self.identifiers.append(value)
            if name in ("href", "src"):
                assert not re.match(r"[\s\x00-\x20]*(javascript|vbscript|file|data:text)", value or "", re.IGNORECASE), value
                self.targets.append(value)

    def handle_data(self, data: str) -> None:
        self.words += data


def check_html(path: pathlib.Path) -> str:
    """tidy finds nothing, no script, every name once and every way in the page leads somewhere."""
    # Lists may have empty items, which tidy would rather drop, and people stress what is stressed.
    options = ["-quiet", "-errors", "-utf8", "--drop-empty-elements", "no", "--mute", "NESTED_EMPHASIS"]
    judged = subprocess.run(["tidy", *options, path], capture_output=True, text=True, timeout=60, check=False)
    assert judged.stdout + judged.stderr == "" and judged.returncode < 2, judged
    page = Page(path.read_text("utf-8"))
    assert "script" not in page.tags and len(page.identifiers) == len(set(page.identifiers))
    # Ways to headings are people's own and may lead nowhere; those of footnotes are ours.
    ways = [target[1:] for target in page.targets if target.startswith(("#fn-", "#fnref-"))]
    assert set(ways) <= set(page.identifiers), set(ways) - set(page.identifiers)
    return page.words


def check_epub(path: pathlib.Path) -> str:
    said = run("java", "-jar", "/usr/share/java/epubcheck.jar", path)
    assert "0 fatals / 0 errors / 0 warnings" in said, said
    with zipfile.ZipFile(path) as book:
        return " ".join(Page(book.read(name).decode()).words for name in book.namelist() if name.endswith(".xhtml"))


def check_pdf(path: pathlib.Path) -> str:
    run("qpdf", "--check", path)
    run("pdfinfo", "-struct", path)
    assert pdf_structure.faults(pdf_structure.objects(path)) == []
    return run("pdftotext", path, "-")


def check_office(path: pathlib.Path) -> None:
    """Every part is XML, and each image it shows is there."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and (content := archive.read(name)):
                ElementTree.parse(io.BytesIO(content))


def reopened(paths: list[pathlib.Path], folder: pathlib.Path) -> dict[pathlib.Path, str]:
    """The texts that LibreOffice finds in documents."""
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
        "--outdir", folder, *paths)
    return {path: (folder / f"{path.stem}.txt").read_text("utf-8-sig") for path in paths}


def check_yjs(path: pathlib.Path) -> dict:
    """The text and metadata that real Yjs finds."""
    script = """const Y = require("yjs"), fs = require("fs"); const doc = new Y.Doc()
      Y.applyUpdate(doc, fs.readFileSync(process.argv[1]))
      console.log(JSON.stringify({ text: doc.getText("content").toString(), metadata: doc.getMap("meta").toJSON() }))"""
    return json.loads(run("node", "-e", script, path, env=os.environ | {"NODE_PATH": "/usr/share/nodejs"}))


def check_etherpad(path: pathlib.Path) -> str:
    text, _ = easysync.check(json.loads(path.read_text("utf-8")))
    return text


TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def check_json(path: pathlib.Path) -> dict:
    """The members that programs rely on, and no others."""
    pad = json.loads(path.read_text("utf-8"))
    assert list(pad) == ["format", "pad", "title", "created", "updated", "metadata", "text", "attribution", "comments"]
    assert pad["format"] == "encrier-pad/1" and all(isinstance(pad[name], str) for name in ("pad", "title", "text"))
    assert re.fullmatch(TIME, pad["created"]) and re.fullmatch(TIME, pad["updated"])
    assert isinstance(pad["metadata"], dict) and isinstance(pad["comments"], dict)
    moment, persons, runs = (pad["attribution"][name] for name in ("moment", "persons", "runs"))
    assert type(moment["sequence"]) is int and re.fullmatch(TIME, moment["time"])
    for person in persons:
        assert {"id", "kind"} <= set(person) <= {"id", "kind", "name", "relayed"} and person["kind"] in ("guest", "member", "server", "anonymous")
    place = 0
    for part in runs:
        assert set(part) == {"person", "from", "length"} and part["from"] == place and part["length"] > 0
        assert part["person"] in {person["id"] for person in persons}
        place += part["length"]
    assert place == len(pad["text"].encode("utf-16-le", "surrogatepass")) // 2
    return pad
