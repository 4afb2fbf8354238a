# SPDX-License-Identifier: Apache-2.0
"""Real texts from paste to locked edition, by the page alone, as an archivist would."""

import pytest
from playwright.async_api import expect

from finishing import EVENTS, PEOPLE, PLACES, RELATIONS, add_row, asked, finish, open_form
from test_appearance import SIZES

# What an archivist finds in each text; names of people are taken from the text when they are typed.
FOUND = {
    "infolettre-25": {
        "title": lambda text: text.splitlines()[0],
        "author": lambda text: text.split("Bonne année à toutes et tous !\n")[1].splitlines()[0],
        "date": ("janvier 2025", "2025-01"),
        "description": "Lettre d’information : vie de l’association, groupes de travail, revue d’actualités.",
        "tags": ["communs", "ESS", "infolettre"], "concepts": ["post-croissance", "sol comme commun"],
        "places": [("Roubaix", "50.6942, 3.1746"), ("Brésil", "")],
        "events": [("Assemblée générale", "24 avril 2025", "2025-04-24"), ("Grand Atelier", "6/12/2024", "2024-12-06")],
        "relations": [("cites", "Klaxon n° 29", ""), ("isBasedOn", "Grand Atelier de 2024", "https://exemple.org/atelier")],
    },
    "fiche-projet": {
        "title": lambda text: "Fiche projet : l’apport des communs",
        "author": lambda text: "La Fondation",
        "date": ("28/05/2024", "2024-05-28"),
        "description": "Le projet : une cartographie des communs en France depuis 2009.",
        "tags": ["communs", "cartographie"], "concepts": ["communs de capacités", "communs négatifs"],
        "places": [("Paris", "48,8566 2,3522")],
        "events": [("Création de l’association", "2016", "2016"), ("Résidence d’écriture", "2025", "2025")],
        "relations": [("respondsTo", "Appel à projets", "")],
    },
}


@pytest.mark.parametrize("name", FOUND)
def test_a_real_text_is_taken_from_paste_to_a_locked_edition(play, samples, name):
    async def scene(stage):
        text, found = samples[name].replace("\r\n", "\n"), FOUND[name]
        ada = await stage.person(view="page", viewport=SIZES["screen"], reduced_motion="reduce")
        page, keys = ada.page, ada.page.keyboard
        await ada.open_pad(stage.pad_url(name), "Ada")
        await ada.editor.focus()
        await ada.paste(text)
        await ada.is_told_saved()
        dialog = await open_form(ada)
        fields = {"title": found["title"](text), "date": found["date"][0], "description": found["description"]}
        for field, value in fields.items():
            await dialog.locator(f"#describe-{field}").fill(value)
        await dialog.locator("#describe-language").select_option("fr")
        await dialog.locator("#describe-licence").select_option(label="CC BY-SA 4.0")
        for field in ("tags", "concepts"):
            await dialog.locator(f"#describe-{field}").focus()
            for word in found[field]:
                await keys.type(word)
                await keys.press("Enter")
        await dialog.locator("#describe-signers").fill(found["author"](text))
        await keys.press("Enter")

        await add_row(ada, dialog, PEOPLE)
        rows = dialog.locator(".describe-list").nth(PEOPLE).locator(".describe-row")
        for number, (person, role) in enumerate(((found["author"](text), "author"), ("La Coop des Communs", "editor"))):
            await keys.type(person)
            await rows.nth(number).locator(f"[value={role}]").check()
            await rows.nth(number).locator("select").select_option("organisation" if number else "person")
            await rows.nth(number).locator("input").first.focus()
            await keys.press("End")
            if number == 0:
                await keys.press("Enter")
        await add_row(ada, dialog, PLACES)
        for number, (place, coordinates) in enumerate(found["places"]):
            if number > 0:
                await keys.press("Enter")
            await keys.type(place)
            await keys.press("Tab")
            await keys.type(coordinates)
        await add_row(ada, dialog, EVENTS)
        for number, (event, date, _) in enumerate(found["events"]):
            if number > 0:
                await keys.press("Enter")
            await keys.type(event)
            await keys.press("Tab")
            await keys.type(date)
        await add_row(ada, dialog, RELATIONS)
        for number, (kind, title, target) in enumerate(found["relations"]):
            if number > 0:
                await keys.press("Enter")
            await keys.type(title)
            await keys.press("Tab")
            await keys.type(target)
            await dialog.locator(".describe-list").nth(RELATIONS).locator("select").nth(number).select_option(kind)
            await dialog.locator(".describe-list").nth(RELATIONS).locator(".describe-row").nth(number).locator("input").nth(1).focus()
        await expect(dialog.locator("#checklist-summary")).to_have_text("Tout y est.")
        for number, part in enumerate(("title", "people", "places")):
            anchor = dialog.locator("#describe-title") if number == 0 else dialog.locator(".describe-list").nth(number - 1)
            await anchor.evaluate("(element) => element.scrollIntoView()")
            await page.screenshot(path=stage.picture(f"archivist-{name}-{part}"), animations="disabled")
        await finish(ada, dialog, note="Versé au fonds")
        await expect(dialog.locator(".edition")).to_have_count(1)
        await dialog.locator("#editions").scroll_into_view_if_needed()
        await page.screenshot(path=stage.picture(f"archivist-{name}-edition"), animations="disabled")

        said = asked(stage, f"/api/v1/pads/{name}/editions/1")["metadata"]
        assert said["title"] == fields["title"].strip() and said["date"] == found["date"][1]
        assert (said["tags"], said["concepts"]) == (found["tags"], found["concepts"])
        assert said["people"] == [
            {"name": found["author"](text).strip(), "kind": "person", "roles": ["author"]},
            {"name": "La Coop des Communs", "kind": "organisation", "roles": ["editor"]}]
        assert [place["name"] for place in said["places"]] == [place for place, _ in found["places"]]
        assert all("latitude" in place for place, (_, at) in zip(said["places"], found["places"]) if at)
        assert said["events"] == [{"name": event, "date": date} for event, _, date in found["events"]]
        assert [(relation["type"], relation["title"]) for relation in said["relations"]] == [
            (kind, title) for kind, title, _ in found["relations"]]
        assert stage.server.text(name) == text
        # What the database holds proves it, without the server.
        stage.server.kill()
        assert "intact" in stage.server.command("check", "--edition", name)
        stage.server.start()
        await ada.press_retry()

    play(scene)
