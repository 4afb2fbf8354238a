# SPDX-License-Identifier: Apache-2.0
"""Signing in by a real OpenID provider, Canaille, which runs as a process of its own."""

import contextlib
import re
import socket
import subprocess

from playwright.async_api import expect

from provider_words import CLIENT, PASSWORD, SECRET
from server import PROJECT
from test_members import add_member, is_member, sign_in


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def provider(server, email: str):
    """A provider that knows Ada by an e-mail address, and the server started anew to sign in by it."""
    port = free_port()
    process = subprocess.Popen(
        [PROJECT / ".venv-provider/bin/python", PROJECT / "Tests/Browser/provider.py", str(port),
         f"{server.url}/sign-in/openid/return", email],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=server.data.parent,
    )
    try:
        found = next((line for line in process.stdout if "provider on" in line), None)
        assert found, f"the provider ended with {process.poll()}"
        secret = server.data.parent / "secret"
        secret.write_text(SECRET + "\n", "utf-8")
        server.kill()
        server.options = ["--oidc-issuer", f"http://127.0.0.1:{port}", "--oidc-client", CLIENT,
                          "--oidc-secret-file", str(secret)]
        server.start()
        yield process
    finally:
        process.kill()
        process.wait()


async def sign_in_there(person) -> None:
    """Gives name and password at the provider's own pages."""
    page = person.page
    await page.locator("input[name=login], input[name=username]").fill("ada")
    await page.locator("button[type=submit], input[type=submit]").first.click()
    await page.locator("input[name=password]").fill(PASSWORD)
    await page.locator("button[type=submit], input[type=submit]").first.click()


def forgive_provider(person) -> None:
    """The provider's pages are not ours to complain about."""
    person.complaints = [text for text in person.complaints if "127.0.0.1" in text and person.page.url in text]


def test_a_guest_signs_in_by_a_provider_and_goes_on_writing_their_own_text(play):
    async def scene(stage):
        with provider(stage.server, "ada@exemple.fr"):
            ada = await stage.person()
            await ada.open_pad(stage.pad_url("a-moi"), "Ada")
            await ada.go_to_end()
            await ada.type("Avant. ")
            await ada.is_told_saved()
            await ada.page.get_by_role("button", name="Réglages").click()
            await ada.page.get_by_role("link", name="Se connecter").click()
            await ada.page.get_by_role("link", name="Se connecter par 127.0.0.1").click()
            await sign_in_there(ada)
            await ada.page.wait_for_url(stage.pad_url("a-moi"))
            await ada.is_told_saved()
            await expect(ada.page.locator("body")).to_have_attribute("data-role", "owner")
            await ada.go_to_end()
            await ada.type("Après.")
            await ada.is_told_saved()
            await ada.sees("Avant. Après.")
            await ada.page.locator("#people-button").click()
            await expect(ada.page.locator("#people-list .badge")).to_have_text(["membre"])
            await ada.page.screenshot(path=stage.picture("provider-member"))
            forgive_provider(ada)
            # Another browser, the same person: the pad is theirs.
            elsewhere = await stage.person()
            await elsewhere.page.goto(stage.server.url + "/sign-in")
            await elsewhere.page.get_by_role("link", name="Se connecter par 127.0.0.1").click()
            await sign_in_there(elsewhere)
            await is_member(elsewhere, "Ada Lovelace")
            await elsewhere.page.goto(stage.pad_url("a-moi"))
            await elsewhere.is_told_saved()
            await expect(elsewhere.page.locator("body")).to_have_attribute("data-role", "owner")
            forgive_provider(elsewhere)

    play(scene)


def test_whoever_has_an_account_joins_it_to_the_provider_by_signing_in_to_both_and_is_told_if_it_is_away(play):
    async def scene(stage):
        add_member(stage.server, "mail@exemple.fr", "Ada")
        with provider(stage.server, "ada@exemple.fr") as process:
            ada = await stage.person()
            await ada.page.goto(stage.server.url + "/sign-in")
            await sign_in(ada, "mail@exemple.fr")
            await is_member(ada, "Ada")
            await ada.page.goto(stage.server.url + "/sign-in")
            await ada.page.get_by_role("link", name="Se connecter par 127.0.0.1").click()
            await sign_in_there(ada)
            await is_member(ada, "Ada")
            await ada.page.get_by_role("button", name="Se déconnecter").click()
            await ada.page.get_by_role("link", name="Se connecter").click()
            await ada.page.get_by_role("link", name="Se connecter par 127.0.0.1").click()
            # The provider still knows this browser, and the account is the one it was.
            await is_member(ada, "Ada")
            assert stage.server.command("account", "list").count("\n") == 1
            forgive_provider(ada)
            # A server that has never heard it says so itself.
            process.kill()
            process.wait()
            stage.server.kill()
            stage.server.start()
            leo = await stage.person()
            await leo.page.goto(stage.server.url + "/sign-in")
            await leo.page.get_by_role("link", name="Se connecter par 127.0.0.1").click()
            await expect(leo.page.get_by_role("alert")).to_have_text(re.compile("ne répond pas"))
            await leo.page.screenshot(path=stage.picture("provider-away"))

    play(scene)
