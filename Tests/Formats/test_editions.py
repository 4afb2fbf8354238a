# SPDX-License-Identifier: Apache-2.0
"""Editions proved from the database alone and from a package alone, whatever byte of them is changed."""

import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import zipfile

import bagit
import pytest

from pictures import png
from server import PROJECT, Server, program

TEXT = "# Charte des communs\n\nNous partageons ce que nous écrivons : *tout*.\n\n![Un point]({image})\n"
PARTS = {"text": "data/text.md", "metadata": "data/metadata.json", "contributors": "data/contributors.json",
         "state": "data/state.yjs", "log": "data/log.bin"}

# How many bytes of each part are changed, one after the other; all of them where there is time.
FLIPS = 10**9 if os.environ.get("ENCRIER_ALL_BYTES") else 12


class Shelf:
    """A data folder with a finished pad of three editions, and the package of the second."""

    def __init__(self, house, folder: pathlib.Path) -> None:
        self.folder = folder
        pad = house.new("# Charte des communs", language="fr", tags=["communs"], signers=["Anne", "Bob"],
                        people=["Anne", {"name": "La Coop", "kind": "organisation", "roles": ["host"]}])
        self.pad = pad
        house.server.command("edition", "finish", pad)
        house.server.command("edition", "begin", pad, "--note", "Le texte manquait.")
        house.ask("PATCH", f"/api/v1/pads/{pad}", b'{"signers": ["Anne", "Bob"]}', "application/json")
        house.put(pad, TEXT.format(image=house.image(pad, png(3))))
        editions = json.loads(house.server.command("edition", "finish", pad, "--note", "Adoptée.", "--json"))
        assert editions["current"] == 2
        self.package = folder / "edition.zip"
        house.server.command("edition", "package", pad, "2", "--output", str(self.package))
        self.data = folder / "data"
        self.server = Server(self.data)
        house.server.command("edition", "begin", pad)
        house.put(pad, "# Charte des communs\n\nAprès.")
        house.server.command("edition", "finish", pad)
        # As a killed server leaves it.
        shutil.copytree(house.server.data, self.data, ignore=shutil.ignore_patterns("*.sock", "*.lock"))

    def check(self, what: str) -> tuple[int, list[dict], str]:
        """How `encrier check --edition` ended, what it found and what it said."""
        done = subprocess.run(
            [program(), "check", "--edition", what, "--data", self.data, "--json"],
            cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60)
        checks = json.loads(done.stdout) if done.stdout.startswith("[") else []
        return done.returncode, [check["edition"] | {"files": check["files"]} for check in checks], done.stderr


@pytest.fixture(scope="module")
def shelf(house, tmp_path_factory):
    return Shelf(house, tmp_path_factory.mktemp("editions"))


def places(length: int, seed: int) -> list[int]:
    return sorted(random.Random(seed).sample(range(length), min(FLIPS, length)))


def flipped(bytes_: bytes, place: int) -> bytes:
    return bytes_[:place] + bytes([bytes_[place] ^ 1 << place % 8]) + bytes_[place + 1:]


def test_what_was_finished_is_proved_by_the_database_and_by_the_package(shelf):
    status, checks, said = shelf.check(shelf.pad)
    assert (status, said) == (0, "") and [check["number"] for check in checks] == [1, 2, 3]
    assert not any(check["faults"] for check in checks)
    status, [package], _ = shelf.check(str(shelf.package))
    assert status == 0 and package["sha256"] == checks[1]["sha256"] and package["faults"] == []
    status, checks, _ = shelf.check(f"{shelf.pad}/2")
    assert status == 0 and [check["number"] for check in checks] == [2]
    status, _, said = shelf.check(f"{shelf.pad}/4")
    assert status == 1 and "édition" in said


def test_a_package_is_a_bag_with_what_was_finished(shelf, tmp_path):
    with zipfile.ZipFile(shelf.package) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    [folder] = tmp_path.iterdir()
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert bag.info["External-Description"] == "Charte des communs"
    assert "écrivons : *tout*" in (folder / "data/text.md").read_text("utf-8")
    [image] = (folder / "data/images").iterdir()
    assert image.read_bytes() == png(3)
    manifest = json.loads((folder / "data/edition.json").read_text("utf-8"))
    assert manifest["number"] == 2 and manifest["replaces"] == 1 and manifest["note"] == "Adoptée."
    assert manifest["signers"] == ["Anne", "Bob"]
    metadata = json.loads((folder / "data/metadata.json").read_text("utf-8"))
    assert metadata["people"][1] == {"kind": "organisation", "name": "La Coop", "roles": ["host"]}
    # Unpacked it proves as much; and another file in it is named.
    assert shelf.check(str(folder))[0] == 0
    (folder / "data/more.txt").write_text("plus")
    done = subprocess.run([program(), "check", "--edition", folder, "--data", shelf.data], cwd=PROJECT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "data/more.txt" in done.stdout


def test_real_yjs_opens_the_state_of_a_package(shelf, tmp_path):
    with zipfile.ZipFile(shelf.package) as archive:
        [state] = [name for name in archive.namelist() if name.endswith("state.yjs")]
        [text] = [name for name in archive.namelist() if name.endswith("text.md")]
        (tmp_path / "state.yjs").write_bytes(archive.read(state))
        wanted = archive.read(text).decode()
    script = ("const Y = require('yjs'); const doc = new Y.Doc();"
              "Y.applyUpdate(doc, require('fs').readFileSync(process.argv[1]));"
              "process.stdout.write(doc.getText('content').toString())")
    done = subprocess.run(["node", "-e", script, tmp_path / "state.yjs"], capture_output=True, text=True, check=True,
                          env={**os.environ, "NODE_PATH": "/usr/share/nodejs"})
    assert done.stdout == wanted


@pytest.mark.parametrize("part", [*PARTS, "manifest"])
def test_a_changed_byte_of_a_package_is_named(shelf, tmp_path, part):
    with zipfile.ZipFile(shelf.package) as archive:
        archive.extractall(tmp_path)
    [folder] = tmp_path.iterdir()
    file = folder / PARTS.get(part, "data/edition.json")
    content = file.read_bytes()
    for place in places(len(content), seed=1):
        file.write_bytes(flipped(content, place))
        done = subprocess.run([program(), "check", "--edition", folder, "--data", shelf.data, "--json"], cwd=PROJECT,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 1, place
        check = json.loads(done.stdout)[0]["edition"]
        found = {fault.get("part", "manifest") for fault in check["faults"]}
        # A manifest that is another still makes sense of its parts, or of some of them: the bag names it then.
        assert part == "manifest" or part in found, (place, check)
        words = subprocess.run([program(), "check", "--edition", folder, "--data", shelf.data], cwd=PROJECT,
                               capture_output=True, text=True, check=False).stdout
        assert file.relative_to(folder).as_posix() in words, (place, words)
    file.write_bytes(content)
    assert shelf.check(str(folder))[0] == 0
    # In the packed file, too.
    packed = shelf.package.read_bytes()
    start = packed.index(content)
    for place in places(len(content), seed=2)[:3]:
        (tmp_path / "changed.zip").write_bytes(flipped(packed, start + place))
        assert shelf.check(str(tmp_path / "changed.zip"))[0] == 1


@pytest.mark.parametrize("part", [*PARTS, "manifest"])
def test_a_changed_byte_in_the_database_is_named(shelf, part):
    file = shelf.data / "encrier.sqlite"
    with sqlite3.connect(file) as database:
        if part == "log":
            rows = database.execute("SELECT log.sequence, log.content, log.pad FROM log JOIN pads ON pads.id = log.pad"
                                    " WHERE pads.name = ? ORDER BY log.sequence", [shelf.pad]).fetchall()
            cells = [("UPDATE log SET content = ? WHERE sequence = ? AND pad = ?", content, (sequence, pad))
                     for sequence, content, pad in rows[:3]]
        elif part == "manifest":
            [(value,)] = database.execute("SELECT value FROM records WHERE collection = 'editions' AND key = ?", [shelf.pad])
            cells = [("UPDATE records SET value = ? WHERE collection = 'editions' AND key = ?", value, (shelf.pad,))]
        else:
            key = f"2.{part}"
            [(value,)] = database.execute("SELECT value FROM records WHERE collection = ? AND key = ?",
                                          [f"edition-parts:{shelf.pad}", key])
            cells = [("UPDATE records SET value = ? WHERE collection = ? AND key = ?", value,
                      (f"edition-parts:{shelf.pad}", key))]
    for change, content, where in cells:
        for place in places(len(content), seed=3):
            with sqlite3.connect(file) as database:
                database.execute(change, [flipped(content, place), *where])
            status, checks, said = shelf.check(f"{shelf.pad}/2")
            assert status == 1 and said.strip(), place
            found = {fault.get("part", "manifest") for check in checks for fault in check["faults"]}
            assert part in found, (place, checks)
            with sqlite3.connect(file) as database:
                database.execute(change, [content, *where])
    assert shelf.check(shelf.pad)[0] == 0


def test_what_is_no_package_is_refused_in_a_sentence(shelf, tmp_path):
    for content in (b"", b"PK\x05\x06" + bytes(18), b"not a zip", bytes(100)):
        (tmp_path / "file.zip").write_bytes(content)
        status, checks, said = shelf.check(str(tmp_path / "file.zip"))
        assert status == 1 and checks == [] and said.count("\n") == 1
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x/bagit.txt", bytes(300 << 20))
    assert shelf.check(str(bomb))[0] == 1


def duplicate(package: bytes, file: pathlib.Path) -> None:
    """A second text under the name of the first, which some programs unpack instead of it."""
    file.write_bytes(package)
    with zipfile.ZipFile(file, "a") as archive:
        [name] = [name for name in archive.namelist() if name.endswith("text.md")]
        archive.writestr(name, "autre texte")


def outside(package: bytes, file: pathlib.Path) -> None:
    file.write_bytes(package)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../dehors.txt", "x")


def uncounted(package: bytes, file: pathlib.Path) -> None:
    """One more than the directory says that it holds."""
    outside(package, file)
    content = bytearray(file.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    for place in (end + 8, end + 10):
        content[place] -= 1
    file.write_bytes(content)


def before(package: bytes, file: pathlib.Path) -> None:
    file.write_bytes(package[:100] + package)


def local(package: bytes, file: pathlib.Path) -> None:
    """Another name where the file stands than in the directory."""
    file.write_bytes(package.replace(b"data/text.md", b"data/tekst.md"[:12], 1))


@pytest.mark.parametrize("trick", [duplicate, outside, uncounted, before, local])
def test_an_archive_that_others_may_unpack_to_something_else_is_not_intact(shelf, tmp_path, trick):
    file = tmp_path / "trick.zip"
    trick(shelf.package.read_bytes(), file)
    status, checks, said = shelf.check(str(file))
    assert status == 1 and said.strip()
    done = subprocess.run([program(), "check", "--edition", file, "--data", shelf.data], cwd=PROJECT,
                          capture_output=True, text=True, check=False)
    assert "intact" not in done.stdout


def test_links_and_names_that_a_terminal_would_obey_are_named_and_not_followed(shelf, tmp_path):
    with zipfile.ZipFile(shelf.package) as archive:
        archive.extractall(tmp_path)
    [folder] = tmp_path.iterdir()
    (folder / "data" / "link").symlink_to("/etc/hostname")
    (folder / "data" / "\x1b[1A\x1b[2Kédition 1 : intacte").write_text("")
    done = subprocess.run([program(), "check", "--edition", folder, "--data", shelf.data], cwd=PROJECT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "data/link" in done.stdout and "\x1b" not in done.stdout


def test_a_history_that_is_gone_is_found_in_good_time(shelf, tmp_path):
    shutil.copytree(shelf.data, tmp_path / "data")
    file = tmp_path / "data" / "encrier.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("DELETE FROM pads WHERE name = ?", [shelf.pad])
    done = subprocess.run([program(), "check", "--edition", shelf.pad, "--data", tmp_path / "data", "--json"],
                          cwd=PROJECT, capture_output=True, text=True, check=False, timeout=20)
    assert done.returncode == 1
    assert all({"part": "log", "row": 1, "kind": "missing"} in check["edition"]["faults"] for check in json.loads(done.stdout))
