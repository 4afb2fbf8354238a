# SPDX-License-Identifier: Apache-2.0
"""What once failed: footnotes that call themselves, links out of books, headings and links without words."""

import json
import re
import time

import pytest

import easysync
import judges
from pictures import png

RENDERED = ["txt", "html", "pdf", "odt", "docx", "epub"]

NOTES = {
    "one calls itself": "Un[^a] deux.\n\n[^a]: voir [^a] et `[^a]`.\n",
    "two call each other": "Un[^a] deux[^b].\n\n[^a]: voir [^b].\n\n[^b]: voir [^a].\n",
    "each calls the next twice": "Un[^0].\n\n" + "\n\n".join(f"[^{n}]: voir [^{n + 1}] [^{n + 1}]" for n in range(60)) + "\n\n[^60]: fin\n",
    "in a list in a quotation": "Un[^A].\n\n> - [^a]: voir\n>   [^a]\n>\n>       encore [^a]\n",
    "on the next line": "Un[^a].\n\n[^a]:\n    voir\n[^a]\n\n    - puis [^a]\n",
    "in one another, in a task": "Un[^a] deux[^b].\n\n- [ ] [^b]: [^a]: voir [^a] [^b] [^a]\n",
    "after code": "Un[^a].\n\n```\n[^x]: y\n```\n[^a]: `voir [^a] `` ` [^a]\n",
}


@pytest.mark.parametrize("format", RENDERED)
@pytest.mark.parametrize("name", NOTES)
def test_footnotes_that_call_footnotes_leave_in_bounded_time(house, tmp_path, name, format):
    begun = time.monotonic()
    made = house.export(house.new(NOTES[name] + "\n\nTexte fini.\n"), format)
    assert time.monotonic() - begun < 20
    (tmp_path / f"a.{format}").write_bytes(made)
    judge = {"html": judges.check_html, "epub": judges.check_epub, "pdf": judges.check_pdf}.get(format)
    if judge:
        assert "Texte fini." in judge(tmp_path / f"a.{format}")
    elif format != "txt":
        judges.check_office(tmp_path / f"a.{format}")


def test_only_calls_in_footnotes_become_text(house):
    text = "Un[^a] et `[^b]`.\n\n[^a]: voir `[^b]`, puis [^b].\n\nDeux[^b].\n\n[^b]: fin\n"
    again = house.text(house.taken(house.export(house.new(text), "odt"), "odt")["id"])
    assert again.count("[^1]") == 2 and again.count("[^2]") == 2, again
    assert "voir `[^b]`, puis \\[^b\\]." in again and "`[^b]`." in again.split("\n")[0]


LINKS = ["/p/autre", "../x", "autre.html#x", "?a=1", "#nulle-part", "//a.fr/x", "http://", "http://a.fr/[x]", "http://a.fr/%zz", "<http://a.fr/a b>",
         "foo:bar", "mailto:", "http://é.fr/é", "http://a.fr-/", "http://1.2.3.999/", "http://a.fr\\x", "http://a.fr/&#1;", "file:///x", "", "#titre"]


@pytest.mark.parametrize("target", LINKS)
def test_a_book_holds_only_ways_that_lead_somewhere(house, tmp_path, target):
    path = tmp_path / "a.epub"
    path.write_bytes(house.export(house.new(f"# Titre\n\nUn [lien écrit]({target}) ici.\n"), "epub"))
    assert "Un lien écrit ici." in judges.check_epub(path)


@pytest.mark.parametrize("headings", ["# A\n\n# A\n\n# A-1\n\n# A", "# title: x\n\ntitle: x\n===\n\n## title x", "# fn1\n\n## fnref1\n\na[^1]",
                                      "# cb1\n\n```js\nx\n```\n\n# cb1-1"])
def test_headings_of_a_book_are_called_differently(house, tmp_path, headings):
    (tmp_path / "a.epub").write_bytes(house.export(house.new(headings + "\n\nTexte fini.\n\n[^1]: x\n"), "epub"))
    assert "Texte fini." in judges.check_epub(tmp_path / "a.epub")


def test_a_book_whose_title_is_also_a_heading_has_one_place_for_each(house, tmp_path):
    pad = house.new("---\ntitle: x\n---\n\nTexte fini.\n\n[là](#title-x)\n", title="title: x")
    (tmp_path / "a.epub").write_bytes(house.export(pad, "epub"))
    assert "Texte fini." in judges.check_epub(tmp_path / "a.epub")


@pytest.mark.parametrize("date", ["2024-13-99", "2023-02-29", "0000-00-00", "9999-12-31", "2024-02-29", "2024-1-1", "hier", " "])
def test_a_book_has_a_date_that_is_one_or_none(house, tmp_path, date):
    (tmp_path / "a.epub").write_bytes(house.export(house.new("a", date=date, title=" ", tags=["", " \u00a0"], people=[" "]), "epub"))
    judges.check_epub(tmp_path / "a.epub")


@pytest.mark.parametrize("format", ["html", "epub", "pdf"])
@pytest.mark.parametrize("heading", ["#", "# &nbsp;", "# ![](IMAGE)", "# Un ![x](IMAGE)", "# Un [![x](IMAGE)](https://a.fr)", "# [^1]", "# <b></b>", "## \u200b", "# ![](https://a.fr/x.png)", "# []()", "[]()", "[](x)",
                                     "[**](x)", "[ ](<> \"t\")", "![]()", "[![](IMAGE)](x)", "a \x01 \uffff b", "&#x1f; &#xFFFE;"])
def test_what_says_nothing_troubles_no_judge(house, tmp_path, heading, format):
    pad = house.new("")
    house.put(pad, f"{heading.replace('IMAGE', house.image(pad, png(8)))}\n\nTexte fini.\n\n[^1]: x\n")
    path = tmp_path / f"a.{format}"
    path.write_bytes(house.export(pad, format))
    judge = {"html": judges.check_html, "epub": judges.check_epub, "pdf": judges.check_pdf}[format]
    assert "Texte fini." in judge(path)


def test_letters_from_right_to_left_are_read_in_pdf(house, tmp_path):
    text = "Un mot: שלום עולם et مرحبا بالعالم fin e\u0301te\u0301 mini.\n"
    (tmp_path / "a.pdf").write_bytes(house.export(house.new(text), "pdf"))
    said = re.sub("[\u202a-\u202e]", "", judges.plain(judges.check_pdf(tmp_path / "a.pdf")))
    for words in ("Un mot:", "שלום עולם", "مرحبا بالعالم", "fin été mini."):
        assert words in said, said


@pytest.mark.parametrize("text", ["", "\n", "a", "a\r", "😀\n\n", "a\nb", "\n\na\n"])
def test_etherpad_takes_texts_with_any_end(house, text):
    pad = house.new("x")
    house.put(pad, text)
    told, _ = easysync.check(json.loads(house.export(pad, "etherpad")))
    kept = house.text(pad)
    assert told == (kept if kept.endswith("\n") else kept + "\n")


def test_authors_of_two_pads_stay_two_where_both_are_imported(house):
    first, second = ([key for key in json.loads(house.export(house.new("a"), "etherpad")) if key.startswith("globalAuthor:")] for _ in range(2))
    assert first and second and not set(first) & set(second)
