# SPDX-License-Identifier: Apache-2.0
"""Hostile input to every exporter and importer: a clear problem or inert output, in bounded time."""

import html.parser
import http.client
import io
import json
import os
import pathlib
import re
import socket
import threading
import time
import zipfile
import zlib

import pytest

from full_text import TEXT
from pictures import png

ALL = ["md", "txt", "html", "json", "yjs", "etherpad", "pdf", "odt", "docx", "epub"]
RENDERED = ["html", "pdf", "odt", "docx", "epub"]


@pytest.fixture
def listener():
    """A server that nobody must come to: the connections it saw."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                seen.append(connection.recv(1_000))
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        yield listening.getsockname()[1], seen


@pytest.mark.parametrize("format", RENDERED)
def test_no_image_is_fetched_and_no_file_is_read(house, listener, format):
    port, seen = listener
    away = f"http://127.0.0.1:{port}/x.png"
    text = "\n\n".join([
        f"![a]({away})", f"![b]({away.replace('http', 'https')})", f"[![c]({away})](https://exemple.fr)", f"![]({away})",
        "![d](file:///etc/passwd) ![e](/etc/passwd) ![f](../../../etc/passwd) ![g](/proc/self/environ)",
        f"<img src=\"{away}\"><iframe src=\"{away}\"></iframe><link rel=stylesheet href=\"{away}\">",
        f"<style>@import url({away}); body {{ background: url({away}) }}</style>", f"![h](//127.0.0.1:{port}/y.png)",
        "![i](/images/../../etc/passwd) ![j](/images/" + "0" * 64 + ".png)", f"| ![k]({away}) |\n|---|\n| b |",
    ])
    pad = house.new(text, title=f"![a]({away})", description=f"<img src={away}>", people=[f"![x]({away})"])
    made = house.export(pad, format)
    assert made and not seen
    assert b"root:x:0" not in unpacked(made)


@pytest.mark.parametrize("format", ["html", "odt", "docx"])
def test_an_imported_file_has_nothing_fetched_or_read(house, listener, format):
    port, seen = listener
    away = f"http://127.0.0.1:{port}/x.png"
    page = (f"<html><head><base href='{away}'><link rel=stylesheet href='{away}'><script src='{away}'></script></head><body>"
            f"<h1>a</h1><img src='{away}' alt=b><img src='file:///etc/passwd' alt=c><img src='/etc/passwd' alt=d>"
            f"<iframe src='file:///etc/passwd'></iframe><a href='javascript:alert(1)'>e</a><object data='{away}'></object></body></html>")
    if format == "html":
        content = page.encode()
    else:
        content = house.export(house.new("a\n\n![b](x)"), format)
        link = {"odt": b"<text:p><draw:frame><draw:image xlink:href=\"%s\"/></draw:frame></text:p>" % away.encode(),
                "docx": b""}[format]
        content = rewritten(content, {"content.xml": lambda old: old.replace(b"<text:p", link + b"<text:p", 1)})
    pad = house.taken(content, format)
    text = house.text(pad["id"])
    assert not seen
    assert "root:x:0" not in text
    assert "javascript:" not in text and "<script" not in text and "<iframe" not in text


@pytest.mark.parametrize("format", ALL)
def test_html_and_script_do_nothing_in_text_and_metadata(house, format):
    evil = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{x}}"
    pad = house.new(f"# {evil}\n\n{evil}\n\n[x](javascript:alert(1)) ![y](javascript:alert(1))\n\n```\n{evil}\n```\n",
                    title=evil, description=evil, people=[evil], tags=[evil], language="fr\"><script>", date=evil, licence=evil)
    made = house.export(pad, format)
    if format in ("html", "epub"):
        for part in [made] if format == "html" else [body for name, body in parts(made) if name.endswith(("html", "opf", "ncx"))]:
            tags = Tags(part.decode("utf-8"))
            assert "script" not in {tag for tag, _ in tags.found}
            for _, attributes in tags.found:
                assert not [name for name, value in attributes if name.startswith("on") or (value or "").startswith("javascript:")]


class Tags(html.parser.HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes) -> None:
        self.found.append((tag, attributes))


@pytest.mark.parametrize("title", ["../../../etc/passwd", "a/b\\c", "..", ".", "", "\"; filename=\"x.exe", "a\r\nX-Evil: 1",
                                   "-rf", "a" * 300, "COM1", "é\u202etxt.exe", "%2e%2e%2f", "~root"])
def test_a_file_is_never_called_by_a_path(house, title):
    pad = house.new("x")
    status, _, _ = house.ask("PATCH", f"/api/v1/pads/{pad}", json.dumps({"title": title}).encode(), "application/json")
    assert status == 200
    _, headers, _ = house.ask("GET", f"/api/v1/pads/{pad}/export/md")
    disposition = headers["Content-Disposition"]
    assert "X-Evil" not in headers
    quoted, encoded = re.fullmatch(r"attachment; filename=\"([^\"]*)\.md\"; filename\*=UTF-8''([\w.%-]+)\.md", disposition).groups()
    for name in (quoted, encoded):
        assert name and not re.search(r"[/\\]|%2F|%5C|^[.-]|%25|~", name, re.IGNORECASE), disposition
        assert "%E2%80%AE" not in name and len(name) < 1_000


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def rewritten(archive: bytes, changes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, lambda content: content)(old.read(name)))
    return made.getvalue()


def parts(archive: bytes):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [(name, opened.read(name)) for name in opened.namelist()]


def unpacked(made: bytes) -> bytes:
    return b"".join(body for _, body in parts(made)) if made.startswith(b"PK") else made


BOMB = b"<a>" + b"0" * (200 << 20)


def lying(archive: bytes) -> bytes:
    """The same archive, whose directory says that all in it is small."""
    place, made = 0, bytearray(archive)
    while (place := made.find(b"PK\x01\x02", place)) >= 0:
        made[place + 24:place + 28] = (1_000).to_bytes(4, "little")
        place += 4
    return bytes(made)


@pytest.mark.parametrize("what, content, format, kind", [
    ("an archive that expands", lambda: zipped(content_xml=BOMB), "odt", "file-too-large"),
    ("an archive that expands", lambda: zipped(word__document_xml=BOMB), "docx", "file-too-large"),
    ("one that lies about it", lambda: lying(zipped(content_xml=BOMB)), "odt", "file-unreadable|format-stopped|file-too-large"),
    ("one that lies about it", lambda: lying(zipped(word__document_xml=BOMB)), "docx", "file-unreadable|format-stopped"),
    ("too many files", lambda: zipped(content_xml=b"<a/>", **{f"f{number}": b"" for number in range(5_000)}), "odt", "file-too-large"),
    ("no archive", lambda: b"PK\x05\x06" + bytes(40), "docx", "file-unreadable"),
    ("no archive", lambda: os.urandom(5_000), "odt", "file-unreadable"),
    ("nothing", lambda: zipped(), "odt", "file-unreadable"),
    ("another archive", lambda: zipped(mimetype=b"x"), "docx", "file-unreadable"),
    ("broken XML", lambda: zipped(content_xml=b"<a", mimetype=b"application/vnd.oasis.opendocument.text"), "odt", "file-unreadable|format-stopped"),
    ("no JSON", lambda: b"{\"format\": \"encrier-pad/1\"", "json", "file-unreadable"),
    ("deep JSON", lambda: b"{\"format\":\"encrier-pad/1\",\"text\":\"\",\"metadata\":" + b"[" * 500_000, "json", "file-unreadable"),
    ("another JSON", lambda: b"{\"text\": \"a\"}", "json", "file-unreadable"),
    ("no text", lambda: b"\xff\xfe\x00a", "md", "file-unreadable"),
])
def test_files_that_are_not_what_they_say_are_refused(house, what, content, format, kind):
    begun = time.monotonic()
    status, problem = house.take(content(), format)
    assert status in (413, 422), problem
    assert re.fullmatch(kind, problem["type"].rsplit(":", 1)[1]), problem
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("name, content, format", [
    ("divisions", b"<div>" * 100_000 + b"a", "html"), ("lists", b"<ul><li>" * 20_000 + b"a", "html"),
    ("tables", b"<table><tr><td>" * 2_000 + b"a", "html"), ("few tables", b"<table><tr><td>" * 100 + b"a", "html"), ("quotes", b"> " * 50_000 + b"a", "md"),
    ("lists that are closed", b"<ul><li>" * 90 + b"a" + b"</li></ul>" * 90, "html"), ("ten lists", b"<ol><li>" * 10 + b"a", "html"),
    ("bold", b"<b>" * 300 + b"a", "html"), ("brackets", b"[" * 50_000, "md"), ("entities", b"<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><p>&b;</p>", "html"),
])
def test_deep_nesting_ends_in_bounded_time(house, name, content, format):
    begun = time.monotonic()
    status, answer = house.take(content, format)
    assert status in (201, 422), answer
    assert time.monotonic() - begun < 80
    if status == 201:
        for wanted in ("html", "docx"):
            assert house.ask("GET", f"/api/v1/pads/{answer['id']}/export/{wanted}")[0] in (200, 422)


def children(house) -> set[str]:
    """The programs that run below the server."""
    found, parents = set(), {house.server._process.pid}
    processes = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text()
        except OSError:
            continue
        name, parent = status[status.index("(") + 1:status.rindex(")")], int(status[status.rindex(")") + 2:].split()[1])
        processes[int(folder.name)] = (name, parent)
    while True:
        new = {pid for pid, (_, parent) in processes.items() if parent in parents} - parents
        if not new:
            break
        parents |= new
        found |= {processes[pid][0] for pid in new}
    return found


def test_a_request_that_is_given_up_ends_its_program(house):
    pad = house.new("\n\n".join(f"## Titre {number}\n\n" + "mot " * 200 for number in range(700)))
    connection = http.client.HTTPConnection("127.0.0.1", house.server.port)
    connection.request("GET", f"/api/v1/pads/{pad}/export/pdf")
    deadline = time.monotonic() + 20
    while not {"weasyprint", "python3", "bwrap"} & children(house):
        assert time.monotonic() < deadline, "it never began"
        time.sleep(0.05)
    time.sleep(0.5)
    connection.close()
    deadline = time.monotonic() + 10
    while children(house):
        assert time.monotonic() < deadline, children(house)
        time.sleep(0.05)


def test_a_crowd_is_served_two_at_a_time_and_the_rest_is_told_to_wait(house):
    pad = house.new(TEXT)
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(house.ask("GET", f"/api/v1/pads/{pad}/export/odt")[0]))
               for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {200, 503}, answers
    assert 4 <= answers.count(200), "as many as one address may have waiting"
    assert house.ask("GET", f"/api/v1/pads/{pad}/export/odt")[0] == 200


def test_images_that_no_pad_shows_are_noted_and_others_kept(house):
    picture = __import__("base64").b64encode(png(7)).decode()
    page = f"<p>a</p><img src=\"data:image/png;base64,{picture}\" alt=\"c\"><img src=\"data:image/svg+xml;base64,PHN2Zy8+\"><img src=x.png>"
    pad = house.taken(page.encode(), "html")
    kinds = {note["kind"] for note in pad["notes"]}
    assert {"image-missing", "image-refused"} <= kinds
    address = re.search(r"!\[c\]\((/images/\w+\.png)\)", house.text(pad["id"]))[1]
    assert house.ask("GET", address)[2] == png(7)


def test_unknown_formats_and_pads_are_told(house):
    assert house.ask("GET", "/api/v1/pads/nope/export/pdf")[0] == 404
    status, _, body = house.ask("GET", f"/api/v1/pads/{house.new('a')}/export/exe")
    assert status == 404 and b"no-such-format" in body
    status, _, body = house.ask("POST", "/api/v1/pads", b"x", "application/zip")
    assert status == 415
