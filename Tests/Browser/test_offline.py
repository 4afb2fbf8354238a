# SPDX-License-Identifier: Apache-2.0
"""Writing without a network, and coming back: closed tabs, a dead battery, two tabs, a long sleep."""

import asyncio
import os
import signal

from playwright.async_api import expect

from house import ARGUMENTS, WHOLE_CHROMIUM
from offline import authors, comes_back, is_kept_for_reading, is_told_kept, opens_offline, writes_offline
from person import Person


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
        # So does the start page, which tells where something waits.
        await ada.page.goto(stage.server.url)
        await expect(ada.page.locator(".recent-item")).to_contain_text("Modifications à envoyer")
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
        # Nothing is left to send, and the start page says nothing of it any more.
        await expect(ada.status).to_have_attribute("data-kept", "0")
        await ada.page.reload()
        await ada.is_told_saved()
        await ada.sees("Bob : avant hors ligne encore ")
        await ada.page.goto(stage.server.url)
        await expect(ada.page.locator(".recent-item")).to_have_count(1)
        await expect(ada.page.locator(".recent-waiting")).to_have_count(0)

    play(scene)


async def profile(stage, folder):
    """A browser with a profile on the disk."""
    return await stage.playwright.chromium.launch_persistent_context(
        folder, executable_path=WHOLE_CHROMIUM, args=ARGUMENTS, locale="fr-FR",
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
        # Whoever was here before: browsers write cookies to the disk within half a minute.
        context = await profile(stage, folder)
        ada = await Person.in_context(context)
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await ada.leave()
        context = await profile(stage, folder)
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
        context = await profile(stage, folder)
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


def test_two_tabs_of_one_browser_write_offline_and_neither_loses_or_doubles(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        await writes_offline(stage, ada, pad, "un ")
        first = await ada.new_tab()
        await comes_back(ada, stage.pad_url(pad))
        # The other tab lives, and what it wrote is its own to send.
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.sees("avant ")
        await ada.go_to_end()
        await ada.type("deux ")
        await is_told_kept(ada, 5)
        # It closes; this one takes over what it left when the network is back.
        await first.close()
        stage.server.start()
        await ada.is_told_saved()
        await expect(ada.page.locator(".cm-line")).to_contain_text("un ")
        await ada.is_told_saved()
        text = stage.server.text(pad)
        assert text in ("avant un deux ", "avant deux un ")
        await ada.sees(text)
        assert len(authors(stage.server, pad)) == 2, "who began it, and Ada"
        await ada.page.reload()
        await ada.is_told_saved()
        await ada.sees(text)

    play(scene)


async def falls_asleep(wire) -> None:
    """Stops everything in a page, as a closed lid does."""
    stopped = asyncio.Event()
    wire.once("Debugger.paused", lambda _: stopped.set())
    await wire.send("Debugger.enable")
    await wire.send("Debugger.pause")
    await asyncio.wait_for(stopped.wait(), 10)


def test_a_tab_that_slept_for_a_day_sends_what_it_held_and_shows_what_came(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        await ada.page.clock.install()
        await writes_offline(stage, ada, pad, "abc")
        wire = await ada.context.new_cdp_session(ada.page)
        await falls_asleep(wire)
        stage.server.start()
        bob = await stage.person()
        await bob.open_pad(stage.pad_url(pad), "Bob")
        await bob.go_to_start()
        await bob.type("Bob : ")
        await bob.is_told_saved()
        assert stage.server.text(pad) == "Bob : avant "
        await wire.send("Debugger.resume")
        await ada.page.clock.fast_forward("24:00:00")
        await ada.is_told_saved()
        for person in (ada, bob):
            await person.sees("Bob : avant abc")
        # And a day during which it was connected and nothing was to be sent.
        await falls_asleep(wire)
        stage.server.kill()
        stage.server.start()
        await bob.is_told_saved()
        await bob.go_to_end()
        await bob.type(" fin")
        await bob.is_told_saved()
        await wire.send("Debugger.resume")
        await ada.page.clock.fast_forward("24:00:00")
        await ada.sees("Bob : avant abc fin")
        await ada.is_told_saved()

    play(scene)
