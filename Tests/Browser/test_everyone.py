# SPDX-License-Identifier: Apache-2.0
"""Everything there is to see, met by somebody: no page, dialog or panel keeps anybody out.

What there is to see is found in the project (`pages.py`); a page or dialog that nobody here meets
fails the test. Both languages and both themes are looked at; ENCRIER_ALL_DRESSES=1 does it at both sizes
in both languages. Pictures lie in Tests/Browser/screenshots to be looked at.
"""

import os
import re

import pytest
from playwright.async_api import expect

from pages import CHECKS, COLOUR_CHECKS, built_pages, nameless_controls, opened_parts, violations
from test_appearance import CONSTRUCTS, LOCALES, SCREENSHOTS, SIZES, fits

DRESSES = [("fr", "screen"), ("en", "phone")]
if "ENCRIER_ALL_DRESSES" in os.environ:
    DRESSES = [(language, size) for language in LOCALES for size in SIZES]

# Problems as a browser meets them: an address of this server, and what the page has to say.
PROBLEMS = {
    "/nowhere": "rien à cette adresse|nothing at this address",
    "/p/caf%C3%A9": "ne peut pas avoir ce nom|cannot have this name",
    "/p/not-yet/print": "n’existe pas encore|does not exist yet",
}


@pytest.mark.parametrize("language, size", DRESSES)
def test_no_page_dialog_or_panel_keeps_anybody_out(play, language, size):
    async def scene(stage):
        options = {"viewport": SIZES[size], "locale": LOCALES[language], "view": "page",
                   "reduced_motion": "reduce"}
        if size == "phone":
            options |= {"is_mobile": True, "has_touch": True}
        visit = Visit(stage, await stage.person(**options), f"{size}-{language}")
        await visit.pages()
        await visit.parts()
        assert visit.met_pages == built_pages(), "a page that no test visits, or none any more"
        assert visit.met_parts == opened_parts(), "a dialog or panel that no test opens, or none any more"
        visit.person.complaints = [text for text in visit.person.complaints if "responded with a status of" not in text]

    play(scene)


class Visit:
    """One person's way through all there is."""

    def __init__(self, stage, person, dress: str) -> None:
        self.stage, self.person, self.dress = stage, person, dress
        self.page = person.page
        self.met_pages: set[str] = set()
        self.met_parts: set[str] = set()
        self.sockets: list = []

    async def inspect(self, name: str) -> None:
        """Nothing sticks out, every control has a name, and axe-core finds nothing, on light and on dark."""
        await fits(self.page)
        self.person.complaints += [f"{name}: {control} has no name" for control in await nameless_controls(self.page)]
        for scheme, checks in (("light", CHECKS), ("dark", COLOUR_CHECKS)):
            await self.page.emulate_media(color_scheme=scheme)
            self.person.complaints += [f"{name}, {scheme}: {found}" for found in await violations(self.page, checks)]
            await self.page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}-{self.dress}.png",
                                       animations="disabled", caret="hide")

    async def at(self, page: str, name: str | None = None) -> None:
        self.met_pages.add(page)
        await self.inspect(f"page-{name or page}")

    async def part(self, name: str, selector: str | None = None) -> None:
        await expect(self.page.locator(selector or f"#{name}")).to_be_in_viewport(ratio=0.5)
        self.met_parts.add(name)
        await self.inspect(f"part-{name}")

    async def press(self, selector: str) -> None:
        await self.person.press(self.page.locator(selector))

    async def pages(self) -> None:
        stage, page = self.stage, self.page
        await page.goto(stage.server.url)
        await self.at("index", "home-first")
        await page.route("**/api/v1/pads", refuse)
        await self.press("#new-pad-button")
        await expect(page.locator("#new-pad-error")).to_have_text(re.compile("Attendez un moment|Wait a moment"))
        await self.at("index", "home-refused")
        await page.unroute("**/api/v1/pads")
        async with page.expect_file_chooser() as chooser:
            await self.press("#import-button")
        note = {"name": "note.md", "mimeType": "text/markdown", "buffer": b"---\na: [\n---\ntexte"}
        await (await chooser.value).set_files(note)
        await expect(page.locator("#imported-notes li")).to_have_count(1)
        await page.locator("#imported").scroll_into_view_if_needed()
        await self.part("imported")
        await page.goto(stage.server.url)
        for number, (path, words) in enumerate(PROBLEMS.items()):
            await page.goto(stage.server.url + path)
            await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(words))
            await self.at("problem", f"problem-{number}")
        # Nobody answers: else the page goes on by itself.
        await page.route("**/healthz", lambda route: route.abort())
        await page.goto(stage.server.url + "/digest/stop?letter=none")
        await self.at("digest")
        await self.press("#digest-stop")
        await expect(page.get_by_role("alert")).to_have_text(re.compile("aucune de nos lettres|none of our letters"))
        await self.at("digest", "digest-unknown")
        await page.goto(stage.server.url + "/away")
        await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("ne répond pas|does not answer"))
        await self.at("away")
        await page.goto(f"{stage.pad_url(stage.new_pad(CONSTRUCTS))}/print")
        await self.at("print")
        await self.members()

    async def members(self) -> None:
        """Becoming a member, signing in, and what a member sees at home."""
        stage, page = self.stage, self.page
        address = stage.server.command("account", "invite", "ada@exemple.fr", "--name", "Ada").strip()
        await page.goto(f"{stage.server.url}/invitation#secret=used")
        await expect(page.get_by_role("alert")).to_have_text(re.compile("ne sert plus|no longer good"))
        await self.at("account", "invitation-used")
        await page.goto(stage.server.url)
        await page.goto(stage.server.url + address)
        await expect(page.locator("#account-form")).to_be_visible()
        await self.at("account", "invitation")
        await page.locator("#account-password").fill("une phrase longue")
        await self.press("#account-confirm")
        await expect(page.locator("#account-sign-out")).to_be_visible()
        await self.at("index", "home-member")
        await self.own_account()
        await self.press("#account-sign-out")
        await self.press("#account-sign-in")
        await self.part("account-form")
        await page.route("**/api/v1/me", offer_provider)
        await page.reload()
        await expect(page.locator("#account-forgotten")).to_be_visible()
        await page.locator("#account-provider").scroll_into_view_if_needed()
        await self.part("account-provider")
        await page.unroute("**/api/v1/me")
        await page.locator("#account-email").fill("ada@exemple.fr")
        await page.locator("#account-password").fill("pas celle-ci")
        await self.press("#account-confirm")
        await expect(page.get_by_role("alert")).to_have_text(re.compile("n’est pas le bon|is not right"))
        await self.at("account", "sign-in-wrong")
        await page.route("**/api/v1/forgotten", lambda route: route.fulfill(status=202, json={}))
        await page.goto(stage.server.url + "/forgotten")
        await page.locator("#account-email").fill("ada@exemple.fr")
        await self.at("account", "forgotten")
        await self.press("#account-confirm")
        await expect(page.locator("#account-text")).to_have_text(re.compile("en route|on its way"))
        await self.at("account", "forgotten-done")

    async def own_account(self) -> None:
        """The page of a member's own account, and what it says to who is none."""
        page = self.page
        await page.route("**/api/v1/me", offer_letters)
        await page.route("**/api/v1/me/digest", lambda route: route.fulfill(
            status=200, json={"frequency": "daily", "language": "fr", "next": "2026-10-03T05:00:00.000Z"}))
        await self.press("#account-own")
        await expect(page.locator("#session-list li")).to_have_count(1)
        for name in ("own-account-password", "own-digest", "own-sessions", "own-account-data"):
            await page.locator(f"#{name}").scroll_into_view_if_needed()
            await self.part(name)
        await page.locator("#password-current").fill("pas celle-ci")
        await page.locator("#password-new").fill("une autre phrase")
        await self.press("#password-confirm")
        await expect(page.get_by_role("alert")).to_have_text(re.compile("n’est pas le bon|is not right"))
        await self.at("own-account", "own-account-wrong")
        await self.press("#erase-button")
        await self.part("erase-password-part")
        await page.locator("#erase-password").fill("pas celle-ci")
        await self.press("#erase-form [value=confirm]")
        await expect(page.locator("#erase-answer")).to_have_text(re.compile("n’est pas le bon|is not right"))
        await self.inspect("part-erase-account")
        await page.keyboard.press("Escape")
        await page.unroute("**/api/v1/me")
        await page.goto(self.stage.server.url)

    async def parts(self) -> None:
        stage, page, person = self.stage, self.page, self.person
        await page.route_web_socket(re.compile("/sync/"), self.listen)
        await page.goto(stage.pad_url(stage.new_pad()))
        await self.part("name-dialog")
        await page.keyboard.type("Amina")
        await page.keyboard.press("Enter")
        await person.is_told_saved()
        await self.part("blank")
        pad = stage.new_pad(CONSTRUCTS)
        await page.goto(stage.pad_url(pad))
        await person.is_told_saved()
        await expect(page.locator(".md-row")).to_have_count(3)
        await self.at("pad")
        for name in ("people", "share", "settings", "count"):
            await self.press(f"#{name}-button")
            await self.part(f"{name}-panel")
            await page.keyboard.press("Escape")
        await self.press("#settings-button")
        await self.press("#export-button")
        await expect(page.locator("#export-list button")).to_have_count(10)
        await self.part("export-dialog")
        await page.keyboard.press("Escape")
        await self.press("#outline-button")
        await self.part("outline")
        await self.press("#outline-close")
        await self.press("#find-button")
        await page.locator("#find-text").fill("un")
        await self.part("find")
        await page.keyboard.press("Escape")
        await self.press(".md-cell >> nth=4")
        await self.part("table-panel", ".table-panel")
        await self.press(".md-link >> nth=0")
        await self.part("link-panel", ".link-panel")
        await self.follow(pad)
        await person.go_to_end()
        await person.type("\n/")
        await self.part("slash-menu", ".slash-menu")
        await page.keyboard.press("Escape")
        await person.is_told_saved()
        await self.past(pad)
        await self.losses()
        await self.links()
        await self.editions()

    async def follow(self, pad: str) -> None:
        leo = await self.stage.person(locale="fr-FR")
        await leo.open_pad(self.stage.pad_url(pad), "Léo")
        await leo.go_to_end()
        await self.press("#people-button")
        await self.press(".people-follow")
        await self.part("following")
        await self.press("#following-stop")

    async def editions(self) -> None:
        """What a pad is described and finished by, and the page of one's own pads."""
        page, person = self.page, self.person
        await page.route("**/api/v1/entities", offer_entities)
        async with page.expect_response("**/api/v1/entities"):
            await page.goto(self.stage.pad_url("a-finir"))
            await person.is_told_saved()
            await person.go_to_end()
        await person.paste("# Carnet\n\nBonjour Ada, de Lyon")
        await person.is_told_saved()
        await page.keyboard.press("ArrowLeft")
        await self.part("known-name-panel", ".known-panel")
        await page.unroute("**/api/v1/entities")
        await page.goto(f"{self.stage.server.url}/editions")
        await expect(page.locator(".desk-pad")).to_have_count(1)
        await self.at("editions")
        await page.route("**/api/v1/entities", offer_entities)
        await self.press(".desk-pad")
        dialog = page.locator("#finish-dialog")
        await expect(dialog.locator("#contributors-list li")).to_have_count(1)
        await dialog.locator(".offer").first.scroll_into_view_if_needed()
        await self.inspect("part-offers")
        await page.unroute("**/api/v1/entities")
        await page.locator("#describe-tags").fill("communs")
        await page.keyboard.press("Enter")
        for add in await dialog.locator(".describe-add").all():
            await person.press(add)
            await page.keyboard.type("Lyon")
        await page.locator(".describe-row input[type=text]").nth(5).fill("hier, ou presque")
        await self.press(".describe-more summary")
        await self.part("finish-dialog")
        await page.locator("#contributors").scroll_into_view_if_needed()
        await self.part("contributors")
        await self.press("#finish-act")
        await self.part("edition-dialog")
        await self.press("#edition-confirm")
        await expect(dialog.locator(".edition")).to_have_count(1)
        await self.press("[data-publish]")
        await self.part("publish-dialog.js dialog", "#publish-dialog")
        await self.press("#publish-confirm")
        await expect(dialog.locator(".publication")).to_be_visible()
        await page.locator("#editions").scroll_into_view_if_needed()
        await self.part("editions")
        await self.press("#finish-close")
        await expect(page.locator("#edition-banner")).to_be_visible()
        await self.at("pad", "edition")
        await page.goto(f"{self.stage.server.url}/editions")
        await expect(page.locator("#desk-published .desk-pad")).to_have_count(1)
        await self.at("editions", "editions-finished")
        await page.locator("#entities").scroll_into_view_if_needed()
        await self.part("entities")
        await page.route("**/api/v1/entities", offer_entities)
        await page.reload()
        await self.press("[data-kind=place] >> nth=0")
        await page.locator("#entity-coordinates").fill("quelque part")
        await self.press("#entity-names label >> nth=0")
        await expect(page.locator("#entity-names input").first).to_be_checked()
        await self.part("entity-dialog")
        await page.keyboard.press("Escape")
        await page.unroute("**/api/v1/entities")

    async def past(self, pad: str) -> None:
        """What others wrote meanwhile, who wrote what, and the page of the pad's past."""
        stage, page = self.stage, self.page
        await page.wait_for_function("(pad) => Object.entries(localStorage).some(([key, value]) => "
                                     "key.startsWith('encrier.seen.') && value.includes(pad))", arg=pad)
        stage.put_text(pad, CONSTRUCTS.replace("Une **idée**", "Deux **idées**"))
        await page.goto(stage.pad_url(pad))
        await self.part("since")
        await self.press("#since-show")
        await expect(page.locator(".since-written").first).to_be_visible()
        await self.inspect("part-since-shown")
        await self.press("#since-close")
        await self.press("#settings-button")
        await self.press("#authors-choice label >> nth=1")
        await page.keyboard.press("Escape")
        await expect(page.locator("#editor .author").first).to_be_visible()
        await page.locator("#authorship").scroll_into_view_if_needed()
        await self.part("authorship")
        await self.person.editor.focus()
        await page.keyboard.press("Control+A")
        await self.part("writers")
        await self.press("#settings-button")
        await self.press("#authors-choice label >> nth=0")
        await page.keyboard.press("Escape")
        await page.goto(f"{stage.pad_url(pad)}/history")
        await expect(page.locator("#moment .cm-line").first).to_be_visible()
        await self.at("history")
        if await page.locator("#panel").is_hidden():
            await self.press("#panel-button")
        await self.part("panel")
        await page.locator("#contributions").scroll_into_view_if_needed()
        await self.part("contributions")
        await self.press("#name-moment")
        await self.part("version-dialog")
        await page.locator("#version-name").fill("V1")
        await page.keyboard.press("Enter")
        await self.press("#versions-list button >> nth=2")
        await self.part("forget-version-dialog")
        await page.keyboard.press("Escape")
        await self.press("#restore")
        await self.part("restored")
        await self.press("#restored-close")
        await page.goto(f"{stage.pad_url(pad)}/history#from=1&to=now&layout=side")
        await expect(page.locator(".hunk").first).to_be_visible()
        await self.part("compare-controls")
        await self.part("comparison")
        await page.goto(stage.pad_url(pad))
        await self.person.is_told_saved()

    async def links(self) -> None:
        """What the owner of a pad shares it by."""
        page, person = self.page, self.person
        await page.goto(self.stage.pad_url("a-partager"))
        await person.is_told_saved()
        await person.go_to_end()
        await person.type("Bonjour")
        await person.is_told_saved()
        await expect(page.locator("body")).to_have_attribute("data-role", "owner")
        await self.press("#share-button")
        await self.part("links")
        await self.press("#link-make")
        for name in ("link-made", "links-in-force"):
            await page.locator(f"#{name}").scroll_into_view_if_needed()
            await self.part(name)
        await page.keyboard.press("Escape")
        await self.erasing()
        await self.away()
        await self.trash()

    async def erasing(self) -> None:
        """What an owner takes a passage out of the pad's past by."""
        page = self.page
        await page.goto(f"{self.stage.pad_url('a-partager')}/history")
        await expect(page.locator("#moment .cm-line").first).to_be_visible()
        if await page.locator("#panel").is_hidden():
            await self.press("#panel-button")
        await expect(page.locator("#erasing")).to_be_visible()
        await page.locator("#erasing").scroll_into_view_if_needed()
        await self.part("erasing")
        await self.press("#erase")
        await self.part("erase-dialog")
        await page.keyboard.press("Escape")
        await page.goto(self.stage.pad_url("a-partager"))
        await self.person.is_told_saved()

    async def away(self) -> None:
        """What an owner sends somebody away by."""
        page = self.page
        leo = await self.stage.person(locale="fr-FR")
        await leo.open_pad(self.stage.pad_url("a-partager"), "Léo")
        await self.press("#people-button")
        await self.press(".people-away")
        await self.part("away-dialog")
        await self.press("#away-form [value=confirm]")
        await expect(leo.page.locator("#closed-dialog")).to_be_visible()
        await self.press("#share-button")
        await page.locator("#away-people").scroll_into_view_if_needed()
        await self.part("away-people")

    async def trash(self) -> None:
        """What takes a pad and oneself away."""
        page = self.page
        await self.press("#trash-button")
        await self.part("trash-dialog")
        await self.press("#trash-form [value=confirm]")
        await expect(page.locator("#closed-restore")).to_be_visible()
        await self.inspect("part-closed-trash")
        await page.goto(self.stage.server.url)
        await page.locator("#trash").scroll_into_view_if_needed()
        await self.part("trash")
        await self.press("#erase-button")
        await self.part("erase-dialog")

    async def losses(self) -> None:
        """The connection lost, the last changes refused, the pad gone, and a passphrase missing."""
        self.stage.server.kill()
        await self.part("notice")
        self.stage.server.start()
        await self.person.press_retry()
        await self.person.is_told_saved()
        await self.sockets[-1].close(code=4403, reason="not yours")
        await self.part("refused-dialog")
        await self.press("#refused-close")
        await self.person.is_told_saved()
        await self.sockets[-1].close(code=4410, reason="gone")
        await self.part("closed-dialog")
        await self.page.reload()
        await self.person.is_told_saved()
        await self.sockets[-1].close(code=4401, reason="passphrase-needed")
        await self.part("passphrase-dialog")

    def listen(self, socket) -> None:
        socket.connect_to_server()
        self.sockets.append(socket)


async def refuse(route) -> None:
    await route.fulfill(status=429, content_type="application/problem+json",
                        body='{"type": "urn:encrier:problem:too-many-changes", "status": 429, "detail": "Wait."}')


async def offer_entities(route) -> None:
    await route.fulfill(status=200, json={"entities": [
        {"kind": "person", "name": "Ada", "count": 3},
        {"kind": "place", "name": "Lyon", "count": 1, "url": "/kb/places/lyon.html"},
        {"kind": "place", "name": "Lyon (Rhône)", "count": 2, "latitude": 45.76, "longitude": 4.84}]})


async def offer_letters(route) -> None:
    answer = await route.fetch()
    await route.fulfill(response=answer, json={**await answer.json(), "sendsLetters": True})


async def offer_provider(route) -> None:
    await route.fulfill(status=200, content_type="application/json",
                        body='{"identity": "guest", "hasAccounts": true, "startsPads": true, "sendsLetters": true, "provider": "id.exemple.fr"}')
