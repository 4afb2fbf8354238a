# SPDX-License-Identifier: Apache-2.0
"""A disk that takes nothing more, or fails: the page says so in words, and recovers by itself."""

import os
import pathlib
import sys

import pytest
from playwright.async_api import expect

from server import PROJECT, Server

# The library between the server and its disk is that of the fault tests.
sys.path.append(str(PROJECT / "Tests" / "Faults"))
from process import Control, built_shim  # noqa: E402


@pytest.fixture
def server(tmp_path: pathlib.Path):
    control = tmp_path / "control"
    data = tmp_path / "data"
    server = Server(data)
    server.control = Control(control)
    server.environment = dict(
        os.environ, LD_PRELOAD=str(built_shim()), FAULTS_FOLDER=str(data),
        FAULTS_CONTROL=str(control),
    )
    server.start()
    yield server
    server.kill()


@pytest.mark.parametrize("what", ["full", "failing"])
def test_the_page_is_read_only_in_words_while_the_disk_takes_nothing(play, what):
    words = {
        "full": "Le disque du serveur est plein.",
        "failing": "Le serveur n’arrive pas à lire ou à garder ce pad.",
    }

    async def scene(stage):
        disk = stage.server.control
        pad = stage.new_pad("avant ")
        ada, bob = await stage.person(), await stage.person()
        for person, name in ((ada, "Ada"), (bob, "Bob")):
            await person.open_pad(stage.pad_url(pad), name)
        await ada.go_to_end()
        if what == "full":
            disk.is_full = 1
        else:
            disk.fail_sync_at = disk.sync_count + 1
        await ada.type("abc")
        await expect(ada.status).to_have_attribute("data-state", "readOnly")
        notice = ada.page.locator("#notice")
        if what == "full":
            await expect(ada.status).to_contain_text("Lecture seule — ")
            await expect(ada.editor).to_have_attribute("contenteditable", "false")
            await expect(notice).to_contain_text("Lecture seule")
            await expect(notice).to_contain_text(words[what])
            await expect(notice).to_contain_text("On pourra écrire de nouveau")
            await ada.page.screenshot(path=stage.picture("full-disk"))
            # Who only reads goes on reading, and nobody sees what no disk has.
            await bob.sees("avant ")
            assert stage.server.text(pad) == "avant "
            disk.is_full = 0
        await ada.is_told_saved()
        await expect(ada.editor).to_have_attribute("contenteditable", "true")
        await expect(notice).to_be_hidden()
        kept = stage.server.text(pad)
        assert kept.startswith("avant a") and "avant abc".startswith(kept)
        await bob.sees(kept)
        await bob.go_to_end()
        await bob.type(" ensuite")
        await ada.sees(kept + " ensuite")

    play(scene)
