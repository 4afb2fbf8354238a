# SPDX-License-Identifier: Apache-2.0
"""A pad that is damaged on the disk can still be put into the trash, taken out and, in time, purged."""

import json
import sqlite3
import urllib.error
import urllib.request


class Owner:
    """Who started a pad, with the cookie that says so."""

    def __init__(self, server) -> None:
        self.server, self.cookie = server, ""

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        data = None if body is None else json.dumps(body).encode("utf-8")
        headers = {"Content-Type": "application/json"} | ({"Cookie": self.cookie} if self.cookie else {})
        request = urllib.request.Request(self.server.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                if not self.cookie:
                    self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


def test_a_pad_that_is_damaged_goes_into_the_trash_and_comes_out_of_it(server):
    owner = Owner(server)
    assert owner.ask("POST", "/api/v1/pads", {"name": "a", "text": "Un."})[0] == 201
    for text in ("Un. Deux.", "Un. Deux. Trois."):
        request = urllib.request.Request(f"{server.url}/api/v1/pads/a/text", text.encode(),
                                         {"Content-Type": "text/markdown"}, method="PUT")
        urllib.request.urlopen(request, timeout=20)
    server.kill()
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        database.execute("UPDATE log SET content = zeroblob(length(content)) WHERE sequence = 3")
        database.execute("DELETE FROM checkpoints")
        database.execute("DELETE FROM catalog")
    database.close()
    server.start()
    status, problem = owner.ask("GET", "/api/v1/pads/a/text")
    assert status == 500 and b"pad-damaged" in problem, "else this proves nothing"
    assert owner.ask("DELETE", "/api/v1/pads/a")[0] == 204
    assert owner.ask("GET", "/api/v1/pads/a/text")[0] == 410
    listed = json.loads(owner.ask("GET", "/api/v1/pads?trash=1")[1])["pads"]
    assert [pad["id"] for pad in listed] == ["a"]
    assert owner.ask("POST", "/api/v1/pads/a/restore")[0] == 204
    status, problem = owner.ask("GET", "/api/v1/pads/a/text")
    assert status == 500 and b"pad-damaged" in problem, "it is what it was"
    status, text = owner.ask("GET", "/api/v1/pads/a/last-good")
    assert (status, text.decode()) == (200, "Un. Deux.")
    # And by the command of whoever looks after the server.
    server.command("pad", "delete", "a")
    assert owner.ask("GET", "/api/v1/pads/a/last-good")[0] == 410
    server.command("pad", "restore", "a")
    assert owner.ask("GET", "/api/v1/pads/a/last-good")[0] == 200
