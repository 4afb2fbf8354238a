# SPDX-License-Identifier: Apache-2.0
"""What an owner does with guests and with the whole pad, and a person with who they are."""

import json

from playwright.async_api import expect

from test_sharing import make_link, owned_pad


def test_who_is_sent_away_is_told_so_and_comes_back_by_no_way_until_let_in(play):
    async def scene(stage):
        owner = await owned_pad(stage)
        url = await make_link(owner, "Lire et écrire")
        await owner.page.keyboard.press("Escape")
        guest = await stage.person()
        await guest.open_pad(url, "Bob")
        await owner.page.locator("#people-button").click()
        # The confirmation is dismissed once, and Bob stays.
        await owner.page.get_by_role("button", name="Faire sortir Bob").click()
        dialog = owner.page.get_by_role("dialog", name="Faire sortir Bob")
        await dialog.get_by_role("button", name="Annuler").click()
        await guest.is_told_saved()
        await owner.page.locator("#people-button").click()
        await owner.page.get_by_role("button", name="Faire sortir Bob").click()
        await dialog.get_by_role("button", name="Faire sortir").click()
        closed = guest.page.get_by_role("dialog", name="Ce pad ne vous répond plus")
        await expect(closed).to_contain_text("La personne à qui est ce pad vous en a fait sortir.")
        for way in (url, stage.pad_url("a-moi")):
            await guest.page.goto(way)
            await expect(closed).to_contain_text("vous en a fait sortir")
        await owner.page.get_by_role("button", name="Partager").click()
        line = owner.page.locator("#away-list li")
        await expect(line).to_contain_text("Bob")
        await line.get_by_role("button", name="Laisser revenir Bob").click()
        await expect(line).to_have_count(0)
        await guest.page.goto(url)
        await guest.is_told_saved()

    play(scene)


def test_an_owner_puts_a_pad_into_the_trash_and_takes_it_out_again(play):
    async def scene(stage):
        owner = await owned_pad(stage)
        url = await make_link(owner, "Lire")
        await owner.page.keyboard.press("Escape")
        guest = await stage.person()
        await guest.read_pad(url, "Bob")
        closed = "Ce pad ne vous répond plus"
        restore = owner.page.get_by_role("button", name="Sortir de la corbeille")

        async def put_into_trash():
            await owner.page.get_by_role("button", name="Partager").click()
            await owner.page.get_by_role("button", name="Mettre à la corbeille").click()
            dialog = owner.page.get_by_role("dialog", name="Mettre ce pad à la corbeille")
            await expect(dialog).to_contain_text("30 jours")
            await dialog.get_by_role("button", name="Mettre à la corbeille").click()

        await put_into_trash()
        await expect(guest.page.get_by_role("dialog", name=closed)).to_contain_text("à la corbeille")
        # Only the owner is offered to take it out.
        await expect(restore).to_be_visible()
        await expect(guest.page.locator("#closed-restore")).to_be_hidden()
        async with owner.page.expect_navigation():
            await restore.click()
        await owner.is_told_saved()
        await owner.sees("Bonjour. ")
        await put_into_trash()
        await expect(restore).to_be_visible()
        await owner.page.goto(stage.server.url)
        trash = owner.page.get_by_role("region", name="Corbeille")
        await expect(trash.get_by_role("listitem")).to_contain_text("jusqu’au")
        await trash.get_by_role("button", name="Sortir").click()
        await owner.is_told_saved()
        await owner.sees("Bonjour. ")

    play(scene)


def test_a_person_takes_along_what_is_kept_of_them_and_has_it_erased(play):
    async def scene(stage):
        owner = await owned_pad(stage)
        await owner.page.goto(stage.server.url)
        async with owner.page.expect_download() as download:
            await owner.page.get_by_role("link", name="Télécharger").click()
        kept = json.loads(open(await (await download.value).path(), encoding="utf-8").read())
        assert [pad["name"] for pad in kept["pads"]] == ["a-moi"] and kept["pads"][0]["isOwner"]
        await owner.page.get_by_role("button", name="Effacer qui je suis").click()
        dialog = owner.page.get_by_role("dialog", name="Effacer qui vous êtes")
        async with owner.page.expect_navigation():
            await dialog.get_by_role("button", name="Effacer pour toujours").click()
        database = b"".join(path.read_bytes() for path in stage.server.data.glob("encrier.sqlite*"))
        assert kept["identity"].encode() not in database
        assert stage.server.text("a-moi") == "Bonjour. "
        # They are somebody new, who is asked for a name and owns nothing.
        await owner.open_pad(stage.pad_url("a-moi"), "Une autre")
        await expect(owner.page.locator("body")).to_have_attribute("data-role", "editor")

    play(scene)


def test_whoever_runs_the_server_erases_a_person_who_is_writing(play):
    async def scene(stage):
        owner = await owned_pad(stage)
        guest = await owner.page.evaluate("document.cookie.match(/encrier-who=([^;]*)/)[1]")
        assert json.loads(stage.server.command("identity", "export", guest))["pads"][0]["isOwner"]
        stage.server.command("identity", "erase", guest)
        # Their cookie counts for nobody: what the open page writes on is refused, kept and told.
        await owner.go_to_end()
        await owner.type("Encore.")
        dialog = owner.page.get_by_role("dialog", name="Vos dernières modifications ont été refusées")
        await expect(dialog.get_by_label("Ce qui a été refusé")).to_have_value("Encore.")
        assert stage.server.text("a-moi") == "Bonjour. "
        assert json.loads(stage.server.command("identity", "export", guest))["pads"] == []

    play(scene)
