# SPDX-License-Identifier: Apache-2.0
"""Who wrote what, shown in the pad, and what others wrote since one was there last."""

import re

import pytest
from playwright.async_api import expect

from test_appearance import fits
from test_history import SIZES, written_pad


async def see(person, stage, pad: str) -> None:
    """Comes to the pad and sees it, which the browser notes."""
    page = person.page
    async with page.expect_response(re.compile(r"/history\?after=")):
        await page.goto(stage.pad_url(pad))
    await person.is_told_saved()
    await page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('encrier.seen.'))")


@pytest.mark.parametrize("size", SIZES)
def test_the_text_shows_who_wrote_what_while_one_wants_it(visit, size):
    async def scene(stage):
        pad, ada, leo = await written_pad(stage, size)
        page = ada.page
        await expect(page.locator("#editor .author")).to_have_count(0)
        await ada.press(page.locator("#settings-button"))
        await ada.press(page.locator("#authors-choice label").filter(has_text="Montrés"))
        await page.keyboard.press("Escape")
        own = page.locator("#editor .author").filter(has_text="Bonjour à tous.")
        other = page.locator("#editor .author").filter(has_text="Léo apporte le café.")
        await expect(own).to_have_attribute("title", "vous")
        await expect(other).to_have_attribute("title", "invité 2")
        # Not by colour alone.
        styles = [await mark.evaluate("(mark) => getComputedStyle(mark).textDecorationStyle") for mark in (own, other)]
        assert styles[0] != styles[1]
        # At once what one writes, even into what another wrote; soon what the other writes.
        await ada.go_to_end()
        for _ in range(5):
            await page.keyboard.press("ArrowLeft")
        await ada.type("bon ")
        await expect(page.locator("#editor .author").filter(has_text=re.compile("^bon $"))).to_have_attribute("title", "vous")
        await leo.go_to_end()
        await leo.type("\nEt du thé.")
        await leo.is_told_saved()
        await expect(page.locator("#editor .author").filter(has_text="Et du thé.")).to_have_attribute("title", "invité 2")
        # Whose a selection is, and how much each wrote.
        await ada.editor.focus()
        await page.keyboard.press("Control+A")
        await expect(page.locator("#writers")).to_have_text(re.compile(r"^Écrit par\s: vous, invité 2$"))
        await expect(page.locator("#authorship-list li")).to_have_count(2)
        await expect(page.locator("#authorship-statement")).to_contain_text("Ada (")
        await fits(page)
        await page.screenshot(path=stage.picture(f"authors-{size}"))
        await page.goto(f"{stage.pad_url(pad)}/print")
        await expect(page.locator("#statement")).to_contain_text(re.compile(r"^Texte de Ada \(\d+\s%\) et invité 2"))

    visit(scene)


@pytest.mark.parametrize("size", SIZES)
def test_what_others_wrote_since_the_last_visit_is_told_marked_and_listed(visit, size):
    async def scene(stage):
        pad, ada, leo = await written_pad(stage, size)
        page = ada.page
        await see(ada, stage, pad)
        await page.goto(stage.server.url)
        await page.wait_for_timeout(500)
        await expect(page.locator(".recent-unread")).to_have_count(0)
        await leo.go_to_start()
        await leo.type("Nouveau titre\n\n")
        await leo.is_told_saved()
        await page.goto(stage.server.url)
        await expect(page.locator(".recent-unread")).to_have_text("Du nouveau")
        await page.screenshot(path=stage.picture(f"unread-{size}"))
        await page.goto(stage.pad_url(pad))
        bar = page.locator("#since")
        await expect(bar).to_contain_text("Depuis votre dernière visite")
        await expect(bar).to_contain_text("invité 2")
        await ada.press(page.locator("#since-show"))
        await expect(page.locator(".since-written").first).to_contain_text("Nouveau")
        await fits(page)
        await page.screenshot(path=stage.picture(f"since-{size}"))
        # Loading the page anew is the same visit; the digest has the same news.
        await page.reload()
        await expect(bar).to_contain_text("invité 2")
        await ada.press(page.get_by_role("link", name="Tout voir"))
        await expect(page.locator("ins.change").first).to_contain_text("Nouveau")
        await expect(page.locator("#compare-summary")).to_contain_text("invité 2")
        # Once seen it is old.
        await page.goto(stage.pad_url(pad))
        await ada.is_told_saved()
        await page.wait_for_timeout(500)
        await expect(bar).to_be_hidden()

    visit(scene)


def test_ones_own_writing_is_no_news(visit):
    async def scene(stage):
        pad, ada, _ = await written_pad(stage, "screen")
        page = ada.page
        await see(ada, stage, pad)
        await ada.go_to_end()
        await ada.type(" Ada continue.")
        await ada.is_told_saved()
        await page.goto(stage.server.url)
        await page.wait_for_timeout(500)
        await expect(page.locator(".recent-unread")).to_have_count(0)
        await page.goto(stage.pad_url(pad))
        await ada.is_told_saved()
        await page.wait_for_timeout(500)
        await expect(page.locator("#since")).to_be_hidden()

    visit(scene)
