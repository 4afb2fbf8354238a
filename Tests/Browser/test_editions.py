# SPDX-License-Identifier: Apache-2.0
"""A pad is described, finished as an edition that nobody changes, and begun again."""

import asyncio
import json
import re

import pytest
from playwright.async_api import expect

from finishing import (
    EVENTS, PEOPLE, PLACES, RELATIONS, TEXT, add_row, asked, describe, finish, list_of, meta, open_form, own_pad,
)
from test_appearance import LOCALES, SIZES, fits
from test_sharing import make_link

DRESSES = [("fr", "screen"), ("en", "phone")]

WORDS = {
    "fr": {
        "missing": "Il manque la date, la langue du texte, la licence, l’accord des auteurs, le résumé et les mots-clés.",
        "complete": "Tout y est.", "author": "Auteur", "banner": "Ce pad est l’édition 1, finie le",
        "question": "Finir ce pad comme édition 1", "next": "Commencer l’édition suivante",
    },
    "en": {
        "missing": "Still missing: the date, the language of the text, the licence, the authors’ agreement, the summary"
                   " and the tags.",
        "complete": "Nothing is missing.", "author": "Author", "banner": "This pad is edition 1, finished on",
        "question": "Finish this pad as edition 1", "next": "Begin the next edition",
    },
}


def dress(language: str, size: str) -> dict:
    options = {"viewport": SIZES[size], "locale": LOCALES[language], "reduced_motion": "reduce"}
    return options | ({"is_mobile": True, "has_touch": True} if size == "phone" else {})


async def fill(person, dialog) -> None:
    """Describes a text as an archivist would."""
    page, keys = person.page, person.page.keyboard
    await dialog.locator("#describe-date").fill("3/10/2026")
    await dialog.locator("#describe-language").select_option("fr")
    await dialog.locator("#describe-licence").select_option(label="CC BY-SA 4.0")
    await dialog.locator("#describe-description").fill("De quoi nous avons parlé.")
    await dialog.locator("#describe-tags").focus()
    await keys.type("communs, eau,")
    await keys.type("résidence")
    await keys.press("Enter")
    await dialog.locator("#describe-signers").fill("Ada Lovelace")
    await keys.press("Enter")
    row = await add_row(person, dialog, PEOPLE)
    await expect(row.locator("input").first).to_be_focused()
    await keys.type("La Coop")
    await row.locator("select").select_option("organisation")
    await row.locator("label", has=page.locator("[value=host]")).click()
    row = await add_row(person, dialog, PLACES)
    await keys.type("Lyon")
    await row.locator("input").nth(1).fill("45,76 4,84")
    row = await add_row(person, dialog, EVENTS)
    await keys.type("Assemblée")
    await row.locator("input").nth(1).fill("octobre 2026" if await page.evaluate("document.documentElement.lang") == "fr"
                                           else "October 2026")
    row = await add_row(person, dialog, RELATIONS)
    await row.locator("select").select_option("respondsTo")
    await row.locator("input").first.fill("Manifeste")
    await row.locator("input").nth(1).fill("https://exemple.org/manifeste")
    await row.locator("input").nth(1).blur()


FILLED = {
    "date": "2026-10-03", "language": "fr", "licence": "CC BY-SA 4.0", "description": "De quoi nous avons parlé.",
    "tags": ["communs", "eau", "résidence"], "signers": ["Ada Lovelace"],
    "people": [{"name": "La Coop", "kind": "organisation", "roles": ["host"]}],
    "places": [{"name": "Lyon", "latitude": 45.76, "longitude": 4.84}],
    "events": [{"name": "Assemblée", "date": "2026-10"}],
    "relations": [{"type": "respondsTo", "title": "Manifeste", "target": "https://exemple.org/manifeste"}],
}


@pytest.mark.parametrize("language, size", DRESSES)
def test_a_pad_is_described_finished_for_everybody_at_once_and_begun_again(play, language, size):
    async def scene(stage):
        words = WORDS[language]
        ada = await own_pad(stage, "a-finir", **dress(language, size))
        leo = await stage.person(locale="fr-FR")
        await leo.open_pad(stage.pad_url("a-finir"), "Léo")
        dialog = await open_form(ada)
        await expect(dialog.locator("#checklist-summary")).to_contain_text(words["missing"])
        # Each item leads to its field.
        await ada.press(dialog.locator(".checklist-item").nth(4))
        await expect(dialog.locator("#describe-signers")).to_be_focused()
        await fill(ada, dialog)
        await expect(dialog.locator("#checklist-summary")).to_have_text(words["complete"])
        await expect(dialog.locator("#finish-saved")).to_have_text(re.compile("^(Enregistré|Saved)$"))
        said = meta(stage, "a-finir")
        assert {key: said[key] for key in FILLED} == FILLED
        await ada.page.screenshot(path=stage.picture(f"describe-{size}-{language}"), animations="disabled")

        await ada.press(dialog.locator("#finish-act"))
        question = ada.page.locator("#edition-dialog")
        await expect(question.locator("h2")).to_contain_text(words["question"])
        await expect(question.locator("#edition-missing")).to_be_hidden()
        await ada.page.screenshot(path=stage.picture(f"finish-{size}-{language}"), animations="disabled")
        await ada.page.keyboard.press("Escape")
        await expect(question).to_be_hidden()
        await expect(leo.editor).to_have_attribute("contenteditable", "true")
        await finish(ada, dialog, note="Après relecture")

        # Everybody is told at once, and nobody can write, the owner neither.
        await expect(leo.page.locator("#edition-banner")).to_contain_text("Ce pad est l’édition 1, finie le")
        await expect(leo.editor).to_have_attribute("contenteditable", "false")
        await expect(leo.page.locator("#title")).to_be_disabled()
        await expect(leo.status).to_have_attribute("data-state", "readOnly")
        edition = asked(stage, "/api/v1/pads/a-finir/editions")["editions"][0]
        line = dialog.locator(".edition")
        await expect(line).to_contain_text("Après relecture")
        await expect(line).to_contain_text("Ada Lovelace")
        await ada.press(line.locator(".edition-hash button"))
        await expect(ada.page.locator("#toast")).to_be_visible()
        assert await ada.page.evaluate("navigator.clipboard.readText()") == edition["sha256"]
        text = await ada.page.request.get(await line.get_by_role("link").first.evaluate("(link) => link.href"))
        assert await text.text() == TEXT
        await ada.page.screenshot(path=stage.picture(f"finished-{size}-{language}"), animations="disabled")
        await ada.press(dialog.locator("#finish-close"))
        await expect(ada.page.locator("#edition-banner")).to_contain_text(words["banner"])
        await expect(ada.editor).to_have_attribute("contenteditable", "false")
        await ada.page.screenshot(path=stage.picture(f"edition-{size}-{language}"), animations="disabled")
        await ada.press(ada.page.locator("#edition-banner a"))
        await expect(line).to_be_in_viewport()

        await expect(dialog.locator("#finish-act")).to_contain_text(words["next"])
        await ada.press(dialog.locator("#finish-act"))
        await question.locator("textarea").fill("Une faute")
        await ada.press(question.locator("[value=confirm]"))
        await expect(question).to_be_hidden()
        await expect(dialog.locator("#describe-date")).to_be_enabled()
        await ada.press(dialog.locator("#finish-close"))
        await expect(leo.page.locator("#edition-banner")).to_be_hidden()
        await leo.go_to_end()
        await leo.type(" Encore.")
        await leo.is_told_saved()
        assert stage.server.text("a-finir") == f"{TEXT} Encore."

    play(scene)


def test_a_title_is_needed_and_it_may_be_the_first_heading(play):
    async def scene(stage):
        ada = await own_pad(stage, "sans-titre", text="Rien que du texte.")
        dialog = await open_form(ada)
        await expect(dialog.locator("#checklist-summary")).to_contain_text("Sans titre, on ne peut pas finir.")
        await expect(dialog.locator("#describe-title")).to_be_focused()
        await expect(dialog.locator("#finish-act")).to_be_disabled()
        leo = await stage.person()
        await leo.open_pad(stage.pad_url("sans-titre"), "Léo")
        await leo.go_to_start()
        await leo.type("# Un titre\n\n")
        await expect(dialog.locator("#finish-act")).to_be_enabled()
        await expect(dialog.locator("#finish-pad")).to_have_text("Un titre")
        # What is missing is said once more, and one can finish without.
        await ada.press(dialog.locator("#finish-act"))
        await expect(ada.page.locator("#edition-missing")).to_contain_text("la date, la langue du texte, la licence")
        await ada.page.keyboard.press("Escape")
        await finish(ada, dialog)
        await expect(dialog.locator(".edition")).to_contain_text("Un titre")

    play(scene)


def test_what_others_describe_is_seen_at_once_and_nothing_that_two_add_is_lost(play):
    async def scene(stage):
        pad = stage.new_pad(TEXT)
        describe(stage, pad, people=["Louise"], place="Lyon")
        ada, leo = await stage.person(), await stage.person()
        forms = []
        for person, name in ((ada, "Ada"), (leo, "Léo")):
            await person.open_pad(stage.pad_url(pad), name)
            forms.append(await open_form(person))
        await forms[0].locator("#describe-description").fill("Un résumé")
        await forms[0].locator("#describe-date").focus()
        await expect(forms[1].locator("#describe-description")).to_have_value("Un résumé")
        await expect(forms[1].locator(".checklist-item").nth(5)).to_have_attribute("data-missing", "false")
        # Old texts are rows, and stay texts.
        first = list_of(forms[0], PEOPLE).locator(".describe-row input").first
        await expect(first).to_have_value("Louise")
        # What somebody is typing is not taken from them.
        await forms[1].locator("#describe-date").focus()
        await leo.type("3 octob")
        await forms[0].locator("#describe-date").fill("2025")
        await forms[0].locator("#describe-title").focus()
        await expect(forms[0].locator("#describe-date")).to_have_value("2025")
        await expect(forms[1].locator("#describe-date")).to_have_value("3 octob")
        await leo.type("re 2026")
        # Both add somebody at the same time.
        await add_row(ada, forms[0], PEOPLE)
        await ada.type("Ada")
        await add_row(leo, forms[1], PEOPLE)
        await leo.type("Léo")
        await forms[0].locator("#describe-title").focus()
        # Léo's page has what Ada added, while he is in his own row; what crosses on the wire, one of both loses.
        await is_meta(stage, pad, lambda said: "Ada" in said["people"])
        await asyncio.sleep(0.5)
        await forms[1].locator("#describe-title").focus()
        for form in forms:
            await expect(form.locator("#describe-date")).to_have_value("2026-10-03")
            await expect(list_of(form, PEOPLE).locator(".describe-row")).to_have_count(3)
        await is_meta(stage, pad, lambda said: sorted(said["people"]) == ["Ada", "Louise", "Léo"])
        # The old place moves to the list when it is edited, and not before.
        row = list_of(forms[0], PLACES).locator(".describe-row")
        await expect(row.locator("input").first).to_have_value("Lyon")
        assert meta(stage, pad)["place"] == "Lyon"
        await row.locator("input").nth(1).fill("sur la Saône")
        await row.locator("input").nth(1).blur()
        await expect(row.locator(".describe-warning")).to_contain_text("deux nombres")
        await row.locator("input").nth(1).fill("45.76, 4.84")
        await row.locator("input").nth(1).blur()
        await expect(row.locator(".describe-warning")).to_be_hidden()
        await is_meta(stage, pad, lambda said: "place" not in said
                      and said["places"] == [{"name": "Lyon", "latitude": 45.76, "longitude": 4.84}])

    play(scene)


async def is_meta(stage, pad: str, holds) -> None:
    """Waits until the server's metadata are as wanted."""
    for _ in range(200):
        if holds(meta(stage, pad)):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(meta(stage, pad))


def test_who_is_describing_when_the_pad_is_finished_goes_on_reading_and_loses_nothing_else(play):
    async def scene(stage):
        ada = await own_pad(stage, "a-finir")
        leo = await stage.person()
        await leo.open_pad(stage.pad_url("a-finir"), "Léo")
        form = await open_form(leo)
        # A row that has no name yet stays when one of its roles is pressed.
        row = await add_row(leo, form, PEOPLE)
        await row.locator("label", has=leo.page.locator("[value=author]")).click()
        await expect(row.locator("[value=author]")).to_be_checked()
        await row.locator("input").first.fill("Léo")
        await form.locator("#describe-description").focus()
        await leo.type("Un résumé inachevé")
        dialog = await open_form(ada)
        await expect(list_of(dialog, PEOPLE).locator(".describe-row")).to_have_count(1)
        await finish(ada, dialog)
        # The form becomes a sheet to be read, and who was writing in it is at its head.
        await expect(form.locator("#describe-description")).to_have_count(0)
        await expect(form.locator("#finish-title")).to_be_focused()
        await expect(form.locator(".description-sheet")).to_contain_text("Léo (écriture)")
        await expect(form.locator("#finishing-title")).to_have_text("Édition 1")
        await expect(form.locator(".edition")).to_have_count(1)
        await leo.press(form.locator("#finish-close"))
        await expect(leo.status).to_have_attribute("data-state", "readOnly")
        await expect(leo.status).to_have_attribute("data-unsaved", "0")
        await expect(leo.page.locator("#refused-dialog")).to_be_hidden()
        said = meta(stage, "a-finir")
        assert said["people"] == [{"name": "Léo", "kind": "person", "roles": ["author"]}] and "description" not in said

    play(scene)


def test_what_was_written_offline_meets_a_finished_pad_and_is_kept_for_its_author(play):
    async def scene(stage):
        ada = await own_pad(stage, "a-finir")
        leo = await stage.person()
        await leo.open_pad(stage.pad_url("a-finir"), "Léo")
        await leo.context.set_offline(True)
        stage.server.kill()
        await expect(leo.status).to_have_attribute("data-state", "offline")
        await leo.go_to_end()
        await leo.type(" Trop tard.")
        stage.server.start()
        await ada.press_retry()
        await ada.is_told_saved()
        await finish(ada, await open_form(ada))
        async with leo.page.expect_navigation():
            await leo.context.set_offline(False)
        dialog = leo.page.get_by_role("dialog", name="Vos dernières modifications ont été refusées")
        await expect(dialog).to_contain_text("il a été fini")
        await expect(dialog.get_by_label("Ce qui a été refusé")).to_have_value(" Trop tard.")
        await dialog.get_by_role("button", name="J’ai ce qu’il me faut").click()
        await expect(leo.editor).to_have_attribute("contenteditable", "false")
        assert stage.server.text("a-finir") == TEXT

    play(scene)


def test_a_reader_sees_the_description_and_the_editions_and_changes_nothing(play):
    async def scene(stage):
        ada = await own_pad(stage, "a-moi")
        url = await make_link(ada, "Lire")
        await ada.page.keyboard.press("Escape")
        dialog = await open_form(ada)
        await dialog.locator("#describe-description").fill("Un résumé")
        # Also before, who may only read sees what is said, and is asked for nothing.
        eve = await stage.person()
        await eve.read_pad(url, "Ève")
        form = await open_form(eve)
        await expect(form.locator(".description-sheet")).to_be_visible()
        for part in ("finish-check", "finishing", "contributors"):
            await expect(form.locator(f"#{part}")).to_be_hidden()
        eve.complaints = [text for text in eve.complaints if "403" not in text]
        await finish(ada, dialog)
        await expect(form.locator("#finish-said")).to_have_text("Ce pad est maintenant l’édition 1 : il ne change plus.")
        eve.complaints = [text for text in eve.complaints if "403" not in text]
        reader = await stage.person()
        await reader.page.goto(url)
        await expect(reader.page.locator("#edition-banner")).to_contain_text("Ce pad est l’édition 1")
        await expect(reader.page.locator("#role-note")).to_be_hidden()
        form = await open_form(reader)
        await expect(form.locator(".description-sheet dt")).to_have_text(["Titre", "Résumé"])
        await expect(form.locator(".description-sheet dd")).to_have_text(["Réunion du 3 octobre", "Un résumé"])
        await expect(form.locator("#finish-act")).to_be_hidden()
        await expect(form.locator("#contributors")).to_be_hidden()
        await expect(form.locator(".edition").get_by_role("link")).to_have_count(1)
        assert "a-moi" not in await reader.page.content()
        # Who wrote it is told to editors only, and Chromium logs that.
        reader.complaints = [text for text in reader.complaints if "403" not in text]
        # The owner still shares it, and may put it away.
        await ada.press(dialog.locator("#finish-close"))
        await make_link(ada, "Lire et commenter")
        await expect(ada.page.locator("#trash-button")).to_be_visible()

    play(scene)


def test_everybody_chooses_the_name_they_are_published_by(play):
    async def scene(stage):
        ada = await own_pad(stage, "a-deux")
        leo = await stage.person()
        await leo.open_pad(stage.pad_url("a-deux"), "Léo")
        await leo.go_to_end()
        await leo.type(" De Léo.")
        await leo.is_told_saved()
        form = await open_form(leo)
        names = form.locator("#contributors-list input")
        await expect(names).to_have_count(2)
        # One's own name is one's own to choose; that of others is the owner's.
        await expect(names.nth(0)).to_be_disabled()
        await names.nth(1).fill("Le Colibri")
        await leo.page.keyboard.press("Enter")
        await names.nth(1).blur()
        await expect(form.locator("#finish-said")).to_have_text("Ce nom sera publié : Le Colibri.")
        dialog = await open_form(ada)
        names = dialog.locator("#contributors-list input")
        await expect(names.nth(0)).to_have_value("")
        await expect(names.nth(0)).to_have_attribute("placeholder", "invité 1")
        await expect(names.nth(0)).to_have_accessible_name("Nom publié : invité 1 (vous)")
        await expect(names.nth(0)).to_have_accessible_description("33 caractères")
        await expect(names.nth(1)).to_have_value("Le Colibri")
        # Before it is finished, one is told under what names, and which say nothing.
        await ada.press(dialog.locator("#finish-act"))
        told = ada.page.locator("#edition-names")
        await expect(told).to_have_text(
            "Noms gardés dans cette édition : invité 1, Le Colibri. Invité 1 n’est qu’un numéro : aucun nom n’a été choisi.")
        await ada.page.keyboard.press("Escape")
        # What one is called here is published at a press, and only then.
        await ada.press(dialog.get_by_role("button", name="Signer « Ada »"))
        await expect(names.nth(0)).to_have_value("Ada")
        await expect(names.nth(0)).to_be_focused()
        await expect(dialog.get_by_role("button", name="Signer")).to_be_hidden()
        await names.nth(0).fill("Ada Lovelace")
        await names.nth(0).blur()
        await expect(dialog.locator("#finish-said")).to_contain_text("Ada Lovelace")
        await ada.press(dialog.locator("#finish-act"))
        await expect(told).to_have_text("Noms gardés dans cette édition : Ada Lovelace, Le Colibri.")
        await ada.page.keyboard.press("Escape")
        await finish(ada, dialog)
        said = asked(stage, "/api/v1/pads/a-deux/editions/1")["contributors"]
        assert [person["name"] for person in said] == ["Ada Lovelace", "Le Colibri"]
        await expect(dialog.locator("#contributors-hint")).to_contain_text("sont pour l’édition suivante")

    play(scene)


def test_finishing_publishes_no_name_by_itself(play):
    async def scene(stage):
        ada = await own_pad(stage, "anonyme")
        await finish(ada, await open_form(ada))
        [person] = asked(stage, "/api/v1/pads/anonyme/editions/1")["contributors"]
        assert person.get("name") is None and "Ada" not in json.dumps(asked(stage, "/api/v1/pads/anonyme/editions/1"))

    play(scene)


@pytest.mark.parametrize("language", LOCALES)
def test_the_form_of_a_text_with_a_long_title_fits_a_phone(play, language):
    async def scene(stage):
        ada = await own_pad(stage, "long", text="# " + "Un titre qui n’en finit pas, " * 6, **dress(language, "phone"))
        dialog = await open_form(ada)
        await dialog.locator("#describe-tags").fill("a" * 80)
        await ada.page.keyboard.press("Enter")
        for number in range(4):
            row = await add_row(ada, dialog, number)
            await row.locator("input").first.fill("mot" * 30)
        await dialog.locator("#describe-title").focus()
        for state in ("begun", "finished"):
            await fits(ada.page)
            width = await dialog.evaluate("(dialog) => dialog.getBoundingClientRect().width")
            assert width == SIZES["phone"]["width"]
            wide = await dialog.evaluate("""(dialog) => [dialog, ...dialog.querySelectorAll("*")]
                .filter((one) => one.getBoundingClientRect().right > innerWidth && one.closest("#finish-pad") === null)
                .map((one) => one.outerHTML.slice(0, 120))""")
            assert wide == []
            assert await dialog.locator(".finish-body").evaluate("(body) => body.scrollWidth <= body.clientWidth")
            await ada.page.screenshot(path=stage.picture(f"long-title-{state}-{language}"), animations="disabled")
            if state == "begun":
                await finish(ada, dialog)

    play(scene)


def test_a_finished_pad_asks_nobody_to_write(play):
    async def scene(stage):
        ada = await stage.person()
        await ada.open_pad(stage.pad_url("vide"), "Ada")
        await ada.page.locator("#title").fill("Une page blanche")
        await ada.page.locator("#title").blur()
        await expect(ada.page.locator("body")).to_have_attribute("data-role", "owner")
        dialog = await open_form(ada)
        await finish(ada, dialog)
        await ada.press(dialog.locator("#finish-close"))
        bob = await stage.person(locale="fr-FR")
        await bob.page.goto(stage.pad_url("vide"))
        for person, words in ((ada, "Ce pad est à vous. Il est fini"), (bob, "Qui a cette adresse peut lire.")):
            page = person.page
            await expect(page.locator("#edition-banner")).to_contain_text("édition 1")
            await expect(page.locator("#name-dialog")).to_be_hidden()
            await expect(page.locator(".cm-placeholder")).to_have_count(0)
            await expect(page.locator("#blank")).to_be_hidden()
            await person.press(page.locator("#share-button"))
            await expect(page.locator("#share-hint")).to_contain_text(words)
            await expect(page.locator("#share-hint")).not_to_contain_text("lire et écrire")
            await page.keyboard.press("Escape")
        # Who may write at last is asked for a name.
        await ada.press(ada.page.locator("#edition-banner a"))
        await ada.press(dialog.locator("#finish-act"))
        await ada.press(ada.page.locator("#edition-confirm"))
        await expect(bob.page.locator("#name-dialog")).to_be_visible()
        await bob.page.get_by_label("Votre nom").fill("Bob")
        await bob.page.keyboard.press("Enter")
        await expect(bob.page.locator(".cm-placeholder")).to_contain_text("Écrivez ici")
        await expect(bob.page.locator("#blank")).to_be_visible()

    play(scene)


def test_who_has_the_pad_open_is_told_and_goes_on_reading_with_the_keyboard(play):
    async def scene(stage):
        ada = await own_pad(stage, "lu", text="\n\n".join(["# Un texte"] + ["Une ligne."] * 80))
        leo = await stage.person(locale="fr-FR")
        await leo.open_pad(stage.pad_url("lu"), "Léo")
        await leo.go_to_start()
        await expect(leo.editor).to_be_focused()
        dialog = await open_form(ada)
        await finish(ada, dialog)
        await expect(leo.page.locator("#toast")).to_have_text("Ce pad est maintenant l’édition 1 : il ne change plus.")
        await expect(dialog.locator("#finish-said")).to_have_text("Ce pad est maintenant l’édition 1.")
        await expect(leo.editor).to_have_attribute("contenteditable", "false")
        await expect(leo.editor).to_have_attribute("aria-readonly", "true")
        await expect(leo.editor).to_be_focused()
        await leo.type("x")
        await leo.page.keyboard.press("Control+End")
        await expect(leo.editor.locator(".cm-line").last).to_be_in_viewport()
        # The page's first stop leads to the text, as ever.
        await leo.page.locator("#skip-link").focus()
        await leo.page.keyboard.press("Enter")
        await expect(leo.editor).to_be_focused()
        assert await leo.editor.evaluate("(text) => getComputedStyle(text).outlineStyle") == "solid"
        # One comes back to where one was.
        await leo.page.locator("#edition-banner a").focus()
        await leo.page.keyboard.press("Enter")
        form = leo.page.locator("#finish-dialog")
        await expect(form.locator("#finish-title")).to_be_focused()
        await leo.page.keyboard.press("Escape")
        await expect(leo.page.locator("#edition-banner a")).to_be_focused()
        await ada.press(dialog.locator("#finish-act"))
        await ada.press(ada.page.locator("#edition-confirm"))
        await expect(leo.page.locator("#toast")).to_have_text("L’édition suivante est commencée : on peut écrire de nouveau.")
        await expect(leo.editor).to_have_attribute("contenteditable", "true")
        assert stage.server.text("lu").startswith("# Un texte")

    play(scene)


def test_the_focus_goes_on_from_names_and_comes_back_from_dialogs(play):
    async def scene(stage):
        ada = await own_pad(stage, "a-moi")
        page, keys = ada.page, ada.page.keyboard
        dialog = await open_form(ada)
        for field in ("tags", "concepts"):
            await dialog.locator(f"#describe-{field}").focus()
            await keys.type("communs")
            await keys.press("Enter")
            await keys.type("eau")
            await keys.press("Tab")
            names = dialog.locator(f".describe-field:has(#describe-{field}) li")
            await expect(names).to_have_text(["communs", "eau"])
            await expect(names.first.get_by_role("button")).to_be_focused()
            # Those that stay are told apart by their names.
            await keys.press("ArrowRight")
            await keys.press("Alt+ArrowLeft")
            await expect(names).to_have_text(["eau", "communs"])
            await keys.press("Delete")
            await expect(names).to_have_text(["communs"])
            await expect(names.get_by_role("button")).to_be_focused()
        await keys.press("Escape")
        await expect(page.locator("#settings-button")).to_be_focused()
        await keys.press("Enter")
        await page.locator("#export-button").focus()
        await keys.press("Enter")
        await expect(page.locator("#export-dialog")).to_be_visible()
        await keys.press("Escape")
        await expect(page.locator("#settings-button")).to_be_focused()

    play(scene)


def test_a_press_that_leaves_an_empty_row_behind_is_not_lost(play):
    async def scene(stage):
        ada = await own_pad(stage, "carnet")
        dialog = await open_form(ada)
        for number in (PEOPLE, PLACES, EVENTS, RELATIONS):
            await add_row(ada, dialog, number)
    play(scene)


def test_dates_that_are_not_understood_are_remarked_on_and_stay(play):
    async def scene(stage):
        ada = await own_pad(stage, "dates")
        dialog = await open_form(ada)
        date = dialog.locator("#describe-date")
        warning = dialog.locator("#describe-date-warning")
        await expect(warning).to_be_hidden()
        for text in ("hier", "31/02/2026", "12 mars"):
            await date.fill(text)
            await date.blur()
            await expect(date).to_have_value(text)
            await expect(date).to_have_attribute("aria-invalid", "true")
            await expect(warning).to_contain_text("pas une date")
            await expect(date).to_have_accessible_description(re.compile("pas une date"))
        await is_meta(stage, "dates", lambda said: said["date"] == "12 mars")
        await date.fill("12 mars 2026")
        await date.blur()
        await expect(warning).to_be_hidden()
        await expect(date).to_have_attribute("aria-invalid", "false")
        row = await add_row(ada, dialog, EVENTS)
        begin, end = row.locator("input").nth(1), row.locator("input").nth(2)
        await row.locator("input").first.fill("Rencontre")
        await begin.fill("3/10/2026")
        await end.fill("2/10/2026")
        await end.blur()
        await expect(end).to_have_attribute("aria-invalid", "true")
        await expect(row.locator(".describe-warning:visible")).to_have_text("La fin est avant le début.")
        await begin.fill("2/10/2026")
        await begin.blur()
        await expect(row.locator(".describe-warning:visible")).to_have_count(0)
        await expect(end).to_have_attribute("aria-invalid", "false")
        await begin.fill("demain")
        await begin.blur()
        await expect(row.locator(".describe-warning:visible")).to_contain_text("pas une date")

    play(scene)


def test_what_was_done_is_said_until_something_else_is(play):
    async def scene(stage):
        ada = await own_pad(stage, "lignes")
        dialog, keys = await open_form(ada), ada.page.keyboard
        said = dialog.locator("#finish-said")
        for name in ("Hélène", "Tom"):
            await add_row(ada, dialog, PEOPLE)
            await keys.type(name)
        rows = list_of(dialog, PEOPLE).locator(".describe-row")
        up, down, remove = (rows.nth(1).get_by_role("button", name=name) for name in ("Monter", "Descendre", "Retirer"))
        await expect(down).to_have_attribute("aria-disabled", "true")
        await expect(up).to_have_attribute("aria-disabled", "false")
        await ada.press(up)
        await expect(said).to_have_text("Tom : maintenant en place 1 sur 2.")
        await expect(rows.first.get_by_role("button", name="Monter")).to_be_focused()
        await expect(rows.first.get_by_role("button", name="Monter")).to_have_attribute("aria-disabled", "true")
        await rows.first.get_by_role("button", name="Monter").click(force=True)
        await expect(said).to_be_empty()
        await expect(rows.locator("input:not([type])").or_(rows.locator(".describe-part .field[type=text]"))
                     .first).to_have_value("Tom")
        await ada.press(remove)
        await expect(said).to_have_text("Hélène : retiré.")
        await keys.press("Tab")
        await expect(said).to_be_empty()
        await dialog.locator("#describe-language").select_option(label="alsacien")
        await is_meta(stage, "lignes", lambda told: told["language"] == "gsw" and told["people"] == ["Tom"])

    play(scene)


def test_the_list_of_editions_says_why_the_next_was_begun(play):
    async def scene(stage):
        ada = await own_pad(stage, "suite")
        dialog = await open_form(ada)
        for name in ("Hélène Le Goff", "Tom"):
            await dialog.locator("#describe-signers").fill(name)
            await ada.page.keyboard.press("Enter")
        await finish(ada, dialog, note="Relu deux fois")
        await expect(dialog.locator(".edition")).to_contain_text("Note : Relu deux fois")
        await expect(dialog.locator(".edition")).to_contain_text("Accord : Hélène Le Goff, Tom.")
        await expect(dialog.locator("#editions-begun")).to_be_hidden()
        await ada.press(dialog.locator("#finish-act"))
        await ada.page.locator("#edition-note").fill("Une faute")
        await ada.press(ada.page.locator("#edition-confirm"))
        begun = dialog.locator("#editions-begun")
        await expect(begun).to_contain_text("L’édition 2 est commencée depuis le ")
        await expect(begun).to_contain_text(" : Une faute")

    play(scene)


def test_the_tasks_of_an_edition_are_read_and_not_ticked(play):
    async def scene(stage):
        ada = await own_pad(stage, "taches", text="# Tâches\n\n- [ ] Relire **le texte** de [Tom](https://exemple.org)\n- [x] `Écrire`\n",
                            view="page")
        boxes = ada.page.locator(".md-check")
        names = ["Relire le texte de Tom", "Écrire"]
        for box, name in zip(await boxes.all(), names, strict=True):
            await expect(box).to_have_accessible_name(name)
            await expect(box).to_be_enabled()
        await finish(ada, await open_form(ada))
        await ada.page.keyboard.press("Escape")
        for box, name in zip(await boxes.all(), names, strict=True):
            await expect(box).to_have_accessible_name(name)
            await expect(box).to_be_disabled()
        await ada.page.reload()
        await expect(boxes).to_have_count(2)
        await expect(boxes.first).to_be_disabled()

    play(scene)
