# SPDX-License-Identifier: Apache-2.0
"""A page that is light: in bytes on the wire, in what it draws, in what it waits for."""

import pytest
from playwright.async_api import expect

from test_live_page import DEVICES, opened

# What a first visit may transfer, in bytes; more than this is a bug.
MOST = 400_000


@pytest.mark.parametrize("device", DEVICES)
def test_a_first_visit_is_light_and_a_second_brings_only_the_page_itself(visit, device):
    async def scene(stage):
        pad = stage.new_pad("Bonjour")
        ada = await stage.person(view="page", **DEVICES[device])
        wire = await ada.context.new_cdp_session(ada.page)
        await wire.send("Network.enable")
        came: dict[str, int] = {}
        names: dict[str, str] = {}
        wire.on("Network.requestWillBeSent", lambda event: names.update({event["requestId"]: event["request"]["url"]}))
        wire.on("Network.loadingFinished", lambda event: came.update(
            {names.get(event["requestId"], "?"): int(event["encodedDataLength"])}))
        await ada.open_pad(stage.pad_url(pad), "Ada")
        await expect(ada.page.locator(".is-live")).to_be_visible()
        assert 50_000 < sum(came.values()) < MOST, came
        came.clear()
        await ada.page.reload()
        await ada.is_told_saved()
        await expect(ada.page.locator(".is-live")).to_be_visible()
        assert sum(came.values()) < 3_000, came

    visit(scene)


def test_of_a_long_pad_only_what_is_seen_is_drawn(visit):
    async def scene(stage):
        text = "\n\n".join(f"## Chapitre {number}\n\n" + "un **mot** et [un lien](https://a.org) " * 30 for number in range(400))
        assert len(text.split()) > 60_000
        pad, ada = await opened(stage, text)
        lines, drawn = ada.page.locator(".cm-line"), ada.page.locator(".cm-content *")
        for key, seen in (("Control+Home", "Chapitre 0"), ("Control+End", "un mot et un lien"), ("PageUp", "Chapitre 399")):
            await ada.editor.focus()
            await ada.page.keyboard.press(key)
            await expect(lines.filter(has_text=seen).first).to_be_visible()
            assert await lines.count() < 150
            assert await drawn.count() < 6_000
        await ada.page.keyboard.press("Control+End")
        await ada.type("fin")
        await ada.is_told_saved()
        assert stage.server.text(pad) == f"{text}fin"

    visit(scene)


def test_typing_waits_for_no_network(play):
    async def scene(stage):
        _, ada = await opened(stage, "")
        await ada.context.set_offline(True)
        stage.server.kill()
        await ada.editor.focus()
        await ada.type("**gras** et encore")
        await expect(ada.page.locator(".md-strong")).to_have_text("gras")
        await expect(ada.page.locator(".cm-line")).to_have_text("gras et encore")
        await expect(ada.status).to_have_attribute("data-state", "offline")
        await ada.context.set_offline(False)
        stage.server.start()
        await ada.is_told_saved()

    play(scene)
