# SPDX-License-Identifier: Apache-2.0
"""People, places, events, concepts and relations of a text, in every format that can say them."""

import html.parser
import json
import zipfile

import pytest

import judges

ABOUT = {
    "title": "Procès-verbal", "language": "fr", "date": "2024-05-03", "tags": ["eau"],
    "people": [{"name": "Amina Diallo", "kind": "person", "roles": ["author", "note-taker"]}, {"name": "Léo *Martin*", "roles": ["speaker"]},
               {"name": "Régie & <fils>", "kind": "organisation"}, "Zoé"],
    "places": [{"name": "Lyon; 7e", "latitude": 45.75, "longitude": -4.5e-7}, "Metz", {"name": "Brest"}],
    "events": [{"name": "Assemblée", "date": "2024-05-03", "end": "2024-05-04", "place": "Lyon"}, "Fête"],
    "concepts": ["droit à l’eau", "régie: publique"],
    "relations": [{"type": "isVersionOf", "title": "Brouillon"}, {"type": "replaces", "title": "PV d’avril", "target": "https://exemple.fr/p/avril?a=1&b=2"},
                  {"type": "isBasedOn", "title": "Notes", "target": "javascript:alert(1)"}, {"type": "respondsTo", "title": "Une lettre"},
                  {"type": "cites", "title": "Un livre", "target": "urn:isbn:1"}, "Un tract"],
    "signers": ["Zoé", "Amina Diallo"],
}


@pytest.fixture(scope="module")
def pad(house) -> str:
    return house.new("# Compte rendu\n\nUn texte.\n", **ABOUT)


@pytest.mark.parametrize("format", ["md", "json"])
def test_markdown_and_json_bring_all_of_it_back(house, pad, format):
    made = house.export(pad, format)
    again = house.taken(made, format)
    assert again["notes"] == [] and house.text(again["id"]) == house.text(pad)
    assert json.loads(house.export(again["id"], "json"))["metadata"] == ABOUT
    if format == "md":
        assert house.export(again["id"], "md") == made
        assert "people:\n- name: Amina Diallo\n  kind: person\n  roles:\n  - author\n  - note-taker\n".encode() in made


def test_fields_of_no_shape_are_named_and_left_out(house):
    note = "---\npeople:\n- name: A\n  shoes: 44\nplaces:\n- name: Lyon\n  latitude: '45,7'\nevents: Fête\n---\ntexte\n"
    taken = house.taken(note.encode(), "md")
    assert {(note["kind"], note["detail"]) for note in taken["notes"]} == {("field", "people"), ("field", "places")}
    assert json.loads(house.export(taken["id"], "json"))["metadata"] == {"events": ["Fête"]}


class Head(html.parser.HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes) -> None:
        known = dict(attributes)
        if tag == "meta" and "name" in known:
            self.said.append((known["name"], known["content"]))
        if tag == "link":
            self.said.append((known["rel"], f"{known['href']} {known['title']}"))


def test_html_says_it_in_dublin_core(house, pad, tmp_path):
    (tmp_path / "a.html").write_bytes(house.export(pad, "html"))
    judges.check_html(tmp_path / "a.html")
    said = Head((tmp_path / "a.html").read_text("utf-8")).said
    assert [line for line in said if line[0] in ("author", "keywords") or line[0].startswith("dcterms.")] == [
        ("keywords", "eau"), ("author", "Amina Diallo"),
        ("dcterms.contributor", "Léo *Martin*"), ("dcterms.contributor", "Régie & <fils>"), ("dcterms.contributor", "Zoé"),
        ("dcterms.date", "2024-05-03"), ("dcterms.spatial", "name=Lyon\\; 7e; north=45.75; east=-4.5e-07"), ("dcterms.spatial", "Metz"),
        ("dcterms.spatial", "Brest"), ("dcterms.temporal", "name=Assemblée; start=2024-05-03; end=2024-05-04; place=Lyon"), ("dcterms.temporal", "Fête"),
        ("dcterms.subject", "droit à l’eau"), ("dcterms.subject", "régie: publique"), ("dcterms.isVersionOf", "Brouillon"),
        ("dcterms.replaces", "https://exemple.fr/p/avril?a=1&b=2 PV d’avril"), ("dcterms.source", "Notes"), ("dcterms.references", "Une lettre"),
        ("dcterms.references", "Un livre"), ("dcterms.relation", "Un tract"),
    ]


def test_html_brings_places_events_and_concepts_back(house, pad):
    again = house.taken(house.export(pad, "html"), "html")
    assert again["notes"] == []
    metadata = json.loads(house.export(again["id"], "json"))["metadata"]
    assert metadata["places"] == [ABOUT["places"][0], "Metz", "Brest"]
    assert (metadata["events"], metadata["concepts"], metadata["people"]) == (ABOUT["events"], ABOUT["concepts"], ["Amina Diallo"])


def part(made: bytes, name: str, path) -> str:
    path.write_bytes(made)
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def test_books_and_documents_name_the_authors(house, pad, tmp_path):
    package = part(house.export(pad, "epub"), "EPUB/content.opf", tmp_path / "a.epub")
    assert ">Amina Diallo</dc:creator>" in package and package.count("</dc:creator>") == 1
    for name in ("Léo *Martin*", "Régie &amp; &lt;fils&gt;", "Zoé"):
        assert f">{name}</dc:contributor>" in package
    assert ">eau</dc:subject>" in package and "droit à l’eau</dc:subject>" in package
    judges.check_epub(tmp_path / "a.epub")
    document = part(house.export(pad, "odt"), "meta.xml", tmp_path / "a.odt")
    assert "<dc:creator>Amina Diallo</dc:creator>" in document
    core = part(house.export(pad, "docx"), "docProps/core.xml", tmp_path / "a.docx")
    assert "<dc:creator>Amina Diallo</dc:creator>" in core
    (tmp_path / "a.pdf").write_bytes(house.export(pad, "pdf"))
    about = judges.run("pdfinfo", tmp_path / "a.pdf")
    assert any(line.split() == ["Author:", "Amina", "Diallo"] for line in about.splitlines()), about


def test_without_an_author_all_persons_are(house, tmp_path):
    pad = house.new("a", people=["A", {"name": "B", "roles": ["editor"]}, {"name": "C", "kind": "organisation"}])
    (tmp_path / "a.pdf").write_bytes(house.export(pad, "pdf"))
    assert "A, B\n" in judges.run("pdfinfo", tmp_path / "a.pdf")
