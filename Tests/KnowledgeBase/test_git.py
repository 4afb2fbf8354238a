# SPDX-License-Identifier: Apache-2.0
"""The content as a git repository: what git itself says of it, cloned, moved, signed and tampered with."""

import os
import pathlib
import shutil
import subprocess
import time

import pytest

from shelf import Shelf

QUIET = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


def git(folder: pathlib.Path, *arguments: str, fails: bool = False) -> str:
    done = subprocess.run(
        ["git", "-C", folder, "-c", "user.name=Autre", "-c", "user.email=a@b.example", *arguments],
        capture_output=True, text=True, check=False, timeout=60, env=QUIET)
    assert (done.returncode != 0) == fails, done.stderr
    return done.stdout + done.stderr if fails else done.stdout


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory):
    shelf = Shelf(tmp_path_factory.mktemp("git"))
    shelf.pads = [shelf.finish(f"# Texte {place}\n\nBonjour.\n", tags=["Communs"]) for place in range(3)]
    for pad in shelf.pads:
        shelf.publish(pad)
        time.sleep(0.002)
    yield shelf
    shelf.server.kill()


@pytest.fixture
def folder(shelf, tmp_path):
    """A build of what is published."""
    shelf.build(tmp_path / "kb", "--git")
    return tmp_path / "kb"


def test_git_finds_it_sound_and_a_clone_is_the_same(folder, tmp_path):
    git(folder, "fsck", "--strict", "--full")
    assert git(folder, "status", "--porcelain") == ""
    subjects = git(folder, "log", "--reverse", "--format=%s").splitlines()
    assert subjects[:3] == [f"Texte {place}, edition 1" for place in range(3)] and len(subjects) == 4
    (tmp_path / "empty").mkdir()
    git(tmp_path, "clone", "-q", folder, tmp_path / "empty")
    for place in (folder / "content").rglob("*"):
        if place.is_file():
            assert (tmp_path / "empty" / place.relative_to(folder)).read_bytes() == place.read_bytes()
    assert not (tmp_path / "empty" / "kb.json").exists()


def test_the_same_editions_are_the_same_commits(shelf, folder, tmp_path):
    shelf.build(tmp_path / "other", "--git")
    assert git(folder, "show-ref") == git(tmp_path / "other", "show-ref")
    before = git(folder, "show-ref")
    shelf.build(folder, "--git")
    assert git(folder, "show-ref") == before


def test_tampering_is_named(folder):
    place = "content/texts/texte-1/edition-1.md"
    (folder / place).write_text((folder / place).read_text() + "x")
    assert place in git(folder, "status", "--porcelain")
    (folder / place).write_text((folder / place).read_text()[:-1])
    blob = git(folder, "rev-parse", f"texte-1/1:{place}").strip()
    packs = list((folder / ".git/objects/pack").glob("*.pack"))
    loose = folder / ".git/objects" / blob[:2] / blob[2:]
    target = loose if loose.exists() else packs[0]
    target.chmod(0o644)
    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)
    said = git(folder, "fsck", "--full", fails=True)
    assert blob in said or "pack" in said


def test_a_remote_that_moved_loses_nothing(shelf, folder, tmp_path):
    remote, clone = tmp_path / "remote.git", tmp_path / "clone"
    git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", remote)
    assert "Rien n'est changé" in shelf.push(folder, "--git", str(remote), "--dry-run")
    assert git(remote, "for-each-ref") == ""
    shelf.push(folder, "--git", str(remote))
    git(tmp_path, "clone", "-q", remote, clone)
    place = "content/texts/texte-0/edition-1.md"
    (clone / place).write_text("leur texte")
    (clone / "README.md").write_text("Lisez-moi")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "Corrections")
    git(clone, "push", "-q")
    pad = shelf.finish("# Texte neuf\n")
    shelf.publish(pad)
    try:
        shelf.build(folder, "--git")
        dry = shelf.push(folder, "--git", str(remote), "--dry-run")
        assert f"{place}.theirs" in dry and "+ Texte neuf, edition 1" in dry
        assert f"! {place}.theirs" in shelf.push(folder, "--git", str(remote))
    finally:
        shelf.withdraw(pad)
    git(remote, "fsck", "--strict", "--full")
    assert git(remote, "show", f"main:{place}.theirs") == "leur texte"
    assert git(remote, "show", "main:README.md") == "Lisez-moi"
    assert "Bonjour." in git(remote, "show", f"main:{place}")
    assert "Corrections" in git(remote, "log", "--format=%s")
    # What is withdrawn leaves the files, and stays in the history.
    shelf.build(folder, "--git")
    shelf.push(folder, "--git", str(remote))
    assert "texte-neuf" not in git(remote, "ls-tree", "-r", "--name-only", "main")
    assert "Texte neuf" in git(remote, "show", "texte-neuf/1:content/texts/texte-neuf/edition-1.md")


def test_tags_are_signed_when_asked(shelf, tmp_path, monkeypatch):
    if not shutil.which("gpg"):
        pytest.skip("there is no gpg on this machine")
    home = tmp_path / "keys"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    subprocess.run(["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "kb@example.org", "ed25519"],
                   check=True, capture_output=True, timeout=60)
    try:
        shelf.build(tmp_path / "kb", "--git", "--sign", "kb@example.org")
        done = subprocess.run(["git", "-C", tmp_path / "kb", "verify-tag", "texte-0/1"], capture_output=True, text=True,
                              check=False, timeout=30, env={**QUIET, "GNUPGHOME": str(home)})
        assert done.returncode == 0 and "Good signature" in done.stderr, done.stderr
    finally:
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], check=False)


def test_a_machine_without_git_is_told(shelf, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(subprocess.CalledProcessError) as error:
        shelf.build(tmp_path / "kb", "--git")
    assert "git" in error.value.stderr
