# SPDX-License-Identifier: Apache-2.0
"""The content as others read it: MkDocs, Hugo, YAML, JSON-LD and XML; with texts that mean no good too."""

import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree

import lxml.html
import pytest
import yaml
from pyld import jsonld

from content_base import GOOD, NAMES, ContentBase, hostile, publish

SCHEMES = ("http", "https", "mailto", "tel", "ftp", "geo", "doi")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> ContentBase:
    return publish(tmp_path_factory.mktemp("good"), GOOD, "Les communs : « l’eau »")


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> ContentBase:
    return publish(tmp_path_factory.mktemp("bad"), hostile(), NAMES[16] + "\n# \"{{< x >}}")


@pytest.fixture(params=["good", "bad"])
def base(request: pytest.FixtureRequest) -> ContentBase:
    return request.getfixturevalue(request.param)


def front(path: pathlib.Path) -> dict:
    """What YAML reads in front of a file."""
    _, text, _ = path.read_text("utf-8").split("---\n", 2)
    fields = yaml.safe_load(text)
    assert isinstance(fields, dict)
    return fields


def test_the_check_finds_nothing_until_something_is_changed(good: ContentBase) -> None:
    done = good.run("kb", "check", good.output)
    assert done.returncode == 0, done.stdout
    text = good.files(".text")[0]
    exact = text.read_bytes()
    text.write_bytes(exact + b" ")
    try:
        done = good.run("kb", "check", good.output, "--json")
        assert done.returncode == 1
        found = [(fault["path"], fault["kind"]) for fault in json.loads(done.stdout)["faults"]]
        place = str(text.relative_to(good.output))
        assert found == [(place, "changed"), (place, "otherPart")]
    finally:
        text.write_bytes(exact)


def test_hostile_content_is_sound_and_stays_in_its_folder(bad: ContentBase) -> None:
    done = bad.run("kb", "check", bad.output)
    assert done.returncode == 0, done.stdout
    assert sorted(path.name for path in bad.output.parent.iterdir()) == ["data", "kb", "source"]
    assert len(bad.files(".text")) == len(hostile())


def test_front_matter_is_what_was_described(good: ContentBase) -> None:
    fields = {field["title"]: field for field in map(front, good.files("edition-1.md"))}
    well = fields["Le puits"]
    assert str(well["date"]) == "2024-05-28" and well["lang"] == "fr" and well["license"] == "CC BY-SA 4.0"
    assert [str(tag) for tag in well["tags"]] == ["eau", "puits, pompes", "2024-05-28", "no"]
    assert well["people"][0] == {"name": "Ada Lovelace", "kind": "person", "roles": ["author"]}
    assert well["places"] == [{"name": "Lyon", "latitude": 45.75, "longitude": 4.85}, "Metz"]
    assert well["relations"][0] == {"type": "respondsTo", "title": "l'EAU du village", "text": "l-eau-du-village"}
    # A year is no date for Hugo.
    assert fields["L’eau du village"]["when"] == "1999" and "date" not in fields["L’eau du village"]


def test_hostile_front_matter_says_what_was_written_and_becomes_no_tag(bad: ContentBase) -> None:
    def inert(text: str) -> str:
        return text.translate(str.maketrans('<>"', "‹›”"))

    for path in bad.files("edition-1.md"):
        fields = front(path)
        assert not set('<>') & set(path.read_text("utf-8").split("\n---\n")[0])
        written = json.loads(path.with_suffix(".metadata.json").read_text("utf-8"))
        assert fields["title"] == inert(written["title"])
        assert [str(tag) for tag in fields["tags"]] == [inert(tag) for tag in dict.fromkeys(written["tags"])]
        assert not {"url", "layout", "aliases", "draft"} & set(fields)


def test_json_ld_expands_without_a_request(base: ContentBase) -> None:
    def refuse(address: str, options: dict) -> None:
        raise AssertionError(f"asks {address}")

    jsonld.set_document_loader(refuse)
    for path in base.files(".jsonld"):
        document = json.loads(path.read_text("utf-8"))
        (expanded,) = jsonld.expand(document)
        assert expanded["@type"] == ["https://schema.org/Article"]
        assert expanded["https://schema.org/name"][0]["@value"] == document["name"]
        assert jsonld.to_rdf(document)


def test_dublin_core_is_xml(base: ContentBase) -> None:
    for path in base.files(".dc.xml"):
        root = xml.etree.ElementTree.parse(path).getroot()
        assert root.tag == "metadata" and root.find("{http://purl.org/dc/terms/}title") is not None


def test_mkdocs_builds_it_strictly_and_nothing_in_it_runs(base: ContentBase, tmp_path: pathlib.Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", base.output / "mkdocs.yml"]
    done = subprocess.run([*command, "--site-dir", tmp_path / "site"], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) >= len(base.files(".md"))
    for page in pages:
        document = lxml.html.fromstring(page.read_bytes())
        # All that the theme brings is its own.
        for name in document.xpath("//script/@src | //link/@href"):
            assert not urllib.parse.urlsplit(name).scheme, page
        if page.name not in ("404.html", "search.html"):
            (main,) = document.xpath("//*[@role='main']")
            is_harmless(main, page, tmp_path / "site")


def test_hugo_builds_it_and_nothing_in_it_runs(base: ContentBase, tmp_path: pathlib.Path) -> None:
    command = ["hugo", "--source", base.output, "--destination", tmp_path / "site", "--noBuildLock", "--cacheDir", tmp_path / "cache"]
    environment = {**os.environ, "HUGO_RESOURCEDIR": str(tmp_path / "resources")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0 and "WARN" not in done.stdout + done.stderr, done.stdout + done.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) >= len(base.files(".md"))
    for page in pages:
        is_harmless(lxml.html.fromstring(page.read_bytes()), page, tmp_path / "site")


def is_harmless(element: lxml.html.HtmlElement, page: pathlib.Path, site: pathlib.Path) -> None:
    """No script, no style, nothing fetched from elsewhere, and each link leads somewhere."""
    for part in element.iter():
        assert part.tag not in ("script", "style", "iframe", "object", "embed", "svg", "form", "base"), page
        for name, value in part.attrib.items():
            assert not re.match(r"on|style$", name), (page, name)
            if name not in ("href", "src", "srcset", "action", "poster", "data", "background"):
                continue
            address = urllib.parse.urlsplit(value)
            if address.scheme or address.netloc:
                assert part.tag == "a" and address.scheme in SCHEMES, (page, value)
            elif address.path:
                start = site if address.path.startswith("/") else page.parent
                place = start / urllib.parse.unquote(address.path.lstrip("/"))
                assert place.is_file() or (place / "index.html").is_file(), (page, value)
