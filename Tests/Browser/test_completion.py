# SPDX-License-Identifier: Apache-2.0
"""Who and what one's other pads name completes a description, and is found in the text."""

import pytest
from playwright.async_api import expect

from finishing import EVENTS, PEOPLE, PLACES, add_row, describe, list_of, meta, open_form, own_pad, start
from test_editions import DRESSES, dress, is_meta

TEXT = "# Note\n\nAda Lovelace et La Coop à Lyon, chez des Lyonnais\xa0: l’Assemblée des communs, au Forum de Lyon."

KNOWN = {
    "people": ["Ada Lovelace", "Ada", {"name": "La Coop", "kind": "organisation"}, {"name": "Ville de Paris", "kind": "organisation"}],
    "places": [{"name": "Lyon", "latitude": 45.76, "longitude": 4.84}, {"name": "Paris", "latitude": 48.8566, "longitude": 2.3522}],
    "events": [{"name": "Assemblée des communs", "date": "2026-10"}, {"name": "Marche", "date": "2025-05-01"}],
    "concepts": ["communs", "eau"],
}


async def described_and_new(stage, **options):
    """Somebody with a pad that names others, in the form of a new one."""
    ada = await own_pad(stage, "connu", **options)
    describe(stage, "connu", **KNOWN)
    await start(stage, ada, "nouveau", TEXT)
    return ada, await open_form(ada)


@pytest.mark.parametrize("language, size", DRESSES)
def test_known_names_that_stand_in_the_text_are_offered_and_added_with_what_is_known_of_them(play, language, size):
    async def scene(stage):
        ada, dialog = await described_and_new(stage, **dress(language, size))
        add = "Ajouter «\xa0{}\xa0»" if language == "fr" else "Add “{}”"
        people = list_of(dialog, PEOPLE)
        await expect(people.locator(".offer")).to_have_text(["Ada Lovelace", "La Coop"])
        await expect(people.get_by_role("group", name="Dans le texte" if language == "fr" else "In the text")).to_be_visible()
        await expect(list_of(dialog, EVENTS).locator(".offer")).to_have_text(["Assemblée des communs"])
        await expect(dialog.get_by_role("button", name=add.format("communs"), exact=True)).to_be_visible()
        await people.scroll_into_view_if_needed()
        await ada.page.screenshot(path=stage.picture(f"offers-{size}-{language}"), animations="disabled")
        # The next one is at hand at once, and after the last one what adds another.
        await ada.press(people.locator(".offer").first)
        await expect(dialog.locator("#finish-said")).to_contain_text("Ada Lovelace")
        await expect(people.locator(".offer")).to_have_text(["La Coop"])
        await expect(people.locator(".offer")).to_be_focused()
        await ada.page.keyboard.press("Enter")
        await expect(people.locator(".offers")).to_be_hidden()
        await expect(people.locator(".describe-add")).to_be_focused()
        await expect(people.locator(".describe-row")).to_have_count(2)
        await expect(people.locator(".describe-row").nth(1).locator("select")).to_have_value("organisation")
        for number in (PLACES, EVENTS):
            await ada.press(list_of(dialog, number).locator(".offer"))
        await ada.press(dialog.get_by_role("button", name=add.format("communs"), exact=True))
        await expect(dialog.locator("#describe-concepts")).to_be_focused()
        await expect(dialog.locator(".offer:visible")).to_have_count(0)
        wanted = {
            "people": ["Ada Lovelace", {"name": "La Coop", "kind": "organisation"}], "concepts": ["communs"],
            "places": [{"name": "Lyon", "latitude": 45.76, "longitude": 4.84}],
            "events": [{"name": "Assemblée des communs", "date": "2026-10"}],
        }
        await is_meta(stage, "nouveau", lambda said: {key: said.get(key) for key in wanted} == wanted)
        # What is taken away is offered again; so is what others bring into the text.
        tools = list_of(dialog, PLACES).locator(".describe-tools button")
        await ada.press(tools.nth(2))
        await expect(list_of(dialog, PLACES).locator(".offer")).to_have_text(["Lyon"])
        await expect(list_of(dialog, PLACES).locator(".describe-add")).to_be_focused()
        leo = await stage.person()
        await leo.open_pad(stage.pad_url("nouveau"), "Léo")
        await leo.go_to_end()
        await leo.type(" La Marche de Paris.")
        await expect(list_of(dialog, PLACES).locator(".offer")).to_have_text(["Paris", "Lyon"])
        await expect(list_of(dialog, EVENTS).locator(".offer")).to_have_text(["Marche"])

    play(scene)


def test_a_known_name_completes_and_brings_its_kind_its_coordinates_and_its_date(play):
    async def scene(stage):
        ada, dialog = await described_and_new(stage)
        keys = ada.page.keyboard

        async def options_of(field) -> list[str]:
            return await field.evaluate("(field) => [...field.list.options].map(({ value }) => value)")

        assert await options_of(dialog.locator("#describe-concepts")) == ["communs", "eau"]
        assert await options_of(dialog.locator("#describe-signers")) == ["Ada", "Ada Lovelace"]
        row = await add_row(ada, dialog, PEOPLE)
        assert await options_of(row.locator("input").first) == ["Ada", "Ada Lovelace", "La Coop", "Ville de Paris"]
        await keys.type("Ville de Paris")
        await keys.press("Tab")
        await expect(row.locator("select")).to_have_value("organisation")
        row = await add_row(ada, dialog, PLACES)
        assert await options_of(row.locator("input").first) == ["Lyon", "Paris"]
        await keys.type("Paris")
        await keys.press("Tab")
        await expect(row.locator("input").nth(1)).to_be_focused()
        await expect(row.locator("input").nth(1)).to_have_value("48.8566, 2.3522")
        # Where one has said something else, that stays.
        await row.locator("input").nth(1).fill("48, 2")
        await row.locator("input").first.fill("Lyon")
        await keys.press("Tab")
        await expect(row.locator("input").nth(1)).to_have_value("48, 2")
        # What is offered goes away when it is typed, but not under what is being pressed.
        offer = list_of(dialog, PLACES).locator(".offer")
        await row.locator("input").first.fill("Paris")
        await keys.press("Tab")
        await expect(offer).to_have_text(["Lyon"])
        await row.locator("input").first.fill("Lyon")
        row = await add_row(ada, dialog, EVENTS)
        await expect(offer).to_have_count(0)
        assert await options_of(row.locator("input").first) == ["Assemblée des communs", "Marche"]
        assert await options_of(row.locator("input").nth(3)) == ["Lyon", "Paris"]
        await keys.type("Marche")
        await keys.press("Tab")
        await expect(row.locator("input").nth(1)).to_have_value("2025-05-01")
        await dialog.locator("#describe-description").focus()
        wanted = {
            "people": [{"name": "Ville de Paris", "kind": "organisation"}],
            "places": [{"name": "Lyon", "latitude": 48, "longitude": 2}],
            "events": [{"name": "Marche", "date": "2025-05-01"}],
        }
        await is_meta(stage, "nouveau", lambda said: {key: said.get(key) for key in wanted} == wanted)

    play(scene)


def test_without_an_answer_about_known_names_the_form_is_as_it_was(play):
    async def scene(stage):
        ada = await own_pad(stage, "connu")
        describe(stage, "connu", **KNOWN)
        await start(stage, ada, "nouveau", TEXT)
        async with ada.page.expect_event("requestfailed", lambda request: request.url.endswith("/entities")):
            await ada.page.route("**/api/v1/entities", lambda route: route.abort())
            dialog = await open_form(ada)
        row = await add_row(ada, dialog, PLACES)
        await ada.page.keyboard.type("Lyon")
        await dialog.locator("#describe-concepts").fill("eau")
        await dialog.locator("#describe-description").focus()
        await expect(dialog.locator(".offer")).to_have_count(0)
        await expect(row.locator("input").nth(1)).to_have_value("")
        await is_meta(stage, "nouveau", lambda said: said.get("places") == [{"name": "Lyon"}] and said["concepts"] == ["eau"])
        assert "people" not in meta(stage, "nouveau")

    play(scene)
