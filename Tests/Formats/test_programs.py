# SPDX-License-Identifier: Apache-2.0
"""What people open files with opens ours: LibreOffice, epubcheck, poppler, tidy, Yjs."""

import base64
import json
import os
import pathlib
import zipfile
from xml.etree import ElementTree

import pytest

import easysync
import judges
import pdf_structure
from full_text import META, TEXT
from judges import run
from pictures import png

NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


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
    tags = {line.split()[0].rstrip(":") for line in structure.splitlines()}
    assert {"H1", "H2", "H3", "P", "L", "LI", "LBody", "Table", "THead", "TR", "TH", "TD", "Link", "BlockQuote"} <= tags
    text = run("pdftotext", "-layout", files / "a.pdf", "-")
    for words in ("Procès-verbal", "deuxième", "12,50", "Le texte de la première note.", 'return "<b>" + x',
                  "☐ à faire", "☑ fait"):
        assert words in text
    run("pdftoppm", "-r", "40", "-png", files / "a.pdf", files / "page")
    pages = sorted(files.glob("page*.png"))
    assert len(pages) == 1 and pages[0].stat().st_size > 4_000, "a page with something on it"
    assert b"/Lang (fr)" in pathlib.Path(files / "a.pdf").read_bytes() or "Lang" in run("qpdf", "--qdf", files / "a.pdf", "-")


def test_the_tags_of_the_pdf_are_as_pdf_ua_has_them(files):
    assert pdf_structure.faults(pdf_structure.objects(files / "a.pdf")) == []
    structure = run("pdfinfo", "-struct-text", files / "a.pdf")
    order = [structure.index(f'"{words}') for words in ("Procès-verbal du 3 mai", "Un paragraphe", "Points", "premier", "au fond", "Citation et code", "Une citation",
                                                         "def f(x):", "Poste", "Montant", "Encre", "Une note", "Le texte de la ")]
    assert order == sorted(order), "it is read in its order"
    assert "u:Un carré" in [thing.get("/Alt") for thing in pdf_structure.objects(files / "a.pdf").values() if isinstance(thing, dict)]


@pytest.mark.parametrize("change, fault", [
    (lambda thing: thing.pop("/Alt", None), "an image is not described"),
    (lambda thing: thing.update({"/S": "/H5"}) if thing.get("/S") == "/H2" else None, "H5 after [1]"),
    (lambda thing: thing.update({"/S": "/P"}) if thing.get("/S") == "/TR" else None, "P in THead"),
    (lambda thing: thing.update({"/S": "/TD"}) if thing.get("/S") == "/LI" else None, "TD in L"),
    (lambda thing: thing.pop("/A", None) if thing.get("/S") == "/TH" else None, "a head of what?"),
    (lambda thing: thing.update({"/K": thing["/K"][1:]}) if thing.get("/S") == "/TR" else None, "an element claims"),
    (lambda thing: thing.update({"/K": []}) if thing.get("/S") == "/P" else None, "P is empty"),
    (lambda thing: thing.update({"/Lang": "u:"}) if "/Lang" in thing else None, "language is u:"),
    (lambda thing: thing.pop("/ViewerPreferences", None), "the title is not displayed"),
    (lambda thing: thing.pop("/StructParent", None), "an annotation without its link"),
    (lambda thing: thing.pop("/ToUnicode", None), "nobody knows what letters"),
    (lambda thing: unmarked(thing), "outside of all marks"),
])
def test_the_reader_of_tags_finds_what_is_wrong(files, change, fault):
    found = pdf_structure.objects(files / "a.pdf")
    for thing in found.values():
        if isinstance(thing, dict):
            change(thing)
    faults = pdf_structure.faults(found)
    assert any(fault in line for line in faults) or fault == "an element claims" and any("belongs to nothing" in line for line in faults), faults


def unmarked(thing: dict) -> None:
    """Takes the first marks off what a page draws."""
    if b"BDC" in (data := base64.b64decode(thing.get("data", ""))):
        start = data.index(b"/Span <</MCID")
        end = data.index(b"EMC", start)
        thing["data"] = base64.b64encode(data[:start] + data[data.index(b"BDC", start) + 3:end] + data[end + 3:]).decode()


def test_tidy_finds_nothing_in_the_page(files):
    assert run("tidy", "-quiet", "-errors", "-utf8", files / "a.html") == ""
    page = (files / "a.html").read_text("utf-8")
    assert 'lang="fr"' in page and "default-src 'none'" in page and "<script" not in page
    assert 'src="data:image/png;base64,' in page and 'src="http' not in page


def test_the_text_without_marks_reads_as_text(files):
    text = (files / "a.txt").read_text("utf-8")
    assert "du gras, de l’italique" in text and "**" not in text and "](" not in text


def test_real_yjs_opens_the_update(files):
    whole = json.loads((files / "a.json").read_bytes())
    assert judges.check_yjs(files / "a.yjs") == {"text": whole["text"], "metadata": META} and whole["metadata"] == META


def test_json_says_who_wrote_what(files):
    pad = json.loads((files / "a.json").read_bytes())
    assert pad["format"] == "encrier-pad/1" and pad["comments"] == {} and pad["title"] == META["title"]
    runs = pad["attribution"]["runs"]
    assert sum(run["length"] for run in runs) == len(pad["text"].encode("utf-16-le")) // 2
    assert {run["person"] for run in runs} == {person["id"] for person in pad["attribution"]["persons"]}


def test_the_etherpad_file_is_as_easysync_has_it(files):
    text, written = easysync.check(json.loads((files / "a.etherpad").read_bytes()))
    pad = json.loads((files / "a.json").read_bytes())
    assert text == pad["text"] and "".join(piece for piece, _ in written) + "\n" == text
    names = {person["id"]: person.get("name") for person in pad["attribution"]["persons"]}
    assert {name for _, name in written} == {names[run["person"]] for run in pad["attribution"]["runs"]}


@pytest.mark.parametrize("change", [
    lambda file, pad, revision: revision.update(changeset=revision["changeset"].replace("Z:1>", "Z:1>1", 1)),
    lambda file, pad, revision: revision.update(changeset=revision["changeset"] + "x"),
    lambda file, pad, revision: revision.update(changeset=revision["changeset"].replace("*0", "*1", 1)),
    lambda file, pad, revision: revision.update(changeset=revision["changeset"].replace("|", "", 1)),
    lambda file, pad, revision: revision.update(changeset=revision["changeset"].replace("\n", " ", 1)),
    lambda file, pad, revision: pad["atext"].update(attribs=pad["atext"]["attribs"].removesuffix("|1+1")),
    lambda file, pad, revision: pad["atext"].update(text="\n"),
    lambda file, pad, revision: pad["pool"].update(nextNum=7),
    lambda file, pad, revision: pad["pool"]["numToAttrib"].update({"0": ["author", "a.0000000000000000"]}),
    lambda file, pad, revision: file.update({"globalAuthor:a.0000000000000000": {"padIDs": "x"}}),
    lambda file, pad, revision: revision["meta"].update(timestamp=0),
])
def test_the_reader_of_easysync_finds_what_is_wrong(files, change):
    file = json.loads((files / "a.etherpad").read_bytes())
    (name,) = [key for key in file if key.startswith("pad:") and ":revs:" not in key]
    change(file, file[name], file[f"{name}:revs:0"])
    with pytest.raises((AssertionError, KeyError)):
        easysync.check(file)
