# SPDX-License-Identifier: Apache-2.0
"""Links that allow less than a pad's own address: made, used, changed and ended by people."""

import pytest
from playwright.async_api import expect


async def make_link(owner, role: str, passphrase: str = "", aloud: bool = False) -> str:
    """Makes a link in the panel for sharing, and gives its address."""
    page = owner.page
    if await page.locator("#share-panel").is_hidden():
        await page.get_by_role("button", name="Partager").click()
    panel = page.locator("#share-panel")
    await panel.locator("#link-role").select_option(label=role)
    await panel.get_by_label("Phrase secrète").fill(passphrase)
    await panel.get_by_label("Un nom facile à dire à voix haute").set_checked(aloud)
    before = await panel.locator("#link-address").input_value()
    await panel.get_by_role("button", name="Créer le lien").click()
    await expect(panel.locator("#link-address")).not_to_have_value(before)
    return await panel.locator("#link-address").input_value()


async def owned_pad(stage, **options):
    """A pad that its first writer owns."""
    owner = await stage.person(**options)
    await owner.open_pad(stage.pad_url("a-moi"), "Ada")
    await owner.go_to_end()
    await owner.type("Bonjour. ")
    await owner.is_told_saved()
    await expect(owner.page.locator("body")).to_have_attribute("data-role", "owner")
    return owner


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.mark.parametrize("size", ["screen", "phone"])
def test_a_reader_sees_what_is_written_is_told_so_kindly_and_cannot_write(play, size):
    async def scene(stage):
        options = PHONE if size == "phone" else {}
        owner = await owned_pad(stage, **options)
        url = await make_link(owner, "Lire", aloud=True)
        await expect(owner.page.get_by_role("img", name="Code à photographier")).to_be_visible()
        await expect(owner.page.locator("#link-spoken")).to_contain_text("À voix haute : ~")
        await owner.page.screenshot(path=stage.picture(f"share-{size}"))
        await owner.page.keyboard.press("Escape")
        assert "a-moi" not in url
        reader = await stage.person(**options)
        await reader.read_pad(url, "Bob")
        await reader.sees("Bonjour. ")
        note = reader.page.locator("#role-note")
        await expect(note).to_contain_text("Vous lisez ce pad")
        await expect(reader.page.locator("#title")).to_be_disabled()
        await expect(reader.page.locator(".cm-content")).to_have_attribute(
            "contenteditable", "false")
        await expect(reader.page.locator("#tools")).to_be_hidden()
        await reader.page.screenshot(path=stage.picture(f"reader-{size}"))
        await owner.go_to_end()
        await owner.type("Encore. ")
        await reader.sees("Bonjour. Encore. ")
        assert "a-moi" not in await reader.page.content()

    play(scene)


def test_a_changed_link_reaches_the_open_page_and_an_ended_one_closes_it(play):
    async def scene(stage):
        owner = await owned_pad(stage)
        url = await make_link(owner, "Lire")
        guest = await stage.person()
        await guest.read_pad(url, "Bob")
        await expect(guest.page.locator("#role-note")).to_be_visible()
        line = owner.page.locator("#links-list li")
        await line.get_by_label("Ce qu’il permet").select_option(label="Lire et écrire")
        await expect(guest.page.locator("#role-note")).to_be_hidden()
        await guest.go_to_end()
        await guest.type("Bob écrit. ")
        await guest.is_told_saved()
        await owner.sees("Bonjour. Bob écrit. ")
        await line.get_by_role("button", name="Mettre fin").click()
        closed = guest.page.get_by_role("dialog", name="Ce pad ne vous répond plus")
        await expect(closed).to_contain_text("Ce lien ne mène plus nulle part")
        await expect(line).to_have_count(0)

    play(scene)


def test_what_was_written_offline_beyond_a_changed_role_is_kept_for_its_author(play):
    async def scene(stage):
        owner = await owned_pad(stage)
        url = await make_link(owner, "Lire et écrire")
        guest = await stage.person()
        await guest.open_pad(url, "Bob")
        await guest.sees("Bonjour. ")
        await guest.context.set_offline(True)
        stage.server.kill()
        await expect(guest.status).to_have_attribute("data-state", "offline")
        await guest.go_to_end()
        await guest.type("Écrit hors ligne.")
        stage.server.start()
        await owner.is_told_saved()
        line = owner.page.locator("#links-list li")
        await line.get_by_label("Ce qu’il permet").select_option(label="Lire")
        await expect(line.get_by_label("Ce qu’il permet")).to_have_value("viewer")
        async with guest.page.expect_navigation():
            await guest.context.set_offline(False)
        dialog = guest.page.get_by_role("dialog", name="Vos dernières modifications ont été refusées")
        await expect(dialog).to_contain_text("Le lien par lequel vous êtes ici ne permet pas")
        await expect(dialog.get_by_label("Ce qui a été refusé")).to_have_value("Écrit hors ligne.")
        await dialog.get_by_role("button", name="J’ai ce qu’il me faut").click()
        await guest.sees("Bonjour. ")
        assert stage.server.text("a-moi") == "Bonjour. "

    play(scene)


def test_a_passphrase_is_asked_for_until_it_is_right_and_then_remembered(play):
    async def scene(stage):
        owner = await owned_pad(stage)
        url = await make_link(owner, "Lire", passphrase="le chat dort")
        guest = await stage.person()
        await guest.page.goto(url)
        dialog = guest.page.get_by_role("dialog", name="Ce lien demande une phrase secrète")
        await dialog.get_by_label("Phrase secrète").fill("le chien dort")
        await guest.page.keyboard.press("Enter")
        await expect(dialog).to_contain_text("Ce n’est pas la phrase secrète")
        await dialog.get_by_label("Phrase secrète").fill("le chat dort")
        async with guest.page.expect_navigation():
            await guest.page.keyboard.press("Enter")
        await guest.read_pad(url, "Bob")
        # Chromium logs the answer to the wrong one.
        guest.complaints = [text for text in guest.complaints if "403" not in text]
        await guest.sees("Bonjour. ")

    play(scene)


def test_an_owner_without_their_cookie_gets_the_pad_back_by_the_administrator(play):
    async def scene(stage):
        owner = await owned_pad(stage)
        await owner.context.clear_cookies()
        await owner.page.reload()
        await expect(owner.page.locator("body")).to_have_attribute("data-role", "editor")
        address = stage.server.command("pad", "owner", "a-moi").strip()
        await owner.page.goto(stage.server.url + "/")
        await owner.page.goto(stage.server.url + address)
        await expect(owner.page.locator("#toast")).to_have_text("Ce pad est de nouveau à vous.")
        await expect(owner.page.locator("body")).to_have_attribute("data-role", "owner")
        assert "own=" not in owner.page.url

    play(scene)
