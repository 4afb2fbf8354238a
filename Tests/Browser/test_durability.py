# SPDX-License-Identifier: Apache-2.0
"""What the page calls saved is on disk, whatever happens to the server."""

import asyncio
import re

from playwright.async_api import expect


def test_nothing_called_saved_is_missing_when_the_server_is_killed_while_two_type(play):
    async def scene(stage):
        pad = stage.new_pad()
        ada, bob = [await stage.person(notes_saved=True) for _ in range(2)]
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        for person in (ada, bob):
            await person.editor.focus()

        mine, yours = words("a", 120), words("b", 120)

        async def kill_in_the_middle():
            await expect(bob.editor).to_contain_text("a60 ", timeout=60_000)
            stage.server.kill()

        await asyncio.gather(
            type_in_breaths(ada, mine), type_in_breaths(bob, yours), kill_in_the_middle()
        )
        saved = [text for person in (ada, bob) for text in await person.saved_texts()]
        assert len(saved) > 5, "the page hardly ever said saved"

        on_disk = stage.server.text_after_restart(pad)
        for text in saved:
            assert is_contained(text, on_disk), f"saved, but not on disk: {text!r}"

        stage.server.start()
        for person in (ada, bob):
            await person.is_told_saved()
        whole = stage.server.text(pad)
        for person in (ada, bob):
            await person.sees(whole)
        assert is_contained("".join(mine), whole) and is_contained("".join(yours), whole)

    play(scene)


def words(letter: str, count: int) -> list[str]:
    return [f"{letter}{index} " for index in range(count)]


async def type_in_breaths(person, all_words: list[str]) -> None:
    """Types some words, reads what the status says in the end, types on; never moves the caret."""
    for start in range(0, len(all_words), 10):
        await person.type("".join(all_words[start:start + 10]), delay=1)
        await expect(person.status).to_have_attribute("data-state", re.compile("^(saved|offline)$"))


def is_contained(part: str, whole: str) -> bool:
    """Whether one text can be had from another by leaving characters out."""
    rest = iter(whole)
    return all(character in rest for character in part)


def test_the_status_tells_when_the_server_is_gone_and_how_much_waits(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await ada.go_to_end()
        stage.server.kill()
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.type("abc")
        await expect(ada.status).to_have_attribute("data-unsaved", "3")
        await expect(ada.status).to_have_text(re.compile("^Hors ligne — 3 modifications"))
        await expect(ada.page.get_by_role("button", name="Réessayer")).to_be_visible()
        assert stage.server.text_after_restart(pad) == "avant "
        stage.server.start()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "avant abc"

    play(scene)


def test_real_texts_edited_by_two_survive_a_restart(play, samples):
    async def scene(stage):
        for name, sample in samples.items():
            pad = stage.new_pad()
            ada, bob = await stage.person(), await stage.person()
            await ada.open_pad(stage.pad_url(pad), "Ada")
            await bob.open_pad(stage.pad_url(pad), "Bob")
            await ada.editor.focus()
            await ada.paste(sample)
            await ada.is_told_saved()
            await bob.go_to_end()
            await ada.go_to_start()
            await asyncio.gather(ada.type("Début, par Ada. "), bob.type(" Fin, par Bob."))
            for person in (ada, bob):
                await person.is_told_saved()
            expected = "Début, par Ada. " + with_line_feeds(sample) + " Fin, par Bob."
            assert stage.server.text(pad) == expected, name
            stage.server.kill()
            assert stage.server.text_after_restart(pad) == expected, name
            stage.server.start()
            eve = await stage.person()
            await eve.open_pad(stage.pad_url(pad), "Ève")
            await eve.editor.focus()
            assert await copied(eve) == expected, name

    play(scene)


def with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


async def copied(person) -> str:
    """The whole text as a person takes it away, also where it is not drawn."""
    await person.page.keyboard.press("Control+A")
    await person.page.keyboard.press("Control+C")
    return await person.page.evaluate("navigator.clipboard.readText()")
