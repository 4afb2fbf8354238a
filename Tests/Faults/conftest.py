# SPDX-License-Identifier: Apache-2.0
"""A server on a data folder of the test's own, behind the shim."""

import asyncio
import pathlib

import pytest

from process import Server
from writing import Writer, faults_in, promises


@pytest.fixture
def server(tmp_path: pathlib.Path):
    server = Server(tmp_path / "data")
    yield server
    server.kill()


class Authors:
    """The writers of a test, and what they may demand of the server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.all: list[Writer] = []

    def write(self, *pads: str, tokens: int | None = 20, window: int = 4) -> list[Writer]:
        """One writer a pad writes until it is done or cut off; returns the writers."""
        writers = [Writer(pad, window=window) for pad in pads]
        self.all += writers

        async def run() -> None:
            running = [writer.run(self.server.port, limit=tokens) for writer in writers]
            await asyncio.wait_for(asyncio.gather(*running), 30)

        asyncio.run(run())
        return writers

    def faults(self, *, except_pads: tuple[str, ...] = ()) -> list[str]:
        """What the server, asked now, has lost, invented or disordered."""
        found = []
        for pad in sorted({writer.pad for writer in self.all} - set(except_pads)):
            here = [writer for writer in self.all if writer.pad == pad]
            sent = {writer.client: writer.sent for writer in here}
            found += faults_in(self.server.text(pad).encode(), promises(here), sent)
        return found


@pytest.fixture
def authors(server: Server) -> Authors:
    return Authors(server)
