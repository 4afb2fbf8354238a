# SPDX-License-Identifier: Apache-2.0
"""What is finished is published in the knowledge base, and withdrawn from it, from the pad and from the desk."""

import asyncio
import os
import re

import pytest
from playwright.async_api import expect

from finishing import PLACES, asked, describe, finish, list_of, own_pad, start
from test_appearance import fits
from test_editions import DRESSES, dress

# ENCRIER_ALL_DRESSES=1 wears both everywhere.
ON_SCREEN, ON_PHONE = (DRESSES, DRESSES) if "ENCRIER_ALL_DRESSES" in os.environ else (DRESSES[:1], DRESSES[1:])

WORDS = {
    "fr": {
        "title": "Publier l’édition 1 dans la base de connaissances\N{NO-BREAK SPACE}?",
        "public": "Elle devient publique", "names": "Noms qu’on y lira\N{NO-BREAK SPACE}: Ada, La Coop.",
        "missing": "Il manque la date, la langue du texte, la licence, l’accord des auteurs, le résumé et les mots-clés",
        "published": "Publiée dans la base de connaissances le", "done": "L’édition 1 est publiée\N{NO-BREAK SPACE}: la base de connaissances la montre dans quelques secondes.",
        "banner": "Publiée le", "withdrawn": "Retirée de la base de connaissances le",
        "withdraw": "Retirer l’édition 1 de la base de connaissances\N{NO-BREAK SPACE}?", "git": "dépôt git",
        "only": "L’édition 1 seule est publiée", "older": "on lit l’édition 1\N{NO-BREAK SPACE}; l’édition 2, finie depuis, n’y est pas",
        "finished": "Ce pad est maintenant l’édition 1, publiée", "counts": ["(0)", "(0)", "(2)", "(0)"],
    },
    "en": {
        "title": "Publish edition 1 in the knowledge base?", "public": "It becomes public",
        "names": "Names to be read there: Ada, La Coop.",
        "missing": "Still missing: the date, the language of the text, the licence, the authors’ agreement, the summary and the tags",
        "published": "Published in the knowledge base on", "done": "Edition 1 is published: the knowledge base shows it within seconds.",
        "banner": "Published on", "withdrawn": "Withdrawn from the knowledge base on",
        "withdraw": "Withdraw edition 1 from the knowledge base?", "git": "git repository",
        "only": "Only edition 1 is published", "older": "edition 1 is read; edition 2, finished since, is not there",
        "finished": "This pad is now edition 1, published", "counts": ["(0)", "(0)", "(2)", "(0)"],
    },
}

async def open_finishing(ada, stage, pad: str):
    """Opens the form by its address."""
    if ada.page.url != stage.pad_url(pad):
        await ada.page.goto(stage.pad_url(pad))
    await ada.page.evaluate("location.hash = 'finish'")
    dialog = ada.page.locator("#finish-dialog")
    await expect(dialog).to_be_visible()
    return dialog


async def shows(stage, url: str, words: str) -> None:
    """Waits until a page of the knowledge base is there, to somebody who comes to it."""
    reader = await stage.person(locale="fr-FR")
    for _ in range(150):
        answer = await reader.page.goto(url)
        if answer.ok:
            break
        await asyncio.sleep(0.1)
    reader.complaints.clear()
    await expect(reader.page.get_by_role("heading", level=1)).to_contain_text(words)


def publication(stage, pad: str, number: int = 1) -> dict | None:
    """What the server tells everybody of an edition in the knowledge base."""
    return asked(stage, f"/api/v1/pads/{pad}/editions")["editions"][number - 1].get("publication")


@pytest.mark.parametrize("language, size", DRESSES)
def test_an_edition_is_published_after_it_was_said_what_that_means_and_withdrawn_again(play, language, size):
    async def scene(stage):
        words = WORDS[language]
        ada = await own_pad(stage, "carnet", **dress(language, size))
        page = ada.page
        describe(stage, "carnet", people=["Ada", {"name": "La Coop", "kind": "organisation"}])
        dialog = await open_finishing(ada, stage, "carnet")
        await ada.press(dialog.locator("#contributors .button"))
        await finish(ada, dialog)
        edition = dialog.locator(".edition")
        await ada.press(edition.locator("[data-publish]"))
        question = page.locator("#publish-dialog")
        await expect(question.get_by_role("heading")).to_have_text(words["title"])
        for said in ("public", "names", "missing"):
            await expect(question).to_contain_text(words[said])
        await fits(page)
        await page.screenshot(path=stage.picture(f"publish-{size}-{language}"), animations="disabled")
        # Nothing is published by who thinks better of it.
        await page.keyboard.press("Escape")
        await expect(question).to_have_count(0)
        assert publication(stage, "carnet") is None
        await expect(edition.locator("[data-publish]")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(question.locator("#publish-confirm")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(question).to_have_count(0)
        await expect(edition).to_contain_text(words["published"])
        await expect(dialog.locator("#finish-said")).to_have_text(words["done"])
        await expect(edition.locator("[data-publish]")).to_be_focused()
        known = publication(stage, "carnet")
        assert known["address"] == "reunion-du-3-octobre" and "withdrawn" not in known
        await page.locator("#editions").scroll_into_view_if_needed()
        await fits(page)
        await page.screenshot(path=stage.picture(f"published-{size}-{language}"), animations="disabled")

        # Whoever only reads is told as well, once they come.
        leo = await stage.person(**dress(language, size))
        await leo.page.goto(stage.pad_url("carnet"))
        await expect(leo.page.locator("#edition-banner")).to_contain_text(words["banner"])
        await expect(page.locator("#edition-banner-published")).to_contain_text(words["banner"])
        await leo.page.goto(stage.pad_url("carnet") + "#editions")
        await expect(leo.page.locator(".edition")).to_contain_text(words["published"])
        await expect(leo.page.locator("[data-publish]")).to_have_count(0)

        await page.keyboard.press("Enter")
        await expect(question.get_by_role("heading")).to_have_text(words["withdraw"])
        await expect(question).to_contain_text(words["git"])
        await fits(page)
        await page.screenshot(path=stage.picture(f"withdraw-{size}-{language}"), animations="disabled")
        await ada.press(question.locator("#publish-confirm"))
        await expect(edition).to_contain_text(words["withdrawn"])
        await expect(page.locator("#edition-banner-published")).to_be_empty()
        assert "withdrawn" in publication(stage, "carnet")

    play(scene)


@pytest.mark.parametrize("language, size", ON_PHONE)
def test_a_text_is_published_as_it_is_finished_and_a_newer_edition_is_told_of(play, language, size):
    async def scene(stage):
        words = WORDS[language]
        ada = await own_pad(stage, "carnet", **dress(language, size))
        page = ada.page
        dialog = await open_finishing(ada, stage, "carnet")
        question = page.locator("#edition-dialog")
        await ada.press(dialog.locator("#finish-act"))
        box = question.locator("#edition-publish")
        await expect(box).not_to_be_checked()
        await expect(question.locator("#edition-publish-text")).to_be_empty()
        await ada.press(question.locator(".dialog-check"))
        await expect(question.locator("#edition-publish-text")).to_contain_text(words["public"])
        await fits(page)
        await page.screenshot(path=stage.picture(f"finish-publishing-{size}-{language}"), animations="disabled")
        await ada.press(question.locator("#edition-confirm"))
        await expect(dialog.locator("#finish-said")).to_contain_text(words["finished"])
        await expect(dialog.locator(".edition")).to_contain_text(words["published"])
        assert publication(stage, "carnet") is not None

        await ada.press(dialog.locator("#finish-act"))
        await expect(question.locator("#edition-publishing")).to_be_hidden()
        await ada.press(question.locator("#edition-confirm"))
        await expect(question).to_be_hidden()
        await expect(dialog.locator("#describe-title")).to_be_enabled()
        await finish(ada, dialog)
        await expect(dialog.locator("#editions-older")).to_contain_text(words["older"])
        assert publication(stage, "carnet", 2) is None
        await page.locator("#editions").scroll_into_view_if_needed()
        await page.screenshot(path=stage.picture(f"published-older-{size}-{language}"), animations="disabled")
        await ada.press(dialog.locator("#finish-close"))
        await expect(page.locator("#edition-banner")).to_contain_text(words["only"])
        await fits(page)
        await page.screenshot(path=stage.picture(f"published-banner-{size}-{language}"), animations="disabled")

    play(scene)


@pytest.mark.parametrize("language, size", ON_SCREEN)
def test_texts_are_published_from_the_desk_one_after_the_other_by_the_keyboard(play, language, size):
    async def scene(stage):
        words = WORDS[language]
        ada = await own_pad(stage, "un", text="# Un", **dress(language, size))
        page, keys = ada.page, ada.page.keyboard
        await start(stage, ada, "deux", "# Deux")
        for pad in ("un", "deux"):
            dialog = await open_finishing(ada, stage, pad)
            await finish(ada, dialog)
        await page.goto(stage.server.url + "/editions")
        await expect(page.locator("#desk-finished .desk-pad")).to_have_count(2)
        await expect(page.locator(".desk-count")).to_have_text(words["counts"])
        await page.locator("#desk-finished button").first.focus()
        for left in (1, 0):
            await keys.press("Enter")
            await expect(page.locator("#publish-confirm")).to_be_focused()
            await keys.press("Enter")
            await expect(page.locator("#desk-finished .desk-pad")).to_have_count(left)
        await expect(page.locator("#desk-published .desk-pad")).to_have_count(2)
        # There is nothing left to publish; one is at the head of the list.
        await expect(page.locator("#desk-finished-title")).to_be_focused()
        await expect(page.locator("#desk-said")).to_contain_text(re.compile("^Un — "))
        await fits(page)
        await page.screenshot(path=stage.picture(f"desk-published-{size}-{language}"), full_page=True)
        await ada.press(page.locator("#desk-published button").first)
        await ada.press(page.locator("#publish-confirm"))
        await expect(page.locator("#desk-published .desk-pad")).to_have_count(1)
        await expect(page.locator("#desk-finished .desk-pad")).to_have_count(1)

    play(scene)


def test_what_is_published_is_read_within_seconds_and_completes_what_others_describe(play):
    async def scene(stage):
        stage.server.kill()
        stage.server.options = ["--kb"]
        stage.server.start()
        ada = await own_pad(stage, "carnet", text="# Carnet de Lyon\n\nUn texte.")
        page = ada.page
        describe(stage, "carnet", places=[{"name": "Lyon", "latitude": 45.76, "longitude": 4.84}], concepts=["communs"])
        dialog = await open_finishing(ada, stage, "carnet")
        await ada.press(dialog.locator("#finish-act"))
        await ada.press(page.locator("#edition-dialog .dialog-check"))
        await ada.press(page.locator("#edition-confirm"))
        link = dialog.locator(".edition .page-link")
        await expect(link).to_be_visible()
        async with ada.context.expect_page() as opened:
            await ada.press(link)
        await (await opened.value).close()
        await shows(stage, await link.get_attribute("href"), "Carnet de Lyon")

        # Who owns nothing and describes another text is offered what the knowledge base knows.
        leo = await own_pad(stage, "autre", "Léo", "# Autre\n\nDe Lyon aussi.")
        form = await open_finishing(leo, stage, "autre")
        places = list_of(form, PLACES)
        await leo.press(places.locator(".offer"))
        row = places.locator(".describe-row")
        await expect(row.locator("input").nth(1)).to_have_value("45.76, 4.84")
        assert re.fullmatch(r".*/kb/places/lyon\.html", await row.locator(".page-link").get_attribute("href"))
        # Only what one's own texts name is corrected on one's desk.
        await leo.page.goto(stage.server.url + "/editions")
        await expect(leo.page.locator("#entities-lists .entity-name")).to_have_text(["Lyon"])

    play(scene)
