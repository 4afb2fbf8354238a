# SPDX-License-Identifier: Apache-2.0
"""A first text, and the page's shape: templates, focus, width, in both languages."""

import datetime
import re

import pytest
from playwright.async_api import expect

from test_live_page import DEVICES, PHONE, opened

MONTHS = {
    "fr-FR": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en-GB": "January February March April May June July August September October November December".split(),
}

# Button, first words of the title, where people stand, what there has to be.
TEMPLATES = {
    "fr-FR": [("Réunion", "Réunion du", "Présents", ["## Ordre du jour", "## Décisions", "**Excusés :**"]),
              ("Atelier", "Atelier du", "Participants", ["## "]), ("Assemblée générale", "Assemblée générale du", "Présents", ["## "])],
    "en-GB": [("Meeting", "Meeting of", "Present", ["## Agenda", "## Decisions", "**Excused:**"]),
              ("Workshop", "Workshop of", "Participants", ["## "]), ("General assembly", "General assembly of", "Present", ["## "])],
}


@pytest.mark.parametrize("locale", TEMPLATES)
@pytest.mark.parametrize("number", range(3))
def test_templates_are_filled_in_with_the_day_and_who_is_there(visit, locale, number):
    async def scene(stage):
        button, title, people, parts = TEMPLATES[locale][number]
        pad = stage.new_pad("")
        ada = await stage.regular("Ada", view="page", locale=locale)
        await ada.open_pad(stage.pad_url(pad), "Ada")
        bob = await stage.regular("Bob", view="page", locale="fr-FR")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await expect(ada.page.locator("#people-button .disc")).to_have_count(2)
        await ada.page.get_by_role("button", name=button, exact=True).click()
        await expect(ada.page.locator("#blank")).to_be_hidden()
        await ada.is_told_saved()
        text = stage.server.text(pad)
        today = datetime.date.today()
        assert text.startswith(f"# {title} {today.day}") or text.startswith(f"# {title} 1er ")
        assert f" {MONTHS[locale][today.month - 1]} {today.year}\n" in text
        assert "{{" not in text and "Ada" in text
        assert re.search(rf"\*\*{people}\s?:\*\* Ada, Bob\n", text)
        for part in parts:
            assert part in text
        # Whoever sees the others' template is not offered one any more.
        await expect(bob.page.locator("#blank")).to_be_hidden()
        await ada.type(" bis")
        await ada.is_told_saved()
        assert stage.server.text(pad).split("\n")[0].endswith(f"{today.year} bis")

    visit(scene)


def test_an_empty_pad_says_what_to_do_in_one_line(visit):
    async def scene(stage):
        _, ada = await opened(stage, "")
        await expect(ada.page.locator(".cm-placeholder")).to_contain_text("Écrivez ici")
        await ada.editor.focus()
        await ada.type("a")
        await expect(ada.page.locator(".cm-placeholder")).to_have_count(0)

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_focus_mode_dims_all_but_the_paragraph_one_writes_in(visit, device):
    async def scene(stage):
        _, ada = await opened(stage, "un\n\ndeux\nencore deux\n\ntrois", **DEVICES[device])
        await ada.press(ada.page.get_by_role("button", name="Réglages"))
        await ada.page.locator("#focus-choice").get_by_label("Oui").check()
        await ada.page.keyboard.press("Escape")

        line = ada.page.locator(".cm-line").filter(has_text=re.compile("."))
        for press, bright in ((lambda: ada.press(ada.page.get_by_text("encore deux")), {1, 2}),
                              (lambda: ada.page.keyboard.press("Control+End"), {3})):
            await press()
            for number in range(4):
                await expect(line.nth(number)).to_have_css("opacity", "1" if number in bright else "0.35")

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_the_text_takes_the_width_of_a_page_or_of_the_screen(visit, device):
    async def scene(stage):
        options = PHONE if device == "phone" else {"viewport": {"width": 1600, "height": 900}}
        _, ada = await opened(stage, "mot " * 200, **options)

        async def width():
            return (await ada.page.locator(".cm-content").bounding_box())["width"]

        narrow = await width()
        await ada.page.get_by_role("button", name="Réglages").click()
        await ada.page.locator("#width-choice").get_by_label("Écran entier").check()
        if device == "phone":
            assert await width() >= narrow > 300
        else:
            assert narrow < 900 < 1200 < await width()
        await ada.page.reload()
        await expect(ada.editor).to_have_attribute("contenteditable", "true")
        assert device == "phone" or await width() > 1200, "the choice is remembered"

    visit(scene)


def test_a_phone_shows_the_last_line_and_its_menu_above_the_tools(visit):
    async def scene(stage):
        _, ada = await opened(stage, "\n\n".join(f"ligne {number}" for number in range(40)), **PHONE)
        await ada.go_to_end()
        await ada.type("\nfin /")
        await expect(ada.page.locator("#slash-list")).to_be_in_viewport()
        await expect(ada.page.get_by_text("fin /")).to_be_in_viewport()
        tools = await ada.page.locator(".tools-row").bounding_box()
        for shown in (ada.page.get_by_text("fin /"), ada.page.locator("#slash-list")):
            box = await shown.bounding_box()
            assert box["y"] + box["height"] <= tools["y"] + 1

    visit(scene)
