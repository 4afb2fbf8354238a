# SPDX-License-Identifier: Apache-2.0
"""Writing without a network: what is kept, what is told of it, and what comes of it on return."""

import asyncio
import os
import re
import shutil
import signal
import sqlite3

from playwright.async_api import async_playwright, expect

from conftest import CHROMIUM
from person import Person
from server import PROJECT

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


def offer(person):
    """The dialog that shows what waits in this browser."""
    return person.page.get_by_role("dialog", name="Des modifications attendent dans ce navigateur")


async def renames(person, name: str) -> None:
    """Takes another name, as whoever comes next to a shared computer does."""
    await person.page.locator("#people-button").click()
    await person.page.get_by_role("button", name="Changer de nom").click()
    await person.page.get_by_label("Votre nom").fill(name)
    await person.page.keyboard.press("Enter")
    await expect(person.page.locator("#name-dialog")).to_be_hidden()


def test_of_two_people_of_one_profile_neither_sends_what_the_other_wrote(play):
    async def scene(stage):
        pad, other = stage.new_pad("avant "), stage.new_pad("autre")
        ada = await stage.person()
        await writes_offline(stage, ada, pad, "par Ada")
        await ada.page.close()
        stage.server.start()
        # Bob comes to the same computer and says who he is.
        bob = ada
        await bob.new_tab()
        await comes_back(bob, stage.pad_url(other))
        await bob.is_told_saved()
        await renames(bob, "Bob")
        await bob.page.goto(stage.pad_url(pad))
        await expect(offer(bob)).to_contain_text("Ada a écrit ceci dans ce navigateur")
        await expect(offer(bob).get_by_label("Ce qui attend")).to_have_value("par Ada")
        await bob.page.screenshot(path=stage.picture("left-edits"))
        await offer(bob).get_by_role("button", name="Laisser ici").click()
        await bob.is_told_saved()
        await bob.sees("avant ")
        await bob.go_to_end()
        await bob.type("par Bob")
        await bob.is_told_saved()
        assert stage.server.text(pad) == "avant par Bob"
        # Ada comes back, by her name, to what she wrote.
        await renames(bob, "Ada")
        await ada.page.reload()
        await ada.is_told_saved()
        await expect(offer(ada)).to_be_hidden()
        text = stage.server.text(pad)
        assert text in ("avant par Adapar Bob", "avant par Bobpar Ada")
        await ada.sees(text)

    play(scene)


def test_whoever_lost_the_cookie_is_offered_what_they_wrote_and_puts_it_back(play):
    async def scene(stage):
        pad = stage.new_pad("un trois")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await opens_offline(ada)
        await ada.go_to_end()
        await ada.type(" !")
        await ada.is_told_saved()
        await ada.page.reload()
        await ada.is_told_saved()
        await is_kept_for_reading(ada, pad)
        stage.server.kill()
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.go_to_start()
        for _ in range(3):
            await ada.page.keyboard.press("ArrowRight")
        await ada.type("deux ")
        await is_told_kept(ada, 5)
        await ada.page.close()
        await ada.context.clear_cookies()
        stage.server.start()
        await ada.new_tab()
        await ada.page.goto(stage.pad_url(pad))
        # Nothing is sent in silence by somebody whom the server takes for another.
        await expect(offer(ada).get_by_label("Ce qui attend")).to_have_value("deux ")
        assert stage.server.text(pad) == "un trois !"
        await ada.page.keyboard.press("Escape")
        await ada.sees("un trois !")
        await ada.page.reload()
        await offer(ada).get_by_role("button", name="Remettre dans le pad").click()
        await ada.sees("un deux trois !")
        await ada.is_told_saved()
        assert stage.server.text(pad) == "un deux trois !"
        assert len(authors(stage.server, pad)) == 3, "who began it, Ada, and whom she is now"
        await ada.page.reload()
        await ada.is_told_saved()
        await expect(offer(ada)).to_be_hidden()
        await ada.sees("un deux trois !")

    play(scene)


def test_what_is_left_can_be_copied_and_erased(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        await writes_offline(stage, ada, pad, "à copier")
        await ada.page.close()
        await ada.context.clear_cookies()
        stage.server.start()
        await ada.new_tab()
        await ada.page.goto(stage.pad_url(pad))
        await offer(ada).get_by_role("button", name="Copier ces passages").click()
        await expect(ada.page.locator("#toast")).to_have_text("Texte copié")
        assert await ada.page.evaluate("navigator.clipboard.readText()") == "à copier"
        await offer(ada).get_by_role("button", name="Effacer de ce navigateur").click()
        await expect(offer(ada)).to_be_hidden()
        await ada.page.reload()
        await ada.is_told_saved()
        await expect(offer(ada)).to_be_hidden()
        assert stage.server.text(pad) == "avant "

    play(scene)


def test_where_the_storage_is_full_the_page_says_that_it_alone_holds_the_text(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await opens_offline(ada)
        wire = await ada.context.new_cdp_session(ada.page)
        await wire.send("Storage.overrideQuotaForOrigin", {"origin": stage.server.url, "quotaSize": 1})
        await ada.go_to_end()
        stage.server.kill()
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.type("abc")
        await expect(ada.status).to_have_text("Hors ligne — 3 modifications gardées dans cette page")
        await expect(ada.page.locator("#notice")).to_contain_text("Ce navigateur ne garde rien")
        await ada.page.screenshot(path=stage.picture("storage-full"))
        # Whoever would close it is asked first.
        async with ada.page.expect_event("dialog") as asked:
            await ada.page.close(run_before_unload=True)
        question = await asked.value
        assert question.type == "beforeunload"
        await question.dismiss()
        # As soon as there is room, what waits is kept.
        await wire.send("Storage.overrideQuotaForOrigin", {"origin": stage.server.url})
        await is_told_kept(ada, 3)
        stage.server.start()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "avant abc"

    play(scene)


def test_in_a_window_that_keeps_nothing_one_writes_and_is_told_so(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        # As in private windows of browsers that refuse storage altogether.
        await ada.context.add_init_script(
            "Object.defineProperty(window, 'indexedDB', "
            "{ get() { throw new DOMException('no', 'SecurityError') } })")
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await ada.go_to_end()
        await ada.type("en ligne ")
        await ada.is_told_saved()
        stage.server.kill()
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.type("abc")
        await expect(ada.status).to_have_text("Hors ligne — 3 modifications gardées dans cette page")
        await expect(ada.page.locator("#notice")).to_contain_text("laissez cette page ouverte")
        stage.server.start()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "avant en ligne abc"

    play(scene)


def test_storage_cleared_while_the_page_is_open_is_filled_again_from_it(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        await writes_offline(stage, ada, pad, "abc")
        wire = await ada.context.new_cdp_session(ada.page)
        await wire.send("Storage.clearDataForOrigin",
                        {"origin": stage.server.url, "storageTypes": "indexeddb"})
        await ada.type("d")
        await is_told_kept(ada, 4)
        # It is true: another tab finds everything.
        await ada.page.close()
        await ada.new_tab()
        await comes_back(ada, stage.pad_url(pad))
        await ada.sees("avant abcd")
        await is_told_kept(ada, 4)
        stage.server.start()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "avant abcd"

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


def test_over_plain_http_the_page_says_that_it_does_not_open_offline_and_keeps_what_one_writes(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[
                *root, "--host-resolver-rules=MAP pads.test 127.0.0.1"])
            ada = await Person.arrive(browser, permissions=[])
            url = f"http://pads.test:{stage.server.port}/p/{pad}"
            await ada.open_pad(url, "Ada")
            assert not await ada.page.evaluate("isSecureContext")
            await ada.go_to_end()
            stage.server.kill()
            await expect(ada.status).to_have_attribute("data-state", "offline")
            await expect(ada.page.locator("#notice")).to_contain_text("Sans HTTPS")
            await ada.type("abc")
            await is_told_kept(ada, 3)
            await ada.page.close()
            stage.server.start()
            assert stage.server.text(pad) == "avant "
            await ada.new_tab()
            await comes_back(ada, url)
            await ada.is_told_saved()
            await ada.sees("avant abc")
            assert stage.server.text(pad) == "avant abc"
            # Chromium remarks that a header has no meaning here.
            ada.complaints = [text for text in ada.complaints if "Cross-Origin-Opener" not in text]
            await ada.leave()
            await browser.close()

    play(scene)


def test_a_new_version_of_the_server_is_shown_at_once_and_kept_for_offline(play, tmp_path):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        ada = await stage.person()
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await opens_offline(ada)
        stage.server.kill()
        stage.server.environment = dict(os.environ, ENCRIER_WEB=str(newer_page(tmp_path / "dist")))
        stage.server.start()
        await comes_back(ada, stage.pad_url(pad))
        await expect(ada.page.locator("body")).to_have_attribute("data-version", "newer")
        await ada.is_told_saved()
        await comes_true(ada.page, """(name) => Promise.all([
            caches.match("/p/-", { cacheName: name, ignoreVary: true }),
            navigator.serviceWorker.getRegistration(),
        ]).then(([page, { installing, waiting, active }]) =>
            page !== undefined && !installing && !waiting && active.state === "activated")""",
            f"encrier-{NEWER}")
        stage.server.kill()
        await comes_back(ada, stage.pad_url(pad))
        await expect(ada.page.locator("body")).to_have_attribute("data-version", "newer")

    play(scene)


# What tells the newer worker's cache from that of today.
NEWER = "0123456789abcdef"


def newer_page(folder):
    """The built page as a later version would be: other pages, another worker."""
    shutil.copytree(PROJECT / "web" / "dist", folder)
    for old in folder.glob("*.html.*"):
        old.unlink()
    for page in folder.glob("*.html"):
        page.write_text(page.read_text("utf-8").replace("<body", '<body data-version="newer"'), "utf-8")
    for old in folder.glob("sw.js.*"):
        old.unlink()
    worker = folder / "sw.js"
    worker.write_text(re.sub(r"[0-9a-f]{16}", NEWER, worker.read_text("utf-8")), "utf-8")
    return folder
