# SPDX-License-Identifier: Apache-2.0
"""The server and the browser that each test gets, both fresh."""

import asyncio
import json
import os
import pathlib
import urllib.request
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import async_playwright, expect

from person import Person
from server import PROJECT, Server

CHROMIUM = os.environ.get("ENCRIER_CHROMIUM", "/usr/bin/chromium")

# Everything here happens on one machine; what takes longer than this does not happen at all.
expect.set_options(timeout=15_000)


class Stage:
    """A server, a browser, and the people who come to it."""

    def __init__(self, server: Server, browser) -> None:
        self.server = server
        self.browser = browser
        self.people: list[Person] = []

    async def person(self, **options) -> Person:
        person = await Person.arrive(self.browser, **options)
        self.people.append(person)
        return person

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

    def _send(self, method: str, path: str, body: str, content_type: str) -> bytes:
        headers = {"Content-Type": content_type}
        request = urllib.request.Request(
            self.server.url + path, body.encode("utf-8"), headers, method=method
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def pad_url(self, pad: str) -> str:
        return f"{self.server.url}/p/{pad}"


@pytest.fixture
def server(tmp_path: pathlib.Path):
    server = Server(tmp_path / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def play(server: Server) -> Callable[[Callable[[Stage], Awaitable[None]]], None]:
    """Runs a scene with a stage; everybody leaves at its end, without a complaint in any page."""

    async def run(scene) -> None:
        async with async_playwright() as playwright:
            # Chromium's sandbox does not work for root, which is who builds in a container.
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
            stage = Stage(server, browser)
            await scene(stage)
            for person in stage.people:
                await person.leave()
            await browser.close()

    return lambda scene: asyncio.run(run(scene))


@pytest.fixture(scope="session")
def samples() -> dict[str, str]:
    """Real texts by name; they lie beside the project and are not part of it."""
    folder = pathlib.Path(os.environ.get("ENCRIER_SHARED", PROJECT.parent / "shared")) / "samples"
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}
    if not texts:
        pytest.skip(f"there are no samples in {folder}")
    return texts
