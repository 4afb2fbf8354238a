# SPDX-License-Identifier: Apache-2.0
"""Markup and script in whatever people write: shown as text, and never run; secrets stay here."""

import http.server
import json
import re
import subprocess
import threading
import urllib.request

import pytest
from playwright.async_api import expect

from server import PROJECT, program

SCRIPT = "window.hacked = true"
HOSTILE = f"""# <img src=x onerror="{SCRIPT}"><script>{SCRIPT}</script>

[lien](javascript:{SCRIPT}) [autre](JaVaScRiPt&colon;{SCRIPT}) [data](data:text/html,<script>{SCRIPT}</script>)
<svg onload="{SCRIPT}"><a xlink:href="javascript:{SCRIPT}">x</a></svg> <iframe srcdoc="<script>{SCRIPT}</script>"></iframe>
![x" onerror="{SCRIPT}](x" onerror="{SCRIPT}) ![svg](data:image/svg+xml,<svg onload="{SCRIPT}"/>)
<javascript:{SCRIPT}> <a href="vbscript:x" onclick="{SCRIPT}">a</a> <style>*{{display:none}}</style>

```html
<script>{SCRIPT}</script>
```

| <script>{SCRIPT}</script> | b |
|---|---|
| <b onmouseover="{SCRIPT}">x</b> | [^1] |

[^1]: <script>{SCRIPT}</script>
"""
NAME = f"<img src=x onerror=\"{SCRIPT}\">"


async def nothing_ran(page) -> None:
    assert await page.evaluate("window.hacked") is None
    bad = """() => [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]
      .filter(({ name, value }) => /^on/i.test(name) || /^\\s*(javascript|vbscript|data:text)/i.test(value))
      .map(({ name, value }) => `${element.tagName} ${name}=${value}`))"""
    assert await page.evaluate(bad) == []
    assert await page.locator("script:not([src]), iframe, object, embed, base").count() == 0


@pytest.mark.parametrize("view", ["markdown", "page"])
def test_markup_in_text_title_and_name_is_shown_and_never_runs(visit, view):
    async def scene(stage):
        pad = stage.new_pad(HOSTILE)
        ada = await stage.person(view=view)
        bob = await stage.person(view=view)
        for person in (ada, bob):
            person.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
            await person.open_pad(stage.pad_url(pad), NAME)
        await ada.page.locator("#title").fill(NAME)
        await ada.page.keyboard.press("Enter")
        await ada.page.wait_for_timeout(300)
        await ada.page.locator("#people-button").click()
        await expect(ada.page.locator("#people-list")).to_contain_text("<img src=x")
        for person in (ada, bob):
            await expect(person.page).to_have_title(re.compile("<img src=x"))
            await nothing_ran(person.page)
        await ada.page.goto(f"{stage.pad_url(pad)}/print")
        await expect(ada.page.locator("body")).to_contain_text("lien")
        await nothing_ran(ada.page)
        await ada.page.goto(stage.server.url)
        await expect(ada.page.locator("#recent-list")).to_contain_text("<img src=x")
        await nothing_ran(ada.page)
        # What an image elsewhere would tell its server is not asked for; the policy says so in the console.
        for person in (ada, bob):
            person.complaints = [text for text in person.complaints if "Content Security Policy" not in text
                                 and "status of 404" not in text and "status of 400" not in text]

    visit(scene)


async def follow_from_print(person, url: str) -> None:
    await person.page.goto(f"{url}/print")
    await person.page.get_by_role("link", name="ailleurs").click()


async def follow_from_editor(person, url: str) -> None:
    await person.open_pad(url, "Ada")
    await person.page.locator(".md-link").click()
    await person.page.locator(".link-open").click()


async def follow_by_the_keyboards_key(person, url: str) -> None:
    await person.open_pad(url, "Ada")
    await person.page.locator(".md-link").click(modifiers=["Control"])


@pytest.mark.parametrize("follow", [follow_from_print, follow_from_editor, follow_by_the_keyboards_key])
def test_a_link_that_is_followed_tells_nobody_where_it_stood(visit, follow):
    heard: list[tuple[str, dict[str, str]]] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append((self.path, dict(self.headers)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    elsewhere = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()

    async def scene(stage):
        pad = stage.new_pad(f"[ailleurs](http://localhost:{elsewhere.server_port}/x)")
        ada = await stage.person(view="page")
        await follow(ada, stage.pad_url(pad))
        for _ in range(50):
            if heard:
                break
            await ada.page.wait_for_timeout(100)
        # The page that was opened may ask for its own icon, and say for whom.
        assert ("/x", None) in [(path, headers.get("Referer")) for path, headers in heard]
        assert all(stage.server.url not in str(headers) and pad not in str(headers) for _, headers in heard)
        ada.complaints = []

    try:
        visit(scene)
    finally:
        elsewhere.shutdown()


def test_share_names_and_secrets_are_in_no_line_that_the_server_writes(tmp_path):
    log = (tmp_path / "log").open("w+")
    process = subprocess.Popen(
        [program(), "serve", "--port", "0", "--data", tmp_path / "data"],
        cwd=PROJECT, stdout=log, stderr=subprocess.STDOUT,
    )
    try:
        for _ in range(200):
            if found := re.search(r"http://127\.0\.0\.1:\d+", (tmp_path / "log").read_text()):
                break
            threading.Event().wait(0.05)
        url = found[0]

        def ask(method: str, path: str, body=None, cookie: str = "", expected: int | None = None):
            data = None if body is None else json.dumps(body).encode()
            request = urllib.request.Request(url + path, data, {"Content-Type": "application/json"}, method=method)
            if cookie:
                request.add_header("Cookie", cookie)
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return answer.headers, answer.read()
            except urllib.error.HTTPError as refused:
                return refused.headers, refused.read()

        headers, _ = ask("POST", "/api/v1/pads", {"name": "a", "text": "x"})
        cookie = headers["Set-Cookie"].split(";")[0]
        made = json.loads(ask("POST", "/api/v1/pads/a/links", {"role": "viewer", "passphrase": "phrase-secrète"}, cookie)[1])
        secret = subprocess.run([program(), "pad", "owner", "a", "--data", tmp_path / "data"], cwd=PROJECT,
                                capture_output=True, text=True, check=True).stdout.strip().split("own=")[1]
        for path in (f"/p/{made['name']}", f"/api/v1/pads/{made['name']}", f"/sync/{made['name']}", f"/p/{made['name']}/print"):
            ask("GET", path)
        ask("POST", f"/api/v1/pads/{made['name']}/key", {"passphrase": "fausse"})
        ask("POST", f"/api/v1/pads/{made['name']}/key", {"passphrase": "phrase-secrète"})
        ask("POST", "/api/v1/pads/a/owner", {"secret": secret}, cookie)
        ask("DELETE", f"/api/v1/pads/a/links/{made['id']}", None, cookie)
        ask("GET", f"/api/v1/pads/{made['name']}")
    finally:
        process.terminate()
        process.wait(20)
    written = (tmp_path / "log").read_text()
    assert "écoute" in written, "else this proves nothing"
    for kept in (made["name"], made["name"][1:], secret, "phrase-secrète", "fausse", cookie.split(".")[-1]):
        assert kept not in written
        database = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("encrier.sqlite*"))
        if kept not in ("fausse",):
            assert kept.encode() not in database, "only hashes are kept"
