# SPDX-License-Identifier: Apache-2.0
"""What the server does not take: refused texts are kept for their author, another history is told."""

import re
import sqlite3

from playwright.async_api import expect

from server import Server


async def copied_by(person, button: str) -> str:
    """What a button of the dialog puts on the clipboard."""
    await person.page.get_by_role("button", name=button).click()
    await expect(person.page.locator("#toast")).to_have_text("Texte copié")
    return await person.page.evaluate("navigator.clipboard.readText()")


def test_a_page_that_lost_its_cookie_begins_anew_and_keeps_what_was_refused(play):
    async def scene(stage):
        pad = stage.new_pad("ensemble. ")
        ada, bob = await stage.person(), await stage.person()
        for person, name in ((ada, "Ada"), (bob, "Bob")):
            await person.open_pad(stage.pad_url(pad), name)
            await person.go_to_end()
        await ada.type("Gardé. ")
        await ada.is_told_saved()
        stage.server.kill()
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.type("Refusé, mais pas perdu.")
        await ada.context.clear_cookies()
        async with ada.page.expect_navigation():
            stage.server.start()
        # The page is there anew, with what the server has and nothing else, and says why.
        dialog = ada.page.get_by_role("dialog", name="Vos dernières modifications ont été refusées")
        await expect(dialog).to_be_visible()
        await expect(dialog.get_by_label("Ce qui a été refusé")).to_have_value(
            "Refusé, mais pas perdu.")
        await ada.page.screenshot(path=stage.picture("refused"))
        assert await copied_by(ada, "Copier ces passages") == "Refusé, mais pas perdu."
        assert await copied_by(ada, "Copier tout le pad d’avant") == (
            "ensemble. Gardé. Refusé, mais pas perdu.")
        await ada.page.keyboard.press("Escape")
        await expect(dialog).to_be_visible()
        await dialog.get_by_role("button", name="J’ai ce qu’il me faut").click()
        await expect(dialog).to_be_hidden()
        await ada.sees("ensemble. Gardé. ")
        assert stage.server.text(pad) == "ensemble. Gardé. "
        # Nobody else noticed, and both go on.
        await bob.is_told_saved()
        await bob.go_to_end()
        await bob.type("Bob. ")
        await ada.go_to_end()
        await ada.sees("ensemble. Gardé. Bob. ")
        await ada.go_to_end()
        await ada.type("Ada de nouveau.")
        await ada.is_told_saved()
        await bob.sees("ensemble. Gardé. Bob. Ada de nouveau.")
        # What its author has copied does not come back.
        await ada.page.reload()
        await ada.is_told_saved()
        await expect(dialog).to_be_hidden()

    play(scene)


def test_a_page_is_told_when_another_history_is_behind_the_name(play, tmp_path):
    async def scene(stage):
        stage.put_new("assemblee", "Première histoire.")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url("assemblee"), "Ada")
        await ada.sees("Première histoire.")
        await ada.go_to_end()
        port = stage.server.port
        stage.server.kill()
        await ada.type(" Hors ligne.")
        # The same address, the same name, another data folder: its text must not be doubled.
        stage.server = Server(tmp_path / "other")
        stage.server.start(port=0)
        stage.put_new("assemblee", "Autre histoire.")
        stage.server.kill()
        stage.server.start(port=port)
        try:
            dialog = ada.page.get_by_role("dialog", name="Ce pad ne vous répond plus")
            await expect(dialog).to_contain_text("Ce pad a été remplacé depuis que vous l’avez ouvert")
            assert await copied_by(ada, "Copier le texte") == "Première histoire. Hors ligne."
            assert stage.server.text("assemblee") == "Autre histoire."
            ada.page.on("dialog", lambda question: question.accept())
            await dialog.get_by_role("button", name="Recharger").click()
            await ada.sees("Autre histoire.")
        finally:
            stage.server.kill()

    play(scene)


def test_an_open_page_still_knows_its_history_after_a_restart(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        addresses: list[str] = []
        ada.page.on("websocket", lambda socket: addresses.append(socket.url))
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await ada.go_to_end()
        stage.server.kill()
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.type("après")
        stage.server.start()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "avant après"
        assert addresses[0].endswith("epoch=")
        assert re.search(r"epoch=[0-9a-f]{32}$", addresses[-1])

    play(scene)


def test_a_damaged_pad_says_so_and_offers_its_last_good_state(play):
    async def scene(stage):
        pad = stage.new_pad("Un.")
        stage.put_text(pad, "Un. Deux.")
        stage.put_text(pad, "Un. Deux. Trois.")
        stage.server.kill()
        with sqlite3.connect(stage.server.data / "encrier.sqlite") as database:
            database.execute("UPDATE log SET time = time + 1 WHERE sequence = 3")
        database.close()
        stage.server.start()
        ada = await stage.person()
        await ada.page.goto(stage.pad_url(pad))
        notice = ada.page.locator("#notice")
        await expect(notice).to_contain_text("Ce pad est abîmé sur le disque du serveur")
        await expect(ada.editor).to_be_hidden()
        await ada.page.screenshot(path=stage.picture("damaged"))
        async with ada.page.expect_download() as download:
            await notice.get_by_role("link", name="Télécharger son dernier état lisible").click()
        file = await download.value
        assert file.suggested_filename == f"{pad}.md"
        assert (await file.path()).read_text("utf-8") == "Un. Deux."
        # The others go on.
        other = stage.new_pad("autre")
        bob = await stage.person()
        await bob.open_pad(stage.pad_url(other), "Bob")
        await bob.sees("autre")

    play(scene)
