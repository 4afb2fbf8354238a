# SPDX-License-Identifier: Apache-2.0
"""The live page never changes a byte by itself, and only what is typed changes.

ENCRIER_DOCUMENTS=500 opens so many random documents, ENCRIER_KEY_SEEDS=20 plays so many sequences of keys.
"""

import asyncio
import os
import random

import pytest
from playwright.async_api import expect

from markdown_samples import document
from pictures import png

SEEDS = int(os.environ.get("ENCRIER_DOCUMENTS", "30"))
KEY_SEEDS = range(int(os.environ.get("ENCRIER_KEY_SEEDS", "3")))

KEYS = ["Enter", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End",
        "Tab", "Shift+Tab", "Control+B", "Control+I", "Shift+ArrowLeft", "Control+Z", "Control+Enter"]
TYPED = ["a", "é", " ", "*", "# ", "- ", "|", "> ", "[", "`", "1. ", "mot", "- [ ] "]
START = "# Titre\n\n- un\n- [ ] deux\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nfin **gras**\n"


async def shows_pictures(person) -> None:
    """Every address of an image has one: random texts name images nobody sent."""
    await person.context.route("**/images/x.png*", lambda route: route.fulfill(
        status=200, content_type="image/png", body=png(3)))


def test_opening_switching_scrolling_and_leaving_change_no_byte(visit):
    async def scene(stage):
        ada = await stage.person(view="page")
        await shows_pictures(ada)
        name = "Ada"
        for seed in range(SEEDS):
            text = document(seed)
            pad = stage.new_pad(text)
            if seed % 10 == 0 or seed < 2:
                await ada.page.goto(stage.pad_url(pad))
                if name:
                    await ada.page.get_by_label("Votre nom").fill(name)
                    await ada.page.keyboard.press("Enter")
                    name = ""
                await expect(ada.editor).to_have_attribute("contenteditable", "true")
                shown = pad
            else:
                stage.put_text(shown, text)
            await ada.page.wait_for_function(LENGTH_IS, arg=len(text.encode("utf-16-le")) // 2)
            await ada.editor.focus()
            await ada.page.keyboard.press("Control+End")
            await ada.page.keyboard.press("ArrowUp")
            await ada.page.locator("#view-button").click()
            await ada.page.keyboard.press("Control+Home")
            await ada.page.locator("#view-button").click()
            await ada.editor.focus()
            await ada.page.keyboard.press("ArrowDown")
            await ada.page.mouse.wheel(0, 2_000)
            await ada.is_told_saved()
            assert stage.server.text(shown) == text, f"seed {seed}"

    visit(scene)


# The text is in the editor, whose length the page itself does not show.
LENGTH_IS = """(length) => {
  const content = document.querySelector(".cm-content")
  const view = (content.cmTile ?? content.cmView)?.view
  return view?.state.doc.length === length
}"""


@pytest.mark.parametrize("seed", KEY_SEEDS)
def test_random_keys_of_two_people_on_the_live_page_converge(visit, seed):
    async def scene(stage):
        pad = stage.new_pad(START)
        people = [await stage.regular(name, view="page") for name in ("Ada", "Bob")]
        for person, name in zip(people, ("Ada", "Bob")):
            await person.open_pad(stage.pad_url(pad), name)

        async def play_keys(person, chance):
            for _ in range(90):
                # Tab may have left the text, and then Enter would leave the page.
                await person.editor.focus()
                if chance.random() < 0.5:
                    await person.page.keyboard.press(chance.choice(KEYS))
                else:
                    await person.type(chance.choice(TYPED))
            await person.page.keyboard.press("Escape")

        await asyncio.gather(*(
            play_keys(person, random.Random(seed * 2 + index)) for index, person in enumerate(people)))
        for person in people:
            await person.is_told_saved()
            await person.page.locator("#view-button").click()
        text = stage.server.text(pad)
        for person in people:
            await person.sees(text)
            person.forgive_styles()

    visit(scene)


class Line:
    """A line of text as an editor is expected to change it, its caret counted in characters."""

    def __init__(self) -> None:
        self.text, self.caret = "", 0

    def press(self, key: str) -> None:
        if key == "Backspace" and self.caret > 0:
            self.text = self.text[:self.caret - 1] + self.text[self.caret:]
            self.caret -= 1
        elif key == "Delete":
            self.text = self.text[:self.caret] + self.text[self.caret + 1:]
        elif key == "ArrowLeft":
            self.caret = max(0, self.caret - 1)
        elif key == "ArrowRight":
            self.caret = min(len(self.text), self.caret + 1)

    def type(self, words: str) -> None:
        self.text = self.text[:self.caret] + words + self.text[self.caret:]
        self.caret += len(words)


@pytest.mark.parametrize("seed", KEY_SEEDS)
def test_nothing_but_what_two_people_type_is_different(visit, seed):
    async def scene(stage):
        # One writes in the first line, one in the last, with all that can go wrong between.
        middle = document(seed + 1_000).strip("\n")
        pad = stage.new_pad(f"\n\n{middle}\n\n.\n\n")
        ada, bob = await stage.person(view="page"), await stage.person(view="page")
        for person, name in ((ada, "Ada"), (bob, "Bob")):
            await shows_pictures(person)
            await person.open_pad(stage.pad_url(pad), name)
            await person.editor.focus()
        await ada.page.keyboard.press("Control+Home")
        await bob.page.keyboard.press("Control+End")

        async def write(person, chance) -> str:
            line = Line()
            for _ in range(60):
                if chance.random() < 0.6:
                    words = chance.choice(["a", "é", "mot", " ", "*", "**", "`", "~~", "]", ", œ"])
                    line.type(words)
                    await person.type(words)
                    continue
                key = chance.choice(["Backspace", "ArrowLeft", "ArrowRight", "Delete"])
                is_at_end = line.caret == len(line.text)
                is_at_start = line.caret == 0
                # These would leave the line.
                if key in ("ArrowRight", "Delete") and is_at_end or key in ("ArrowLeft", "Backspace") and is_at_start:
                    continue
                line.press(key)
                await person.page.keyboard.press(key)
            return line.text

        first, last = await asyncio.gather(
            write(ada, random.Random(seed * 2)), write(bob, random.Random(seed * 2 + 1)))
        for person in (ada, bob):
            await person.is_told_saved()
            person.forgive_styles()
        assert stage.server.text(pad) == f"{first}\n\n{middle}\n\n.\n\n{last}"

    visit(scene)


# The editor's view, behind the page.
VIEW = "((content) => (content.cmTile ?? content.cmView).view)(document.querySelector('.cm-content'))"


@pytest.mark.parametrize("view", ["page", "markdown"])
def test_who_writes_above_what_one_sees_moves_no_special_character(visit, view):
    async def scene(stage):
        # Zero-width blanks and soft hyphens, as pages of the web put them on the clipboard.
        above = "\n\n".join(f"ligne {number}" for number in range(150))
        below = "deux\u200bmots\n\nun\u00adautre\n\nfin"
        pad = stage.new_pad(f"{above}\n\n{below}\n\n")
        ada, bob = await stage.regular("Ada", view=view), await stage.regular("Bob", view=view)
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await ada.go_to_start()
        await bob.go_to_end()
        lines = bob.page.locator(".cm-line").filter(has=bob.page.locator(".cm-specialChar"))
        await expect(lines).to_have_text(["deux•mots", "un•autre"])
        for number in range(12):
            await ada.type("x")
            await bob.page.wait_for_function(
                f"(length) => {VIEW}.state.doc.length === length", arg=len(f"{above}\n\n{below}\n\n") + 2 * number + 1)
            await bob.type("y")
        await expect(lines).to_have_text(["deux•mots", "un•autre"])
        for person in (ada, bob):
            await person.is_told_saved()
        assert stage.server.text(pad) == f"{'x' * 12}{above}\n\n{below}\n\n{'y' * 12}"

    visit(scene)


def test_a_failure_while_drawing_changes_nothing_of_the_text(visit):
    async def scene(stage):
        pad = stage.new_pad("un\n\n**deux**\n\ntrois")
        ada, bob = await stage.person(view="page"), await stage.person(view="page")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await ada.go_to_end()
        await bob.go_to_start()
        # The next change is not drawn, as when a decoration covers what it must not.
        await ada.page.evaluate(f"""() => {{
          const {{ docView }} = {VIEW}
          docView.update = () => {{
            delete docView.update
            throw new RangeError("not drawn, on purpose")
          }}
        }}""")
        await bob.type("abc ")
        await expect(ada.page.locator(".cm-line").first).to_have_text("abc un")
        await ada.type("!")
        await ada.page.keyboard.press("Control+Home")
        await ada.type("d")
        for person in (ada, bob):
            await person.is_told_saved()
        assert stage.server.text(pad) == "dabc un\n\n**deux**\n\ntrois!"
        assert len([text for text in ada.complaints if "drawing the text failed" in text]) == 1
        ada.complaints = []

    visit(scene)


def test_typing_right_after_going_to_the_top_goes_on_behind_the_first_letter(visit):
    async def scene(stage):
        text = "\n\n".join(f"paragraphe {number} " + "mot " * 60 for number in range(300))
        pad = stage.new_pad(text)
        ada = await stage.regular("Ada", view="page")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        chance = random.Random(1)
        for _ in range(20):
            await ada.editor.focus()
            await ada.page.keyboard.press("Control+End")
            await asyncio.sleep(chance.random() * 0.2)  # so that the keys meet the drawing at any moment
            await ada.page.keyboard.press("Control+Home")
            await ada.type("xyz ")
        await ada.is_told_saved()
        assert stage.server.text(pad) == "xyz " * 20 + text

    visit(scene)
