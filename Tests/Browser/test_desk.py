# SPDX-License-Identifier: Apache-2.0
"""The archivist's desk: one's pads by how far they are, described one after the other by the keyboard alone."""

import pytest
from playwright.async_api import expect

from finishing import PEOPLE, finish, list_of, meta, own_pad, start
from test_editions import DRESSES, dress, is_meta
from test_keyboard import WHERE
from test_members import add_member, is_member, sign_in


@pytest.mark.parametrize("language, size", DRESSES)
def test_ones_pads_stand_on_the_desk_by_how_far_they_are(play, language, size):
    async def scene(stage):
        ada = await own_pad(stage, "fini", text="# Le fini", **dress(language, size))
        page = ada.page
        await page.goto(stage.pad_url("fini") + "#finish")
        dialog = page.locator("#finish-dialog")
        await expect(dialog).to_be_visible()
        await finish(ada, dialog)
        await page.goto(stage.server.url)
        await start(stage, ada, "presque", "# Le presque fini")
        for field, value in (("date", "2026"), ("language", "fr"), ("licence", "CC BY 4.0"), ("description", "Tout.")):
            await page.evaluate("([pad, fields]) => fetch(`/api/v1/pads/${pad}`, { method: 'PATCH', body: JSON.stringify(fields),"
                                " headers: { 'Content-Type': 'application/json' } })", ["presque", {field: value}])
        await start(stage, ada, "nu", "Rien encore.")
        await page.goto(stage.server.url)
        await ada.press(page.locator("#desk-link a"))
        await expect(page.locator("#desk-nearly .desk-pad")).to_contain_text("Le presque fini")
        await expect(page.locator("#desk-nearly .desk-pad")).to_contain_text(
            "Il manque l’accord des auteurs et les mots-clés." if language == "fr"
            else "Still missing: the authors’ agreement and the tags.")
        await expect(page.locator("#desk-rest .desk-pad")).to_contain_text("le titre" if language == "fr" else "the title")
        await expect(page.locator("#desk-finished .desk-pad")).to_contain_text(
            "Édition 1, finie le" if language == "fr" else "Edition 1, finished on")
        await page.screenshot(path=stage.picture(f"desk-{size}-{language}"))
        await ada.press(page.locator("#desk-nearly .desk-pad"))
        await expect(dialog).to_be_visible()
        await expect(dialog.locator("#finish-pad")).to_have_text("Le presque fini")
        for title in ("nu", "Le fini"):
            await ada.press(dialog.locator("#finish-next"))
            await expect(dialog.locator("#finish-pad")).to_have_text(title)
        # There is nothing to write in the finished one: one is at its head.
        await expect(dialog.locator(".description-sheet")).to_be_visible()
        await expect(dialog.locator("#finish-title")).to_be_focused()
        await expect(dialog.locator("#finish-next")).to_be_hidden()
        await ada.press(dialog.locator("#finish-desk"))
        await expect(page.get_by_role("heading", level=1)).to_have_text("Éditions" if language == "fr" else "Editions")

    play(scene)


def test_who_has_no_pad_is_told_so_and_is_led_there_from_nowhere(play):
    async def scene(stage):
        bob = await stage.person()
        await bob.page.goto(stage.server.url)
        await expect(bob.page.locator("#recent-empty")).to_be_visible()
        await expect(bob.page.locator("#desk-link")).to_be_hidden()
        await bob.page.goto(stage.server.url + "/editions")
        await expect(bob.page.locator("#desk-answer")).to_contain_text("Vous n’avez pas encore de pad")
        await expect(bob.page.locator("#desk-lists")).to_be_hidden()

    play(scene)


def test_a_member_is_led_to_their_desk_from_their_account(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await own_pad(stage, "a-moi")
        await ada.page.goto(stage.server.url + "/sign-in")
        await sign_in(ada, "ada@exemple.fr")
        await is_member(ada, "Ada")
        await ada.page.get_by_role("link", name="Mon compte").click()
        await ada.page.get_by_role("link", name="Décrire et finir mes pads").click()
        await expect(ada.page.locator("#desk-rest .desk-pad")).to_contain_text("Réunion du 3 octobre")

    play(scene)


def test_descriptions_are_entered_one_after_the_other_by_the_keyboard_alone(play):
    async def scene(stage):
        ada = await own_pad(stage, "un", text="Premier texte.")
        await start(stage, ada, "deux", "# Second texte")
        page, keys = ada.page, ada.page.keyboard
        focused = page.locator(":focus")

        async def go_on(key: str) -> None:
            await keys.press(key)
            place = await page.evaluate(WHERE)
            assert place is not None and place["isOnScreen"] and place["isOnTop"] and place["isSeen"], place

        await page.goto(stage.server.url + "/editions")
        await page.locator(".desk-pad").first.focus()
        await expect(focused).to_contain_text("Second texte")
        await keys.press("Enter")
        dialog = page.locator("#finish-dialog")
        # It has a title by its heading; the first thing it lacks is the date.
        await expect(dialog.locator("#describe-date")).to_be_focused()
        await keys.type("3 octobre 2026")
        await go_on("Enter")
        await expect(dialog.locator("#describe-language")).to_be_focused()
        await keys.type("Fra")
        await go_on("Tab")
        await keys.type("CC BY-")
        await go_on("Tab")
        await keys.type("Ce dont il s’agit.")
        await go_on("Tab")
        for name in ("communs", "eau"):
            await keys.type(name)
            await keys.press("Enter")
        # Taken back and corrected.
        await keys.press("Backspace")
        await expect(focused).to_have_value("eau")
        await keys.type("x")
        await keys.press("Enter")
        await go_on("Enter")
        # The names are one stop, and arrows go among them.
        await expect(focused).to_have_attribute("aria-label", "Retirer «\N{NO-BREAK SPACE}communs\N{NO-BREAK SPACE}»")
        await go_on("ArrowRight")
        await keys.press("Alt+ArrowLeft")
        await expect(dialog.locator("#finish-said")).to_have_text("eaux : maintenant en place 1 sur 2.")
        await keys.press("Delete")
        await expect(dialog.locator(".describe-names li").first).to_have_text("communs")
        await go_on("Tab")
        await expect(dialog.locator("#describe-concepts")).to_be_focused()
        await go_on("Enter")
        await keys.type("Ada Lovelace")
        await keys.press("Enter")
        await go_on("Enter")
        await go_on("Tab")
        await expect(focused).to_have_text("Ajouter une personne ou une organisation")
        await go_on("Enter")
        for name in ("Ada", "Léo", "La Coop"):
            await keys.type(name)
            await go_on("Enter")
        await expect(list_of(dialog, PEOPLE).locator(".describe-row")).to_have_count(4)
        # An empty row ends the list.
        await go_on("Enter")
        await expect(list_of(dialog, PEOPLE).locator(".describe-row")).to_have_count(3)
        await expect(focused).to_have_class("button describe-add")
        # Back into the last row: its tools, the roles of research, its roles, its kind, its name.
        for _ in range(3):
            await go_on("Shift+Tab")
        await expect(focused).to_have_value("author")
        await keys.press("ArrowLeft")
        await expect(focused).to_have_value("host")
        await keys.press("Space")
        await go_on("Shift+Tab")
        await keys.type("Org")
        await go_on("Shift+Tab")
        await keys.press("Alt+ArrowUp")
        await expect(focused).to_have_value("La Coop")
        await keys.press("Control+Enter")
        await expect(dialog.locator("#finish-pad")).to_have_text("un")
        await expect(dialog.locator("#describe-title")).to_be_focused()
        await is_meta(stage, "deux", lambda said: said.get("people") == [
            "Ada", {"name": "La Coop", "kind": "organisation", "roles": ["host"]}, "Léo"])
        said = meta(stage, "deux")
        assert (said["date"], said["language"], said["licence"], said["description"], said["tags"], said["signers"]) == (
            "2026-10-03", "fr", "CC BY-SA 4.0", "Ce dont il s’agit.", ["communs"], ["Ada Lovelace"])
        # What closes the form leaves one on the page, with all that was typed.
        await keys.type("Un titre")
        await keys.press("Escape")
        await expect(dialog).to_be_hidden()
        await expect(page.locator("#title")).to_have_value("Un titre")
        await expect(page.locator("#settings-button")).to_be_focused()
        assert page.url == stage.pad_url("un")

    play(scene)
