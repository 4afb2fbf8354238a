# SPDX-License-Identifier: Apache-2.0
"""What people put into a text by hand: pictures, tables, notes, what other programs copied."""

import base64
import re

import pytest
from playwright.async_api import expect

from pictures import png
from test_live_page import DEVICES, PHONE, opened

ADDRESS = r"!\[{}\]\(/images/[0-9a-f]{{64}}\.png\)"

# A file copied in a file manager, which no page can put on the clipboard.
PASTE_FILE = """(encoded) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
  const data = new DataTransfer()
  data.items.add(new File([bytes], "plan.png", { type: "image/png" }))
  document.querySelector(".cm-content").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


@pytest.mark.parametrize("device", DEVICES)
def test_a_copied_picture_is_pasted_sent_and_shown(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "", **DEVICES[device])
        await ada.editor.focus()
        encoded = base64.b64encode(png(9)).decode()
        await ada.page.evaluate("""async (encoded) => {
          const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
          const blob = new Blob([bytes], { type: "image/png" })
          await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })])
        }""", encoded)
        await ada.page.keyboard.press("Control+V")
        await expect(ada.page.locator("img.md-image")).to_be_visible()
        await ada.is_told_saved()
        assert re.fullmatch(ADDRESS.format(""), stage.server.text(pad))
        assert await ada.page.locator("img.md-image").evaluate("(image) => image.naturalWidth") == 9

    visit(scene)


def test_a_copied_picture_file_goes_where_the_caret_is(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "un\n\ndeux")
        await ada.page.get_by_text("un", exact=True).click()
        await ada.page.keyboard.press("End")
        await ada.page.evaluate(PASTE_FILE, base64.b64encode(png(5)).decode())
        await expect(ada.page.locator("img.md-image")).to_be_visible()
        await ada.is_told_saved()
        assert re.fullmatch(f"un{ADDRESS.format('plan')}\n\ndeux", stage.server.text(pad))

    visit(scene)


def test_a_picture_file_dragged_onto_the_page_goes_where_it_is_dropped(visit, tmp_path):
    async def scene(stage):
        pad, ada = await opened(stage, "un\n\ndeux")
        file = tmp_path / "plan.png"
        file.write_bytes(png(5))
        await ada.page.get_by_text("un", exact=True).click()
        box = await ada.page.locator(".cm-line").last.bounding_box()
        mouse = await ada.context.new_cdp_session(ada.page)
        for kind in ("dragEnter", "dragOver", "drop"):
            await mouse.send("Input.dispatchDragEvent", {
                "type": kind, "x": box["x"] + 1, "y": box["y"] + box["height"] / 2,
                "data": {"items": [], "files": [str(file)], "dragOperationsMask": 1}})
        await expect(ada.page.locator("img.md-image")).to_be_visible()
        await ada.is_told_saved()
        assert re.fullmatch(f"un\n\n{ADDRESS.format('plan')}deux", stage.server.text(pad))

    visit(scene)


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_a_picture_that_is_none_is_refused_in_ones_own_words(visit, locale):
    async def scene(stage):
        pad = stage.new_pad("")
        ada = await stage.regular("Ada", view="page", locale=locale)
        await ada.open_pad(stage.pad_url(pad), "Ada")
        for body, words in ((b"<svg/>", "PNG, JPEG, GIF"), (png(3) + bytes(5 << 20), "5 M")):
            async with ada.page.expect_file_chooser() as chooser:
                await ada.page.get_by_role("button", name="Image").click()
            await (await chooser.value).set_files(
                [{"name": "x.png", "mimeType": "image/png", "buffer": body}])
            await expect(ada.page.locator("#toast")).to_contain_text(words)
        assert stage.server.text(pad) == ""
        ada.complaints = [text for text in ada.complaints if "415" not in text]

    visit(scene)


@pytest.mark.parametrize("locale,kind,words", [
    ("fr-FR", "pad-images-full", "prennent toute la place"), ("en-GB", "images-full", "no room left"),
])
def test_who_sends_too_many_pictures_is_told_why_not(visit, locale, kind, words):
    async def scene(stage):
        pad = stage.new_pad("")
        ada = await stage.person(view="page", locale=locale)
        # The server's own tests prove its bound; filling 200 MiB here would only take time.
        await ada.context.route("**/images", lambda route: route.fulfill(
            status=507, content_type="application/problem+json", body=f'{{"type": "urn:encrier:problem:{kind}"}}'))
        await ada.open_pad(stage.pad_url(pad), "Ada")
        async with ada.page.expect_file_chooser() as chooser:
            await ada.page.get_by_role("button", name="Image").click()
        await (await chooser.value).set_files([{"name": "x.png", "mimeType": "image/png", "buffer": png(3)}])
        await expect(ada.page.locator("#toast")).to_contain_text(words)
        ada.complaints = [text for text in ada.complaints if "507" not in text]

    visit(scene)


def test_a_phone_adds_rows_and_columns_by_touch(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "| a | b |\n|---|---|\n| 1 | 2 |\n", **PHONE)
        await ada.page.get_by_text("2", exact=True).tap()
        await ada.page.get_by_role("button", name="Ajouter une ligne").tap()
        await ada.type("x")
        await ada.page.get_by_role("button", name="Ajouter une colonne").tap()
        await ada.type("y")
        await ada.is_told_saved()
        rows = [[cell.strip() for cell in line.strip("|").split("|")]
                for line in stage.server.text(pad).strip().split("\n")]
        assert [rows[0], *rows[2:]] == [["a", "b", ""], ["1", "2", ""], ["x", "", "y"]] or \
            [rows[0], *rows[2:]] == [["a", "", "b"], ["1", "", "2"], ["x", "y", ""]]
        for button in await ada.page.locator(".table-panel button").all():
            box = await button.bounding_box()
            assert box["width"] >= 32 and box["height"] >= 32, "too small for a finger"

    visit(scene)


def test_a_phone_chooses_from_the_slash_menu_by_touch(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "", **PHONE)
        await ada.editor.tap()
        await ada.type("/")
        await ada.page.get_by_role("option", name="Tâches à cocher").tap()
        await ada.type("acheter du pain")
        await ada.is_told_saved()
        assert stage.server.text(pad) == "- [ ] acheter du pain"

    visit(scene)


# What each entry of the menu leaves in an empty pad, before anything is typed into it.
ENTRIES = {
    "Titre 1": r"# ", "Titre 2": r"## ", "Titre 3": r"### ", "Liste à puces": r"- ", "Liste numérotée": r"1\. ",
    "Tâches à cocher": r"- \[ \] ", "Décision": r"- \*\*Décision :\*\* ", "Action": r"- \[ \] \*\*Action :\*\* @",
    "Date du jour": r"\d+(er)? \S+ \d{4}", "Tableau": r"\|  \|  \|  \|\n\| --- \| --- \| --- \|\n(\|  \|  \|  \|\n?){2}",
    "Lien": r"\[\]\(https://\)", "Note de bas de page": r"\[\^1\]\n*\[\^1\]: ", "Citation": r"> ",
    "Bloc de code": r"```\n\n```\n?", "Ligne de séparation": r"---\n\n?",
}


def test_every_entry_of_the_slash_menu_writes_what_it_says(visit):
    async def scene(stage):
        pad, ada = await opened(stage, "")
        await ada.editor.focus()
        await ada.type("/")
        offered = await ada.page.locator("#slash-list").get_by_role("option").all_inner_texts()
        assert set(offered) == {*ENTRIES, "Image"}
        await ada.page.keyboard.press("Backspace")
        for number, (name, pattern) in enumerate(ENTRIES.items()):
            await ada.type("/")
            option = ada.page.locator("#slash-list").get_by_role("option", name=name, exact=True)
            if number % 2:
                await option.click()
            else:
                while await option.get_attribute("aria-selected") != "true":
                    await ada.page.keyboard.press("ArrowDown")
                await ada.page.keyboard.press("Enter")
            await stage.has(pad, re.compile(pattern))
            await ada.page.keyboard.press("Control+A")
            await ada.page.keyboard.press("Delete")
        await ada.type("/image")
        image = ada.page.locator("#slash-list").get_by_role("option", name="Image", exact=True)
        await expect(image).to_have_attribute("aria-selected", "true")
        async with ada.page.expect_file_chooser():
            await ada.page.keyboard.press("Enter")

    visit(scene)


# As a word processor puts it on the clipboard: styles, comments and empty paragraphs of its own.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style>
<!--[if gte mso 9]><xml></xml><![endif]--></head><body lang=FR><!--StartFragment-->
<h1>Compte&nbsp;rendu<o:p></o:p></h1>
<p class=MsoNormal>Un <b style='mso-bidi-font-weight:normal'>mot</b> et <i>un autre</i>, H<sub>2</sub>O<o:p></o:p></p>
<p class=MsoNormal><span style='font-weight:bold'>Gras</span> <span style='font-style:italic'>penché</span></p>
<ol><li>un<ul><li>dedans</li></ul></li><li>deux</li></ol>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Poste</p></td><td><p class=MsoNormal>Prix | net</p></td></tr>
<tr><td><p class=MsoNormal>Salle</p></td><td><p class=MsoNormal>10&nbsp;€</p></td></tr></table>
<!--EndFragment--></body></html>"""


@pytest.mark.parametrize("device", DEVICES)
def test_what_a_word_processor_copied_becomes_clean_markdown(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "", **DEVICES[device])
        await ada.editor.focus()
        await ada.page.evaluate("""(html) => navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob([html], {type: "text/html"}), "text/plain": new Blob(["brut"], {type: "text/plain"})})])
        """, WORD)
        await ada.page.keyboard.press("Control+V")
        await expect(ada.page.locator(".md-row")).to_have_count(2)
        await ada.is_told_saved()
        assert stage.server.text(pad) == (
            "# Compte rendu\n\nUn **mot** et *un autre*, H2O\n\n**Gras** *penché*\n\n"
            "1. un\n   - dedans\n2. deux\n\n| Poste | Prix \\| net |\n| --- | --- |\n| Salle | 10 € |")
        await ada.page.keyboard.press("Control+A")
        await ada.page.keyboard.press("Control+Shift+V")
        await ada.is_told_saved()
        assert stage.server.text(pad) == "brut"
        ada.forgive_styles()

    visit(scene)


@pytest.mark.parametrize("device", DEVICES)
def test_a_footnote_is_numbered_and_its_note_written(visit, device):
    async def scene(stage):
        pad, ada = await opened(stage, "Un fait.\n\nUn autre[^1].\n\n[^1]: première", **DEVICES[device])
        await ada.press(ada.page.get_by_text("Un fait."))
        await ada.page.keyboard.press("End")
        await ada.press(ada.page.get_by_role("button", name="Note de bas de page"))
        await ada.type("la seconde")
        await ada.is_told_saved()
        assert stage.server.text(pad) == (
            "Un fait.[^2]\n\nUn autre[^1].\n\n[^1]: première\n[^2]: la seconde")
        if device == "desktop":
            await ada.page.locator(".md-note-label").last.click(modifiers=["Control"])
        else:
            await ada.press(ada.page.locator(".md-note-label").last)
            await ada.press(ada.page.get_by_role("button", name="Revenir au texte"))
        await ada.type("!")
        await ada.is_told_saved()
        assert stage.server.text(pad).startswith("Un fait.[^2]!\n")

    visit(scene)
