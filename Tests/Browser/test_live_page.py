# SPDX-License-Identifier: Apache-2.0
"""The live page: what is seen is the page it becomes, what is stored is the Markdown that was typed."""

import re

import pytest
from playwright.async_api import expect

from pictures import png

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DEVICES = {"desktop": {}, "phone": PHONE}


async def opened(stage, text: str, **options):
    """A regular who sees a pad of this text as a page."""
    pad = stage.new_pad(text)
    person = await stage.regular("Ada", view="page", **options)
    await person.open_pad(stage.pad_url(pad), "Ada")
    await expect(person.page.locator(".is-live")).to_be_visible()
    return pad, person


@pytest.mark.parametrize("device", DEVICES)
def test_markup_shows_only_where_the_caret_is(visit, device):
    async def scene(stage):
        text = "# Titre\n\nUn mot **gras** et [lien](https://exemple.org)."
        pad, ada = await opened(stage, text, **DEVICES[device])
        heading, words = (ada.page.locator(".cm-line").nth(number) for number in (0, 2))
        await expect(heading).to_have_text("Titre")
        await expect(words).to_have_text("Un mot gras et lien.")
        strong = ada.page.locator(".md-strong")
        await ada.press(strong)
        await expect(words).to_have_text("Un mot **gras** et lien.")
        await ada.page.keyboard.press("Control+Home")
        await expect(heading).to_have_text("# Titre")
        await expect(words).to_have_text("Un mot gras et lien.")
        assert stage.server.text(pad) == text

    visit(scene)


EVERYTHING = """# Grand

## Moyen

### Petit

Un **gras**, un *penché*, un ~~rayé~~, un `code` et [un lien](https://exemple.org), https://exemple.net[^1].

> Une citation.

- une puce
    1. un numéro
- [x] fait

| a | b |
|---|--:|
| 1 | 2 |

![plan](/images/x.png)

---

```js
un bloc
```

[^1]: La source."""


@pytest.mark.parametrize("device", DEVICES)
def test_every_construct_looks_like_the_page_it_becomes(visit, device):
    async def scene(stage):
        pad = stage.new_pad(EVERYTHING)
        ada = await stage.person(view="page", **DEVICES[device])
        await ada.context.route("**/images/x.png", lambda route: route.fulfill(
            status=200, content_type="image/png", body=png(30)))
        await ada.open_pad(stage.pad_url(pad), "Ada")
        text = ada.page.locator(".cm-content")
        await expect(text.locator("img.md-image")).to_be_visible()

        async def style(selector: str, name: str) -> str:
            return await text.locator(selector).first.evaluate("(one, name) => getComputedStyle(one)[name]", name)

        async def size(selector: str) -> float:
            return float((await style(selector, "fontSize")).removesuffix("px"))

        plain = await size(".cm-line:not([class*=md-])")
        headings = [await size(f".md-heading-{level}") for level in (1, 2, 3)]
        assert headings == sorted(headings, reverse=True) and headings[-1] > plain
        assert await size(".md-note-ref") < plain
        for selector, name, value in (
                (".md-strong", "fontWeight", "700"), (".md-emphasis", "fontStyle", "italic"),
                (".md-strike", "textDecorationLine", "line-through"), (".md-link", "textDecorationLine", "underline"),
                (".md-quote", "borderLeftWidth", "3px"), (".md-rule", "borderBottomWidth", "1px"),
                (".md-row", "display", "flex"), (".md-cell.md-right", "textAlign", "right")):
            assert await style(selector, name) == value, selector
        for code in (".md-code", ".md-block"):
            assert "mono" in (await style(code, "fontFamily")).lower()
        assert await text.locator("img.md-image").evaluate("(image) => image.naturalWidth") == 30
        await expect(text.get_by_role("checkbox", name="fait")).to_be_checked()
        depths = [float((await style(f".md-depth-{depth}", "paddingLeft")).removesuffix("px")) for depth in (1, 2)]
        assert 0 < depths[0] < depths[1]
        await expect(text.locator(".md-bullet")).to_have_text(["•", "1."])
        shown = await text.inner_text()
        for mark in ("#", "*", "~", "`", "|", ">", "](", "[^", "---", "- "):
            assert mark not in shown, f"{mark} shows"
        assert stage.server.text(pad) == EVERYTHING

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_a_switch_shows_the_markdown_and_changes_nothing(visit, device):
    async def scene(stage):
        text = "# Titre\n\n- [ ] tâche\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
        pad, ada = await opened(stage, text, **DEVICES[device])
        await ada.press(ada.page.get_by_role("button", name="Montrer le Markdown"))
        await ada.sees(text)
        await ada.press(ada.page.get_by_role("button", name="Montrer le Markdown"))
        await expect(ada.page.locator(".cm-line").first).to_have_text("Titre")
        assert stage.server.text(pad) == text

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_a_tasks_box_is_ticked_by_pressing_it(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "- [ ] un\n- [x] deux", **DEVICES[device])
        box = ada.page.get_by_role("checkbox", name="un")
        await ada.press(box)
        await expect(ada.page.get_by_role("checkbox", name="un")).to_be_checked()
        await ada.is_told_saved()
        assert stage.server.text(pad) == "- [x] un\n- [x] deux"

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_a_table_is_written_cell_by_cell(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "| Poste | Prix |\n|---|---|\n| Salle | 10 |\n", **DEVICES[device])
        await ada.press(ada.page.get_by_text("Salle"))
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

    visit(scene)


def test_rows_and_columns_of_a_table_come_and_go(visit):
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

    visit(scene)


def test_deleting_stops_at_the_edge_of_a_cell(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "| a | b |\n|---|---|\n| 12 | 34 |\n")
        await ada.page.get_by_text("34").click()
        await ada.page.keyboard.press("End")
        for _ in range(6):
            await ada.page.keyboard.press("Backspace")
        await ada.is_told_saved()
        lines = stage.server.text(pad).split("\n")
        assert lines[2].startswith("| 12 |") and lines[2].endswith("|")

    visit(scene)


def test_a_link_opens_with_control_and_a_click(visit):
    async def scene(stage):
        _, ada = await opened(stage, f"Voir [la suite]({stage.server.url}/?suite).")
        async with ada.context.expect_page() as other:
            await ada.page.get_by_text("la suite").click(modifiers=["Control"])
        assert (await other.value).url.endswith("/?suite")

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_a_link_opens_by_the_button_beside_it_and_is_edited_in_place(visit, device):
    async def scene(stage):
        address = f"{stage.server.url}/?suite"
        pad, ada = await opened(stage, f"Voir [la suite]({address}).", **DEVICES[device])
        await ada.press(ada.page.get_by_text("la suite"))
        await expect(ada.page.locator(".cm-line")).to_have_text(f"Voir [la suite]({address}).")
        async with ada.context.expect_page() as other:
            await ada.press(ada.page.get_by_role("button", name=re.compile("^Ouvrir")))
        assert (await other.value).url == address
        await (await other.value).close()
        await ada.page.keyboard.press("Home")
        for _ in range(len("Voir [la suite")):
            await ada.page.keyboard.press("ArrowRight")
        await ada.type(" et fin")
        await ada.page.keyboard.press("Control+End")
        await expect(ada.page.locator(".cm-line")).to_have_text("Voir la suite et fin.")
        await ada.is_told_saved()
        assert stage.server.text(pad) == f"Voir [la suite et fin]({address})."

    visit(scene)


def test_a_script_is_no_address(visit):
    async def scene(stage):
        _, ada = await opened(stage, "[piège](javascript:document.title='pris')")
        await ada.page.get_by_text("piège").click(modifiers=["Control"])
        assert await ada.page.title() != "pris"
        assert len(ada.context.pages) == 1

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_footnotes_lead_to_their_note_and_back(visit, device):
    async def scene(stage):
        filler = "\n\n".join(f"ligne {number}" for number in range(120))
        _, ada = await opened(stage, f"Un fait[^1].\n\n{filler}\n\n[^1]: La source.", **DEVICES[device])
        if device == "desktop":
            await ada.page.locator(".md-note-ref").click(modifiers=["Control"])
        else:
            await ada.press(ada.page.locator(".md-note-ref"))
            await ada.press(ada.page.get_by_role("button", name="Voir la note"))
        await expect(ada.page.get_by_text("La source.")).to_be_in_viewport()
        if device == "desktop":
            await ada.page.locator(".md-note-label").click(modifiers=["Control"])
        else:
            await ada.press(ada.page.locator(".md-note-label"))
            await ada.press(ada.page.get_by_role("button", name="Revenir au texte"))
        await expect(ada.page.get_by_text("Un fait")).to_be_in_viewport()

    visit(scene)


def test_home_end_and_arrows_pass_a_bullet_in_one_step(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "- un\n- deux")
        await ada.page.get_by_text("deux").click()
        await ada.page.keyboard.press("End")
        for _ in range(5):
            await ada.page.keyboard.press("ArrowLeft")
        await ada.type("!")
        await ada.is_told_saved()
        assert stage.server.text(pad) == "- un!\n- deux"

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_lists_continue_and_end_at_enter(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "", **DEVICES[device])
        await ada.editor.focus()
        await ada.type("- [ ] un\ndeux\n\nfin")
        await ada.is_told_saved()
        assert re.fullmatch(r"- \[ \] un\n- \[ \] deux\n+fin", stage.server.text(pad))

    visit(scene)
