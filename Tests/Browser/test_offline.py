# SPDX-License-Identifier: Apache-2.0
"""Writing without a network: what is kept, what is told of it, and what comes of it on return."""

import asyncio
import os
import re
import signal
import sqlite3

from playwright.async_api import async_playwright, expect

from conftest import CHROMIUM
from person import Person

KEPT = re.compile(r"^Hors ligne — \d+ modifications? gardées? dans ce navigateur$")


async def comes_back(person, url: str) -> None:
    """Opens a pad whose person is known already and waits until one can write."""
    await person.page.goto(url)
    await expect(person.editor).to_have_attribute("contenteditable", "true")


async def opens_offline(person) -> None:
    """Waits until the browser has all it needs to open pages without a network."""
    await person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")


async def is_told_kept(person, count: int) -> None:
    """Waits until the page says that so many changes are kept in this browser."""
    await expect(person.status).to_have_attribute("data-kept", str(count))
    await expect(person.status).to_have_attribute("data-unsaved", str(count))
    await expect(person.status).to_have_text(KEPT)


async def writes_offline(stage, person, pad: str, text: str) -> None:
    """Opens a pad by the network, loses it, writes and sees that it is kept."""
    await person.open_pad(stage.pad_url(pad), "Ada")
    await opens_offline(person)
    await is_kept_for_reading(person, pad)
    await person.go_to_end()
    stage.server.kill()
    await expect(person.status).to_have_attribute("data-state", "offline")
    await person.type(text)
    await is_told_kept(person, len(text))


async def is_kept_for_reading(person, pad: str) -> None:
    """Waits until the browser holds the pad's last state."""
    await person.page.wait_for_function("""(pad) => new Promise((resolve) => {
        const opening = indexedDB.open("encrier")
        opening.onsuccess = () => {
            const names = [...opening.result.objectStoreNames]
            if (!names.includes("padFacts")) return resolve(false)
            const query = opening.result.transaction("padFacts").objectStore("padFacts").get(pad)
            query.onsuccess = () => { opening.result.close(); resolve(query.result !== undefined) }
        }
    })""", arg=pad)


def authors(server, pad: str) -> list[str]:
    """Whom the server's log names as the authors of a pad's rows, without doubles."""
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        rows = database.execute(
            "SELECT author FROM log JOIN pads ON pads.id = log.pad WHERE name = ? ORDER BY log.sequence",
            (pad,)).fetchall()
    database.close()
    return list(dict.fromkeys(author for (author,) in rows))


def test_what_is_written_offline_survives_closed_tabs_and_merges_on_return(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        await writes_offline(stage, ada, pad, "hors ligne ")
        await ada.page.close()
        # The page opens again without a server, with everything, and goes on.
        await ada.new_tab()
        await comes_back(ada, stage.pad_url(pad))
        await ada.sees("avant hors ligne ")
        await is_told_kept(ada, 11)
        await ada.go_to_end()
        await ada.type("encore ")
        await is_told_kept(ada, 18)
        await ada.page.screenshot(path=stage.picture("offline"))
        await ada.page.close()
        # Others write meanwhile.
        stage.server.start()
        assert stage.server.text(pad) == "avant "
        bob = await stage.person()
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await bob.go_to_start()
        await bob.type("Bob : ")
        await bob.is_told_saved()
        await ada.new_tab()
        await comes_back(ada, stage.pad_url(pad))
        await ada.is_told_saved()
        for person in (ada, bob):
            await person.sees("Bob : avant hors ligne encore ")
        assert stage.server.text(pad) == "Bob : avant hors ligne encore "
        assert len(authors(stage.server, pad)) == 3, "the one who began it, Bob and Ada"
        # Nothing is left to send.
        await expect(ada.status).to_have_attribute("data-kept", "0")
        await ada.page.reload()
        await ada.is_told_saved()
        await ada.sees("Bob : avant hors ligne encore ")

    play(scene)


async def profile(playwright, folder, *arguments: str):
    """A browser with a profile on the disk."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return await playwright.chromium.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=[*root, *arguments], locale="fr-FR",
        viewport={"width": 1100, "height": 760})


def kill_browser(folder) -> None:
    """Ends the browser of a profile as a dead battery would."""
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/cmdline", "rb") as file:
                arguments = file.read().split(b"\0")
        except OSError:
            continue
        if f"--user-data-dir={folder}".encode() in arguments:
            os.kill(int(entry), signal.SIGKILL)


def test_what_is_written_offline_survives_a_killed_browser(play, tmp_path):
    async def scene(stage):
        folder = tmp_path / "profile"
        pad = stage.new_pad("avant ")
        async with async_playwright() as playwright:
            # Whoever was here before: browsers write cookies to the disk within half a minute.
            context = await profile(playwright, folder)
            ada = await Person.in_context(context)
            await ada.open_pad(stage.pad_url(pad), "Ada")
            await ada.leave()
            context = await profile(playwright, folder)
            ada = await Person.in_context(context)
            await comes_back(ada, stage.pad_url(pad))
            await ada.is_told_saved()
            await opens_offline(ada)
            await is_kept_for_reading(ada, pad)
            await ada.go_to_end()
            stage.server.kill()
            await expect(ada.status).to_have_attribute("data-state", "offline")
            await ada.type("hors ligne")
            await is_told_kept(ada, 10)
            kill_browser(folder)
            await asyncio.sleep(1)
            context = await profile(playwright, folder)
            ada = await Person.in_context(context)
            await comes_back(ada, stage.pad_url(pad))
            await ada.sees("avant hors ligne")
            await is_told_kept(ada, 10)
            stage.server.start()
            stage.put_text(pad, "Bob : avant ")
            await ada.is_told_saved()
            await ada.sees("Bob : avant hors ligne")
            assert stage.server.text(pad) == "Bob : avant hors ligne"
            await ada.leave()

    play(scene)
