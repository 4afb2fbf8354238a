# SPDX-License-Identifier: Apache-2.0
"""On the desk, who and what one's pads name is corrected and merged in all of them at once."""

import pytest
from playwright.async_api import expect

from finishing import describe, finish, meta, own_pad, start
from test_editions import DRESSES, dress, is_meta
from test_keyboard import WHERE

LYON = {"name": "Lyon", "latitude": 45.76, "longitude": 4.84}

WORDS = {
    "fr": {
        "title": "Personnes, lieux, événements, notions", "persons": "Personnes", "organisations": "Organisations",
        "ada": "Ada Lovelace 2 textes", "named": "Nommé dans 2 textes.",
        "effect": "Changera 2 textes au plus\xa0: ceux qui sont finis restent comme ils sont.",
        "merged": "Ces noms n’en feront plus qu’un, «\xa0Augusta Ada King\xa0»\xa0; ensuite, on ne les distingue plus."
                  " Changera 3 textes au plus\xa0: ceux qui sont finis restent comme ils sont.",
        "merge": "Réunir", "done": "2 textes ont été changés. 1 texte fini reste comme il est.", "close": "Fermer",
    },
    "en": {
        "title": "People, places, events, concepts", "persons": "People", "organisations": "Organisations",
        "ada": "Ada Lovelace 2 texts", "named": "Named in 2 texts.",
        "effect": "Will change 2 texts at most: those that are finished stay as they are.",
        "merged": "These names become one, “Augusta Ada King”; afterwards they cannot be told apart."
                  " Will change 3 texts at most: those that are finished stay as they are.",
        "merge": "Merge", "done": "2 texts were changed. 1 finished text stays as it is.", "close": "Close",
    },
}


async def desk_of(stage, **options):
    """Somebody at their desk, who owns two open pads and a finished one."""
    ada = await own_pad(stage, "un", text="# Un", **options)
    await start(stage, ada, "deux", "# Deux")
    await start(stage, ada, "fini", "# Fini")
    describe(stage, "un", people=["Ada Lovelace", {"name": "La Coop", "kind": "organisation"}], places=[LYON, {"name": "Brest"}],
             events=[{"name": "Assemblée", "date": "2026-10"}], concepts=["communs", "eau"])
    describe(stage, "deux", people=[{"name": "Ada", "kind": "person", "roles": ["author"]}], places=[{"name": "lyon"}],
             concepts=["commun"])
    describe(stage, "fini", people=["Ada Lovelace"])
    await ada.page.goto(stage.pad_url("fini") + "#finish")
    dialog = ada.page.locator("#finish-dialog")
    await expect(dialog).to_be_visible()
    await finish(ada, dialog)
    await ada.page.goto(stage.server.url + "/editions")
    await expect(ada.page.locator("#entities")).to_be_visible()
    return ada


def of_kind(page, kind: str):
    return page.locator(f"#entities-lists [data-kind={kind}]")


async def begin(ada, kind: str, name: str):
    """Opens what corrects a name."""
    await ada.press(of_kind(ada.page, kind).and_(ada.page.locator(f"[data-name='{name}']")))
    dialog = ada.page.locator("#entity-dialog")
    await expect(dialog).to_be_visible()
    return dialog


@pytest.mark.parametrize("language, size", DRESSES)
def test_names_of_one_person_are_merged_in_all_texts_but_the_finished_ones(play, language, size):
    async def scene(stage):
        words = WORDS[language]
        ada = await desk_of(stage, **dress(language, size))
        page = ada.page
        await expect(page.locator("#entities h2")).to_have_text(words["title"])
        await expect(page.locator("#entities h3").first).to_have_text(words["persons"])
        await expect(page.locator("#entities h3").nth(1)).to_have_text(words["organisations"])
        await expect(of_kind(page, "person")).to_have_count(2)
        await expect(of_kind(page, "person").nth(1)).to_have_text(words["ada"])
        await expect(of_kind(page, "concept")).to_have_count(3)
        await page.locator("#entities").scroll_into_view_if_needed()
        await page.screenshot(path=stage.picture(f"entities-{size}-{language}"), full_page=True)

        # Somebody has one of them open meanwhile.
        leo = await stage.person(locale="fr-FR")
        await leo.open_pad(stage.pad_url("deux"), "Léo")
        dialog = await begin(ada, "person", "Ada Lovelace")
        await expect(dialog.locator("#entity-text")).to_have_text(words["named"])
        await expect(dialog.locator("#entity-place")).to_be_hidden()
        await dialog.locator("#entity-name").fill("Augusta Ada King")
        await expect(dialog.locator("#entity-effect")).to_have_text(words["effect"])
        await ada.press(dialog.locator("#entity-names label"))
        await expect(dialog.locator("#entity-effect")).to_have_text(words["merged"])
        await expect(dialog.locator("#entity-confirm")).to_have_text(words["merge"])
        await page.screenshot(path=stage.picture(f"entity-{size}-{language}"), animations="disabled")
        await ada.press(dialog.locator("#entity-confirm"))
        await expect(dialog.get_by_role("alert")).to_have_text(words["done"])
        await expect(dialog.locator("#entity-cancel")).to_be_focused()
        await expect(dialog.locator("#entity-cancel")).to_have_text(words["close"])
        await page.screenshot(path=stage.picture(f"entity-done-{size}-{language}"), animations="disabled")
        assert meta(stage, "un")["people"] == ["Augusta Ada King", {"name": "La Coop", "kind": "organisation"}]
        assert meta(stage, "deux")["people"] == [{"name": "Augusta Ada King", "kind": "person", "roles": ["author"]}]
        assert meta(stage, "fini")["people"] == ["Ada Lovelace"]
        await ada.press(dialog.locator("#entity-cancel"))
        await expect(dialog).to_be_hidden()
        # One is where one was, with what came of it; what is finished is named as before.
        await expect(page.locator(":focus")).to_have_attribute("data-name", "Augusta Ada King")
        await expect(of_kind(page, "person").locator(".entity-name")).to_have_text(["Ada Lovelace", "Augusta Ada King"])
        await leo.is_told_saved()

    play(scene)


def test_a_place_is_corrected_and_corrected_back_and_one_known_by_two_names_gets_its_coordinates(play):
    async def scene(stage):
        ada = await desk_of(stage)
        dialog = await begin(ada, "place", "Lyon")
        await expect(dialog.locator("#entity-coordinates")).to_have_value("45.76, 4.84")
        await expect(dialog.locator("#entity-effect")).to_have_text("Rien ne change.")
        # The one that is written alike stands first.
        await expect(dialog.locator("#entity-names li")).to_have_text(["lyon1 texte", "Brest1 texte"])
        await dialog.locator("#entity-coordinates").fill("sur la Saône")
        # The remark that comes moves nothing under what is being pressed.
        await ada.press(dialog.locator("#entity-names label").first)
        await expect(dialog.locator("#entity-names input").first).to_be_checked()
        await expect(dialog.locator(".describe-warning")).to_contain_text("deux nombres")
        await ada.press(dialog.locator("#entity-names label").first)
        await ada.press(dialog.locator("#entity-confirm"))
        await expect(dialog.locator("#entity-coordinates")).to_be_focused()
        await dialog.locator("#entity-coordinates").fill("45,7 4,8")
        await dialog.locator("#entity-name").fill("Lyon (Rhône)")
        await ada.page.keyboard.press("Enter")
        await expect(dialog.get_by_role("alert")).to_have_text("1 texte a été changé.")
        await is_meta(stage, "un", lambda said: said["places"] == [
            {"name": "Lyon (Rhône)", "latitude": 45.7, "longitude": 4.8}, {"name": "Brest"}])
        await ada.page.keyboard.press("Escape")
        # Back as it was.
        dialog = await begin(ada, "place", "Lyon (Rhône)")
        await dialog.locator("#entity-name").fill("Lyon")
        await dialog.locator("#entity-coordinates").fill("45.76, 4.84")
        await ada.press(dialog.locator("#entity-confirm"))
        await expect(dialog.get_by_role("alert")).to_have_text("1 texte a été changé.")
        await is_meta(stage, "un", lambda said: said["places"] == [LYON, {"name": "Brest"}])
        await ada.page.keyboard.press("Escape")
        # Whoever writes another's name merges the two, and is told so; what is known of one is known of both.
        dialog = await begin(ada, "place", "lyon")
        await expect(dialog.locator("#entity-coordinates")).to_have_value("")
        await dialog.locator("#entity-name").fill("Lyon")
        await expect(dialog.locator("#entity-effect")).to_contain_text("n’en feront plus qu’un")
        await ada.press(dialog.locator("#entity-names label").first)
        await expect(dialog.locator("#entity-coordinates")).to_have_value("45.76, 4.84")
        await ada.press(dialog.locator("#entity-confirm"))
        await expect(dialog.get_by_role("alert")).to_contain_text("changé")
        assert meta(stage, "deux")["places"] == [LYON] and meta(stage, "un")["places"] == [LYON, {"name": "Brest"}]
        await expect(of_kind(ada.page, "place")).to_have_count(2)

    play(scene)


def test_names_are_corrected_by_the_keyboard_alone_and_a_refusal_is_told(play):
    async def scene(stage):
        ada = await desk_of(stage)
        page, keys, focused = ada.page, ada.page.keyboard, ada.page.locator(":focus")
        dialog = page.locator("#entity-dialog")

        async def go_on(key: str) -> None:
            await keys.press(key)
            place = await page.evaluate(WHERE)
            assert place is not None and place["isOnScreen"] and place["isOnTop"] and place["isSeen"], place

        await page.locator(".desk-pad").last.focus()
        for _ in range(9):
            await go_on("Tab")
            if await focused.get_attribute("data-name") == "commun":
                break
        await go_on("Enter")
        await expect(focused).to_have_value("commun")
        # Nothing changes: away, and back where one was.
        await go_on("Enter")
        await expect(dialog).to_be_hidden()
        await expect(focused).to_have_attribute("data-name", "commun")
        await go_on("Enter")
        await keys.type(" ")
        await keys.press("Enter")
        await expect(dialog).to_be_visible()
        await keys.press("Control+A")
        await keys.type("communs")
        await page.route("**/api/v1/entities", lambda route: route.abort())
        await keys.press("Enter")
        await expect(dialog.get_by_role("alert")).to_contain_text("Le serveur n’a pas répondu")
        await page.unroute("**/api/v1/entities")
        await go_on("Tab")
        await keys.press("Space")
        await expect(focused).to_be_checked()
        await keys.press("Space")
        await go_on("Tab")
        await go_on("Tab")
        await expect(focused).to_have_accessible_description(
            "Ces noms n’en feront plus qu’un, «\xa0communs\xa0»\xa0; ensuite, on ne les distingue plus."
            " Changera 1 texte au plus\xa0: ceux qui sont finis restent comme ils sont.")
        await keys.press("Enter")
        await expect(dialog.get_by_role("alert")).to_have_text("1 texte a été changé.")
        await keys.press("Enter")
        await expect(focused).to_have_attribute("data-name", "communs")
        await expect(focused).to_contain_text("2 textes")
        assert meta(stage, "deux")["concepts"] == ["communs"]

    play(scene)
