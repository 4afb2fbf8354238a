# SPDX-License-Identifier: Apache-2.0
"""The knowledge base as a server builds and serves it: within seconds of what its owner does."""

import http.cookiejar
import json
import pathlib
import time
import urllib.error
import urllib.request

import pytest

from server import Server

PATIENCE = 5


class Owner:
    """Somebody whose pads they are."""

    def __init__(self, server: Server) -> None:
        self.server = server
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def ask(self, method: str, path: str, body: dict | None = None) -> tuple[int, str, str]:
        """Status, text and last address of an answer, whatever it is."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} if data else {}
        request = urllib.request.Request(self.server.url + path, data, headers, method=method)
        try:
            with self._opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace"), answer.url
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace"), error.url

    def finish(self, name: str, text: str, **meta) -> None:
        assert self.ask("POST", "/api/v1/pads", {"name": name, "text": text})[0] == 201
        if meta:
            assert self.ask("PATCH", f"/api/v1/pads/{name}", meta)[0] == 200
        assert self.ask("POST", f"/api/v1/pads/{name}/editions", {})[0] == 201

    def publish(self, name: str) -> dict:
        status, answer, _ = self.ask("PUT", f"/api/v1/pads/{name}/editions/1/publication", {})
        assert status == 200, answer
        return json.loads(answer)

    def withdraw(self, name: str) -> None:
        assert self.ask("DELETE", f"/api/v1/pads/{name}/editions/1/publication")[0] == 204

    def soon(self, path: str, wanted) -> tuple[float, str]:
        """How long it took until the page at an address was as wanted, and the page."""
        begun = time.monotonic()
        while True:
            status, text, _ = self.ask("GET", path)
            if wanted(status, text):
                return time.monotonic() - begun, text
            assert time.monotonic() - begun < PATIENCE, (path, status, text[:500])
            time.sleep(0.02)


@pytest.fixture
def server(tmp_path: pathlib.Path):
    server = Server(tmp_path / "data")
    server.options = ["--kb", "--kb-title", "Nos textes"]
    server.start()
    yield server
    server.kill()


def test_what_is_published_is_served_within_seconds_and_gone_when_it_is_withdrawn(server: Server) -> None:
    owner = Owner(server)
    owner.finish("secret-name", "# Charte de l'été\n\nNous partageons tout.",
                 people=["Léa Martin"], places=[{"name": "Lyon", "latitude": 45.75, "longitude": 4.85}])
    publication = owner.publish("secret-name")
    assert publication["address"] == "charte-de-l-ete"
    page = "/kb/fr/texts/charte-de-l-ete/edition-1.html"
    taken, text = owner.soon(page, lambda status, text: status == 200 and "Nous partageons tout." in text)
    print(f"published in {taken:.2f} s")
    assert "secret-name" not in text
    assert "Nos textes" in owner.ask("GET", "/kb/fr/")[1]

    # An address without a language leads to the reader's.
    path = publication["url"].removeprefix(server.url)
    assert path == "/kb/texts/charte-de-l-ete/edition-1.html"
    status, text, url = owner.ask("GET", path)
    assert status == 200 and url == server.url + page

    # What the pads and the knowledge base name leads to its pages.
    entities = json.loads(owner.ask("GET", "/api/v1/entities")[1])["entities"]
    pages = {entity["name"]: entity["url"].removeprefix(server.url) for entity in entities}
    assert pages.keys() == {"Léa Martin", "Lyon"}
    for name, path in pages.items():
        status, text, _ = owner.ask("GET", path)
        assert status == 200 and name in text, path
    assert "Charte de l'été" in owner.ask("GET", "/oai?verb=ListRecords&metadataPrefix=oai_dc")[1]

    owner.withdraw("secret-name")
    taken, _ = owner.soon(page, lambda status, text: "Nous partageons tout." not in text)
    print(f"withdrawn in {taken:.2f} s")
    for path in pages.values():
        owner.soon(path, lambda status, _: status == 404)
    # No file is left that has a word of it; those of the content go at the end of the build.
    owner.soon("/api/v1/kb", lambda _, text: json.loads(text)["editions"] == 0)
    folder = pathlib.Path(server.data) / "kb"
    left = [file for file in folder.rglob("*") if file.is_file() and "partageons" in file.read_text("utf-8", "ignore")]
    assert left == []


def test_a_server_that_was_killed_serves_what_it_had_built_and_builds_what_it_missed(
        server: Server, tmp_path: pathlib.Path) -> None:
    owner = Owner(server)
    owner.finish("a", "# Un\n\nLes premiers mots.")
    owner.publish("a")
    page = "/kb/fr/texts/un/edition-1.html"
    owner.soon(page, lambda status, text: "Les premiers mots." in text)
    server.kill()
    # Without a server commands do it themselves, and the server finds what changed.
    other = tmp_path / "b.md"
    other.write_text("# Deux\n\nD'autres mots.", "utf-8")
    server.command("pad", "put", "b", str(other))
    server.command("edition", "finish", "b")
    assert server.command("edition", "publish", "b") == "texts/deux/edition-1\n"
    server.start()
    assert "Les premiers mots." in owner.ask("GET", page)[1]
    owner.soon("/kb/fr/texts/deux/edition-1.html", lambda status, text: "autres mots." in text)
    # With one, too.
    server.command("edition", "withdraw", "a", "1")
    owner.soon(page, lambda status, text: "Les premiers mots." not in text)


def test_the_built_folder_is_what_the_command_builds(server: Server, tmp_path: pathlib.Path) -> None:
    owner = Owner(server)
    owner.finish("a", "# Un\n\nTexte.", tags=["commun"])
    owner.publish("a")
    owner.soon("/kb/fr/texts/un/edition-1.html", lambda status, _: status == 200)
    owner.soon("/api/v1/kb", lambda _, text: json.loads(text)["texts"] == 1)
    output = tmp_path / "kb"
    done = json.loads(server.command("kb", "build", "--output", str(output), "--title", "Nos textes", "--json"))
    built = {path.relative_to(root): path.read_bytes() for root in [pathlib.Path(server.data) / "kb"]
             for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")}
    told = {path.relative_to(output): path.read_bytes() for path in output.rglob("*")
            if path.is_file() and not path.name.startswith(".")}
    assert built == told
    assert len(done["written"]) == len(told) - 1 and done["kept"] == 0 and done["removed"] == []
    again = json.loads(server.command("kb", "build", "--output", str(output), "--title", "Nos textes", "--json"))
    assert again["written"] == [] and again["kept"] == len(told) - 1
