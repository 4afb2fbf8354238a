# SPDX-License-Identifier: Apache-2.0
"""An input method at work while somebody else writes in the same line."""

import asyncio

import pytest


@pytest.mark.parametrize("view", ["page", "markdown"])
def test_no_letter_of_a_composition_is_lost_or_doubled(visit, view):
    async def scene(stage):
        pad = stage.new_pad("Début : \n\nfin")
        ada, bob = await stage.regular("Ada", view=view), await stage.regular("Bob")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await ada.editor.focus()
        await ada.page.keyboard.press("Control+Home")
        await ada.page.keyboard.press("End")
        await bob.editor.focus()
        await bob.page.keyboard.press("Control+Home")
        await asyncio.gather(compose(ada, "日本", "にほん", "ありがとう"), bob.type("abcdefghijklmnopqrstuvwxyz", delay=40))
        for person in (ada, bob):
            await person.is_told_saved()
        text = stage.server.text(pad)
        first, _, last = text.split("\n")
        assert first == "abcdefghijklmnopqrstuvwxyzDébut : 日本にほんありがとう"
        assert last == "fin"
        await bob.sees(text)
        await ada.sees(text)

    visit(scene)


PLACES = {
    "before": ("Control+Home",),
    "behind": ("Control+Home", "End"),
    "at the same place": ("Control+Home", *["ArrowRight"] * 8),
}


@pytest.mark.parametrize("place", PLACES)
def test_letters_composed_and_typed_in_one_line_are_all_there_once(visit, place):
    async def scene(stage):
        pad = stage.new_pad("Début : ; fin")
        ada, bob = await stage.regular("Ada", view="page"), await stage.regular("Bob")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await press(ada, *PLACES["at the same place"])
        await press(bob, *PLACES[place])
        await asyncio.gather(compose(ada, "日本", "にほん", "ありがとう"), bob.type("abcdefghijklmnopqrstuvwxyz", delay=40))
        for person in (ada, bob):
            await person.is_told_saved()
        text = stage.server.text(pad)
        assert letters_of(text, "日本にほんありがとう") == "日本にほんありがとう", text
        assert letters_of(text.replace("Début", "").replace("fin", ""), "abcdefghijklmnopqrstuvwxyz") == "abcdefghijklmnopqrstuvwxyz", text
        assert len(text) == len("Début : ; fin") + 10 + 26
        await bob.sees(text)
        await ada.sees(text)

    visit(scene)


def test_words_that_a_phone_corrects_are_corrected_once_while_others_write_and_delete(visit):
    async def scene(stage):
        pad = stage.new_pad("- début : ")
        ada, bob = await stage.regular("Ada", view="page", has_touch=True), await stage.regular("Bob")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await ada.go_to_end()
        await press(bob, "Control+Home", "ArrowRight", "ArrowRight")
        keyboard = await ada.context.new_cdp_session(ada.page)

        async def write_as_a_phone():
            """Letters of a word are composed, the word is replaced by what the keyboard thinks was meant."""
            for typed, meant in (("bonjuor", "bonjour"), ("cest", "c’est"), ("loin", "loin"), ("Annecy", "Annecy")):
                for end in range(1, len(typed) + 1):
                    await keyboard.send("Input.imeSetComposition", {
                        "text": typed[:end], "selectionStart": end, "selectionEnd": end})
                    await asyncio.sleep(0.05)
                await keyboard.send("Input.imeSetComposition", {
                    "text": meant, "selectionStart": len(meant), "selectionEnd": len(meant)})
                await keyboard.send("Input.insertText", {"text": meant})
                await keyboard.send("Input.insertText", {"text": " "})
                await asyncio.sleep(0.1)
            # A word begun and given up leaves nothing behind.
            await keyboard.send("Input.imeSetComposition", {"text": "zut", "selectionStart": 3, "selectionEnd": 3})
            await asyncio.sleep(0.2)
            await keyboard.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})

        async def write_and_delete():
            for word in ("un", "deux", "trois"):
                await bob.type(f"{word}x ", delay=40)
                for key in ("Backspace", "Backspace", " "):
                    await bob.page.keyboard.press(key)

        await asyncio.gather(write_as_a_phone(), write_and_delete())
        for person in (ada, bob):
            await person.is_told_saved()
        expected = "- un deux trois début : bonjour c’est loin Annecy "
        assert stage.server.text(pad) == expected
        await bob.sees(expected)

    visit(scene)


@pytest.mark.parametrize("view", ["page", "markdown"])
def test_a_correction_of_a_word_already_written_replaces_it_once(visit, view):
    async def scene(stage):
        pad = stage.new_pad("x ")
        ada, bob = await stage.regular("Ada", view=view), await stage.regular("Bob")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await ada.go_to_end()
        await press(bob, "Control+Home")

        async def correct():
            for wrong, right in (("teh", "the"), ("recieve", "receive"), ("wich", "which")):
                await ada.type(wrong, delay=30)
                # What spelling menus and dictation do: the word is selected and written over, in one event.
                await ada.page.evaluate("""([count, right]) => {
                  const selection = getSelection()
                  for (let step = 0; step < count; step += 1) selection.modify("extend", "backward", "character")
                  document.execCommand("insertText", false, right)
                }""", [len(wrong), right])
                await ada.type(" ", delay=30)

        await asyncio.gather(correct(), bob.type("abcdefghijklm", delay=50))
        for person in (ada, bob):
            await person.is_told_saved()
        assert stage.server.text(pad) == "abcdefghijklmx the receive which "

    visit(scene)


async def press(person, *keys: str) -> None:
    await person.editor.focus()
    for key in keys:
        await person.page.keyboard.press(key)


async def compose(person, *words: str) -> None:
    """Writes words through an input method, as Japanese keyboards do."""
    keyboard = await person.context.new_cdp_session(person.page)
    for word in words:
        for end in range(1, len(word) + 1):
            await keyboard.send("Input.imeSetComposition", {
                "text": word[:end], "selectionStart": end, "selectionEnd": end})
            await asyncio.sleep(0.08)
        await keyboard.send("Input.insertText", {"text": word})
        await asyncio.sleep(0.15)


def letters_of(text: str, alphabet: str) -> str:
    """The letters of a text that are of an alphabet, in their order."""
    return "".join(letter for letter in text if letter in alphabet)
