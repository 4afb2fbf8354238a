# SPDX-License-Identifier: Apache-2.0
"""What a screen reader finds and is told: Chromium's accessibility tree, and each sentence once."""

import asyncio

from playwright.async_api import expect

from test_appearance import CONSTRUCTS
from test_live_page import opened

# Notes what is added to the polite regions, which is what is said.
LISTEN = """() => {
  window.said = []
  const listen = (region) => new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const { textContent } of addedNodes) window.said.push(textContent)
  }).observe(region, { childList: true })
  listen(document.getElementById("announcer"))
  listen(document.getElementById("toast"))
}"""


async def tree(person) -> list[tuple[str, str, dict]]:
    """Role, name and properties of all that is not ignored."""
    session = await person.context.new_cdp_session(person.page)
    nodes = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    await session.detach()
    return [(node.get("role", {}).get("value", ""), node.get("name", {}).get("value", ""),
             {one["name"]: one["value"].get("value") for one in node.get("properties", [])})
            for node in nodes if not node["ignored"]]


async def is_said(person, *sentences: str) -> None:
    await person.page.wait_for_function("(count) => window.said.length >= count", arg=len(sentences))
    assert await person.page.evaluate("window.said") == list(sentences)


def test_headings_lists_tasks_and_regions_are_in_the_tree(visit):
    async def scene(stage):
        _, ada = await opened(stage, CONSTRUCTS)
        await expect(ada.page.locator(".md-row")).to_have_count(3)
        found = await tree(ada)
        headings = {(name, properties.get("level")) for role, name, properties in found if role == "heading"}
        assert {("Carnet de résidence", 1), ("À faire", 2), ("Décisions", 3)} <= headings, headings
        boxes = {name: properties.get("checked") for role, name, properties in found if role == "checkbox"}
        assert boxes.get("Relire le premier chapitre") == "true" and boxes.get("Écrire le deuxième") == "false", boxes
        named = {(role, name) for role, name, _ in found}
        assert {("toolbar", "Mise en forme"), ("textbox", "Texte du pad"), ("textbox", "Titre du pad"),
                ("button", "Partager"), ("main", "")} <= named, named
        text = next(properties for role, name, properties in found if (role, name) == ("textbox", "Texte du pad"))
        assert text.get("multiline") is True
        about = await ada.editor.evaluate("(text) => document.getElementById(text.getAttribute('aria-describedby')).textContent")
        assert "Échap puis Tab" in about

    visit(scene)


def test_who_comes_and_goes_what_is_lost_and_saved_is_said_once(play):
    async def scene(stage):
        pad, ada = await opened(stage, "un")
        await ada.page.evaluate(LISTEN)
        for region in ("announcer", "toast"):
            live = await ada.page.locator(f"#{region}").evaluate("(one) => one.ariaLive ?? (one.role === 'status' ? 'polite' : '')")
            assert live == "polite"
        # Alone nothing is said; and this person's own coming is not news to them.
        await asyncio.sleep(2.5)
        bob = await stage.person()
        await bob.open_pad(stage.pad_url(pad), "Bob")
        said = ["Bob a rejoint le pad."]
        await is_said(ada, *said)
        await ada.go_to_end()
        await ada.type(" mot après l’autre", delay=20)
        await ada.is_told_saved()
        said.append("Tout est enregistré.")
        await is_said(ada, *said)
        await bob.leave()
        stage.people.remove(bob)
        said.append("Bob a quitté le pad.")
        await is_said(ada, *said)
        stage.server.kill()
        said.append("Hors ligne.")
        await is_said(ada, *said)
        await ada.type(" encore")
        stage.server.start()
        await ada.press_retry()
        await ada.is_told_saved()
        said.append("De nouveau en ligne. Tout est enregistré.")
        await is_said(ada, *said)
        # And nothing is said again.
        await asyncio.sleep(4)
        await is_said(ada, *said)

    play(scene)
