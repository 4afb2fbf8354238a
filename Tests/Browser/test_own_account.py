# SPDX-License-Identifier: Apache-2.0
"""A member's own account: where they are signed in, another password, and no account any more."""

import json

from playwright.async_api import expect

from pages import violations
from test_members import PASSWORD, add_member, forgive_refusals, is_member, sign_in


async def signed_in(stage, to: str = "/account", **options):
    person = await stage.person(**options)
    await person.page.goto(f"{stage.server.url}/sign-in#to={to}")
    await sign_in(person, "ada@exemple.fr")
    return person


def test_a_member_sees_where_they_are_signed_in_and_ends_one_of_them(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        forgotten = await signed_in(stage, to="/p/salle")
        await forgotten.is_told_saved()
        ada = await signed_in(stage)
        await expect(ada.page.get_by_text("Vous êtes Ada (ada@exemple.fr).")).to_be_visible()
        lines = ada.page.locator("#session-list li")
        await expect(lines).to_have_count(2)
        await expect(lines.filter(has_text="(ce navigateur)")).to_have_count(1)
        await expect(lines.first).to_contain_text("Chrome, Linux")
        await ada.page.screenshot(path=stage.picture("own-account"), full_page=True)
        other = lines.filter(has_not_text="(ce navigateur)")
        await other.get_by_role("button", name="Déconnecter Chrome, Linux").click()
        await expect(lines).to_have_count(1)
        await expect(ada.page.get_by_role("button", name="Me déconnecter partout")).to_be_focused()
        await expect(forgotten.page.locator("#closed-text")).to_contain_text("Votre session est terminée")
        # And everywhere, here too.
        await ada.page.get_by_role("button", name="Me déconnecter partout").click()
        await expect(ada.page.get_by_role("link", name="Se connecter")).to_be_visible()
        await ada.page.goto(stage.server.url + "/account")
        await expect(ada.page.get_by_text("Personne n’est connecté")).to_be_visible()
        await expect(lines).to_have_count(0)

    play(scene)


def test_a_member_chooses_another_password_by_the_one_they_have(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        elsewhere = await signed_in(stage, to="/p/salle")
        await elsewhere.is_told_saved()
        ada = await signed_in(stage)
        page = ada.page
        for current, words in (("pas celle-ci", "n’est pas le bon"), (PASSWORD, None)):
            await page.get_by_label("Mot de passe actuel").fill(current)
            await page.get_by_label("Nouveau mot de passe").fill("une autre phrase")
            await page.get_by_role("button", name="Changer", exact=True).click()
            if words:
                await expect(page.get_by_role("alert")).to_contain_text(words)
        await expect(page.get_by_text("Le mot de passe est changé.")).to_be_visible()
        await expect(page.locator("#session-list li")).to_have_count(1)
        await expect(elsewhere.page.locator("#closed-text")).to_contain_text("Votre session est terminée")
        await page.goto(stage.server.url)
        await is_member(ada, "Ada")
        await page.get_by_role("button", name="Se déconnecter").click()
        await page.get_by_role("link", name="Se connecter").click()
        await sign_in(ada, "ada@exemple.fr", "une autre phrase")
        await is_member(ada, "Ada")
        forgive_refusals(ada)

    play(scene)


def test_a_member_takes_along_what_is_kept_of_them_and_is_erased_but_their_text_stays(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url("a-moi"), "Ada")
        await ada.go_to_end()
        await ada.type("Bonjour.")
        await ada.is_told_saved()
        await ada.page.goto(f"{stage.server.url}/sign-in#to=/account")
        await sign_in(ada, "ada@exemple.fr")
        async with ada.page.expect_download() as download:
            await ada.page.get_by_role("link", name="Télécharger").click()
        data = json.loads((await (await download.value).path()).read_text("utf-8"))
        assert data["account"]["email"] == "ada@exemple.fr"
        assert len(data["guests"]) == 1, "the guest she was before"
        assert [(pad["name"], pad["isOwner"]) for pad in data["pads"]] == [("a-moi", True)]
        await ada.page.get_by_role("button", name="Effacer mon compte").click()
        dialog = ada.page.get_by_role("dialog", name="Effacer votre compte")
        await expect(dialog).to_contain_text("Votre compte est supprimé")
        erase = dialog.get_by_role("button", name="Effacer pour toujours")
        # Whoever finds the browser open does not know it.
        await dialog.get_by_label("Votre mot de passe").fill("pas celle-ci")
        await erase.click()
        await expect(dialog.get_by_role("alert")).to_contain_text("n’est pas le bon")
        await dialog.get_by_role("button", name="Annuler").click()
        await expect(dialog).to_be_hidden()
        await ada.page.get_by_role("button", name="Effacer mon compte").click()
        await expect(dialog.get_by_role("alert")).to_have_text("")
        await erase.click()
        await expect(dialog).to_be_visible()
        assert json.loads(stage.server.command("account", "list", "--json")) != [], "not without it"
        await dialog.get_by_label("Votre mot de passe").fill(PASSWORD)
        await erase.click()
        await expect(ada.page.get_by_text("Personne n’est connecté")).to_be_visible()
        await ada.page.goto(stage.server.url + "/sign-in")
        await sign_in(ada, "ada@exemple.fr")
        await expect(ada.page.get_by_role("alert")).to_contain_text("n’est pas le bon")
        assert stage.server.text("a-moi") == "Bonjour."
        assert json.loads(stage.server.command("account", "list", "--json")) == []
        forgive_refusals(ada)

    play(scene)


def test_a_member_without_a_password_is_led_to_sign_in_again_before_they_are_erased(play):
    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await signed_in(stage)
        lines = ada.page.locator("#session-list li")
        await expect(lines).to_have_count(1)

        async def answer(route):
            if route.request.method == "DELETE":
                problem = {"type": "urn:encrier:problem:sign-in-needed", "status": 403}
                return await route.fulfill(status=403, content_type="application/problem+json", json=problem)
            me = await (await route.fetch()).json()
            me["account"]["hasPassword"] = False
            return await route.fulfill(status=200, json={**me, "provider": "id.exemple.fr"})

        await ada.page.route("**/api/v1/me", answer)
        await ada.page.reload()
        await expect(lines).to_have_count(1)
        await ada.page.get_by_role("button", name="Effacer mon compte").click()
        dialog = ada.page.get_by_role("dialog", name="Effacer votre compte")
        again = dialog.get_by_role("link", name="S’identifier de nouveau")
        await expect(dialog.get_by_label("Votre mot de passe")).to_be_hidden()
        await expect(again).to_be_hidden()
        await dialog.get_by_role("button", name="Effacer pour toujours").click()
        await expect(dialog.get_by_role("alert")).to_contain_text("identifiez-vous de nouveau")
        await expect(again).to_have_attribute("href", "/sign-in/openid?again=1")
        assert await violations(ada.page) == []
        forgive_refusals(ada)

    play(scene)
