# SPDX-License-Identifier: Apache-2.0
"""A pad's past: gone through, played, compared, named, restored, copied and searched by people."""

import re
import secrets

import pytest
from playwright.async_api import expect

from test_appearance import fits

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SIZES = {"screen": {}, "phone": PHONE}

# The whole text that is shown of a moment, also what lies beyond the screen: the texts here are short.
MOMENT = """() => [...document.querySelectorAll("#moment .cm-line")].map((line) => line.textContent).join("\\n")"""


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


async def written_pad(stage, size: str):
    """A pad in which Ada and Léo have written; both have it open, and it is Ada's."""
    pad = f"seance-{secrets.token_hex(8)}"
    ada, leo = await stage.regular("Ada", **SIZES[size]), await stage.regular("Léo")
    await ada.open_pad(stage.pad_url(pad), "Ada")
    await ada.go_to_end()
    for words in ("Bonjour à tous.", "\n\nLe lieu est choisi.", "\n\nOn se revoit en mai."):
        await ada.type(words)
        await ada.is_told_saved()
    await leo.open_pad(stage.pad_url(pad), "Léo")
    await leo.go_to_end()
    await leo.type("\n\nLéo apporte le café.")
    await leo.is_told_saved()
    await ada.sees("Bonjour à tous.\n\nLe lieu est choisi.\n\nOn se revoit en mai.\n\nLéo apporte le café.")
    return pad, ada, leo


BEFORE_LEO = "Bonjour à tous.\n\nLe lieu est choisi.\n\nOn se revoit en mai."
WHOLE = "Bonjour à tous.\n\nLe lieu est choisi.\n\nOn se revoit en mai.\n\nLéo apporte le café."


async def open_history(person, stage, pad: str) -> None:
    """The page of the pad's past, loaded anew, once it shows something."""
    address = f"{stage.pad_url(pad)}/history"
    if person.page.url.startswith(address):
        # Only the moment after the "#" would be another.
        await person.page.goto(stage.server.url)
    await person.page.goto(address)
    await expect(person.page.locator("#opening")).to_be_hidden()


async def shows(page, text: str) -> None:
    await page.wait_for_function(f"(text) => ({MOMENT})() === text", arg=text, timeout=15_000)


async def open_panel(person) -> None:
    if await person.page.locator("#panel").is_hidden():
        await person.press(person.page.locator("#panel-button"))


async def press_in_panel(person, selector: str) -> None:
    await open_panel(person)
    button = person.page.locator(selector)
    await button.scroll_into_view_if_needed()
    await person.press(button)


def test_one_goes_through_time_plays_the_film_and_names_a_version(visit, size):
    async def scene(stage):
        pad, ada, leo = await written_pad(stage, size)
        await goes_through_time(stage, pad, ada, leo, size)
        await plays_the_film(ada)
        await names_a_version(stage, pad, ada, leo)

    visit(scene)


async def goes_through_time(stage, pad, ada, leo, size: str) -> None:
    """By keys, by finger or mouse; and a moment is passed on by its address."""
    page = ada.page
    await page.goto(stage.pad_url(pad))
    await ada.press(page.locator("#settings-button"))
    await ada.press(page.get_by_role("link", name="Historique"))
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Historique")
    await shows(page, WHOLE)
    slider = page.get_by_role("slider", name="Instant")
    await slider.focus()
    # A key goes from change to change, and each says who and when.
    await page.keyboard.press("ArrowLeft")
    await page.wait_for_function(f"(text) => ({MOMENT})() !== text", arg=WHOLE)
    await expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^(vous|invité \d+), .+\s: \d+ caract"))
    # Page Down goes to the end of Ada's writing, before Léo began.
    await page.keyboard.press("End")
    await shows(page, WHOLE)
    await page.keyboard.press("PageDown")
    await shows(page, BEFORE_LEO)
    await expect(page.locator("#moment-line")).to_contain_text("vous")
    await page.keyboard.press("Home")
    await shows(page, "")
    # By finger or mouse: to about the middle of it.
    box = await slider.bounding_box()
    await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.wait_for_function(f"() => ({MOMENT})().startsWith('Bonjour')")
    at = await slider.input_value()
    await expect(page.locator("#moment")).to_have_attribute("data-sequence", at)
    await expect(page).to_have_url(re.compile(f"#at={at}$"))
    await fits(page)
    shown = await page.evaluate(MOMENT)
    await leo.page.goto(page.url)
    await shows(leo.page, shown)
    await page.screenshot(path=stage.picture(f"history-{size}"))


async def plays_the_film(ada) -> None:
    """At the wanted speed, with a pause in it."""
    page = ada.page
    await page.locator("#timeline").focus()
    await page.keyboard.press("End")
    await shows(page, WHOLE)
    await page.locator("#speed").select_option(label="Très rapide")
    await ada.press(page.get_by_role("button", name="Lire"))
    await expect(page.locator("#announcer")).to_contain_text("Fin du film", timeout=20_000)
    await shows(page, WHOLE)
    await page.locator("#speed").select_option(label="Lent")
    await ada.press(page.get_by_role("button", name="Lire"))
    # However much of it was written within the first second.
    await page.wait_for_function(f"(text) => ({MOMENT})() !== text", arg=WHOLE)
    await ada.press(page.get_by_role("button", name="Pause"))
    await expect(page.locator("#announcer")).to_contain_text("En pause")
    at = await page.locator("#timeline").input_value()
    await page.wait_for_timeout(800)
    assert await page.locator("#timeline").input_value() == at


async def names_a_version(stage, pad, ada, leo) -> None:
    """Names, renames and removes it, while another finds it."""
    page = ada.page
    await page.locator("#timeline").focus()
    await page.keyboard.press("End")
    await shows(page, WHOLE)
    await page.keyboard.press("PageDown")
    await shows(page, BEFORE_LEO)
    await press_in_panel(ada, "#name-moment")
    dialog = page.get_by_role("dialog", name="Nommer cette version")
    await dialog.get_by_label("Nom").fill("V1 mardi")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    item = page.locator("#versions-list li").filter(has_text="V1 mardi")
    await expect(item).to_contain_text("nommée par vous")
    await press_in_panel(ada, "#versions-list li:has-text('V1 mardi') button:has-text('Renommer')")
    await page.get_by_role("dialog", name="Renommer").get_by_label("Nom").fill("V1 jeudi")
    await page.keyboard.press("Enter")
    await expect(page.locator("#versions-list")).to_contain_text("V1 jeudi")
    # Léo finds it, and may not change what Ada named; Ada owns the pad.
    await open_history(leo, stage, pad)
    await shows(leo.page, WHOLE)
    await leo.page.locator("#versions-list a").filter(has_text="V1 jeudi").click()
    await shows(leo.page, BEFORE_LEO)
    await expect(leo.page.locator("#versions-list button").filter(has_text="Retirer")).to_have_count(0)
    await press_in_panel(ada, "#versions-list li:has-text('V1 jeudi') button:has-text('Retirer')")
    await page.get_by_role("dialog", name="Retirer la version").get_by_role("button", name="Retirer").click()
    await expect(page.locator("#versions-list")).not_to_contain_text("V1 jeudi")


def test_the_buttons_go_to_the_changes_of_a_person_and_of_a_paragraph(visit):
    async def scene(stage):
        pad, ada, leo = await written_pad(stage, "screen")
        await leo.go_to_start()
        await leo.page.keyboard.press("End")
        await leo.type(" Et à toutes.")
        await leo.is_told_saved()
        await open_history(ada, stage, pad)
        page = ada.page
        await page.locator("#timeline").focus()
        await page.keyboard.press("Home")
        await shows(page, "")
        await page.locator("#follow-what").select_option(label="De invité 2")
        await page.get_by_role("button", name="Changement suivant").click()
        # The first of Léo's: all of Ada's stands.
        await page.wait_for_function(f"() => ({MOMENT})().includes('en mai.\\n')")
        await expect(page.locator("#moment-line")).to_contain_text("invité 2")
        # Back from the present, the first paragraph was changed by Léo last, then by Ada.
        await page.locator("#timeline").focus()
        await page.keyboard.press("End")
        await page.wait_for_function(f"() => ({MOMENT})().includes('toutes.')")
        await page.locator("#moment .cm-line").first.click()
        await page.locator("#follow-what").select_option(label="Du paragraphe choisi")
        for _ in range(30):
            await page.get_by_role("button", name="Changement précédent").click()
            # Not further than what one sees: the next press is for who has seen where this one led.
            await page.wait_for_function("""() => {
              const slider = document.getElementById("timeline")
              return slider.ariaBusy !== "true" && document.getElementById("moment").dataset.sequence === slider.value
            }""")
            if "vous" in await page.locator("#moment-line").inner_text():
                break
        await page.wait_for_function(f"() => /^Bonjour[ àtous.]*$/.test(({MOMENT})().split('\\n')[0])")

    visit(scene)


def test_two_moments_are_compared_by_word_and_a_deleted_passage_is_found_again(visit, size):
    async def scene(stage):
        pad, ada, leo = await written_pad(stage, size)
        await leo.go_to_start()
        await leo.page.keyboard.press("Control+ArrowRight")
        await leo.page.keyboard.press("Control+Shift+ArrowLeft")
        await leo.type("Bonsoir")
        await leo.is_told_saved()
        await open_history(ada, stage, pad)
        page = ada.page
        await ada.press(page.locator("#mode-choice label").filter(has_text="Comparer"))
        value = await page.locator("#compare-from option").filter(has_text="Après vous").first.get_attribute("value")
        await page.locator("#compare-from").select_option(value=value)
        inserted = page.locator("ins.change").filter(has_text="Bonsoir")
        await expect(inserted).to_have_attribute("title", re.compile(r"^Écrit par invité 2, "))
        await expect(page.locator("del.change").filter(has_text="Bonjour")).to_have_attribute("title", re.compile(r"^Effacé par invité 2, "))
        await expect(page.locator("ins.change").filter(has_text="apporte")).to_have_count(1)
        await expect(page.locator("#compare-summary")).to_contain_text("invité 2")
        await fits(page)
        await page.screenshot(path=stage.picture(f"compare-inline-{size}"))
        await ada.press(page.locator("#layout-choice label").filter(has_text="Côte à côte"))
        side = page.locator(".hunk-side").first.locator(".hunk-text")
        await expect(side.nth(0)).to_contain_text("Bonjour")
        await expect(side.nth(0)).not_to_contain_text("Bonsoir")
        await expect(side.nth(1)).to_contain_text("Bonsoir")
        # What was chosen is in the address.
        await expect(page).to_have_url(re.compile(r"#from=\d+&to=now&layout=side$"))
        await page.reload()
        await expect(side.nth(1)).to_contain_text("Bonsoir")
        await ada.press(page.get_by_role("button", name="Changement suivant"))
        await expect(page.locator(".change:focus")).to_have_count(1)
        await expect(page.locator("#announcer")).to_contain_text("invité 2")
        await fits(page)
        await page.screenshot(path=stage.picture(f"compare-side-{size}"))
        await finds_a_deleted_passage(stage, pad, ada, leo)

    visit(scene)


def test_a_moment_becomes_a_new_pad_or_is_restored_in_open_editors_and_that_is_taken_back(visit, size):
    async def scene(stage):
        pad, ada, leo = await written_pad(stage, size)
        page = ada.page
        await goes_before_leo(stage, pad, ada)
        async with page.expect_navigation(url=re.compile(r"/p/(?!seance)[^/]+$")):
            await press_in_panel(ada, "#copy-pad")
        await ada.is_told_saved()
        await ada.sees(BEFORE_LEO)
        assert stage.server.text(pad) == WHOLE
        await goes_before_leo(stage, pad, ada)
        await press_in_panel(ada, "#restore")
        await expect(page.locator("#restored")).to_contain_text("Le pad est de nouveau comme à cet instant")
        await leo.sees(BEFORE_LEO)
        await page.screenshot(path=stage.picture(f"restored-{size}"))
        await leo.go_to_end()
        await leo.type(" Entre-temps.")
        await leo.is_told_saved()
        await ada.press(page.locator("#restored-undo"))
        await expect(page.locator("#restored")).to_contain_text("La restauration est annulée")
        await leo.page.wait_for_function("""() => {
          const text = document.querySelector("#editor .cm-content").textContent
          return text.includes("Léo apporte le café.") && text.includes("Entre-temps.")
        }""")

    visit(scene)


async def goes_before_leo(stage, pad, ada) -> None:
    await open_history(ada, stage, pad)
    await ada.page.locator("#timeline").focus()
    await ada.page.keyboard.press("PageDown")
    await shows(ada.page, BEFORE_LEO)


async def finds_a_deleted_passage(stage, pad, ada, leo) -> None:
    await leo.page.keyboard.press("Control+A")
    await leo.type("Plus rien.")
    await leo.is_told_saved()
    await open_history(ada, stage, pad)
    page = ada.page
    await open_panel(ada)
    await page.get_by_label("Des mots de ce passage").fill("LIEU EST")
    await page.keyboard.press("Enter")
    await expect(page.locator("#past-status")).to_have_text("1 passage trouvé.")
    found = page.locator("#past-list a")
    await expect(found).to_contain_text("Le lieu est choisi.")
    await expect(found).to_contain_text("effacé depuis")
    await ada.press(found)
    await expect(page.locator(".moment-news")).to_have_text("lieu est")
    await page.wait_for_function(f"() => ({MOMENT})().includes('Le lieu est choisi.')")


# All that this browser keeps of a pad, as one text; what was written in one piece stands there in one.
KEPT = """(pad) => new Promise((resolve) => {
  indexedDB.open("encrier").onsuccess = ({ target: { result } }) => {
    result.transaction("padStates").objectStore("padStates").getAll().onsuccess = (event) => resolve(
      event.target.result.filter((kept) => kept.pad === pad).flatMap(({ parts }) => parts).map((part) => new TextDecoder().decode(part)).join("|"))
  }
})"""


def test_an_owner_erases_a_passage_and_no_open_page_keeps_it(visit, size):
    async def scene(stage):
        pad, ada, leo = await written_pad(stage, size)
        await leo.page.wait_for_function(
            f"async (pad) => (await ({KEPT})(pad)).includes('Le lieu est choisi')", arg=pad, polling=500)
        await open_history(ada, stage, pad)
        page = ada.page
        await press_in_panel(ada, "#erase")
        await page.get_by_label("Le passage, tel qu’il est ou était écrit").fill("Le lieu n’est pas choisi.")
        await ada.press(page.locator("#erase-look"))
        await expect(page.locator("#erase-found")).to_have_text("Ce passage n’a jamais été écrit ainsi dans ce pad.")
        await expect(page.locator("#erase-confirm")).to_be_disabled()
        await page.get_by_label("Le passage, tel qu’il est ou était écrit").fill("Le lieu est choisi.")
        await expect(page.locator("#erase-found")).to_be_empty()
        await ada.press(page.locator("#erase-look"))
        await expect(page.locator("#erase-found")).to_have_text("Il se trouve à un endroit.")
        await expect(page.locator("#erase-editions")).to_be_hidden()
        await page.screenshot(path=stage.picture(f"erase-{size}"))
        assert stage.server.text(pad) == WHOLE
        await ada.press(page.locator("#erase-confirm"))
        await expect(page.locator("#erase-dialog")).to_be_hidden()
        left = WHOLE.replace("Le lieu est choisi.", "")
        await shows(page, left)
        await expect(page.locator("#work-list")).to_contain_text("Passage effacé par vous")
        await leo.sees(left)
        await leo.page.wait_for_function(
            f"async (pad) => {{ const kept = await ({KEPT})(pad); return kept.includes('café') && !kept.includes('Le lieu') }}",
            arg=pad, polling=500, timeout=30_000)
        # At no moment was it ever there.
        past = await page.evaluate("""async (pad) => {
          const texts = []
          for (let at = 0; at <= Number(document.getElementById("timeline").max); at += 1) {
            texts.push(await (await fetch(`/api/v1/pads/${pad}/history/${at}`)).text())
          }
          return texts
        }""", pad)
        assert len(past) > 3 and past[-1] == left
        assert not any("lieu" in text for text in past)
        await leo.go_to_end()
        await leo.type(" Voilà.")
        await leo.is_told_saved()
        assert stage.server.text(pad) == left + " Voilà."

    visit(scene)


def test_one_is_told_which_editions_an_erasure_takes_the_text_of(visit, size):
    async def scene(stage):
        pad, ada, _ = await written_pad(stage, size)
        await open_history(ada, stage, pad)
        page = ada.page
        editions = [1, 2]

        async def answer(route):
            await route.fulfill(json={"places": 1, "length": 20, "editions": editions})

        await page.route("**/erasures", answer)
        await press_in_panel(ada, "#erase")
        field, lost = page.get_by_label("Le passage, tel qu’il est ou était écrit"), page.locator("#erase-editions")
        await field.fill("Le lieu est choisi.")
        await expect(lost).to_be_hidden()
        await ada.press(page.locator("#erase-look"))
        await expect(lost).to_have_text(
            "Les éditions 1 et 2 contiennent ce passage : elles perdent leur texte, pour toujours.")
        await page.screenshot(path=stage.picture(f"erase-editions-{size}"))
        await field.fill("Le lieu est choisi")
        await expect(lost).to_be_hidden()
        editions.pop()
        await ada.press(page.locator("#erase-look"))
        await expect(lost).to_have_text("L’édition 1 contient ce passage : elle perd son texte, pour toujours.")

    visit(scene)


def test_only_an_owner_is_offered_to_erase(visit):
    async def scene(stage):
        pad, _, leo = await written_pad(stage, "screen")
        await open_history(leo, stage, pad)
        await shows(leo.page, WHOLE)
        await open_panel(leo)
        await expect(leo.page.locator("#work-list")).to_contain_text("vous")
        await expect(leo.page.locator("#erasing")).to_be_hidden()

    visit(scene)


def test_who_may_only_read_is_told_that_the_past_is_not_for_them(play):
    async def scene(stage):
        from test_sharing import make_link, owned_pad

        owner = await owned_pad(stage)
        url = await make_link(owner, "Lire")
        reader = await stage.person()
        await reader.read_pad(url, "Bob")
        await reader.page.locator("#settings-button").click()
        await expect(reader.page.get_by_role("link", name="Historique")).to_be_hidden()
        await reader.page.goto(f"{url}/history")
        await expect(reader.page.get_by_role("alert")).to_contain_text("Le rôle que ce lien vous donne")
        reader.complaints = [text for text in reader.complaints if "403" not in text]

    play(scene)
