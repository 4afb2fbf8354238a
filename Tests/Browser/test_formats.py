# SPDX-License-Identifier: Apache-2.0
"""A text taken along as a file, and a file made a pad, by the page alone."""

import json
import re

from playwright.async_api import expect

TEXT = "# Conseil\n\n- [ ] encre\n"


async def exports(person):
    await person.page.locator("#settings-button").click()
    await person.page.locator("#export-button").click()
    await expect(person.page.locator("#export-dialog")).to_be_visible()


def test_a_text_is_taken_along_under_its_title(play):
    async def scene(stage):
        ada = await stage.person(locale="fr-FR")
        await ada.open_pad(stage.pad_url(stage.new_pad(TEXT)), "Ada")
        await exports(ada)
        async with ada.page.expect_download() as download:
            await ada.page.locator("#export-list button", has_text="Markdown").click()
        file = await download.value
        assert file.suggested_filename == "Conseil.md"
        assert open(await file.path(), encoding="utf-8").read() == TEXT
        await expect(ada.page.locator("#export-answer")).to_have_text(re.compile("Markdown.*c’est prêt"))

    play(scene)


def test_what_the_server_cannot_make_is_said_before_and_what_fails_after(play):
    async def scene(stage):
        ada = await stage.person(locale="en-GB")
        await ada.open_pad(stage.pad_url(stage.new_pad(TEXT)), "Ada")
        await ada.page.route("**/api/v1/formats", lambda route: route.fulfill(
            status=200, content_type="application/json",
            body=json.dumps({"exports": [{"format": "pdf", "available": False}], "imports": []})))
        await ada.page.route("**/export/odt", lambda route: route.fulfill(
            status=503, content_type="application/problem+json",
            body=json.dumps({"type": "urn:encrier:problem:formats-busy", "status": 503})))
        await exports(ada)
        pdf = ada.page.locator("#export-list button", has_text="PDF")
        await expect(pdf).to_be_disabled()
        await expect(pdf).to_contain_text("not on this server")
        await ada.page.locator("#export-list button", has_text="OpenDocument").click()
        await expect(ada.page.locator("#export-answer")).to_have_text(re.compile("Try again in a moment"))
        ada.complaints = [text for text in ada.complaints if "503" not in text]

    play(scene)


def test_closing_the_dialog_gives_the_file_up(play):
    async def scene(stage):
        ada = await stage.person(locale="fr-FR")
        await ada.open_pad(stage.pad_url(stage.new_pad(TEXT)), "Ada")
        given_up: list[str] = []
        ada.page.on("requestfailed", lambda request: given_up.append(request.url))
        await ada.page.route("**/export/html", lambda route: None)
        await exports(ada)
        await ada.page.locator("#export-list button", has_text="HTML").click()
        await expect(ada.page.locator("#export-answer")).to_have_text(re.compile("préparation"))
        await ada.page.locator("#export-close").click()
        await expect(ada.page.locator("#export-dialog")).to_be_hidden()
        await ada.page.wait_for_timeout(200)
        assert [url for url in given_up if url.endswith("/export/html")]

    play(scene)


def test_a_note_becomes_a_pad_and_what_was_not_understood_is_told(play):
    async def scene(stage):
        ada = await stage.person(locale="fr-FR")
        page = ada.page

        async def choose(name: str, content: str):
            await page.goto(stage.server.url)
            async with page.expect_file_chooser() as chooser:
                await page.locator("#import-button").click()
            await (await chooser.value).set_files({"name": name, "mimeType": "", "buffer": content.encode()})

        await choose("note.md", "---\ntitle: Compte rendu\n---\n\n# Titre\n\ntexte\n")
        await page.wait_for_url(re.compile("/p/"))
        assert stage.server.text(page.url.rsplit("/", 1)[1]) == "# Titre\n\ntexte\n"
        await choose("note.md", "---\na: [\n---\n\n# Titre\n")
        await expect(page.locator("#imported-notes li")).to_have_text([re.compile("en-tête YAML")])
        await expect(page.locator("#imported-link")).to_be_focused()
        await page.keyboard.press("Enter")
        await page.wait_for_url(re.compile("/p/"))
        assert stage.server.text(page.url.rsplit("/", 1)[1]).startswith("---\na: [")
        await choose("note.exe", "x")
        await expect(page.locator("#import-answer")).to_have_text(re.compile("note.exe n’a pas été importé"))
        await choose("note.json", "{}")
        await expect(page.locator("#import-answer")).to_have_text(re.compile("pas de la sorte que dit son nom"))
        ada.complaints = [text for text in ada.complaints if "422" not in text]

    play(scene)
