# SPDX-License-Identifier: Apache-2.0
"""Several people write in one pad."""

import asyncio

import pytest
from playwright.async_api import expect

from test_live_page import DEVICES

def test_two_people_type_at_once_in_one_place_and_see_the_same(visit):
    async def scene(stage):
        pad = stage.new_pad("milieu")
        ada, bob = await stage.regular("Ada"), await stage.regular("Bob", locale="en-GB")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        for person in (ada, bob):
            await person.go_to_end()

        mine, yours = "".join(f"a{i} " for i in range(40)), "".join(f"b{i} " for i in range(40))
        await asyncio.gather(ada.type(mine, delay=2), bob.type(yours, delay=3))

        for person in (ada, bob):
            await person.is_told_saved()
        text = stage.server.text(pad)
        assert len(text) == len("milieu" + mine + yours)
        assert is_interleaving_of(text.removeprefix("milieu"), mine, yours)
        for person in (ada, bob):
            await person.sees(text)

        eve = await stage.regular("Ève")
        await eve.open_pad(stage.pad_url(pad), "Ève")
        await eve.sees(text)

    visit(scene)


def is_interleaving_of(text: str, left: str, right: str) -> bool:
    """Whether a text is two others, each in its own order, and nothing else."""
    reached = {0}
    for index, character in enumerate(text):
        following = set()
        for taken in reached:
            other = index - taken
            if taken < len(left) and left[taken] == character:
                following.add(taken + 1)
            if other < len(right) and right[other] == character:
                following.add(taken)
        reached = following
    return len(left) in reached and len(text) == len(left) + len(right)


def test_undo_takes_back_only_ones_own_words(visit):
    async def scene(stage):
        pad = stage.new_pad()
        ada, bob = await stage.regular("Ada"), await stage.regular("Bob")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await ada.editor.focus()
        await ada.type("Ada écrit. ")
        await bob.sees("Ada écrit. ")
        await bob.go_to_end()
        await bob.type("Bob aussi.")
        await ada.sees("Ada écrit. Bob aussi.")
        await ada.page.keyboard.press("Control+Z")
        for person in (ada, bob):
            await person.sees("Bob aussi.")

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_people_see_who_is_there_and_who_left(visit, device):
    async def scene(stage):
        pad = stage.new_pad("Bonjour")
        ada, bob = await stage.regular("Ada", **DEVICES[device]), await stage.person()
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob Ésope")
        await bob.go_to_end()
        await ada.press(ada.page.locator("#people-button"))
        await expect(ada.page.locator("#people-list")).to_contain_text("Bob Ésope")
        await expect(ada.page.locator("#people-button .disc")).to_have_text(["A", "BÉ"])
        await bob.page.close()
        await expect(ada.page.locator("#people-list")).not_to_contain_text("Bob Ésope")

    visit(scene)


def test_text_put_through_the_api_appears_in_open_pages(visit):
    async def scene(stage):
        pad = stage.new_pad("un\ntrois")
        ada = await stage.regular("Ada")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        stage.put_text(pad, "un\ndeux\ntrois")
        await ada.sees("un\ndeux\ntrois")

    visit(scene)
