# SPDX-License-Identifier: Apache-2.0
"""Invitations and ways to a new password, e-mailed through a real SMTP server."""

import json
import pathlib
import re
import subprocess
import urllib.error
import urllib.request

import pytest
from playwright.async_api import expect

from smtp_mailbox import HOST, PASSWORD as MAIL_PASSWORD, USER, Certificate, Mailbox
from server import PROJECT, program
from test_members import PASSWORD, add_member, is_member, sign_in


@pytest.fixture
def mailbox():
    with Mailbox() as mailbox:
        yield mailbox


def restart(server, url: str, *options: str) -> None:
    """Starts the server again, which now e-mails people."""
    server.kill()
    server.options = ["--smtp-url", url, "--smtp-from", "pads@exemple.fr", "--public-url", server.url, *options]
    server.start()


def command(server, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([program(), *arguments, "--data", server.data], cwd=PROJECT, capture_output=True, text=True,
                          timeout=60, env={"LANG": "C"})


def link_in(server, message, page: str) -> str:
    lines = message.get_content().splitlines()
    found = [line for line in lines if re.fullmatch(rf"{re.escape(server.url)}/{page}#secret=[\w-]{{32}}", line)]
    assert len(found) == 1, lines
    return found[0]


LETTERS = {
    "fr": ("Votre compte sur 127.0.0.1", "Vous êtes invité", "Un nouveau mot de passe sur"),
    "en": ("Your account on 127.0.0.1", "You are invited", "A new password on"),
}


@pytest.mark.parametrize("language", LETTERS)
def test_who_is_invited_is_written_to_in_their_language(server, mailbox, language):
    restart(server, f"smtp://127.0.0.1:{mailbox.port}")
    subject, words, password = LETTERS[language]
    done = command(server, "account", "invite", "Ada@Exemple.fr", "--language", language)
    assert (done.returncode, done.stdout.strip()) == (0, "Envoyé à ada@exemple.fr.")
    envelope, message = mailbox.next()
    assert (envelope.mail_from, envelope.rcpt_tos) == ("pads@exemple.fr", ["ada@exemple.fr"])
    assert message["Subject"] == subject and message["To"].addresses[0].addr_spec == "ada@exemple.fr"
    assert message.get_content_type() == "text/plain" and message.get_content_charset() == "utf-8"
    assert message["Date"].datetime.utcoffset().total_seconds() == 0 and message["Message-ID"]
    assert words in message.get_content()
    assert all(len(line) < 79 for line in envelope.content.decode("ascii").splitlines())
    secret = link_in(server, message, "invitation").partition("secret=")[2]
    body = json.dumps({"secret": secret, "name": "Ada", "password": PASSWORD}).encode()
    request = urllib.request.Request(f"{server.url}/api/v1/accounts", body, {"Content-Type": "application/json"})
    assert urllib.request.urlopen(request, timeout=20).status == 201
    done = command(server, "account", "password", "ada@exemple.fr", "--language", language)
    assert done.returncode == 0
    _, message = mailbox.next()
    assert password in message["Subject"]
    link_in(server, message, "password")
    # Who looks after the server may hand the address over by another way.
    done = command(server, "account", "password", "ada@exemple.fr", "--print")
    assert re.fullmatch(r"/password#secret=[\w-]{32}", done.stdout.strip())
    assert mailbox.is_empty


def test_a_message_that_is_not_taken_is_told_to_who_asked_and_logged_without_the_secret(server, capfd):
    with Mailbox() as mailbox:
        restart(server, f"smtp://127.0.0.1:{mailbox.port}")
    done = command(server, "account", "invite", "ada@exemple.fr")
    assert done.returncode == 1 and "n'a pas pris le message" in done.stderr and done.stdout == ""
    log = capfd.readouterr().err
    assert "not taken by the mail server" in log
    assert "secret=" not in log and "ada@" not in log


def test_a_forgotten_password_is_chosen_anew_by_e_mail_and_nobody_learns_who_has_an_account(play, server, mailbox):
    restart(server, f"smtp://127.0.0.1:{mailbox.port}")

    async def ask(person, email: str) -> str:
        await person.page.goto(server.url + "/sign-in")
        await person.page.get_by_role("link", name="Mot de passe oublié").click()
        await person.page.get_by_label("Adresse e-mail").fill(email)
        await person.page.get_by_role("button", name="M’écrire").click()
        told = person.page.locator("#account-text")
        await expect(told).to_contain_text("un message est en route")
        await expect(person.page.locator("#account-form")).to_be_hidden()
        return await told.text_content()

    async def scene(stage):
        add_member(stage.server, "ada@exemple.fr", "Ada")
        ada = await stage.person()
        told = [await ask(ada, email) for email in ("personne@exemple.fr", "ada@exemple.fr", "ada@exemple.fr")]
        assert len(set(told)) == 1
        envelope, message = mailbox.next()
        assert envelope.rcpt_tos == ["ada@exemple.fr"]
        await ada.page.goto(link_in(server, message, "password"))
        await ada.page.get_by_label("Nouveau mot de passe").fill("une autre phrase")
        await ada.page.get_by_role("button", name="Enregistrer et se connecter").click()
        await is_member(ada, "Ada")
        await ada.page.get_by_role("button", name="Se déconnecter").click()
        await ada.page.get_by_role("link", name="Se connecter").click()
        await sign_in(ada, "ada@exemple.fr", "une autre phrase")
        await is_member(ada, "Ada")
        assert mailbox.is_empty, "one letter for two who ask, none for who is nobody"

    play(scene)


def test_a_stranger_who_asks_for_a_letter_does_not_end_what_the_administrator_printed(server, mailbox):
    restart(server, f"smtp://127.0.0.1:{mailbox.port}")
    add_member(server, "ada@exemple.fr", "Ada")

    def send(path: str, **body: str) -> int:
        request = urllib.request.Request(server.url + path, json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    printed = command(server, "account", "password", "ada@exemple.fr", "--print").stdout.strip().partition("secret=")[2]
    assert send("/api/v1/forgotten", email="ada@exemple.fr") == 202
    letter = link_in(server, mailbox.next()[1], "password").partition("secret=")[2]
    assert send("/api/v1/secrets", secret=letter) == 200
    assert send("/api/v1/password", secret=printed, password="une autre phrase") == 200
    # Whoever has chosen another password needs no more ways to one.
    assert send("/api/v1/secrets", secret=letter) == 404


def test_asking_for_many_is_refused_and_other_sites_ask_for_nobody(server, mailbox):
    restart(server, f"smtp://127.0.0.1:{mailbox.port}")

    def ask(email: str, **headers: str) -> tuple[int, bytes]:
        request = urllib.request.Request(f"{server.url}/api/v1/forgotten", json.dumps({"email": email}).encode(),
                                         {"Content-Type": "application/json", **headers})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, b""

    add_member(server, "ada@exemple.fr", "Ada")
    assert ask("ada@exemple.fr", Origin="https://evil.example")[0] == 403
    answers = [ask(email) for email in ("ada@exemple.fr", "personne@exemple.fr", "pas une adresse", "")]
    assert answers == [(202, b"{}")] * 4
    statuses = [ask(f"{number}@exemple.fr")[0] for number in range(40)]
    assert statuses[-1] == 429 and statuses.count(202) < 20
    assert mailbox.next()[0].rcpt_tos == ["ada@exemple.fr"]
    assert mailbox.is_empty


def test_to_another_machine_nothing_goes_without_tls_and_the_password_is_on_no_command_line(server, tmp_path):
    certificate = Certificate(tmp_path)
    secret = tmp_path / "smtp-password"
    secret.write_text(MAIL_PASSWORD + "\n")
    signing_in = ["--smtp-user", USER, "--smtp-password-file", str(secret)]
    with Mailbox() as plain:
        restart(server, f"smtp://{HOST}:{plain.port}", *signing_in, "--smtp-ca-file", str(certificate.file))
        assert command(server, "account", "invite", "ada@exemple.fr").returncode == 1
        assert plain.is_empty
    with Mailbox(certificate) as secured:
        restart(server, f"smtp://{HOST}:{secured.port}", *signing_in)
        assert command(server, "account", "invite", "ada@exemple.fr").returncode == 1, "by a certificate of nobody's"
        assert secured.is_empty and not secured.has_password
        restart(server, f"smtp://{HOST}:{secured.port}", *signing_in, "--smtp-ca-file", str(certificate.file))
        assert command(server, "account", "invite", "ada@exemple.fr").returncode == 0
        assert secured.next()[0].rcpt_tos == ["ada@exemple.fr"] and secured.has_password
    for process in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert MAIL_PASSWORD.encode() not in process.read_bytes()
        except OSError:
            continue


@pytest.mark.parametrize("options", [
    ["--smtp-url", "smtp://127.0.0.1"], ["--smtp-from", "a@b.c"],
    ["--smtp-url", "http://a", "--smtp-from", "a@b.c"], ["--smtp-url", "smtp://u:p@a", "--smtp-from", "a@b.c"],
    ["--smtp-url", "smtp://a", "--smtp-from", "rien"],
    ["--smtp-url", "smtp://a", "--smtp-from", "a@b.c", "--smtp-user", "u"],
])
def test_half_an_address_to_send_by_is_wrong_usage(tmp_path, options):
    done = subprocess.run([program(), "serve", "--port", "0", "--data", tmp_path / "d",
                           "--public-url", "http://a.example", *options],
                          cwd=PROJECT, capture_output=True, text=True, timeout=30)
    assert done.returncode == 2 and "--smtp" in done.stderr
