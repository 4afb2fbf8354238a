# SPDX-License-Identifier: Apache-2.0
"""Real texts, taken from paste to a finished edition by the page alone, as an archivist takes them."""

import json

import pytest
from playwright.async_api import expect

from finishing import EVENTS, PEOPLE, PLACES, RELATIONS, add_row, asked, finish, meta, open_form
from test_appearance import LOCALES, SIZES, fits

# What each text says of itself, as somebody reads it there.
DESCRIPTIONS = {
    "fiche-projet": {
        "title": "Soutenir l’apport des communs aux nouvelles trajectoires de l’action collective",
        "date": ("28/05/2024", "2024-05-28"),
        "description": "Fiche d’un projet sur l’histoire des communs en France.",
        "tags": ["communs", "économie sociale et solidaire"],
        "concepts": ["communs", "action collective"],
        "people": [("La Coop des Communs", "organisation", ["author"])],
        "places": [("Paris", "48,8566 2,3522", (48.8566, 2.3522))],
        "events": [("Signature de la convention", "2024", "2024")],
        "relations": [("cites", "Site de La Coop des Communs", "https://coopdescommuns.org")],
        "signers": ["La Coop des Communs"],
    },
    "infolettre-25": {
        "title": "Infolettre no 25",
        "date": ("2024", "2024"),
        "description": "Nouvelles des groupes de travail, des lieux et des textes.",
        "tags": ["infolettre", "communs"],
        "concepts": ["communs"],
        "people": [("La Coop des Communs", "organisation", ["author", "editor"]), ("Nicole Alix", "person", ["author"])],
        "places": [("Paris", "48,8566 2,3522", (48.8566, 2.3522)), ("Grenoble", "", None)],
        "events": [("Assemblée générale", "2024", "2024")],
        "relations": [("isBasedOn", "Infolettre no 24", "")],
        "signers": ["Nicole Alix"],
    },
}


async def describe(person, dialog, known: dict) -> None:
    """Fills in the form, with the keyboard from one field to the next where lists are."""
    page, keys = person.page, person.page.keyboard
    await dialog.locator("#describe-title").fill(known["title"])
    await dialog.locator("#describe-date").fill(known["date"][0])
    await dialog.locator("#describe-language").select_option("fr")
    await dialog.locator("#describe-licence").select_option(label="CC BY-SA 4.0")
    await dialog.locator("#describe-description").fill(known["description"])
    for field in ("tags", "concepts", "signers"):
        await dialog.locator(f"#describe-{field}").focus()
        for word in known[field]:
            await keys.type(word)
            await keys.press("Enter")
    for name, kind, roles in known["people"]:
        row = await add_row(person, dialog, PEOPLE)
        await keys.type(name)
        await row.locator("select").select_option(kind)
        for role in roles:
            await row.locator("label", has=page.locator(f"[value={role}]")).click()
    for name, coordinates, _ in known["places"]:
        row = await add_row(person, dialog, PLACES)
        await keys.type(name)
        await row.locator("input").nth(1).fill(coordinates)
    for name, date, _ in known["events"]:
        row = await add_row(person, dialog, EVENTS)
        await keys.type(name)
        await row.locator("input").nth(1).fill(date)
    for kind, title, target in known["relations"]:
        row = await add_row(person, dialog, RELATIONS)
        await row.locator("select").select_option(kind)
        await row.locator("input").first.fill(title)
        await row.locator("input").nth(1).fill(target)
        await row.locator("input").nth(1).blur()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_real_text_goes_from_paste_to_a_finished_edition(play, samples, name, size):
    async def scene(stage):
        known = DESCRIPTIONS[name]
        phone = {"is_mobile": True, "has_touch": True} if size == "phone" else {}
        ada = await stage.person(viewport=SIZES[size], locale=LOCALES["fr"], reduced_motion="reduce", **phone)
        page = ada.page
        await page.goto(stage.server.url)
        await ada.press(page.locator("#new-pad-button"))
        await page.wait_for_url("**/p/*")
        pad = page.url.rsplit("/", 1)[-1]
        await page.get_by_label("Votre nom").fill("Ada")
        await page.keyboard.press("Enter")
        await expect(ada.editor).to_have_attribute("contenteditable", "true")
        await ada.go_to_end()
        await ada.paste(samples[name])
        await ada.is_told_saved()
        assert len(stage.server.text(pad)) > 4_000
        dialog = await open_form(ada)
        await page.screenshot(path=stage.picture(f"archivist-{name}-{size}-begun"))
        await describe(ada, dialog, known)
        await expect(dialog.locator("#checklist-summary")).to_have_text("Tout y est.")
        await fits(page)
        await page.screenshot(path=stage.picture(f"archivist-{name}-{size}-described"))
        await ada.press(dialog.get_by_role("button", name="Signer « Ada »"))
        await expect(dialog.locator("#finish-said")).to_have_text("Ce nom sera publié : Ada.")
        await finish(ada, dialog, "Première publication.")
        await expect(dialog.locator(".description-sheet")).to_contain_text("La Coop des Communs (organisation, écriture")
        await expect(dialog.locator(".description-sheet")).to_contain_text(known["places"][0][0])
        assert await dialog.locator("#description :is(input, select, textarea, button)").count() == 0
        await fits(page)
        await page.screenshot(path=stage.picture(f"archivist-{name}-{size}-finished"))
        found = meta(stage, pad)
        assert found["title"] == known["title"] and found["date"] == known["date"][1]
        assert [person["name"] for person in found["people"]] == [person[0] for person in known["people"]]
        places = [place if isinstance(place, dict) else {} for place in found["places"]]
        assert [(place.get("latitude"), place.get("longitude")) for place in places] == \
            [place[2] or (None, None) for place in known["places"]]
        assert [event["date"] for event in found["events"]] == [event[2] for event in known["events"]]
        assert [relation["type"] for relation in found["relations"]] == [relation[0] for relation in known["relations"]]
        said = asked(stage, f"/api/v1/pads/{pad}/editions/1")
        assert [person["name"] for person in said["contributors"]] == ["Ada"] and said["note"] == "Première publication."
        [check] = json.loads(stage.server.command("check", "--edition", pad, "--json"))
        assert check["edition"]["number"] == 1 and check["edition"]["faults"] == []
        assert stage.server.command("edition", "list", pad).startswith("1*\t")

    play(scene)
