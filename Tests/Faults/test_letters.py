# SPDX-License-Identifier: Apache-2.0
"""Letters about pads: a whole server, a real mail server, and days that pass when the test says so."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from process import PROJECT, program

sys.path.append(str(PROJECT / "Tests" / "Browser"))
from smtp_mailbox import Mailbox  # noqa: E402

PASSWORD = "une phrase longue"
URL = "http://pads.exemple.fr"
DAY = 86_400


class Member:
    """Somebody who is signed in, and asks as a program does."""

    def __init__(self, server, name: str) -> None:
        self.server, self.email = server, f"{name.lower()}@exemple.fr"
        subprocess.run(
            [program(), "account", "add", self.email, "--name", name, "--data", server.data],
            cwd=PROJECT, input=PASSWORD + "\n", capture_output=True, text=True, check=True, timeout=60)
        self.cookie = ""
        _, headers, _ = self.ask("POST", "/api/v1/sessions", {"email": self.email, "password": PASSWORD})
        cookies = [line.split(";")[0] for line in headers.get_all("Set-Cookie")]
        self.cookie = next(cookie for cookie in cookies if cookie.startswith("encrier-session="))

    def ask(self, method: str, path: str, body=None, content_type: str = "application/json"):
        data = None if body is None else (body if isinstance(body, bytes) else json.dumps(body).encode())
        headers = {"Content-Type": content_type} if data is not None else {}
        if self.cookie:
            headers["Cookie"] = self.cookie
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.server.port}{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()

    def write(self, pad: str, text: str) -> None:
        assert self.ask("PUT", f"/api/v1/pads/{pad}/text", text.encode(), "text/markdown")[0] == 204

    def want(self, frequency: str, language: str = "fr") -> None:
        self.ask("PUT", "/api/v1/me/digest", {"frequency": frequency, "language": language})


@pytest.fixture
def mailbox():
    with Mailbox() as mailbox:
        yield mailbox


def later(server, seconds: int) -> None:
    """Ends the server as a power cut would, and starts it after so long."""
    server.kill()
    server.control.clock_offset_s += seconds
    server.start()


def wait_for(what, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.1)


def test_members_are_written_to_each_day_about_what_others_changed_and_never_twice(server, mailbox):
    server.options = ["--smtp-url", f"smtp://127.0.0.1:{mailbox.port}", "--smtp-from", "pads@exemple.fr",
                      "--public-url", URL]
    server.start()
    anne, bob = Member(server, "Anne"), Member(server, "Bob")
    for member, pad in ((anne, "a-anne"), (bob, "a-bob")):
        member.ask("POST", "/api/v1/pads", {"name": pad, "text": f"# {pad.upper()}\n\nAvant.\n"})
    anne.want("daily")
    bob.want("daily", "en")
    bob.write("a-anne", "# A-ANNE\n\nAvant.\n\nLe budget est voté.\n")
    later(server, DAY)
    envelope, message = mailbox.next()
    assert (envelope.mail_from, envelope.rcpt_tos) == ("pads@exemple.fr", ["anne@exemple.fr"])
    assert message["Subject"] == "Du nouveau dans «\u202fA-ANNE\u202f»"
    assert message.get_content_type() == "text/plain" and message.get_content_charset() == "utf-8"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(len(line) < 400 for line in envelope.content.decode("ascii").splitlines())
    text = message.get_content()
    assert "Bob (" in text and "+ Le budget est voté." in text and "Avant." not in text
    assert f"{URL}/p/a-anne/history#from=1&to=2" in text.splitlines()

    # Killed and started again on the same day, and on the next: only what is new is told, to whom it is.
    later(server, 3_600)
    anne.write("a-bob", "# A-BOB\n\nAvant.\n\nAnd after.\n")
    later(server, DAY)
    envelope, message = mailbox.next()
    assert envelope.rcpt_tos == ["bob@exemple.fr"], "Anne was told all there was to tell"
    assert message["Subject"] == "News in “A-BOB”" and "+ And after." in message.get_content()

    # A mail server that takes nothing is asked again, after a while.
    mailbox.answer = "451 later"
    bob.write("a-anne", "# A-ANNE\n\nAvant.\n\nLe budget est voté.\n\nÀ l’unanimité.\n")
    later(server, DAY)
    wait_for(lambda: mailbox.refused_count == 1)
    wait_for(lambda: b"is tried again" in server.log.read_bytes())
    mailbox.answer = "250 OK"
    later(server, 660)
    envelope, message = mailbox.next()
    text = message.get_content()
    assert envelope.rcpt_tos == ["anne@exemple.fr"]
    assert "+ À l’unanimité." in text and "voté" not in text
    log = server.log.read_bytes()
    assert b"anne" not in log and b"exemple.fr" not in log, "the log names nobody"

    # By the address in the letter, without a cookie, as a mail program does it.
    stop = message["List-Unsubscribe"].strip("<>")
    assert stop in text.splitlines() and stop.startswith(f"{URL}/digest/stop?letter=")
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{stop.removeprefix(URL)}", b"List-Unsubscribe=One-Click",
        {"Content-Type": "application/x-www-form-urlencoded"}, method="POST")
    assert urllib.request.urlopen(request, timeout=30).status == 204
    bob.write("a-anne", "# A-ANNE\n")
    anne.write("a-bob", "# A-BOB\n\nEt encore.\n")
    later(server, DAY)
    envelope, _ = mailbox.next()
    assert envelope.rcpt_tos == ["bob@exemple.fr"] and mailbox.is_empty
