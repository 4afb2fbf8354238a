# SPDX-License-Identifier: Apache-2.0
"""An input method at work while somebody else writes in the same line."""

import asyncio

import pytest


@pytest.mark.parametrize("view", ["page", "markdown"])
def test_no_letter_of_a_composition_is_lost_or_doubled(play, view):
    async def scene(stage):
        pad = stage.new_pad("Début : \n\nfin")
        ada, bob = await stage.person(view=view), await stage.person()
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await ada.editor.focus()
        await ada.page.keyboard.press("Control+Home")
        await ada.page.keyboard.press("End")
        await bob.editor.focus()
        await bob.page.keyboard.press("Control+Home")
        keyboard = await ada.context.new_cdp_session(ada.page)

        async def compose():
            for word in ("日本", "にほん", "ありがとう"):
                for end in range(1, len(word) + 1):
                    await keyboard.send("Input.imeSetComposition", {
                        "text": word[:end], "selectionStart": end, "selectionEnd": end})
                    await asyncio.sleep(0.08)
                await keyboard.send("Input.insertText", {"text": word})
                await asyncio.sleep(0.15)

        await asyncio.gather(compose(), bob.type("abcdefghijklmnopqrstuvwxyz", delay=40))
        for person in (ada, bob):
            await person.is_told_saved()
        text = stage.server.text(pad)
        first, _, last = text.split("\n")
        assert first == "abcdefghijklmnopqrstuvwxyzDébut : 日本にほんありがとう"
        assert last == "fin"
        await bob.sees(text)
        await ada.sees(text)

    play(scene)
