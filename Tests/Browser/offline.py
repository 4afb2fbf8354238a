# SPDX-License-Identifier: Apache-2.0
"""What people do around a lost network, and what the page then tells them."""

import asyncio
import re
import sqlite3

from playwright.async_api import expect

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


async def comes_true(page, question: str, value: str) -> None:
    """Waits until a page answers a question with yes."""
    async with asyncio.timeout(15):
        while not await page.evaluate(question, value):
            await asyncio.sleep(0.1)


async def is_kept_for_reading(person, pad: str) -> None:
    """Waits until the browser holds the pad's last state."""
    await comes_true(person.page, """(pad) => new Promise((resolve) => {
        const opening = indexedDB.open("encrier")
        opening.onupgradeneeded = () => opening.transaction.abort()
        opening.onerror = () => resolve(false)
        opening.onsuccess = () => {
            const names = [...opening.result.objectStoreNames]
            if (!names.includes("padFacts")) return resolve(false)
            const query = opening.result.transaction("padFacts").objectStore("padFacts").get(pad)
            query.onsuccess = () => { opening.result.close(); resolve(query.result !== undefined) }
        }
    })""", pad)


def authors(server, pad: str) -> list[str]:
    """Whom the server's log names as the authors of a pad's rows, without doubles."""
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        rows = database.execute(
            "SELECT author FROM log JOIN pads ON pads.id = log.pad WHERE name = ? ORDER BY log.sequence",
            (pad,)).fetchall()
    database.close()
    return list(dict.fromkeys(author for (author,) in rows))
