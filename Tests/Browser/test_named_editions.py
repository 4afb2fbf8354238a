# SPDX-License-Identifier: Apache-2.0
"""Wherever a finished pad is seen, it is the edition that it is, and nothing is offered that it would refuse."""

import pytest
from playwright.async_api import expect

from finishing import PEOPLE, add_row, asked, finish, own_pad
from test_appearance import fits
from test_editions import DRESSES, dress, is_meta

WORDS = {
    "fr": {"line": "Ce pad est l’édition 1, finie le", "paper": "Édition 1, finie le", "proof": "Empreinte de l’édition 1 (SHA-256)",
           "credit": "Rôles dans une recherche (CRediT)", "role": "Rédaction – version initiale"},
    "en": {"line": "This pad is edition 1, finished on", "paper": "Edition 1, finished on", "proof": "Fingerprint of edition 1 (SHA-256)",
           "credit": "Roles in research (CRediT)", "role": "Writing – original draft"},
}


@pytest.mark.parametrize("language, size", DRESSES)
def test_print_and_past_of_a_finished_pad_name_its_edition_and_the_past_is_not_restored(play, language, size):
    async def scene(stage):
        words = WORDS[language]
        ada = await own_pad(stage, "carnet", **dress(language, size))
        page = ada.page
        # The way to the form stands in the bar where there is room, and gets the focus back.
        if size == "screen":
            await ada.press(page.locator("#bar-finish"))
        else:
            await expect(page.locator("#bar-finish")).to_be_hidden()
            await page.evaluate("location.hash = 'finish'")
        dialog = page.locator("#finish-dialog")
        await expect(dialog).to_be_visible()
        row = await add_row(ada, dialog, PEOPLE)
        await page.keyboard.type("Ada")
        more = row.locator("details")
        await expect(more).not_to_have_attribute("open", "")
        await ada.press(more.get_by_text(words["credit"]))
        await ada.press(more.get_by_text(words["role"]))
        await fits(page)
        await page.screenshot(path=stage.picture(f"credit-{size}-{language}"), animations="disabled")
        await dialog.locator("#describe-title").focus()
        await is_meta(stage, "carnet", lambda said: said.get("people") == [
            {"name": "Ada", "kind": "person", "roles": ["writing-original-draft"]}])
        await page.keyboard.press("Escape")
        await expect(page.locator("#bar-finish" if size == "screen" else "#settings-button")).to_be_focused()

        # As long as it can be written in, it is no edition, and what was can be restored.
        await page.goto(stage.pad_url("carnet") + "/history")
        await expect(page.locator("#moment .cm-line").first).to_be_visible()
        if await page.locator("#panel").is_hidden():
            await ada.press(page.locator("#panel-button"))
        await expect(page.locator("#restore")).to_be_visible()
        await expect(page.locator("#edition-line")).to_be_hidden()
        await page.goto(stage.pad_url("carnet") + "#finish")
        await finish(ada, dialog)
        await expect(dialog.locator(".description-sheet")).to_contain_text(words["role"], ignore_case=True)
        await expect(page.locator("#bar-finish")).to_be_hidden()
        await page.goto(stage.pad_url("carnet") + "/history")
        await expect(page.locator("#edition-line")).to_contain_text(words["line"])
        if await page.locator("#panel").is_hidden():
            await ada.press(page.locator("#panel-button"))
        await expect(page.locator("#copy-pad")).to_be_visible()
        await expect(page.locator("#restore")).to_be_hidden()
        await fits(page)
        await page.screenshot(path=stage.picture(f"edition-history-{size}-{language}"), animations="disabled")

        await page.goto(stage.pad_url("carnet") + "/print")
        await expect(page.locator("#edition-line")).to_contain_text(words["paper"])
        edition = asked(stage, "/api/v1/pads/carnet/editions")["editions"][0]
        await expect(page.locator("#edition-proof")).to_contain_text(words["proof"])
        await expect(page.locator("#edition-proof")).to_contain_text(edition["sha256"])
        await fits(page)
        await page.emulate_media(media="print")
        await expect(page.locator("#edition-line")).to_be_visible()
        await page.screenshot(path=stage.picture(f"edition-print-{size}-{language}"), animations="disabled")

    play(scene)
