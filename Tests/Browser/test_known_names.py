# SPDX-License-Identifier: Apache-2.0
"""What the knowledge base knows completes descriptions, and is linked from the text and from what names it."""

import re

import pytest
from playwright.async_api import expect

from finishing import PEOPLE, PLACES, add_row, finish, list_of, meta, open_form, own_pad
from test_appearance import fits
from test_editions import DRESSES, dress

TEXT = "# Carnet de Lyon\n\nAda Lovelace à Lyon, puis à Brest, pour les communs."

WORDS = {
    "fr": {
        "page": "Page dans la base de connaissances", "more": "de «\N{NO-BREAK SPACE}Lyon\N{NO-BREAK SPACE}» (nouvel onglet)",
        "link": "Relier «\N{NO-BREAK SPACE}Lyon\N{NO-BREAK SPACE}» à sa page, dans le texte",
        "linked": "Dans le texte, «\N{NO-BREAK SPACE}Lyon\N{NO-BREAK SPACE}» mène à sa page.",
        "see": "Voir dans la base de connaissances", "this": "Relier ce nom",
    },
    "en": {
        "page": "Page in the knowledge base", "more": "of “Lyon” (new tab)", "link": "Link “Lyon” to its page, in the text",
        "linked": "In the text, “Lyon” leads to its page.", "see": "See in the knowledge base",
        "this": "Link this name",
    },
}


async def offer_known(route) -> None:
    """What a server tells that shows a knowledge base."""
    await route.fulfill(status=200, json={"entities": [
        {"kind": "person", "name": "Ada Lovelace", "count": 0, "url": "/kb/people/ada-lovelace.html"},
        {"kind": "place", "name": "Lyon", "count": 1, "url": "/kb/places/lyon.html", "latitude": 45.76, "longitude": 4.84},
        {"kind": "place", "name": "Brest", "count": 1},
        {"kind": "concept", "name": "communs", "count": 2, "url": "/kb/concepts/communs.html"}]})


@pytest.mark.parametrize("language, size", DRESSES)
def test_known_names_lead_to_their_pages_from_the_description_and_from_the_text(play, language, size):
    async def scene(stage):
        words = WORDS[language]
        ada = await own_pad(stage, "carnet", text=TEXT, **dress(language, size))
        page = ada.page
        await page.route("**/api/v1/entities", offer_known)
        dialog = await open_form(ada)
        # What stands in the text and is known to others is offered for the description.
        await ada.press(list_of(dialog, PEOPLE).locator(".offer"))
        row = await add_row(ada, dialog, PLACES)
        await page.keyboard.type("Lyon")
        await row.locator("input").nth(1).focus()
        await expect(row.locator("input").nth(1)).to_have_value("45.76, 4.84")
        link = row.locator(".page-link")
        await expect(link).to_contain_text(words["page"])
        await expect(link).to_have_text(re.compile(re.escape(words["more"]) + "$"))
        assert await link.get_attribute("href") == "/kb/places/lyon.html"
        assert await link.get_attribute("target") == "_blank" and await link.get_attribute("rel") == "noopener"
        await dialog.locator("#describe-concepts").fill("communs")
        await page.keyboard.press("Enter")
        await expect(dialog.locator(".describe-names .page-link")).to_have_attribute("href", "/kb/concepts/communs.html")
        # The place that no published text names has no page.
        await row.locator("input").first.fill("Brest")
        await row.locator("input").nth(1).focus()
        await expect(link).to_be_hidden()
        await row.locator("input").first.fill("Lyon")
        await row.locator("input").nth(1).focus()

        # A link is put where the name stands first; what was put is the text's, and can be undone.
        place = dialog.get_by_role("button", name=words["link"])
        await place.scroll_into_view_if_needed()
        await expect(dialog.locator(".describe-list").last.locator(".offer")).to_have_count(3)
        await fits(page)
        await page.screenshot(path=stage.picture(f"known-form-{size}-{language}"), animations="disabled")
        await ada.press(place)
        await expect(dialog.locator("#finish-said")).to_have_text(words["linked"])
        await expect(dialog.locator(".describe-list").last.locator(".offer")).to_have_count(2)
        await expect(page.locator(".describe-list").last.locator(".offer").first).to_be_focused()
        url = f"{stage.server.url}/kb/places/lyon.html"
        linked = TEXT.replace("# Carnet de Lyon", f"# Carnet de [Lyon]({url})")
        await stage.has("carnet", linked)
        assert meta(stage, "carnet")["people"][0] == "Ada Lovelace"
        await finish(ada, dialog)
        await expect(dialog.locator(".description-sheet .page-link")).to_have_count(3)
        await expect(dialog.locator(".description-sheet")).to_contain_text("Lyon")
        await page.screenshot(path=stage.picture(f"known-sheet-{size}-{language}"), animations="disabled")

    play(scene)


@pytest.mark.parametrize("language, size", DRESSES)
def test_a_known_name_in_the_text_is_opened_and_linked_where_the_caret_is(play, language, size):
    async def scene(stage):
        words = WORDS[language]
        ada = await own_pad(stage, "carnet", text=TEXT, view="page", **dress(language, size))
        page = ada.page
        await page.route("**/api/v1/entities", offer_known)
        await page.route("**/kb/people/ada-lovelace.html", lambda route: route.fulfill(body="ada"))
        async with page.expect_response("**/api/v1/entities"):
            await page.reload()
            await ada.is_told_saved()
            await ada.go_to_start()
        panel = page.locator(".known-panel")
        line = page.locator(".cm-line", has_text="Ada Lovelace")
        await (line.tap if ada.has_touch else line.click)(position={"x": 24, "y": 12})
        await expect(panel).to_contain_text(words["see"])
        await fits(page)
        await page.screenshot(path=stage.picture(f"known-panel-{size}-{language}"), animations="disabled")
        async with ada.context.expect_page() as opened:
            await ada.press(panel.locator("button").first)
        await (await opened.value).close()
        await ada.press(panel.get_by_role("button", name=words["this"]))
        address = f"{stage.server.url}/kb/people/ada-lovelace.html"
        linked = TEXT.replace("Ada Lovelace", f"[Ada Lovelace]({address})")
        await stage.has("carnet", linked)
        await expect(panel).to_be_hidden()
        # What is undone is a name again, and the key for links knows it.
        await page.keyboard.press("Control+Z")
        await stage.has("carnet", TEXT)
        await page.keyboard.press("Control+K")
        await stage.has("carnet", linked)
        # Who writes a name is not interrupted.
        await ada.go_to_end()
        await ada.type(" Lyon")
        await expect(panel).to_be_hidden()

    play(scene)
