# SPDX-License-Identifier: Apache-2.0
"""What each test gets: a server and people, fresh or known to one another, in a browser that is there already."""

import asyncio
import os
import pathlib
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from house import House
from server import PROJECT, Server
from stage import Stage

# Everything here happens on one machine; what takes longer than this does not happen at all.
expect.set_options(timeout=15_000)


@pytest.fixture
def server(tmp_path: pathlib.Path):
    server = Server(tmp_path / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory):
    with asyncio.Runner() as runner:
        house = House(runner, tmp_path_factory.mktemp("house"))
        yield house
        house.close()


Play = Callable[[Callable[[Stage], Awaitable[None]]], None]


@pytest.fixture
def play(house: House, server: Server) -> Play:
    """Runs a scene with a server of its own."""
    return lambda scene: house.play(scene, server)


@pytest.fixture
def visit(house: House) -> Play:
    """Runs a scene that does nothing to the server but write in pads of random names: it is the server of many,
    and to it come regulars."""
    if house.server.port == 0:
        house.server.start()
    return lambda scene: house.play(scene, house.server)


@pytest.fixture(scope="session")
def samples() -> dict[str, str]:
    """Real texts by name; they lie beside the project and are not part of it."""
    folder = pathlib.Path(os.environ.get("ENCRIER_SHARED", PROJECT.parent / "shared")) / "samples"
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}
    if not texts:
        pytest.skip(f"there are no samples in {folder}")
    return texts
