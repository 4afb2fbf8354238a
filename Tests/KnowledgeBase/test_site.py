# SPDX-License-Identifier: Apache-2.0
"""The knowledge base's site as it is read: from the disk, by keyboard, on a phone, on paper, and by axe."""

import html.parser
import os
import pathlib
import re
import urllib.parse

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from house import ARGUMENTS, CHROMIUM
from made_up_base import made_up
from pages import CHECKS, CONTROLS, axe

LANGUAGES = ("fr", "en")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The folder of a site that was built; its path has what addresses must encode."""
    if built := os.environ.get("ENCRIER_SITE"):
        return pathlib.Path(built)
    return made_up(tmp_path_factory.mktemp("base")).site


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """Somebody who reads the site from the disk; nothing may leave the machine, and no page may complain."""

    def __init__(self, browser: Browser, site: pathlib.Path, **options) -> None:
        self.site = site
        self.complaints: list[str] = []
        self.context = browser.new_context(**{"viewport": DESKTOP, "locale": "fr-FR", **options})
        self.page: Page = self.context.new_page()
        self.page.on("request", self._see)
        self.page.on("console", lambda message: self._complain(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _see(self, request) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.complaints.append(f"asks {request.url}")

    def _complain(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def open(self, path: str) -> Page:
        self.page.goto((self.site / path).as_uri() if "?" not in path else
                       f"{(self.site / path.split('?')[0]).as_uri()}?{path.split('?')[1]}")
        return self.page

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []


@pytest.fixture
def reader(browser: Browser, site: pathlib.Path):
    reader = Reader(browser, site)
    yield reader
    reader.close()


class Links(html.parser.HTMLParser):
    """What a page leads to and loads, and the names in it that others lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: list[str] = []
        self.inline: list[str] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src", "action"):
                self.links.append(value or "")
            if name == "content" and (value or "").startswith("0; url="):
                self.links.append(value[7:])
            if name == "id":
                self.names.append(value)
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")
        if tag == "style" or (tag == "script" and "src" not in dict(attributes)):
            self.inline.append(tag)


@pytest.fixture(scope="session")
def pages(site: pathlib.Path) -> dict[pathlib.Path, Links]:
    return {path: Links(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_link_leads_somewhere(site: pathlib.Path, pages: dict[pathlib.Path, Links]):
    assert len(pages) > 80
    for path, page in pages.items():
        assert page.inline == [], path
        assert len(page.names) == len(set(page.names)), path
        for link in page.links:
            if re.match(r"(https?|mailto|tel):", link):
                continue
            address = urllib.parse.urlsplit(link)
            assert not address.scheme and not address.netloc and not link.startswith("/"), (path, link)
            target = (path.parent / urllib.parse.unquote(address.path)).resolve() if address.path else path
            assert target.is_relative_to(site.resolve()) and target.is_file(), (path, link)
            if address.fragment:
                names = pages[target].names if target in pages else Links(target.read_text("utf-8")).names
                assert urllib.parse.unquote(address.fragment) in names, (path, link)


def violations(page: Page) -> list[str]:
    page.evaluate(axe())
    # It reads style sheets again to look into them, which a page from the disk may not.
    found = page.evaluate(CHECKS.replace("resultTypes", "preload: false,\n  resultTypes"))["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def kinds(site: pathlib.Path, language: str) -> list[str]:
    """One page of each kind; of those there are many of, the fullest."""
    folder = site / language
    found = [path.name for path in folder.glob("*.html")]
    for name in ("people", "places", "events", "dates"):
        files = sorted((folder / name).glob("*.html"), key=lambda path: path.stat().st_size)
        found.append(f"{name}/{next(f.name for f in files[::-1] if f.name != 'index.html')}")
    texts = sorted(folder.glob("texts/*/edition-*.html"), key=lambda path: path.stat().st_size)
    found += ["people/index.html", "texts/index.html", *(str(path.relative_to(folder)) for path in (texts[0], texts[-1]))]
    found += [str(path.relative_to(folder)) for path in folder.glob("texts/*/edition-1.html")
              if (path.parent / "edition-2.html").exists()][:1]
    return [f"{language}/{path}" for path in found]


# Each language and each width once; all of them together take as long again.
@pytest.mark.parametrize(("language", "width"), [
    ("fr", "desktop"), ("en", "phone"),
    *([("en", "desktop"), ("fr", "phone")] if os.environ.get("ENCRIER_EVERY_WIDTH") else []),
])
def test_axe_finds_nothing(browser: Browser, site: pathlib.Path, language: str, width: str):
    reader = Reader(browser, site, viewport=DESKTOP if width == "desktop" else PHONE,
                    color_scheme="light" if language == "fr" else "dark")
    for path in kinds(site, language):
        page = reader.open(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than its window"
    reader.close()


def test_a_screen_reader_hears_a_name_of_everything(reader: Reader, site: pathlib.Path):
    for path in kinds(site, "fr"):
        page = reader.open(path)
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        controls = [node for node in nodes if not node["ignored"] and node.get("role", {}).get("value") in CONTROLS]
        assert len(controls) > 8, path
        assert [node["role"] for node in controls if not node.get("name", {}).get("value", "").strip()] == [], path
        assert sum(node["role"]["value"] == "heading" and node.get("properties", [{}])[0].get("value", {}).get("value") == 1
                   for node in controls) == 1, path


def test_the_root_leads_to_the_readers_language(browser: Browser, site: pathlib.Path):
    for locale, language in (("fr-CA", "fr"), ("en-GB", "en"), ("sv-SE", "fr")):
        reader = Reader(browser, site, locale=locale)
        page = reader.open("index.html")
        page.wait_for_url(f"**/{language}/index.html")
        expect(page.locator("html")).to_have_attribute("lang", language)
        reader.close()


def test_all_is_there_without_a_script(browser: Browser, site: pathlib.Path):
    reader = Reader(browser, site, java_script_enabled=False)
    page = reader.open("index.html")
    page.get_by_role("link", name="Français").click()
    page.get_by_role("link", name="Carte", exact=True).click()
    expect(page.locator(".map-drawing a")).to_have_count(page.locator("#places > li").count())
    page.locator(".map-drawing a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Lieu", exact=True).click()
    page.get_by_role("link", name="Read in English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Places")
    page.get_by_role("searchbox").first.fill("eau")
    page.keyboard.press("Enter")
    expect(page.get_by_text("the indexes lead to all texts")).to_be_visible()
    # A text's own address leads to its newest edition without any script.
    page = reader.open("fr/texts/charte-des-jardins-partages/index.html")
    page.wait_for_url("**/edition-3.html")
    reader.close()


def test_an_older_edition_says_so(reader: Reader):
    page = reader.open("fr/texts/charte-des-jardins-partages/edition-1.html")
    page.get_by_role("link", name="Lire la plus récente").click()
    page.wait_for_url("**/edition-3.html")
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator("article.text img")).to_have_js_property("naturalWidth", 360)
    withdrawn = reader.open("en/texts/note-retiree/edition-1.html")
    expect(withdrawn.locator("main")).to_contain_text(re.compile(r"was withdrawn from the knowledge base on \d+ \w+ 20\d\d\."))
    expect(withdrawn.locator("main")).not_to_contain_text("Note retirée")


def go_by_tab(page: Page, target) -> None:
    """Presses Tab until something has the focus."""
    for _ in range(60):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(target).to_be_focused()


def test_the_map_is_used_by_keyboard(reader: Reader):
    page = reader.open("fr/map.html")
    expect(page.locator(".map-drawing")).to_be_hidden()
    last = page.locator("#places > li").last
    name = last.get_attribute("data-name")
    mark = page.get_by_role("button", name=f"{page.locator('#places > li').count()}. {name}")
    go_by_tab(page, mark)
    page.keyboard.press("Enter")
    expect(mark).to_have_attribute("aria-expanded", "true")
    popup = page.locator(".leaflet-popup-content")
    expect(popup.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(mark).to_be_focused()
    # Places that are near have one mark, which brings them nearer.
    near = page.locator(".map-marks").first
    names = near.get_attribute("title").split(", ")
    assert len(names) > 2
    page.locator("#map").focus()
    go_by_tab(page, near)
    before = page.locator(".map-mark:not(.map-marks)").count()
    page.keyboard.press("Enter")
    expect(page.locator(".map-mark:not(.map-marks)")).not_to_have_count(before)
    expect(page.locator("#map")).to_be_focused()
    page.get_by_role("button", name="Voir tous les lieux").press("Enter")
    expect(page.locator(".map-mark:not(.map-marks)")).to_have_count(before)
    page.locator("#map").focus()
    go_by_tab(page, mark)
    page.keyboard.press("Space")
    expect(popup.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/*.html")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_genealogy_is_walked_by_keyboard(reader: Reader):
    page = reader.open("fr/genealogy.html")
    assert page.locator("a.node").count() > 5
    page.locator(".drawing").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator("a.node").first).to_be_focused()
    node = page.locator("a.node:not(.node-outside)").first
    go_by_tab(page, node)
    title = node.get_attribute("aria-label").rsplit(", ", 1)[0]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    # What the drawing shows, the list says: each line there and back.
    assert page.locator(".family-list .relation").count() == 2 * page.locator(".drawing path.line").count() > 10
    expect(page.locator(".family-list").get_by_text("répond à").first).to_be_visible()


@pytest.mark.parametrize(("asked", "first"), [
    ("ECONOMIES", "La monnaie du fleuve, premier bilan"),
    ("œuvre", "Petit lexique des communs"),
    ("oeuvre", "Petit lexique des communs"),
    ("lexi commun", "Petit lexique des communs"),
    ("jardin partage", "Charte des jardins partagés"),
    ("tréguer", "Accueillir : trois nuits à Briançon"),
    ("cozinhas", "Cozinhas em rede"),
])
def test_search_finds_words_however_they_are_written(reader: Reader, asked: str, first: str):
    page = reader.open(f"fr/search.html?q={urllib.parse.quote(asked)}")
    expect(page.locator("#query")).to_have_value(asked)
    expect(page.locator("#results .entry-title").first).to_have_text(first)
    expect(page.locator("#search-status")).to_contain_text("trouvé")
    # What only the description names is not to be seen in the text.
    expect(page.locator("#results .entry").first.locator("mark").first).to_be_visible(visible=asked != "tréguer")


def test_search_tells_and_follows_what_is_typed(reader: Reader):
    page = reader.open("en/texts/index.html")
    page.get_by_role("searchbox").fill("well promise")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search.html?q=well+promise")
    expect(page.locator("#search-status")).to_have_text("One text found.")
    expect(page.locator("#results .entry-summary")).to_contain_text("a well is a promise")
    page.locator("#query").fill("zzzz")
    expect(page.locator("#search-status")).to_have_text("No text has all of these words.")
    expect(page.locator("#results li")).to_have_count(0)
    page.locator("#query").fill("monnaies")
    expect(page.locator("#results li")).not_to_have_count(0)
    assert page.url.endswith("?q=monnaies")
    page.locator("#results a").first.click()
    page.wait_for_url("**/texts/*/edition-1.html")


def test_pages_are_printed(reader: Reader, tmp_path: pathlib.Path):
    for path, wanted in (("fr/map.html", "Ziguinchor"), ("en/genealogy.html", "is based on"),
                         ("fr/events.html", "Semaine des puits"), ("en/ideas.html", "First seen"),
                         ("fr/texts/charte-des-jardins-partages/edition-3.html", "https://example.org/outils")):
        page = reader.open(path)
        page.emulate_media(media="print")
        # The map that moves stays on the screen; the drawn one is for paper.
        if "map" in path:
            expect(page.locator(".map-drawing")).to_be_visible()
            expect(page.locator("#map")).to_be_hidden()
        expect(page.locator(".sections")).to_be_hidden()
        pdf = tmp_path / "page.pdf"
        pdf.write_bytes(page.pdf(prefer_css_page_size=True))
        text = os.popen(f"pdftotext -layout {pdf} -").read()
        assert wanted in re.sub(r"\s+", " ", text), (path, text[:2000])
        page.emulate_media(media="screen")
