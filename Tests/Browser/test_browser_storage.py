# SPDX-License-Identifier: Apache-2.0
"""What the page tells and does where the browser keeps less than it should, or something newer."""

import os
import re
import shutil

from playwright.async_api import expect

from house import ARGUMENTS, WHOLE_CHROMIUM
from offline import comes_back, comes_true, is_told_kept, opens_offline, writes_offline
from person import Person
from server import PROJECT

# Whether edits of a pad lie in the browser that the server has not confirmed.
HOLDS_UNSENT = """(pad) => new Promise((resolve) => {
    const opening = indexedDB.open("encrier")
    opening.onupgradeneeded = () => opening.transaction.abort()
    opening.onerror = () => resolve(false)
    opening.onsuccess = () => {
        const names = [...opening.result.objectStoreNames]
        if (!names.includes("updates")) return resolve(false)
        const query = opening.result.transaction("updates").objectStore("updates").count()
        query.onsuccess = () => { opening.result.close(); resolve(query.result > 0) }
    }
})"""


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
        # It is filled before anything is typed, and holds the whole pad again.
        await comes_true(ada.page, HOLDS_UNSENT, pad)
        await is_told_kept(ada, 3)
        await ada.type("d")
        await is_told_kept(ada, 4)
        await ada.page.close()
        await ada.new_tab()
        await comes_back(ada, stage.pad_url(pad))
        await ada.sees("avant abcd")
        await is_told_kept(ada, 4)
        stage.server.start()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "avant abcd"

    play(scene)


def test_over_plain_http_the_page_says_that_it_does_not_open_offline_and_keeps_what_one_writes(play):
    async def scene(stage):
        pad = stage.new_pad("avant ")
        browser = await stage.playwright.chromium.launch(
            executable_path=WHOLE_CHROMIUM, args=[*ARGUMENTS, "--host-resolver-rules=MAP pads.test 127.0.0.1"])
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
