# SPDX-License-Identifier: Apache-2.0
"""What people open files with opens ours: LibreOffice, epubcheck, poppler, tidy, Yjs."""

import json
import os
import pathlib
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest

from full_text import META, TEXT
from pictures import png

NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def run(*command, **options) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def files(house, tmp_path_factory) -> pathlib.Path:
    """The full text in every format, in a folder."""
    folder = tmp_path_factory.mktemp("files")
    pad = house.new("")
    house.put(pad, TEXT.replace("{image}", house.image(pad, png(64))))
    house.ask("PATCH", f"/api/v1/pads/{pad}", json.dumps(META).encode(), "application/json")
    for format in ("md", "txt", "html", "pdf", "odt", "docx", "epub", "json", "yjs", "etherpad"):
        (folder / f"a.{format}").write_bytes(house.export(pad, format))
    return folder


def test_epubcheck_finds_nothing(files):
    said = run("java", "-jar", "/usr/share/java/epubcheck.jar", files / "a.epub")
    assert "0 fatals / 0 errors / 0 warnings" in said
    with zipfile.ZipFile(files / "a.epub") as book:
        package = book.read("EPUB/content.opf").decode()
    for word in ("Conseil &amp; &lt;amis&gt;", "<dc:language>fr</dc:language>", "Léo *Martin*", "2024-05-03", "été"):
        assert word in package


@pytest.fixture(scope="module")
def reopened(files) -> dict[str, ElementTree.Element]:
    """What LibreOffice makes of ODT and DOCX when it has opened them."""
    for format in ("odt", "docx"):
        (files / format).mkdir()
        os.link(files / f"a.{format}", files / format / f"{format}.{format}")
    run("soffice", f"-env:UserInstallation=file://{files}/profile", "--headless", "--convert-to", "fodt",
        "--outdir", files, files / "odt" / "odt.odt", files / "docx" / "docx.docx")
    return {format: ElementTree.parse(files / f"{format}.fodt").getroot() for format in ("odt", "docx")}


def said(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize("format", ["odt", "docx"])
def test_libreoffice_reopens_all_of_it(reopened, format):
    document = reopened[format]
    find = lambda path: document.findall(f".//office:text//{path}", NAMES)  # noqa: E731
    level = f"{{{NAMES['text']}}}outline-level"
    headings = [(int(heading.get(level)), said(heading)) for heading in find("text:h")]
    assert headings == [(1, "Procès-verbal du 3 mai"), (2, "Points"), (3, "Citation et code")]
    rows = [[said(cell).strip() for cell in row.findall("table:table-cell", NAMES)] for row in find("table:table-row")]
    assert rows == [["Poste", "Montant"], ["Encre", "12,50"], ["Papier", "3,00"]]
    assert len(find("table:table-header-rows")) == 1
    items = [said(item.find("text:p", NAMES)).strip() for item in find("text:list-item") if item.find("text:p", NAMES) is not None]
    for item in ("premier", "deuxième", "dedans", "au fond", "un", "deux", "☐ à faire", "☒ fait"):
        assert item in items
    notes = [said(note.find("text:note-body", NAMES)).strip() for note in find("text:note")]
    assert notes == ["Le texte de la première note.", "La seconde."]
    pictures = find("draw:image")
    assert len(pictures) == 1 and said(pictures[0]).strip(), "the picture is inside"
    link = find("text:a")[0]
    assert link.get("{http://www.w3.org/1999/xlink}href") == "https://exemple.fr/a?b=1&c=2"
    assert document.find(".//dc:title", NAMES).text == META["title"]
    text = said(document.find(".//office:text", NAMES))
    for words in ("Une citation sur deux lignes", "def f(x):", 'return "<b>" + x', "gras", "barré"):
        assert words in text


def test_the_pdf_is_tagged_and_shows_all_of_it(files):
    about = run("pdfinfo", files / "a.pdf")
    assert "Tagged:          yes" in about and META["title"] in about
    structure = run("pdfinfo", "-struct", files / "a.pdf")
    tags = {line.split()[0] for line in structure.splitlines()}
    assert {"H1", "H2", "H3", "P", "L", "LI", "LBody", "Table", "THead", "TR", "TH", "TD", "Link", "BlockQuote"} <= tags
    text = run("pdftotext", "-layout", files / "a.pdf", "-")
    for words in ("Procès-verbal", "deuxième", "12,50", "Le texte de la première note.", 'return "<b>" + x',
                  "☐ à faire", "☑ fait", "Un carré"):
        assert words in text
    run("pdftoppm", "-r", "40", "-png", files / "a.pdf", files / "page")
    pages = sorted(files.glob("page*.png"))
    assert len(pages) == 1 and pages[0].stat().st_size > 4_000, "a page with something on it"
    assert b"/Lang (fr)" in pathlib.Path(files / "a.pdf").read_bytes() or "Lang" in run("qpdf", "--qdf", files / "a.pdf", "-")


def test_tidy_finds_nothing_in_the_page(files):
    assert run("tidy", "-quiet", "-errors", "-utf8", files / "a.html") == ""
    page = (files / "a.html").read_text("utf-8")
    assert 'lang="fr"' in page and "default-src 'none'" in page and "<script" not in page
    assert 'src="data:image/png;base64,' in page and 'src="http' not in page


def test_the_text_without_marks_reads_as_text(files):
    text = (files / "a.txt").read_text("utf-8")
    assert "du gras, de l’italique" in text and "**" not in text and "](" not in text


def test_real_yjs_opens_the_update(files):
    script = """const Y = require("yjs"), fs = require("fs"); const doc = new Y.Doc()
      Y.applyUpdate(doc, fs.readFileSync(process.argv[1]))
      console.log(JSON.stringify({ text: doc.getText("content").toString(), meta: doc.getMap("meta").toJSON() }))"""
    found = json.loads(run("node", "-e", script, files / "a.yjs", env=os.environ | {"NODE_PATH": "/usr/share/nodejs"}))
    whole = json.loads((files / "a.json").read_bytes())
    assert found["text"] == whole["text"] and found["meta"] == META == whole["metadata"]


def test_json_says_who_wrote_what(files):
    pad = json.loads((files / "a.json").read_bytes())
    assert pad["format"] == "encrier-pad/1" and pad["comments"] == {} and pad["title"] == META["title"]
    runs = pad["attribution"]["runs"]
    assert sum(run["length"] for run in runs) == len(pad["text"].encode("utf-16-le")) // 2
    assert {run["person"] for run in runs} == {person["id"] for person in pad["attribution"]["persons"]}


def test_the_etherpad_file_is_a_revision_that_makes_its_text(files):
    everything = json.loads((files / "a.etherpad").read_bytes())
    (pad,) = [value for key, value in everything.items() if key.startswith("pad:") and ":revs:" not in key]
    (name,) = [key for key in everything if key.startswith("pad:") and ":revs:" not in key]
    revision = everything[f"{name}:revs:0"]
    text, attributes = applied("\n", revision["changeset"])
    assert text == pad["atext"]["text"] == revision["meta"]["atext"]["text"]
    assert units(text) == sum(length for _, length, _ in operations(pad["atext"]["attribs"]))
    assert text == json.loads((files / "a.json").read_bytes())["text"]
    authors = [value[1] for value in pad["pool"]["numToAttrib"].values()]
    assert authors and all(f"globalAuthor:{author}" in everything for author in authors)
    assert {number for number in attributes} <= {int(number) for number in pad["pool"]["numToAttrib"]}


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def operations(text: str):
    """Sign, length and lines of each operation of a changeset, with the attributes it has."""
    import re
    place = 0
    for match in re.finditer(r"((?:\*[0-9a-z]+)*)(?:\|([0-9a-z]+))?([-+=])([0-9a-z]+)", text):
        assert match.start() == place, "nothing between operations"
        place = match.end()
        yield match[3], int(match[4], 36), (match[1], int(match[2] or "0", 36))
    assert place == len(text)


def applied(old: str, changeset: str):
    """What a changeset makes of a text, as Etherpad checks it; and the attributes in it."""
    head, bank = changeset.split("$", 1)
    import re
    match = re.fullmatch(r"Z:([0-9a-z]+)([><])([0-9a-z]+)(.*)", head, re.DOTALL)
    assert int(match[1], 36) == units(old)
    new, place, used = "", 0, []
    for sign, length, (marks, lines) in operations(match[4]):
        assert sign == "+"
        piece = bank.encode("utf-16-le")[2 * place:2 * (place + length)].decode("utf-16-le")
        assert piece.count("\n") == lines and (not lines or piece.endswith("\n"))
        place += length
        new += piece
        used += [int(mark, 36) for mark in marks.split("*") if mark]
    assert place == units(bank)
    new += old
    assert units(new) - units(old) == int(match[3], 36) * (1 if match[2] == ">" else -1)
    return new, used
