# SPDX-License-Identifier: Apache-2.0
"""People who have an account: invited, signed in, known by the server, and still the authors of what
they wrote before."""

import subprocess

import pytest
from playwright.async_api import expect

from server import PROJECT, program

PASSWORD = "une phrase longue"


def add_member(server, email: str, name: str) -> None:
    """Makes an account as whoever looks after the server does."""
    subprocess.run(
        [program(), "account", "add", email, "--name", name, "--data", server.data],
        cwd=PROJECT, input=PASSWORD + "\n", capture_output=True, text=True, check=True, timeout=30,
    )


async def sign_in(person, email: str, password: str = PASSWORD) -> None:
    """Fills in the form, wherever the person came from to it."""
    await person.page.get_by_label("Adresse e-mail").fill(email)
    await person.page.get_by_label("Mot de passe").fill(password)
    await person.page.get_by_role("button", name="Se connecter").click()


async def is_member(person, name: str) -> None:
    await expect(person.page.locator("#account-line")).to_contain_text(f"Vous êtes {name}, membre.")


def forgive_refusals(person) -> None:
    """Chromium logs every answer that is no success."""
    person.complaints = [text for text in person.complaints if "responded with a status of" not in text]


def test_someone_invited_becomes_a_member_and_the_invitation_is_used_up(play):
    async def scene(stage):
        address = stage.server.command("account", "invite", "ada@exemple.fr", "--name", "Ada L").strip()
        ada = await stage.person()
        await ada.page.goto(stage.server.url + address)
        await expect(ada.page.get_by_role("heading", level=1)).to_have_text("Devenir membre")
        await expect(ada.page.get_by_label("Adresse e-mail")).to_have_value("ada@exemple.fr")
        assert "secret" not in ada.page.url
        await ada.page.get_by_label("Votre nom").fill("Ada Lovelace")
        await ada.page.get_by_label("Mot de passe").fill(PASSWORD)
        await ada.page.get_by_role("button", name="Créer mon compte").click()
        await is_member(ada, "Ada Lovelace")
        await ada.page.screenshot(path=stage.picture("home-member"))
        other = await stage.person()
        await other.page.goto(stage.server.url + address)
        await expect(other.page.get_by_role("alert")).to_contain_text("Cette adresse ne sert plus")
        await expect(other.page.get_by_label("Mot de passe")).to_be_hidden()
        forgive_refusals(other)

    play(scene)


def test_a_guest_who_signs_in_goes_on_writing_their_own_text(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url("a-moi"), "Ada")
        await ada.go_to_end()
        await ada.type("Avant. ")
        await ada.is_told_saved()
        first = await ada.new_tab()
        await ada.page.goto(stage.pad_url("a-moi"))
        await ada.is_told_saved()
        await ada.page.get_by_role("button", name="Réglages").click()
        await ada.page.get_by_role("link", name="Se connecter").click()
        await sign_in(ada, "ada@exemple.fr")
        await ada.page.wait_for_url(stage.pad_url("a-moi"))
        await ada.is_told_saved()
        await expect(ada.page.locator("body")).to_have_attribute("data-role", "owner")
        # The tab that was open before has come in again, as the member, and goes on under its client ID.
        await expect(first.locator("#status")).to_have_attribute("data-state", "saved")
        await first.bring_to_front()
        await first.locator("#editor .cm-content").focus()
        await first.keyboard.press("Control+End")
        await first.keyboard.type("Pendant. ")
        await ada.sees("Avant. Pendant. ")
        # In another browser they are the same person: the pad is theirs there too.
        elsewhere = await stage.person()
        await elsewhere.page.goto(stage.server.url)
        await elsewhere.page.get_by_role("link", name="Se connecter").click()
        await sign_in(elsewhere, "ada@exemple.fr")
        await elsewhere.page.get_by_role("link", name="a-moi").click()
        await elsewhere.is_told_saved()
        await expect(elsewhere.page.locator("body")).to_have_attribute("data-role", "owner")

    play(scene)


def test_what_a_guest_wrote_offline_is_sent_by_the_member_they_became(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada Lovelace")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url("a-moi"), "Ada")
        await ada.go_to_end()
        await ada.type("En ligne. ")
        await ada.is_told_saved()
        await ada.context.set_offline(True)
        stage.server.kill()
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.type("Hors ligne.")
        await expect(ada.status).to_have_attribute("data-unsaved", "11")
        await expect(ada.status).to_contain_text("11 modifications gardées dans ce navigateur")
        await ada.page.close()
        stage.server.start()
        await ada.context.set_offline(False)
        await ada.new_tab()
        await ada.page.goto(stage.server.url + "/sign-in")
        await sign_in(ada, "ada@exemple.fr")
        await is_member(ada, "Ada Lovelace")
        await ada.page.goto(stage.pad_url("a-moi"))
        await ada.is_told_saved()
        await ada.sees("En ligne. Hors ligne.")
        assert stage.server.text("a-moi") == "En ligne. Hors ligne."

    play(scene)


@pytest.mark.parametrize("wanted", ["/.//elsewhere.example/sign-in", "{here}//elsewhere.example/x", "//elsewhere.example"])
def test_signing_in_leads_to_no_other_server(play, wanted):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await stage.person()
        await ada.page.goto(stage.server.url + "/sign-in#to=" + wanted.format(here=stage.server.url))
        asked = []
        ada.page.on("request", lambda request: asked.append(request.url))
        async with ada.page.expect_navigation():
            await sign_in(ada, "ada@exemple.fr")
        assert ada.page.url.startswith(stage.server.url + "/")
        assert all(url.startswith(stage.server.url + "/") for url in asked)
        ada.complaints = []

    play(scene)


def test_members_are_told_apart_from_guests_who_took_their_name(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await stage.person()
        await ada.page.goto(stage.server.url + "/sign-in#to=/p/salle")
        await sign_in(ada, "ada@exemple.fr")
        await ada.is_told_saved()
        imposter = await stage.person()
        await imposter.open_pad(stage.pad_url("salle"), "Ada")
        for person, own in ((ada, 1), (imposter, 0)):
            await person.page.locator("#people-button").click()
            lines = person.page.locator("#people-list li")
            await expect(lines).to_have_count(2)
            await expect(person.page.locator("#people-list .badge")).to_have_text(["membre"])
            await expect(lines.filter(has_text="(vous)").locator(".badge")).to_have_count(own)
        await ada.page.screenshot(path=stage.picture("people-member"))
        # Another name in the pad does not hide whose account it is.
        await ada.page.get_by_role("button", name="Changer de nom").click()
        await ada.page.get_by_label("Votre nom").fill("La présidente")
        await ada.page.keyboard.press("Enter")
        await expect(imposter.page.locator("#people-list .badge")).to_have_text(["membre : Ada"])

    play(scene)


def test_signing_out_leaves_a_guest_who_is_somebody_else(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        add_member(stage.server, "bob@exemple.fr", "Bob")
        ada = await stage.person()
        await ada.page.goto(stage.server.url + "/sign-in#to=/p/a-moi")
        await sign_in(ada, "ada@exemple.fr")
        await ada.is_told_saved()
        await ada.go_to_end()
        await ada.type("D’Ada.")
        await ada.is_told_saved()
        pad = await ada.new_tab()
        await ada.page.goto(stage.server.url)
        await expect(ada.page.locator("#recent-list li")).to_have_count(1)
        await ada.page.get_by_role("button", name="Se déconnecter").click()
        await expect(ada.page.get_by_role("link", name="Se connecter")).to_be_visible()
        await expect(ada.page.locator("#recent-list li")).to_have_count(0)
        # The pad that was open is closed to whoever sits down now.
        closed = pad.get_by_role("dialog", name="Ce pad ne vous répond plus")
        await expect(closed).to_contain_text("Votre session est terminée")
        # The next person at this computer is themselves.
        await ada.page.get_by_role("link", name="Se connecter").click()
        await sign_in(ada, "bob@exemple.fr")
        await is_member(ada, "Bob")
        await ada.page.goto(stage.pad_url("a-moi"))
        await ada.is_told_saved()
        await expect(ada.page.locator("body")).to_have_attribute("data-role", "editor")
        await expect(ada.page.locator("#name-dialog")).to_be_hidden()

    play(scene)


def test_a_wrong_password_is_told_kindly_and_a_forgotten_one_is_chosen_anew(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await stage.person()
        await ada.page.goto(stage.server.url + "/sign-in")
        for email in ("ada@exemple.fr", "personne@exemple.fr"):
            await sign_in(ada, email, "pas celle-ci")
            await expect(ada.page.get_by_role("alert")).to_contain_text("n’est pas le bon")
        address = stage.server.command("account", "password", "ada@exemple.fr").strip()
        await ada.page.goto(stage.server.url + "/")
        await ada.page.goto(stage.server.url + address)
        await ada.page.get_by_label("Nouveau mot de passe").fill("une autre phrase")
        await ada.page.get_by_role("button", name="Enregistrer et se connecter").click()
        await is_member(ada, "Ada")
        forgive_refusals(ada)

    play(scene)
