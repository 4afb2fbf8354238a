# SPDX-License-Identifier: Apache-2.0
"""Letters about pads: chosen on the page of the account, read in a mail program, and stopped by their link."""

import os
import pathlib
import re
import sys

import pytest
from playwright.async_api import expect

from pages import nameless_controls, violations
from server import PROJECT, Server
from smtp_mailbox import Mailbox
from test_appearance import fits
from test_mail import restart
from test_members import add_member, forgive_refusals, sign_in
from test_own_account import signed_in
from test_sharing import PHONE, make_link, owned_pad

# Days pass by the library of the fault tests that stands between the server and its clock.
sys.path.append(str(PROJECT / "Tests" / "Faults"))
from process import Control, built_shim  # noqa: E402

DAY = 86_400


@pytest.fixture
def mailbox():
    with Mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def server(tmp_path: pathlib.Path, mailbox: Mailbox):
    control, data = tmp_path / "control", tmp_path / "data"
    server = Server(data)
    server.control = Control(control)
    server.environment = dict(os.environ, LD_PRELOAD=str(built_shim()), FAULTS_FOLDER=str(data),
                              FAULTS_CONTROL=str(control))
    server.start()
    restart(server, f"smtp://127.0.0.1:{mailbox.port}")
    yield server
    server.kill()


def next_day(server) -> None:
    server.kill()
    server.control.clock_offset_s += DAY
    server.start()


async def is_fit_for_all(person) -> None:
    """Nothing sticks out, every control has a name, and axe-core finds nothing, on light and on dark."""
    await fits(person.page)
    assert await nameless_controls(person.page) == []
    for scheme in ("light", "dark"):
        await person.page.emulate_media(color_scheme=scheme)
        assert await violations(person.page) == []


async def digest_kept(person) -> dict | None:
    """How the server writes to somebody, as it tells them itself."""
    answer = await person.page.request.get("/api/v1/me/data")
    return (await answer.json())["account"].get("digest")


@pytest.mark.parametrize("size", ["screen", "phone"])
def test_a_member_chooses_how_often_they_are_written_to_and_in_their_language(play, size):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        options = {**(PHONE if size == "phone" else {}), "base_url": stage.server.url}
        pad = stage.new_pad("# Salle")
        ada = await signed_in(stage, to=f"/p/{pad}", **options)
        await ada.is_told_saved()
        page = ada.page
        await page.goto("/account")
        part = page.get_by_role("region", name="Lettres sur vos pads")
        await expect(part).to_contain_text("à l’adresse ada@exemple.fr")
        never, daily, weekly = (part.get_by_label(name, exact=True)
                                for name in ("Jamais", "Chaque jour", "Chaque semaine"))
        await expect(never).to_be_checked()
        assert await digest_kept(ada) is None
        # By the keyboard, as a group of radio buttons goes.
        await never.focus()
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_text("Vous serez tenu au courant.")).to_be_visible()
        await expect(part).to_contain_text(re.compile(r"Prochaine lettre, s’il y a du nouveau\s:\s.*\d{2}:\d{2}"))
        kept = await digest_kept(ada)
        assert (kept["frequency"], kept["language"]) == ("daily", "fr")
        assert [pad["name"] for pad in kept["follows"]] == [pad], "what this browser has opened"
        await page.screenshot(path=stage.picture(f"digest-setting-{size}"), full_page=True)
        await is_fit_for_all(ada)
        await page.reload()
        await expect(daily).to_be_checked()
        await page.get_by_label("English").check(force=True)
        await expect(page.get_by_label("Every day", exact=True)).to_be_checked()
        await page.wait_for_function("async () => (await (await fetch('/api/v1/me/digest')).json()).language === 'en'")
        await page.get_by_label("Français").check(force=True)
        # What the server does not do is not shown as chosen.
        await page.route("**/api/v1/me/digest", lambda route: route.abort())
        await weekly.check(force=True)
        await expect(part.get_by_role("alert")).to_contain_text("n’a pas répondu")
        await expect(daily).to_be_checked()
        await page.unroute("**/api/v1/me/digest")
        await never.check(force=True)
        await expect(page.get_by_text("Vous ne recevrez plus ces lettres.")).to_be_visible()
        assert await digest_kept(ada) is None
        forgive_refusals(ada)

    play(scene)


def test_a_letter_leads_to_what_is_new_and_is_stopped_by_its_link_without_signing_in(play, server, mailbox):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        owner = await owned_pad(stage)
        link = await make_link(owner, "Lire et écrire")
        ada = await signed_in(stage, to="/account", base_url=stage.server.url)
        await ada.page.get_by_label("Chaque jour", exact=True).check(force=True)
        await expect(ada.page.get_by_text("Vous serez tenu au courant.")).to_be_visible()
        await ada.page.goto(link)
        await ada.is_told_saved()
        await owner.page.keyboard.press("Escape")
        await owner.go_to_end()
        await owner.type("La suite est ici.")
        await owner.is_told_saved()
        await ada.page.goto("/account")
        next_day(stage.server)
        envelope, message = mailbox.next()
        assert envelope.rcpt_tos == ["ada@exemple.fr"]
        lines = message.get_content().splitlines()
        assert "Pad sans titre" in lines and any("La suite est ici." in line for line in lines)
        text = "\n".join(lines)
        assert "a-moi" not in text and link.rpartition("/")[2] not in text

        # Read on another device, where nobody is signed in: the letter's addresses are Ada's alone.
        elsewhere = await stage.person(base_url=stage.server.url)
        page = elsewhere.page
        history = next(line for line in lines if "/history#from=" in line)
        pad = history.partition("/history")[0]
        await page.goto(pad)
        closed = page.get_by_role("dialog", name="Ce pad ne vous répond plus")
        await closed.get_by_role("link", name="Se connecter").click()
        await sign_in(elsewhere, "ada@exemple.fr")
        await page.wait_for_url(pad)
        await elsewhere.is_told_saved()
        await expect(page.locator("body")).to_have_attribute("data-role", "editor")
        await page.goto(history)
        await expect(page.locator("#comparison")).to_contain_text("La suite est ici.")

        reader = await stage.person(base_url=stage.server.url)
        page = reader.page
        stop = next(line for line in lines if "/digest/stop?letter=" in line)
        await page.goto(stop)
        await expect(page.get_by_role("status")).to_contain_text("Voulez-vous ne plus recevoir ces lettres")
        await is_fit_for_all(reader)
        assert (await digest_kept(elsewhere))["frequency"] == "daily", "looking at it stops nothing"
        await page.get_by_role("button", name="Ne plus les recevoir").click()
        await expect(page.get_by_role("status")).to_have_text("Vous ne recevrez plus ces lettres.")
        await page.screenshot(path=stage.picture("digest-stopped"))
        await is_fit_for_all(reader)
        assert await digest_kept(elsewhere) is None
        await page.goto(stop[:-4])
        await page.get_by_role("button", name="Ne plus les recevoir").click()
        await expect(page.get_by_role("alert")).to_contain_text("d’aucune de nos lettres")
        await ada.page.goto("/account")
        await expect(ada.page.get_by_label("Jamais", exact=True)).to_be_checked()
        for person in (ada, elsewhere, reader):
            forgive_refusals(person)

    play(scene)


def test_where_nobody_is_written_to_nothing_is_offered(play, server):
    server.kill()
    server.options = []
    server.start()

    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await signed_in(stage, base_url=stage.server.url)
        await expect(ada.page.locator("#session-list li")).to_have_count(1)
        await expect(ada.page.locator("#own-digest")).to_be_hidden()

    play(scene)
