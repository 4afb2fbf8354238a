# SPDX-License-Identifier: Apache-2.0
"""The live page: what is seen is the page it becomes, what is stored is the Markdown that was typed."""

import re

import pytest
from playwright.async_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DEVICES = {"desktop": {}, "phone": PHONE}


async def opened(stage, text: str, **options):
    """Someone who sees a pad of this text as a page."""
    pad = stage.new_pad(text)
    person = await stage.person(view="page", **options)
    await person.open_pad(stage.pad_url(pad), "Ada")
    await expect(person.page.locator(".is-live")).to_be_visible()
    return pad, person


@pytest.mark.parametrize("device", DEVICES)
def test_markup_shows_only_where_the_caret_is(play, device):
    async def scene(stage):
        text = "# Titre\n\nUn mot **gras** et [lien](https://exemple.org)."
        pad, ada = await opened(stage, text, **DEVICES[device])
        heading, words = (ada.page.locator(".cm-line").nth(number) for number in (0, 2))
        await expect(heading).to_have_text("Titre")
        await expect(words).to_have_text("Un mot gras et lien.")
        strong = ada.page.locator(".md-strong")
        await (strong.tap() if device == "phone" else strong.click())
        await expect(words).to_have_text("Un mot **gras** et lien.")
        await ada.page.keyboard.press("Control+Home")
        await expect(heading).to_have_text("# Titre")
        await expect(words).to_have_text("Un mot gras et lien.")
        assert stage.server.text(pad) == text

    play(scene)


def test_a_switch_shows_the_markdown_and_changes_nothing(play):
    async def scene(stage):
        text = "# Titre\n\n- [ ] tâche\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
        pad, ada = await opened(stage, text)
        await ada.page.get_by_role("button", name="Montrer le Markdown").click()
        await ada.sees(text)
        await ada.page.get_by_role("button", name="Montrer le Markdown").click()
        await expect(ada.page.locator(".cm-line").first).to_have_text("Titre")
        assert stage.server.text(pad) == text

    play(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_a_tasks_box_is_ticked_by_pressing_it(play, device):
    async def scene(stage):
        pad, ada = await opened(stage, "- [ ] un\n- [x] deux", **DEVICES[device])
        box = ada.page.get_by_role("checkbox", name="un")
        await (box.tap() if device == "phone" else box.click())
        await expect(ada.page.get_by_role("checkbox", name="un")).to_be_checked()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "- [x] un\n- [x] deux"

    play(scene)


def test_a_table_is_written_cell_by_cell(play):
    async def scene(stage):
        pad, ada = await opened(stage, "| Poste | Prix |\n|---|---|\n| Salle | 10 |\n")
        await ada.page.get_by_text("Salle").click()
        await ada.page.keyboard.press("Tab")
        await ada.type("12")
        await ada.page.keyboard.press("Tab")
        await ada.type("Café | thé")
        await ada.page.keyboard.press("Tab")
        await ada.type("3")
        await ada.page.keyboard.press("Shift+Tab")
        await ada.page.keyboard.press("Shift+Tab")
        await ada.type("15")
        await ada.is_told_saved()
        assert stage.server.text(pad) == (
            "| Poste | Prix |\n|---|---|\n| Salle | 15 |\n| Café \\| thé | 3 |\n")

    play(scene)


def test_rows_and_columns_of_a_table_come_and_go(play):
    async def scene(stage):
        pad, ada = await opened(stage, "| a | b |\n|---|---|\n| 1 | 2 |\n")
        await ada.page.get_by_text("1", exact=True).click()
        await ada.page.get_by_role("button", name="Ajouter une colonne").click()
        await ada.type("x")
        await ada.page.get_by_role("button", name="Ajouter une ligne").click()
        await ada.type("y")
        await ada.is_told_saved()
        assert stage.server.text(pad) == (
            "| a |  | b |\n|---| --- |---|\n| 1 | x | 2 |\n| y |  |  |\n")
        await ada.page.get_by_role("button", name="Supprimer la ligne").click()
        await ada.page.get_by_text("x", exact=True).click()
        await ada.page.get_by_role("button", name="Supprimer la colonne").click()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "| a | b |\n|---|---|\n| 1 | 2 |\n"

    play(scene)


def test_deleting_stops_at_the_edge_of_a_cell(play):
    async def scene(stage):
        pad, ada = await opened(stage, "| a | b |\n|---|---|\n| 12 | 34 |\n")
        await ada.page.get_by_text("34").click()
        await ada.page.keyboard.press("End")
        for _ in range(6):
            await ada.page.keyboard.press("Backspace")
        await ada.is_told_saved()
        lines = stage.server.text(pad).split("\n")
        assert lines[2].startswith("| 12 |") and lines[2].endswith("|")

    play(scene)


def test_a_link_opens_with_control_and_a_click(play):
    async def scene(stage):
        _, ada = await opened(stage, f"Voir [la suite]({stage.server.url}/?suite).")
        async with ada.context.expect_page() as other:
            await ada.page.get_by_text("la suite").click(modifiers=["Control"])
        assert (await other.value).url.endswith("/?suite")
        await ada.page.get_by_text("la suite").click()
        async with ada.context.expect_page() as other:
            await ada.page.get_by_role("button", name=re.compile("^Ouvrir")).click()
        assert (await other.value).url.endswith("/?suite")

    play(scene)


def test_a_script_is_no_address(play):
    async def scene(stage):
        _, ada = await opened(stage, "[piège](javascript:document.title='pris')")
        await ada.page.get_by_text("piège").click(modifiers=["Control"])
        assert await ada.page.title() != "pris"
        assert len(ada.context.pages) == 1

    play(scene)


def test_footnotes_lead_to_their_note_and_back(play):
    async def scene(stage):
        filler = "\n\n".join(f"ligne {number}" for number in range(120))
        _, ada = await opened(stage, f"Un fait[^1].\n\n{filler}\n\n[^1]: La source.")
        await ada.page.locator(".md-note-ref").click(modifiers=["Control"])
        await expect(ada.page.get_by_text("La source.")).to_be_in_viewport()
        await ada.page.locator(".md-note-label").click(modifiers=["Control"])
        await expect(ada.page.get_by_text("Un fait")).to_be_in_viewport()

    play(scene)


def test_home_end_and_arrows_pass_a_bullet_in_one_step(play):
    async def scene(stage):
        pad, ada = await opened(stage, "- un\n- deux")
        await ada.page.get_by_text("deux").click()
        await ada.page.keyboard.press("End")
        for _ in range(5):
            await ada.page.keyboard.press("ArrowLeft")
        await ada.type("!")
        await ada.is_told_saved()
        assert stage.server.text(pad) == "- un!\n- deux"

    play(scene)


def test_lists_continue_and_end_at_enter(play):
    async def scene(stage):
        pad, ada = await opened(stage, "")
        await ada.editor.focus()
        await ada.type("- [ ] un\ndeux\n\nfin")
        await ada.is_told_saved()
        assert re.fullmatch(r"- \[ \] un\n- \[ \] deux\n+fin", stage.server.text(pad))

    play(scene)
