# SPDX-License-Identifier: Apache-2.0
"""Toolbar, shortcuts, slash menu, paste, outline, find, templates, images and print, as a person uses them."""

import re

import pytest
from playwright.async_api import expect

from pictures import png
from test_live_page import DEVICES, opened


def test_shortcuts_do_what_a_word_processor_does(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "un mot")
        await ada.page.get_by_text("un mot").dblclick()
        await ada.page.keyboard.press("Control+B")
        await ada.is_told_saved()
        assert "**" in stage.server.text(pad)
        await ada.page.keyboard.press("Control+B")
        await stage.has(pad, "un mot")
        await ada.page.keyboard.press("Control+Alt+2")
        await stage.has(pad, "## un mot")
        await ada.page.keyboard.press("Control+Alt+0")
        await ada.page.keyboard.press("Control+Shift+Digit9")
        await stage.has(pad, "- [ ] un mot")
        await ada.page.keyboard.press("Control+Enter")
        await stage.has(pad, "- [x] un mot")
        await ada.page.keyboard.press("Tab")
        await stage.has(pad, "    - [x] un mot")
        await ada.page.keyboard.press("Shift+Tab")
        await stage.has(pad, "- [x] un mot")

    visit(scene)


def test_styles_lists_and_links_have_the_keys_of_a_word_processor(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "mot")
        await ada.editor.focus()
        for keys, wanted in (("Control+I", "*mot*"), ("Control+Shift+X", "~~mot~~"), ("Control+E", "`mot`"),
                             ("Control+Shift+Digit7", "1. mot"), ("Control+Shift+Digit8", "- mot")):
            await ada.page.keyboard.press("Control+End")
            if not keys.endswith(("7", "8")):
                await ada.page.keyboard.press("Control+A")
            await ada.page.keyboard.press(keys)
            await stage.has(pad, wanted)
            await ada.page.keyboard.press("Control+Z")
            await stage.has(pad, "mot")
        await ada.page.keyboard.press("Control+A")
        await ada.page.keyboard.press("Control+K")
        await ada.type("https://exemple.org/lettre")
        await stage.has(pad, "[mot](https://exemple.org/lettre)")

    visit(scene)


def test_the_toolbar_is_used_by_the_keyboard_alone(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "mot")
        await ada.editor.focus()
        await ada.page.keyboard.press("Control+A")
        await ada.page.get_by_label("Style du paragraphe").focus()
        await ada.page.keyboard.press("ArrowRight")
        await expect(ada.page.get_by_role("button", name="Gras")).to_be_focused()
        await ada.page.keyboard.press("Enter")
        await stage.has(pad, "**mot**")
        await expect(ada.editor).to_be_focused()

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_the_toolbar_makes_lists_headings_and_tables(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "un", **DEVICES[device])
        await ada.press(ada.page.get_by_text("un", exact=True))
        await ada.page.keyboard.press("End")
        for name, wanted in (("Liste à puces", "- un"), ("Liste numérotée", "1. un"), ("Tâches à cocher", "- [ ] un"),
                             ("Citation", "> un"), ("Gras", "**un**"), ("Italique", "*un*"), ("Barré", "~~un~~"),
                             ("Lien", "[un](https://)")):
            await ada.press(ada.page.get_by_role("button", name=name, exact=True))
            await stage.has(pad, wanted)
            await ada.press(ada.page.get_by_role("button", name="Annuler", exact=True))
            await stage.has(pad, "un")
        await ada.press(ada.page.get_by_role("button", name="Rétablir"))
        await stage.has(pad, "[un](https://)")
        await ada.press(ada.page.get_by_role("button", name="Annuler", exact=True))
        await ada.page.get_by_label("Style du paragraphe").select_option("heading1")
        await stage.has(pad, "# un")
        await ada.press(ada.page.get_by_role("button", name="Tableau"))
        await ada.is_told_saved()
        assert stage.server.text(pad).startswith("# un\n\n|  |  |  |\n| --- | --- | --- |\n")

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_the_slash_menu_writes_decisions_and_actions(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "", **DEVICES[device])
        await ada.editor.focus()
        await ada.type("/deci")
        await expect(ada.page.get_by_role("option", name="Décision")).to_be_visible()
        await ada.page.keyboard.press("Enter")
        await ada.type("on se revoit en mai.\n")
        await ada.page.keyboard.press("Backspace")
        await ada.page.keyboard.press("Backspace")
        await ada.type("\n/action @Léo relire avant le 15/10/2031")
        await ada.page.keyboard.press("Enter")
        await ada.is_told_saved()
        lines = [line for line in stage.server.text(pad).split("\n") if line.strip()]
        assert lines == ["- **Décision :** on se revoit en mai.",
                         "- [ ] **Action :** @Léo relire avant le 15/10/2031"]

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_an_empty_pad_offers_templates_with_date_and_people_filled_in(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "", **DEVICES[device])
        await ada.press(ada.page.get_by_role("button", name="Réunion"))
        await expect(ada.page.locator("#blank")).to_be_hidden()
        await ada.is_told_saved()
        text = stage.server.text(pad)
        assert re.match(r"# Réunion du \d+ \S+ \d{4}\n", text)
        assert "- **Présents :** Ada\n" in text and "## Décisions" in text

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_pasted_formatted_text_becomes_markdown(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "", **DEVICES[device])
        html = ("<h2>Plan</h2><p>Un <b>mot</b> et <a href='https://a.org/x'>un lien</a></p><ul><li>x</li>"
                "<li>y</li></ul><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
                "<script>alert(1)</script>")
        await ada.editor.focus()
        await ada.page.evaluate(
            """async (html) => navigator.clipboard.write([new ClipboardItem({
              "text/html": new Blob([html], {type: "text/html"}),
              "text/plain": new Blob(["brut"], {type: "text/plain"})})])""", html)
        await ada.page.keyboard.press("Control+V")
        await expect(ada.page.locator(".md-row")).to_have_count(2)
        await stage.has(pad, "## Plan\n\nUn **mot** et [un lien](https://a.org/x)\n\n- x\n- y\n\n"
                             "| a | b |\n| --- | --- |\n| 1 | 2 |")

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_find_goes_from_match_to_match_and_replaces(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "Le pad, le PAD.\n\nUn pad.", **DEVICES[device])
        await ada.editor.focus()
        if device == "desktop":
            await ada.page.keyboard.press("Control+F")
        else:
            await ada.press(ada.page.get_by_role("button", name="Rechercher", exact=True))
        await ada.page.get_by_label("Rechercher", exact=True).and_(ada.page.locator("input")).fill("pad")
        await expect(ada.page.locator("#find-count")).to_have_text("1 sur 3")
        await expect(ada.page.locator(".md-match")).to_have_text(["pad", "PAD", "pad"])
        await ada.press(ada.page.get_by_label("Respecter les majuscules"))
        await expect(ada.page.locator("#find-count")).to_have_text("1 sur 2")
        await ada.press(ada.page.get_by_label("Respecter les majuscules"))
        await ada.page.get_by_label("Rechercher", exact=True).and_(ada.page.locator("input")).focus()
        await ada.page.keyboard.press("Enter")
        await expect(ada.page.locator("#find-count")).to_have_text("2 sur 3")
        await ada.page.get_by_label("Remplacer par").fill("texte")
        await ada.press(ada.page.get_by_role("button", name="Remplacer", exact=True))
        await stage.has(pad, "Le pad, le texte.\n\nUn pad.")
        await ada.press(ada.page.get_by_role("button", name="Tout remplacer"))
        await stage.has(pad, "Le texte, le texte.\n\nUn texte.")
        await ada.page.keyboard.press("Escape")
        await expect(ada.page.locator("#find")).to_be_hidden()

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_the_outline_follows_the_headings_and_leads_to_them(visit, device):
    async def scene(stage):
        filler = "\n\n".join(f"ligne {number}" for number in range(150))
        pad, ada = await opened(stage, f"# Un\n\n## Un un\n\n{filler}\n\n# Deux\n\nfin", **DEVICES[device])
        await ada.press(ada.page.get_by_role("button", name="Sommaire"))
        entries = ada.page.locator(".outline-link")
        await expect(entries).to_have_text(["Un", "Un un", "Deux"])
        await ada.press(entries.nth(2))
        await expect(ada.page.locator(".cm-line", has_text="Deux")).to_be_in_viewport()
        await ada.type(" et demi")
        if device == "phone":
            # There the contents lie over the text, and make way for it.
            await expect(ada.page.locator("#outline")).to_be_hidden()
            await ada.press(ada.page.get_by_role("button", name="Sommaire"))
        await expect(entries).to_have_text(["Un", "Un un", "Deux et demi"])
        await ada.press(ada.page.get_by_role("button", name=re.compile("Replier")).first)
        await expect(entries).to_have_text(["Un", "Deux et demi"])

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_words_of_text_and_selection_are_counted(visit, device):
    async def scene(stage):
        _, ada = await opened(stage, "un deux trois", **DEVICES[device])
        await expect(ada.page.locator("#count-button")).to_have_text("3 mots")
        await ada.page.get_by_text("un deux trois").dblclick()
        await expect(ada.page.locator("#count-button")).to_have_text("1 mot dans la sélection")
        await ada.press(ada.page.locator("#count-button"))
        await expect(ada.page.locator("#count-list li")).to_have_text(
            ["1 mot dans la sélection", re.compile(r"^[245] caractères$"), "1 minute de lecture"])

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_an_image_is_chosen_sent_shown_and_printed(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "", **DEVICES[device])
        await ada.editor.focus()
        async with ada.page.expect_file_chooser() as chooser:
            await ada.press(ada.page.get_by_role("button", name="Image"))
        await (await chooser.value).set_files([{"name": "carte.png", "mimeType": "image/png", "buffer": png(7)}])
        await ada.is_told_saved()
        await expect(ada.page.locator("img.md-image")).to_be_visible()
        await ada.is_told_saved()
        assert re.fullmatch(r"!\[carte\]\(/images/[0-9a-f]{64}\.png\)", stage.server.text(pad))
        assert await ada.page.locator("img.md-image").evaluate("(image) => image.naturalWidth") == 7
        await ada.press(ada.page.get_by_role("button", name="Réglages"))
        async with ada.context.expect_page() as opening:
            await ada.press(ada.page.get_by_role("link", name="Lire et imprimer"))
        printed = await opening.value
        await expect(printed.locator("main img")).to_be_visible()
        assert await printed.locator("main img").evaluate("(image) => image.naturalWidth") == 7
        assert await printed.evaluate("document.documentElement.scrollWidth <= innerWidth")

    visit(scene)


def test_the_print_page_is_rendered_and_runs_nothing(visit):
    async def scene(stage):
        pad = stage.new_pad("# Titre <b>\n\n| a |\n|---|\n| 1 |\n\n- [x] fait[^1]\n\n~~non~~ www.a.org\n\n"
                            "<script>document.title='pris'</script>\n\n[x](javascript:alert(1))\n\n[^1]: note")
        ada = await stage.person()
        await ada.page.goto(stage.pad_url(pad) + "/print")
        for selector in ("table td", "main input[type=checkbox][checked]", "del", "a[href='http://www.a.org']",
                         ".footnotes"):
            await expect(ada.page.locator(selector).first).to_be_attached()
        assert await ada.page.title() != "pris"
        assert await ada.page.locator("main script").count() == 0
        assert await ada.page.locator("a[href^='javascript']").count() == 0

    visit(scene)


def test_on_paper_there_is_the_text_and_nothing_of_the_page(visit):
    async def scene(stage):
        rows = "\n".join(f"| {number} | chose |" for number in range(90))
        pad, ada = await opened(stage, f"# Compte rendu\n\nVoir [la lettre](https://exemple.org/l).\n\n| n | quoi |\n|---|---|\n{rows}", color_scheme="dark")
        async with ada.context.expect_page() as opening:
            await ada.page.keyboard.press("Control+P")
        page = await opening.value
        assert page.url == stage.pad_url(pad) + "/print"
        await page.emulate_media(media="print", color_scheme="dark")
        await expect(page.locator(".print-bar")).to_be_hidden()
        # Dark ink whatever the screen's colours are, addresses to be read, heads on every page of a table.
        ink = await page.locator("main").evaluate("(main) => getComputedStyle(main).color")
        assert max(map(int, re.findall(r"\d+", ink)[:3])) < 80, ink
        address = await page.locator("main a").evaluate("(link) => getComputedStyle(link, '::after').content")
        assert "https://exemple.org/l" in address
        assert await page.locator("thead").evaluate("(head) => getComputedStyle(head).display") == "table-header-group"
        paper = await page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) > 1

    visit(scene)
