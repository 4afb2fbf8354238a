# SPDX-License-Identifier: Apache-2.0
"""What the tests of one process share, because to start it anew would cost more than most tests do."""

import asyncio
import os
import pathlib

from playwright.async_api import Browser, async_playwright

from regulars import Regulars
from server import Server
from stage import Stage

# The engine of Chromium without the windows, in which a pad opens at half the cost; and all of it, for who has
# a browser to themselves.
CHROMIUM = os.environ.get("ENCRIER_CHROMIUM", "/usr/bin/chromium-headless-shell")
WHOLE_CHROMIUM = os.environ.get("ENCRIER_CHROMIUM", "/usr/bin/chromium")

# Chromium's sandbox does not work for root, which is who builds in a container.
ARGUMENTS = ["--no-sandbox"] if os.geteuid() == 0 else []


class House:
    """The browser in which one test after the other takes place, and a server for those that leave it alone."""

    def __init__(self, runner: asyncio.Runner, folder: pathlib.Path) -> None:
        self._run = runner.run
        self._playwright = self._run(async_playwright().start())
        self._browser: Browser | None = None
        self._regulars = Regulars()
        self.server = Server(folder / "data")

    def play(self, scene, server: Server) -> None:
        """Plays a scene to its end, at which everybody leaves without a complaint in any page."""
        self._run(self._play(scene, server))

    async def _play(self, scene, server: Server) -> None:
        browser = await self._open_browser()
        regulars = self._regulars if server is self.server else None
        stage = Stage(server, self._playwright, browser, regulars)
        try:
            await scene(stage)
            for person in stage.people:
                await person.leave()
            await self._regulars.go_home(server.url)
        except BaseException:
            self._regulars.forget()
            raise
        finally:
            for context in browser.contexts:
                if context not in self._regulars.contexts:
                    await context.close()

    async def _open_browser(self) -> Browser:
        """The browser, started when it is first needed, and again when it has crashed."""
        if self._browser is None or not self._browser.is_connected():
            self._regulars.forget()
            self._browser = await self._playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        return self._browser

    def close(self) -> None:
        if self._browser is not None:
            self._run(self._browser.close())
        self._run(self._playwright.stop())
        self.server.kill()
