# SPDX-License-Identifier: Apache-2.0
"""A pad is described, finished as an edition that nobody changes, and begun again."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from finishing import (
    EVENTS, PEOPLE, PLACES, RELATIONS, TEXT, add_row, asked, describe, finish, list_of, meta, open_form, own_pad,
)
from test_appearance import LOCALES, SIZES
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
        "complete": "All is there.", "author": "Author", "banner": "This pad is edition 1, finished on",
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
        await ada.press(line.get_by_role("button"))
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
        for person, form in ((ada, forms[0]), (leo, forms[1])):
            await form.locator("#describe-title").focus()
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
        await expect(form.locator("#describe-description")).to_be_disabled()
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
        await finish(ada, dialog)
        reader = await stage.person()
        await reader.read_pad(url, "Bob")
        await expect(reader.page.locator("#edition-banner")).to_contain_text("Ce pad est l’édition 1")
        await expect(reader.page.locator("#role-note")).to_be_hidden()
        form = await open_form(reader)
        await expect(form.locator("#describe-description")).to_have_value("Un résumé")
        await expect(form.locator("#describe-description")).to_be_disabled()
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
        await expect(names.nth(1)).to_have_value("Le Colibri")
        await names.nth(0).fill("Ada Lovelace")
        await names.nth(0).blur()
        await expect(dialog.locator("#finish-said")).to_contain_text("Ada Lovelace")
        await finish(ada, dialog)
        said = asked(stage, "/api/v1/pads/a-deux/editions/1")["contributors"]
        assert [person["name"] for person in said] == ["Ada Lovelace", "Le Colibri"]

    play(scene)
