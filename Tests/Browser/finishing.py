# SPDX-License-Identifier: Apache-2.0
"""What the tests of editions have in common: a pad of somebody's own, and the form that finishes it."""

import json
import urllib.request

from playwright.async_api import Locator, expect

TEXT = "# Réunion du 3 octobre\n\nUn texte."

# The lists of rows in the form, in their order.
PEOPLE, PLACES, EVENTS, RELATIONS = range(4)


async def own_pad(stage, pad: str, name: str = "Ada", text: str = TEXT, **options):
    """A pad that its first writer owns."""
    owner = await stage.person(**options)
    await owner.open_pad(stage.pad_url(pad), name)
    await start(stage, owner, pad, text)
    return owner


async def start(stage, owner, pad: str, text: str = TEXT) -> None:
    """Somebody who is here already starts another pad."""
    if owner.page.url != stage.pad_url(pad):
        await owner.page.goto(stage.pad_url(pad))
    await owner.is_told_saved()
    await owner.go_to_end()
    await owner.paste(text)
    await owner.is_told_saved()
    await expect(owner.page.locator("body")).to_have_attribute("data-role", "owner")


async def open_form(person) -> Locator:
    """Opens the form from the settings."""
    await person.press(person.page.locator("#settings-button"))
    await person.press(person.page.locator("#finish-button"))
    dialog = person.page.locator("#finish-dialog")
    await expect(dialog).to_be_visible()
    await expect(dialog.locator("#checklist li")).to_have_count(7)
    return dialog


def list_of(dialog: Locator, number: int) -> Locator:
    """One of the lists of rows."""
    return dialog.locator(".describe-list").nth(number)


async def add_row(person, dialog: Locator, number: int) -> Locator:
    """Adds a row to a list."""
    rows = list_of(dialog, number).locator(".describe-row")
    count = await rows.count()
    await person.press(list_of(dialog, number).locator(".describe-add"))
    await expect(rows).to_have_count(count + 1)
    return rows.nth(count)


async def finish(person, dialog: Locator, note: str = "") -> None:
    """Finishes the pad, through the question that says what will happen."""
    await person.press(dialog.locator("#finish-act"))
    question = person.page.locator("#edition-dialog")
    await question.locator("textarea").fill(note)
    await person.press(question.locator("[value=confirm]"))
    await expect(question).to_be_hidden()
    await expect(dialog.locator(".description-sheet")).to_be_visible()


def asked(stage, path: str):
    """What the server answers to anybody."""
    with urllib.request.urlopen(stage.server.url + path, timeout=10) as answer:
        return json.loads(answer.read())


def meta(stage, pad: str) -> dict:
    """What a pad's metadata say."""
    return asked(stage, f"/api/v1/pads/{pad}")


def describe(stage, pad: str, **fields) -> None:
    """Describes a pad from outside."""
    request = urllib.request.Request(
        f"{stage.server.url}/api/v1/pads/{pad}", json.dumps(fields).encode("utf-8"),
        {"Content-Type": "application/json"}, method="PATCH")
    urllib.request.urlopen(request, timeout=10).close()
