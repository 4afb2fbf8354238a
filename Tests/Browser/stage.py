# SPDX-License-Identifier: Apache-2.0
"""Where a scene takes place: a server, a browser, and the people who come to it."""

import asyncio
import json
import pathlib
import re
import urllib.request

from playwright.async_api import Browser, Playwright

from person import Person
from regulars import Regulars
from server import PROJECT, Server


class Stage:
    """A server, a browser, and the people who come to it."""

    def __init__(
        self, server: Server, playwright: Playwright, browser: Browser, regulars: Regulars | None = None
    ) -> None:
        self.server = server
        self.playwright = playwright
        self.browser = browser
        self.people: list[Person] = []
        self._regulars = regulars

    async def person(self, **options) -> Person:
        """Someone new: their browser has never been here."""
        person = await Person.arrive(self.browser, **options)
        self.people.append(person)
        return person

    async def regular(self, name: str, **options) -> Person:
        """Someone who has been here before, if this server has such people. They leave their browser as it is:
        nothing is intercepted, emulated or cleared in it."""
        if self._regulars is None:
            return await self.person(**options)
        return await self._regulars.come(self.browser, name, options)

    def new_pad(self, text: str = "") -> str:
        """A new pad's name."""
        body = json.dumps({"text": text} if text else {})
        return json.loads(self._send("POST", "/api/v1/pads", body, "application/json"))["id"]

    def put_new(self, pad: str, text: str) -> None:
        """Starts a pad under a chosen name."""
        body = json.dumps({"name": pad, "text": text})
        self._send("POST", "/api/v1/pads", body, "application/json")

    def picture(self, name: str) -> pathlib.Path:
        """Where a screenshot goes that is there to be looked at."""
        return PROJECT / "Tests" / "Browser" / "screenshots" / f"{name}.png"

    def put_text(self, pad: str, text: str) -> None:
        """Replaces a pad's text from outside."""
        self._send("PUT", f"/api/v1/pads/{pad}/text", text, "text/markdown")

    async def has(self, pad: str, wanted: str | re.Pattern) -> None:
        """Waits until the server has a text on its disk, all of it, or one of a form."""
        matches = wanted.fullmatch if isinstance(wanted, re.Pattern) else wanted.__eq__
        for _ in range(500):
            if matches(self.server.text(pad)):
                return
            await asyncio.sleep(0.02)
        assert self.server.text(pad) == wanted

    def _send(self, method: str, path: str, body: str, content_type: str) -> bytes:
        headers = {"Content-Type": content_type}
        request = urllib.request.Request(
            self.server.url + path, body.encode("utf-8"), headers, method=method
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def pad_url(self, pad: str) -> str:
        return f"{self.server.url}/p/{pad}"
