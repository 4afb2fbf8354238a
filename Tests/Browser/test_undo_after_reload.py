# SPDX-License-Identifier: Apache-2.0
"""Undo goes on after the page was loaded anew: one's own edits, and nobody else's."""

import json
import urllib.request

import pytest
from playwright.async_api import expect

from test_live_page import DEVICES

PARAGRAPH = "Ce paragraphe est de Bob."


@pytest.mark.parametrize("device", DEVICES)
def test_a_paragraph_deleted_before_a_reload_comes_back_and_is_still_its_writers(visit, device):
    async def scene(stage):
        pad = stage.new_pad("Début.\n\n")
        ada, bob = await stage.regular("Ada", **DEVICES[device]), await stage.regular("Bob")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await bob.go_to_end()
        await bob.type(PARAGRAPH)
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await ada.sees(f"Début.\n\n{PARAGRAPH}")
        writers = attribution(stage, pad)

        await ada.go_to_end()
        await ada.page.keyboard.press("Shift+Home")
        await ada.page.keyboard.press("Delete")
        await bob.sees("Début.\n\n")
        await bob.go_to_start()
        await bob.type("Bob : ")
        await ada.sees("Bob : Début.\n\n")
        await ada.is_told_saved()
        await loads_anew(ada)

        await takes_back(ada, device)
        for person in (ada, bob):
            await person.sees(f"Bob : Début.\n\n{PARAGRAPH}")
        await ada.is_told_saved()
        assert attribution(stage, pad)[-1] == writers[-1]

        await loads_anew(ada)
        await takes_back(ada, device, "Rétablir")
        await bob.sees("Bob : Début.\n\n")

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_what_one_typed_before_a_reload_is_taken_back_without_what_others_typed(visit, device):
    async def scene(stage):
        pad = stage.new_pad()
        ada, bob = await stage.regular("Ada", **DEVICES[device]), await stage.regular("Bob")
        for person, name in ((ada, "Ada"), (bob, "Bob")):
            await person.open_pad(stage.pad_url(pad), name)
        await ada.editor.focus()
        await ada.type("d’Ada")
        await bob.sees("d’Ada")
        await bob.go_to_end()
        await bob.type(", puis de Bob")
        await ada.sees("d’Ada, puis de Bob")
        # Without a pause, so that the page has to keep its steps while it ends.
        await loads_anew(ada)
        await takes_back(ada, device)
        for person in (ada, bob):
            await person.sees(", puis de Bob")
        await takes_back(ada, device)
        await ada.is_told_saved()
        assert stage.server.text(pad) == ", puis de Bob"

    visit(scene)


def test_steps_without_a_network_are_there_after_a_reload_too(play):
    async def scene(stage):
        pad = stage.new_pad("un deux")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await ada.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        await ada.go_to_end()
        stage.server.kill()
        await expect(ada.status).to_have_attribute("data-state", "offline")
        for _ in range(5):
            await ada.page.keyboard.press("Backspace")
        await ada.sees("un")
        await expect(ada.status).to_have_attribute("data-kept", "5")
        await loads_anew(ada)
        await ada.sees("un")
        await takes_back(ada, "desktop")
        await ada.sees("un deux")
        stage.server.start()
        await ada.press_retry()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "un deux"

    play(scene)


async def loads_anew(person) -> None:
    await person.page.reload()
    await expect(person.editor).to_have_attribute("contenteditable", "true")


async def takes_back(person, device: str, button: str = "Annuler") -> None:
    """By the keys, or by the button where there are none."""
    if device == "phone":
        await person.press(person.page.get_by_role("button", name=button, exact=True))
        return
    await person.editor.focus()
    await person.page.keyboard.press("Control+Z" if button == "Annuler" else "Control+Shift+Z")


def attribution(stage, pad: str) -> list[tuple[int, int]]:
    """Who wrote how much, from the beginning of a pad to its end."""
    url = f"{stage.server.url}/api/v1/pads/{pad}/attribution"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return [(run["person"], run["length"]) for run in json.load(answer)["runs"]]
