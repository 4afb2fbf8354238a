# SPDX-License-Identifier: Apache-2.0
"""Someone in front of a browser: what they do and what the page tells them."""

import contextlib
import re

from playwright.async_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect

# Notes, inside the page, every text that was shown while the page said "saved".
NOTE_WHAT_IS_SAVED = """
window.addEventListener("DOMContentLoaded", () => {
  const status = document.getElementById("status")
  const editor = document.getElementById("editor")
  if (!status || !editor) return
  window.savedTexts = []
  const noteNow = () => {
    const lines = editor.querySelectorAll(".cm-line")
    if (status.dataset.state !== "saved" || lines.length === 0) return
    const isEmpty = editor.querySelector(".cm-placeholder") !== null
    const text = isEmpty ? "" : [...lines].map((line) => line.textContent).join("\\n")
    if (window.savedTexts.at(-1) !== text) window.savedTexts.push(text)
  }
  // What was typed is in the document before the editor has heard of it; nothing is painted between.
  const note = () => queueMicrotask(noteNow)
  const everything = { attributes: true, childList: true, characterData: true, subtree: true }
  new MutationObserver(note).observe(status, everything)
  new MutationObserver(note).observe(editor, everything)
})
"""

# What the lines say, without the words that an empty pad shows and the marks that only hold a place.
SHOWN_TEXT = """() => [...document.querySelectorAll("#editor .cm-line")]
  .map((line) => line.querySelector(".cm-placeholder") ? "" : line.textContent.replaceAll("\u200b", ""))
  .join("\\n")
"""


# What the editor is called by who only hears of it.
TEXT = re.compile("Texte du pad|Text of the pad")


class Person:
    """One browser profile with one page."""

    def __init__(self, context: BrowserContext, page: Page, has_touch: bool) -> None:
        self.context = context
        self.has_touch = has_touch
        self.complaints: list[str] = []
        # What the browser knows them by once they have said it.
        self.name = ""
        self._look_at(page)

    def _look_at(self, page: Page) -> None:
        self.page = page
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        # Chromium hands choosers of files to us only while somebody listens, and takes its time to.
        page.on("filechooser", lambda _: None)

    async def new_tab(self) -> Page:
        """Goes on in a new tab; returns the one that was looked at before."""
        before = self.page
        self._look_at(await self.context.new_page())
        return before

    def _listen(self, message) -> None:
        # A lost connection is what some tests are about, and Chromium logs each attempt.
        if message.type == "error" and "net::ERR" not in message.text:
            self.complaints.append(message.text)

    @classmethod
    async def arrive(cls, browser: Browser, view: str = "markdown", notes_saved: bool = False, **options) -> "Person":
        """Someone new, who sees plain Markdown unless the view is "page", and may note what is called saved."""
        options = {"locale": "fr-FR", "viewport": {"width": 1100, "height": 760}, **options}
        context = await browser.new_context(**options)
        if notes_saved:
            await context.add_init_script(NOTE_WHAT_IS_SAVED)
        return await cls.in_context(context, view, options.get("has_touch", False))

    @classmethod
    async def in_context(
        cls, context: BrowserContext, view: str = "markdown", has_touch: bool = False
    ) -> "Person":
        """Someone in a browser profile that is there already, in a new tab."""
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        await context.add_init_script(f"localStorage['encrier.view'] ??= '{view}'")
        return cls(context, await context.new_page(), has_touch)

    async def open_pad(self, url: str, name: str) -> None:
        """Opens a pad, gives a name if the browser does not know it, and waits until one can write."""
        await self.page.goto(url)
        if name != self.name:
            await self.page.get_by_label(re.compile("Votre nom|Your name")).fill(name)
            await self.page.keyboard.press("Enter")
        await expect(self.editor.and_(self.page.get_by_role("textbox", name=TEXT))).to_have_attribute(
            "contenteditable", "true")
        await self.is_told_saved()

    async def rest(self, url: str) -> None:
        """Ends a visit; the next one finds nothing of it but the name, the cookie and what pages are made of."""
        for page in self.context.pages:
            if page != self.page:
                await page.close()
        assert not self.complaints, f"the page complained: {self.complaints}"
        # Of the same server, but none of our pages, which might still write something.
        await self.page.goto(f"{url}/healthz")
        self.name = await self.page.evaluate("""() => {
          const name = localStorage["encrier.name"] ?? ""
          localStorage.clear()
          sessionStorage.clear()
          if (name !== "") localStorage["encrier.name"] = name
          return name
        }""")
        # It has no icon, and Chromium remarks on that.
        self.complaints.clear()

    async def read_pad(self, url: str, name: str) -> None:
        """Opens a pad that one may only read, and gives a name."""
        await self.page.goto(url)
        await self.page.get_by_label(re.compile("Votre nom|Your name")).fill(name)
        await self.page.keyboard.press("Enter")
        await expect(self.status).to_have_attribute("data-state", "readOnly")

    @property
    def editor(self) -> Locator:
        """The editor; that it is a textbox with a name is seen when the pad is opened."""
        return self.page.locator("#editor .cm-content")

    @property
    def status(self) -> Locator:
        return self.page.locator("#status")

    async def is_told_saved(self) -> None:
        """Waits until the page says that everything is saved, and means it."""
        await expect(self.status).to_have_attribute("data-state", "saved", timeout=20_000)
        await expect(self.status).to_have_attribute("data-unsaved", "0")
        await expect(self.status).to_have_text(re.compile("^(Enregistré|Saved)$"))

    async def press(self, locator: Locator) -> None:
        """With the finger on a phone, with the mouse elsewhere."""
        await (locator.tap() if self.has_touch else locator.click())

    async def press_retry(self) -> None:
        """Reconnects at once; whoever is back already has nothing to press."""
        with contextlib.suppress(TimeoutError):
            retry = self.page.locator("#retry")
            await (retry.tap(timeout=2_000) if self.has_touch else retry.click(timeout=2_000))

    async def type(self, text: str, delay: float = 0) -> None:
        await self.page.keyboard.type(text, delay=delay)

    async def go_to_end(self) -> None:
        await self.editor.focus()
        await self.page.keyboard.press("Control+End")

    async def go_to_start(self) -> None:
        """Goes to the first line and waits until the caret is drawn there, as the eye does."""
        await self.editor.focus()
        await self.page.keyboard.press("Control+Home")
        await self.page.wait_for_function(
            "document.querySelector('.cm-line')?.contains(getSelection().anchorNode)"
        )

    async def paste(self, text: str) -> None:
        """Pastes over whatever is selected, through the real clipboard."""
        await self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        await self.page.keyboard.press("Control+V")

    async def sees(self, text: str, timeout: float = 20_000) -> None:
        """Waits until exactly this text is shown, its last space too; all of a short text is."""
        with contextlib.suppress(TimeoutError):
            await self.page.wait_for_function(f"(text) => ({SHOWN_TEXT})() === text", arg=text, timeout=timeout)
        assert await self.page.evaluate(SHOWN_TEXT) == text

    async def saved_texts(self) -> list[str]:
        """Every text that was shown while the page said that it was saved, to who notes it."""
        return await self.page.evaluate("window.savedTexts")

    def forgive_styles(self) -> None:
        """Chromium styles what is typed beside styled words, and reads the styles of what is pasted;
        the page forbids both, and nothing is lost."""
        self.complaints = [text for text in self.complaints if "Applying inline style" not in text]

    async def leave(self) -> None:
        await self.context.close()
        assert not self.complaints, f"the page complained: {self.complaints}"
