# SPDX-License-Identifier: Apache-2.0
"""By the keyboard alone: a pad started, written, searched, shared and printed, seeing where one is."""

import re

import pytest
from playwright.async_api import expect

from test_live_page import PHONE, opened

# Where the focus is: whether it is seen, on the screen, and not below something else.
WHERE = """() => {
  const element = document.activeElement
  if (element === null || element === document.body) return null
  const shown = element.matches(".choices input") ? element.closest("label") : element
  const box = shown.getBoundingClientRect()
  const top = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1))
  const style = getComputedStyle(shown)
  return {
    name: element.id || element.className,
    isText: element.matches(".cm-content"),
    isOnScreen: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    isOnTop: top !== null && (shown.contains(top) || top.contains(shown)),
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || element.matches(".bar-title"),
  }
}"""


async def go_back_to(person, selector: str) -> list[str]:
    """Presses Shift+Tab until something has the focus; all on the way can be seen."""
    wanted = person.page.locator(selector)
    # In lists and tables Tab would stay; Escape lets it go.
    await person.page.keyboard.press("Escape")
    passed = []
    for _ in range(60):
        await person.page.keyboard.press("Shift+Tab")
        place = await person.page.evaluate(WHERE)
        if place is None:
            continue
        assert place["isText"] or place["isOnScreen"] and place["isOnTop"] and place["isSeen"], place
        passed.append(place["name"])
        if await wanted.evaluate("(element) => element === document.activeElement"):
            return passed
    raise AssertionError(f"{selector} is not reached by Shift+Tab, only {passed}")


def test_a_pad_is_started_written_searched_shared_and_printed_by_the_keyboard_alone(visit):
    async def scene(stage):
        ada = await stage.person(view="page")
        page, keys = ada.page, ada.page.keyboard
        await page.goto(stage.server.url)
        await keys.press("Tab")
        await expect(page.locator("#new-pad-title")).to_be_focused()
        await ada.type("Réunion")
        await keys.press("Enter")
        await expect(page.get_by_label("Votre nom")).to_be_focused()
        await ada.type("Ada")
        await keys.press("Enter")
        await expect(ada.editor).to_be_focused()

        await ada.type("/titre")
        await expect(page.locator("#slash-list")).to_be_visible()
        await keys.press("Enter")
        await ada.type("Ordre du jour\n\nUn mot")
        await keys.press("Control+Shift+ArrowLeft")
        await keys.press("Control+B")
        await keys.press("End")
        await ada.type("\n\n/taches")
        await expect(page.locator("#slash-list")).to_be_visible()
        await keys.press("Enter")
        await ada.type("relire\nenvoyer")
        await keys.press("Control+Enter")
        await keys.press("Tab")
        await ada.type("\n\n\n/tableau")
        await expect(page.locator("#slash-list")).to_be_visible()
        await keys.press("Enter")
        for cell in ("Poste", "Qui", "Prix", "Salle", "Léo", "120"):
            await ada.type(cell)
            await keys.press("Tab")
        await ada.is_told_saved()
        pad = page.url.rsplit("/", 1)[1]
        text = stage.server.text(pad)
        assert text.startswith("# Ordre du jour\n\nUn **mot**\n\n- [ ] relire\n    - [x] envoyer\n"), text
        assert re.search(r"\| Poste \| Qui \| Prix \|\n\|[ -|]+\|\n\| Salle \| Léo \| 120 \|", text), text

        # Tab goes from cell to cell; Escape lets it go, to the table's own tools and on.
        await keys.press("Escape")
        await keys.press("Tab")
        await expect(ada.editor).not_to_be_focused()
        await expect(page.get_by_role("button", name="Ajouter une ligne")).to_be_focused()
        await keys.press("Enter")
        await expect(ada.editor).to_be_focused()

        await keys.press("Control+F")
        await ada.type("envoyer")
        await expect(page.locator("#find-count")).to_have_text("1 sur 1")
        await keys.press("Escape")
        await expect(ada.editor).to_be_focused()
        await ada.is_told_saved()
        await keys.press("Control+S")
        await expect(page.locator("#toast")).to_have_text("Enregistré")

        passed = await go_back_to(ada, "#share-button")
        assert "view-button" in passed and "settings-button" in passed
        await keys.press("Enter")
        await expect(page.locator("#share-panel")).to_be_visible()
        for _ in range(6):
            if await page.locator("#copy-link").evaluate("(element) => element === document.activeElement"):
                break
            await keys.press("Tab")
        await keys.press("Enter")
        await expect(page.locator("#toast")).to_have_text("Adresse copiée")
        assert await page.evaluate("navigator.clipboard.readText()") == stage.pad_url(pad)
        await expect(page.locator("#share-button")).to_be_focused()

        await go_back_to(ada, "#skip-link")
        await keys.press("Enter")
        await expect(ada.editor).to_be_focused()
        assert page.url == stage.pad_url(pad)

        async with ada.context.expect_page() as opening:
            await keys.press("Control+P")
        printed = await opening.value
        await expect(printed.get_by_role("heading", name="Ordre du jour")).to_be_visible()
        await printed.evaluate("window.print = () => { window.hasPrinted = true }")
        # It comes once the server has said who wrote how much.
        await expect(printed.locator("#with-statement")).to_be_checked()
        for _ in range(3):
            await printed.keyboard.press("Tab")
        await expect(printed.get_by_role("button", name="Imprimer")).to_be_focused()
        await printed.keyboard.press("Enter")
        assert await printed.evaluate("window.hasPrinted")

    visit(scene)


# 1280 by 1024 pixels at 200 % and at 400 %, and a phone.
ZOOMS = {"200 %": {"viewport": {"width": 640, "height": 512}}, "400 %": {"viewport": {"width": 320, "height": 256}},
         "phone": PHONE}


@pytest.mark.parametrize("zoom", ZOOMS)
def test_enlarged_nothing_is_cut_off_and_the_focus_is_always_seen(visit, zoom):
    async def scene(stage):
        _, ada = await opened(stage, "# Un\n\nUn mot.\n\n" + "Une ligne, puis une autre.\n\n" * 20, **ZOOMS[zoom])
        page = ada.page
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await ada.editor.focus()
        passed = await go_back_to(ada, "#skip-link")
        assert {"find-button", "outline-button", "settings-button", "share-button", "people-button", "title"} <= set(passed)
        for name in ("people", "share", "settings"):
            await page.locator(f"#{name}-button").focus()
            await page.keyboard.press("Enter")
            panel = page.locator(f"#{name}-panel")
            await expect(panel).to_be_visible()
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            # All of a panel is reached, by scrolling within it where the screen is lower.
            for control in await panel.locator("a, button, input").all():
                if not await control.is_visible():
                    continue
                await control.focus()
                place = await page.evaluate(WHERE)
                assert place["isOnScreen"] and place["isOnTop"], (name, place)
            await page.keyboard.press("Escape")
        await ada.go_to_end()
        await ada.type("fin")
        await expect(page.get_by_text("fin", exact=True)).to_be_in_viewport()

    visit(scene)


def test_who_wants_no_motion_sees_none(visit):
    async def scene(stage):
        _, ada = await opened(stage, "un mot", reduced_motion="reduce")
        bob = await stage.regular("Bob")
        await bob.open_pad(ada.page.url, "Bob")
        await bob.go_to_end()
        await expect(ada.page.locator(".cm-remote-caret")).to_have_count(1)
        for press in (ada.page.locator("#share-button"), ada.page.locator("#copy-link")):
            await press.click()
            moving = "document.getAnimations().filter((one) => one.playState === 'running').length"
            assert await ada.page.evaluate(moving) == 0

    visit(scene)


def test_lines_run_in_the_direction_of_their_words(visit):
    async def scene(stage):
        text = "# שלום עולם\n\nUne ligne.\n\n- [ ] مرحبا بالعالم\n\n| שם | prix |\n|---|---|\n| א | 1 |"
        pad, ada = await opened(stage, text)
        line = ada.page.locator(".cm-line")
        await expect(line.nth(0)).to_have_css("direction", "rtl")
        await expect(line.nth(2)).to_have_css("direction", "ltr")
        await expect(line.nth(4)).to_have_css("direction", "rtl")
        # The caret goes with the letters: ArrowRight is back, and what is typed stands where it is seen.
        await ada.page.keyboard.press("Control+Home")
        await ada.page.keyboard.press("End")
        await ada.page.keyboard.press("Enter")
        await ada.type("אב")
        await ada.is_told_saved()
        assert stage.server.text(pad).split("\n")[1] == "אב", stage.server.text(pad)
        await expect(line.nth(1)).to_have_css("direction", "rtl")
        await ada.page.keyboard.press("ArrowRight")
        await ada.type("ג")
        await ada.is_told_saved()
        assert stage.server.text(pad).split("\n")[1] == "אגב"
        await expect(ada.page.locator("#title")).to_have_css("direction", "rtl")
        await ada.page.goto(f"{stage.pad_url(pad)}/print")
        await expect(ada.page.get_by_role("heading", level=1)).to_have_css("direction", "rtl")
        await expect(ada.page.get_by_text("Une ligne.")).to_have_css("direction", "ltr")

    visit(scene)
