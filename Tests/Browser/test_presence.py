# SPDX-License-Identifier: Apache-2.0
"""Who is here, who writes, who reads; and the words of it all in both languages."""

import re

import pytest
from playwright.async_api import expect

from test_live_page import DEVICES, opened

FILLER = "\n\n".join(f"ligne {number}" for number in range(200))


@pytest.mark.parametrize("device", DEVICES)
def test_someone_can_be_followed_until_one_has_enough(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, FILLER, **DEVICES[device])
        bob = await stage.regular("Bob", view="page")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await bob.editor.focus()
        await bob.type("!")
        await ada.press(ada.page.locator("#people-button"))
        await ada.press(ada.page.get_by_role("button", name="Suivre Bob"))
        await expect(ada.page.locator("#following-text")).to_have_text("Vous suivez Bob.")
        await bob.page.keyboard.press("Control+End")
        await expect(ada.page.get_by_text("ligne 199")).to_be_in_viewport()
        await bob.page.keyboard.press("Control+Home")
        await expect(ada.page.get_by_text("ligne 1", exact=True)).to_be_in_viewport()
        await ada.press(ada.page.locator("#following").get_by_role("button"))
        await expect(ada.page.locator("#following")).to_be_hidden()
        await bob.page.keyboard.press("Control+End")
        await bob.type("fin")
        await ada.is_told_saved()
        await expect(ada.page.get_by_text("ligne 1", exact=True)).to_be_in_viewport()

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_who_only_reads_is_counted_and_cannot_be_followed(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "Bonjour", **DEVICES[device])
        bob = await stage.regular("Bob", view="page", locale="en-GB")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await bob.editor.evaluate("(editor) => editor.blur()")
        await ada.press(ada.page.locator("#people-button"))
        await expect(ada.page.locator("#people-reading")).to_have_text("1 personne lit")
        await expect(ada.page.get_by_role("button", name="Suivre Bob")).to_have_count(0)
        await bob.editor.click()
        await expect(ada.page.get_by_role("button", name="Suivre Bob")).to_be_visible()
        await expect(ada.page.locator("#people-reading")).to_be_hidden()

        eve = await stage.regular("Ève")
        await eve.open_pad(stage.pad_url(pad), "Ève")
        for person in (ada, eve):
            await person.editor.evaluate("(editor) => editor.blur()")
        await bob.press(bob.page.locator("#people-button"))
        await expect(bob.page.locator("#people-reading")).to_have_text("2 people are reading")

    visit(scene)


def test_a_remote_caret_stays_with_its_word(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "un mot\n\nau milieu")
        bob = await stage.regular("Bob", view="page")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await bob.page.get_by_text("au milieu").click()
        await bob.page.keyboard.press("End")
        caret = ada.page.locator(".cm-remote-caret")
        await expect(caret).to_have_count(1)
        await expect(caret).to_contain_text("Bob")

        async def caret_is_at_his_word() -> None:
            """Waits until Bob's caret stands at the end of his word, within 8 pixels."""
            await ada.page.wait_for_function("""() => {
              const line = [...document.querySelectorAll(".cm-line")].find((line) => line.textContent === "au milieu")
              const range = document.createRange()
              range.selectNodeContents(line)
              const words = range.getBoundingClientRect()
              const caret = document.querySelector(".cm-remote-caret").getBoundingClientRect()
              return Math.hypot(caret.left - words.right, caret.top - words.top) < 8
            }""")

        await caret_is_at_his_word()
        await ada.page.get_by_text("un mot").click()
        await ada.page.keyboard.press("End")
        for _ in range(12):
            await ada.page.keyboard.press("Enter")
            await ada.type("x")
        await ada.is_told_saved()
        await caret_is_at_his_word()

    visit(scene)


def test_every_word_of_a_page_in_english_is_english(visit):
    async def scene(stage):
        pad = stage.new_pad("# Plan\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[x](https://a.org)")
        ada = await stage.regular("Ada", view="page", locale="en-GB")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        for name in ("Bold", "Italic", "Bulleted list", "Numbered list", "Tasks to tick", "Quote", "Link", "Table",
                     "Image", "Footnote", "Undo", "Redo", "Outline", "Find", "Show the Markdown", "Share", "Settings"):
            await expect(ada.page.get_by_role("button", name=name, exact=True)).to_be_visible()
        await ada.page.get_by_text("1", exact=True).click()
        for name in ("Add a row", "Add a column", "Delete the row", "Delete the column"):
            await expect(ada.page.get_by_role("button", name=name)).to_be_visible()
        await ada.page.get_by_role("button", name="Settings").click()
        for words in ("Page", "Markdown", "Full screen", "Focus", "Dark", "Read and print"):
            await expect(ada.page.locator("#settings-panel").get_by_text(words, exact=True).first).to_be_visible()
        await ada.page.keyboard.press("Escape")
        await ada.page.get_by_role("button", name="Outline").click()
        await expect(ada.page.get_by_role("heading", name="Outline")).to_be_visible()
        french = re.compile(r"Sommaire|Rechercher|Tableau|Liste|Annuler|Partager|Réglages|mots|personne", re.I)
        assert french.search(await ada.page.locator("body").inner_text()) is None
        labels = await ada.page.evaluate(
            "[...document.querySelectorAll('[aria-label], [title], [placeholder]')].map((one) =>"
            " `${one.getAttribute('aria-label')} ${one.title} ${one.getAttribute('placeholder')}`)")
        assert [label for label in labels if french.search(label)] == []

    visit(scene)
