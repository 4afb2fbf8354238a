# SPDX-License-Identifier: Apache-2.0
"""One server for all tests of formats, and the ways to ask it for files."""

import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import pytest

from server import Server

# A machine that runs tests may itself be confined so that nothing more can be: then these formats say so.
CAN_CONFINE = subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"], check=False).returncode == 0

TYPES = {
    "md": "text/markdown", "html": "text/html", "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/vnd.encrier.pad+json",
}


class House:
    """A server, and what it answers."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def ask(self, method: str, path: str, body: bytes | None = None, type: str | None = None):
        """Status, headers and body of an answer, whatever it is."""
        headers = {"Content-Type": type} if type else {}
        request = urllib.request.Request(self.server.url + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def new(self, text: str, **fields) -> str:
        """A new pad with a text and metadata."""
        body = json.dumps({"text": text}).encode()
        status, _, answer = self.ask("POST", "/api/v1/pads", body, "application/json")
        assert status == 201, answer
        pad = json.loads(answer)["id"]
        if fields:
            status, _, answer = self.ask("PATCH", f"/api/v1/pads/{pad}", json.dumps(fields).encode(), "application/json")
            assert status == 200, answer
        return pad

    def image(self, pad: str, content: bytes) -> str:
        """The address of an image sent to a pad."""
        status, _, answer = self.ask("POST", f"/api/v1/pads/{pad}/images", content, "image/png")
        assert status == 201, answer
        return json.loads(answer)["url"]

    def put(self, pad: str, text: str) -> None:
        status, _, answer = self.ask("PUT", f"/api/v1/pads/{pad}/text", text.encode(), "text/markdown")
        assert status == 204, answer

    def text(self, pad: str) -> str:
        return self.ask("GET", f"/api/v1/pads/{pad}/text")[2].decode()

    def export(self, pad: str, format: str) -> bytes:
        status, _, body = self.ask("GET", f"/api/v1/pads/{pad}/export/{format}")
        if status == 503 and b"format-unavailable" in body and not CAN_CONFINE:
            pytest.skip("no program can be confined on this machine")
        assert status == 200, (format, status, body)
        return body

    def take(self, content: bytes, format: str, file: str | None = None):
        """Makes a pad of a file; returns what the server says of it."""
        query = f"?file={urllib.parse.quote(file)}" if file else ""
        status, _, body = self.ask("POST", f"/api/v1/pads{query}", content, TYPES[format])
        answer = json.loads(body)
        if status == 503 and answer["type"].endswith("format-unavailable") and not CAN_CONFINE:
            pytest.skip("no program can be confined on this machine")
        return status, answer

    def taken(self, content: bytes, format: str, file: str | None = None) -> dict:
        status, pad = self.take(content, format, file)
        assert status == 201, pad
        return pad


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory):
    server = Server(tmp_path_factory.mktemp("house") / "data")
    server.start()
    yield House(server)
    server.kill()
