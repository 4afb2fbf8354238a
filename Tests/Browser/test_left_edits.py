# SPDX-License-Identifier: Apache-2.0
"""Unsent edits of somebody else: never sent in silence, never lost, offered to their author."""

from playwright.async_api import expect

from test_appearance import SIZES, fits
from offline import authors, comes_back, is_kept_for_reading, is_told_kept, opens_offline, writes_offline


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
    # The name is taken just after the dialog has gone.
    await expect(person.page.locator("#people-list")).to_contain_text(name)


def test_a_pad_with_a_long_title_and_changes_to_send_fits_the_start_page_of_a_phone(play):
    async def scene(stage):
        ada = await stage.person(viewport=SIZES["phone"], is_mobile=True, has_touch=True)
        pad = stage.new_pad("# Compte rendu de l’assemblée générale annuelle et de ses suites\n\n")
        await writes_offline(stage, ada, pad, "Bonjour")
        await ada.page.goto(stage.server.url)
        await expect(ada.page.locator(".recent-waiting")).to_be_visible()
        await fits(ada.page)
        await ada.page.screenshot(path=stage.picture("changes-to-send-phone"))

    play(scene)


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
