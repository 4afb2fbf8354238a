# SPDX-License-Identifier: Apache-2.0
"""People with the pages in their browser already, for whom to open a pad costs a quarter of a first time."""

from playwright.async_api import Browser, BrowserContext

from person import Person


class Regulars:
    """Who comes to one server again and again; nobody is there twice at a time."""

    def __init__(self) -> None:
        self._at_home: dict[str, list[Person]] = {}
        self._present: list[tuple[str, Person]] = []

    async def come(self, browser: Browser, name: str, options: dict) -> Person:
        kind = f"{name} {sorted(options.items())}"
        waiting = self._at_home.setdefault(kind, [])
        person = waiting.pop() if waiting else await Person.arrive(browser, **options)
        self._present.append((kind, person))
        return person

    async def go_home(self, url: str) -> None:
        """Everybody leaves, without a complaint in any page."""
        while self._present:
            kind, person = self._present.pop()
            await person.rest(url)
            self._at_home[kind].append(person)

    def forget(self) -> None:
        """Nobody is known any more: after a test that failed, who knows what is in their browsers."""
        self._at_home.clear()
        self._present.clear()

    @property
    def contexts(self) -> list[BrowserContext]:
        return [person.context for people in self._at_home.values() for person in people]
