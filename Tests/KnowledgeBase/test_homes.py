# SPDX-License-Identifier: Apache-2.0
"""Other homes: a folder with others' files, and an address that is told, once, whatever happens."""

import contextlib
import hashlib
import hmac
import http.server
import json
import sqlite3
import threading

import pytest

from shelf import Shelf, eventually

SECRET = "un secret"


class Listener:
    """An address that takes news, or refuses it."""

    def __init__(self) -> None:
        self.news: list[dict] = []
        self.names: list[str] = []
        self.refused = 0
        self.status = 204
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
                assert self.headers["X-Encrier-Signature"] == f"sha256={digest}"
                assert self.headers["Content-Type"] == "application/json" and self.headers["X-Encrier-Delivery"]
                if listener.status == 204:
                    listener.news.append(json.loads(body))
                    listener.names.append(self.headers["X-Encrier-Delivery"])
                else:
                    listener.refused += 1
                self.send_response(listener.status)
                self.end_headers()

            def log_message(self, *_) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/news"

    def told(self) -> list[str]:
        """What came, each once by its name: what is under way when a server is killed may come again."""
        news = dict(zip(self.names, self.news))
        return [f"{one['event']} {one['address']}/{one['number']}" for one in news.values()]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def listener():
    listener = Listener()
    yield listener
    listener.close()


def noted(shelf: Shelf) -> int:
    """How many editions the server has written down as told."""
    with contextlib.closing(sqlite3.connect(f"file:{shelf.server.data}/encrier.sqlite?mode=ro", uri=True)) as data:
        return data.execute("SELECT count(*) FROM records WHERE collection = 'kb-news'").fetchone()[0]


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    return str(file)


def test_a_server_tells_once_and_later_what_was_not_taken(tmp_path, listener, secret):
    shelf = Shelf(tmp_path, "--kb-webhook", listener.url, "--kb-webhook-secret-file", secret,
                  "--kb-webhook-allow-private")
    try:
        pad = shelf.finish("# Été <b>\n\nTexte.\n", tags=["a"])
        shelf.publish(pad)
        assert eventually(lambda: listener.told() == ["published ete-b/1"]), listener.told()
        news = listener.news[0]
        assert news["title"] == "Été <b>" and news["text"] == "# Été <b>\n\nTexte.\n"
        assert news["metadata"]["tags"] == ["a"] and len(news["sha256"]) == 64
        assert [person["kind"] for person in news["contributors"]] == ["guest"]
        # Refused, and the server killed: nothing is lost, and nothing told again that was.
        listener.status = 503
        other = shelf.finish("# Autre\n")
        shelf.publish(other)
        shelf.withdraw(pad)
        assert eventually(lambda: listener.refused > 0)
        shelf.server.kill()
        listener.status = 204
        shelf.server.start()
        assert eventually(lambda: len(listener.told()) == 3), listener.told()
        assert listener.told() == ["published ete-b/1", "published autre/1", "withdrawn ete-b/1"]
        assert "text" not in listener.news[-1]
        # Of what was withdrawn nothing is kept.
        assert eventually(lambda: noted(shelf) == 1)
        told = list(listener.names)
        shelf.server.kill()
        shelf.server.start()
        last = shelf.finish("# Dernier\n")
        shelf.publish(last)
        assert eventually(lambda: "published dernier/1" in listener.told())
        assert listener.names[:-1] == told
    finally:
        shelf.server.kill()


def test_a_server_asks_no_private_address(tmp_path, listener, secret):
    shelf = Shelf(tmp_path, "--kb-webhook", listener.url, "--kb-webhook-secret-file", secret)
    try:
        shelf.publish(shelf.finish("# A\n"))
        assert not eventually(lambda: listener.news or listener.refused, seconds=2)
    finally:
        shelf.server.kill()


def test_a_command_tells_what_an_address_does_not_know(tmp_path, listener, secret):
    shelf = Shelf(tmp_path)
    try:
        pads = [shelf.finish(f"# Texte {place}\n") for place in range(2)]
        for pad in pads:
            shelf.publish(pad)
        folder = tmp_path / "kb"
        shelf.build(folder)
        options = ["--webhook", listener.url, "--secret-file", secret, "--url", "https://kb.example/kb/"]
        assert "--allow-private" in shelf.push(folder, *options, fails=True)
        options.append("--allow-private")
        assert "+ texte-0/1" in shelf.push(folder, *options, "--dry-run") and not listener.news
        shelf.push(folder, *options)
        assert listener.told() == ["published texte-0/1", "published texte-1/1"]
        assert listener.news[0]["url"] == "https://kb.example/kb/fr/texts/texte-0/edition-1.html"
        shelf.withdraw(pads[0])
        listener.status = 410
        assert "410" in shelf.push(folder, *options, fails=True)
        listener.status = 204
        shelf.push(folder, *options)
        shelf.push(folder, *options)
        assert listener.told()[2:] == ["withdrawn texte-0/1"]
    finally:
        shelf.server.kill()


def test_a_folder_keeps_what_others_made(tmp_path):
    shelf = Shelf(tmp_path)
    try:
        pad = shelf.finish("# Charte\n")
        shelf.publish(pad)
        folder, vault = tmp_path / "kb", tmp_path / "vault"
        shelf.build(folder)
        (vault / "content").mkdir(parents=True)
        (vault / "content" / "index.md").write_text("à moi")
        dry = shelf.push(folder, "--folder", str(vault), "--dry-run")
        assert "+ content/texts/charte/edition-1.md" in dry and "! content/index.md" in dry
        assert not (vault / "content" / "texts").exists()
        shelf.push(folder, "--folder", str(vault))
        assert (vault / "content" / "index.md").read_text() == "à moi"
        mine = vault / "content/texts/charte/edition-1.md"
        assert mine.read_bytes() == (folder / "content/texts/charte/edition-1.md").read_bytes()
        mine.write_text("corrigé")
        shelf.withdraw(pad)
        shelf.build(folder)
        assert "! content/texts/charte/edition-1.md" in shelf.push(folder, "--folder", str(vault))
        assert mine.read_text() == "corrigé"
    finally:
        shelf.server.kill()
