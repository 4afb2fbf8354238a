# SPDX-License-Identifier: Apache-2.0
"""Bags prove an edition without the server, and say where it comes from."""

import hashlib
import pathlib
import random
import shutil
import subprocess

import bagit
import pytest
from prov.model import ProvAgent, ProvDerivation, ProvDocument, ProvUsage

from pictures import png
from server import PROJECT, program
from shelf import Shelf, eventually


@pytest.fixture(scope="module")
def bags(tmp_path_factory: pytest.TempPathFactory):
    """The folder of a knowledge base with the bags of two editions of a text."""
    folder = tmp_path_factory.mktemp("bags")
    shelf = Shelf(folder)
    relations = [{"type": "isBasedOn", "title": "Source", "target": "https://a.example/"}, "Voir"]
    pad = shelf.finish("# Charte", signers=["Anne \" <b>"], relations=relations)
    shelf.publish(pad)
    shelf.ask("POST", f"/{pad}/editions/next", json={})
    image = shelf.ask("POST", f"/{pad}/images", data=png(3), headers={"Content-Type": "image/png"}).json()["url"]
    shelf.ask("PUT", f"/{pad}/text", data=f"# Charte\n\n![Un point]({image})\n".encode(),
              headers={"Content-Type": "text/markdown"})
    shelf.ask("POST", f"/{pad}/editions", json={})
    shelf.publish(pad, 2)
    output = folder / "kb"
    shelf.build(output, "--bags")
    shelf.server.kill()
    yield output / "bags"


def check(bag: pathlib.Path) -> tuple[int, str]:
    """How `encrier check --edition` ended and what it said."""
    done = subprocess.run([program(), "check", "--edition", bag], cwd=PROJECT, capture_output=True, text=True,
                          check=False, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_every_bag_is_whole_to_both(bags):
    found = sorted(bag.name for bag in bags.iterdir())
    assert found == ["charte-1", "charte-2"]
    for name in found:
        bag = bagit.Bag(str(bags / name))
        bag.validate()
        assert check(bags / name)[0] == 0, check(bags / name)[1]
        assert {"data/prov.json", "data/dc.xml", "data/log.bin"} < set(bag.payload_files())
    assert any(name.startswith("data/images/") for name in bagit.Bag(str(bags / "charte-2")).payload_files())


@pytest.mark.parametrize("seed", range(4))
def test_any_changed_byte_is_named_by_both(bags, tmp_path, seed):
    rolls = random.Random(seed)
    for place in sorted(path for path in (bags / "charte-2").rglob("*") if path.is_file()):
        name = str(place.relative_to(bags / "charte-2"))
        copy = tmp_path / "bag"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(bags / "charte-2", copy)
        content = bytearray((copy / name).read_bytes())
        content[rolls.randrange(len(content))] ^= 1 << rolls.randrange(8)
        (copy / name).write_bytes(content)
        with pytest.raises((bagit.BagError, UnicodeDecodeError)) as error:
            bagit.Bag(str(copy)).validate()
        status, words = check(copy)
        assert status == 1
        if name.startswith("data/"):
            assert name in str(error.value) and name in words


def test_a_whole_folder_is_checked_by_its_bags_too(bags, tmp_path):
    copy = tmp_path / "kb"
    shutil.copytree(bags.parent, copy)

    def check_all() -> tuple[int, str]:
        done = subprocess.run([program(), "kb", "check", copy], cwd=PROJECT, capture_output=True, text=True,
                              check=False, timeout=60)
        return done.returncode, done.stdout + done.stderr
    assert check_all()[0] == 0, check_all()[1]
    place = "bags/charte-2/data/text.md"
    text = (copy / place).read_bytes()
    (copy / place).write_bytes(text + b"x")
    # Who changes the file may change the list of files, too.
    sums = [hashlib.sha256(content).hexdigest() for content in (text, text + b"x")]
    record = (copy / "kb.json").read_text()
    (copy / "kb.json").write_text(record.replace(f'charte-2/data/text.md" : "{sums[0]}"', f'charte-2/data/text.md" : "{sums[1]}"'))
    status, words = check_all()
    assert status == 1 and place in words, words


def test_provenance_is_read_by_others(bags):
    for name, count in (("charte-1", 1), ("charte-2", 2)):
        document = ProvDocument.deserialize(bags / name / "data" / "prov.json", format="json")
        assert ProvDocument.deserialize(content=document.serialize(format="json"), format="json") == document
        labels = {str(agent.label) for agent in document.get_records(ProvAgent)}
        assert "Encrier" in labels
        assert len(list(document.get_records(ProvDerivation))) == count
        assert len(list(document.get_records(ProvUsage))) >= 3
        activities = {str(record.identifier): record for record in document.get_records()
                      if record.get_type().localpart == "Activity"}
        writing = activities["edition:writing"]
        assert writing.get_startTime() <= writing.get_endTime()
        assert writing.get_endTime() <= activities["edition:publishing"].get_startTime()
    signers = ProvDocument.deserialize(bags / "charte-1" / "data" / "prov.json", format="json")
    assert 'Anne " <b>' in {str(agent.label) for agent in signers.get_records(ProvAgent)}
