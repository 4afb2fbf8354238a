# SPDX-License-Identifier: Apache-2.0
"""Two write through a network that hardly works: no keystroke is lost, and nothing is claimed early."""

import asyncio
import contextlib
import os
import sqlite3
import time

import pycrdt
from playwright.async_api import TimeoutError, expect

from bad_network import BadNetwork

SECONDS = float(os.environ.get("ENCRIER_BAD_NETWORK", "20"))

# Tells each text that is painted while the page says that it is saved.
TELL_CLAIMS = """
window.addEventListener("DOMContentLoaded", () => {
  let last = ""
  const look = () => {
    requestAnimationFrame(look)
    if (document.getElementById("status").dataset.state !== "saved") return
    const lines = [...document.querySelectorAll("#editor .cm-line")]
    const text = lines.map((line) => line.textContent).join("\\n")
    if (text !== last) window.claim(text)
    last = text
  }
  look()
})
"""


class Disk:
    """A pad's text as the rows of the database make it, read past the server."""

    def __init__(self, path, pad: str) -> None:
        self._path = path
        self._pad = pad
        self._sequence = 0
        self._doc = pycrdt.Doc()
        self._text = self._doc.get("content", type=pycrdt.Text)

    def text(self) -> str:
        with sqlite3.connect(f"file:{self._path}?mode=ro", uri=True) as database:
            rows = database.execute(
                "SELECT log.sequence, content FROM log JOIN pads ON pads.id = log.pad"
                " WHERE name = ? AND log.sequence > ? ORDER BY log.sequence",
                (self._pad, self._sequence)).fetchall()
        database.close()
        for self._sequence, update in rows:
            self._doc.apply_update(update)
        return str(self._text)


def words_missing(claimed: str, on_disk: str) -> list[str]:
    """Which words of a claimed text are not on the disk; the one being typed may go on there."""
    words = on_disk.split()
    known = set(words)
    return [word for word in claimed.split()
            if word not in known and not any(other.startswith(word) for other in words)]


def test_two_who_write_through_cuts_losses_and_late_bytes_lose_no_keystroke(play):
    async def scene(stage):
        pad = stage.new_pad("Ada :\n\nBob :")
        disk = Disk(stage.server.data / "encrier.sqlite", pad)
        claims, early = 0, []

        def claim(text: str) -> None:
            nonlocal claims
            claims += 1
            if missing := words_missing(text, disk.text()):
                early.append((text, missing))

        async with BadNetwork(stage.server.port, seed=6) as network:
            url = f"http://127.0.0.1:{network.port}/p/{pad}"
            ada, bob = await stage.person(), await stage.person()
            for person, name in ((ada, "Ada"), (bob, "Bob")):
                await person.context.add_init_script(TELL_CLAIMS)
                await person.page.expose_function("claim", claim)
                await person.open_pad(url, name)
            await bob.go_to_end()
            await ada.go_to_start()
            await ada.page.keyboard.press("End")
            network.is_bad = True
            until = time.monotonic() + SECONDS
            counts = await asyncio.gather(
                writes_until(ada, "a", until), writes_until(bob, "b", until))
            network.is_bad = False
            for person in (ada, bob):
                # Whoever is back already has nothing to press.
                with contextlib.suppress(TimeoutError):
                    await person.page.get_by_role("button", name="Réessayer").click(timeout=2_000)
                await person.is_told_saved()
            assert network.cuts > SECONDS / 10, "the network was too good"
            assert claims > SECONDS / 10, f"the pages said saved only {claims} times"
            assert not early, f"claimed and not on the disk: {early[:3]}"
            text = disk.text()
            assert text.split() == expected(counts), "a keystroke is missing or doubled"
            assert stage.server.text(pad) == text
            print(f"bad network: {network.cuts} cuts, {claims} claims, {len(text)} characters in {SECONDS:.0f} s")
            eve = await stage.person()
            await eve.open_pad(stage.pad_url(pad), "Ève")
            await expect(eve.page.locator(".cm-line").first).to_contain_text("Ada : a0 a1")

    play(scene)


async def writes_until(person, letter: str, until: float) -> int:
    """Types words at one place; every tenth ends its line. Returns how many there are."""
    count = 0
    while time.monotonic() < until:
        await person.type(f" {letter}{count}", delay=25)
        count += 1
        if count % 10 == 0:
            # A breath, in which the page may say that all is saved.
            await asyncio.sleep(0.6)
            await person.page.keyboard.press("Enter")
    return count


def expected(counts) -> list[str]:
    """All words in their places."""
    mine, yours = counts
    return ["Ada", ":", *(f"a{index}" for index in range(mine)),
            "Bob", ":", *(f"b{index}" for index in range(yours))]
