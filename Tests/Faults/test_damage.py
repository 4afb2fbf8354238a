# SPDX-License-Identifier: Apache-2.0
"""Damaged files, other versions, a second process and a wrong clock."""

import asyncio
import json
import pathlib
import random
import sqlite3
import struct
import subprocess
import time
import urllib.request

import pytest

from process import Refusal, Server, program
from writing import Writer, faults_in, promises

# What `Sources/Storage` migrates to.
NEWEST_SCHEMA = 4


@pytest.fixture
def filled(server, authors) -> bytes:
    """The database after a quiet end: six pads, some with a checkpoint."""
    server.start()
    authors.write(*[f"pad-{number}" for number in range(6)], tokens=150, window=100)
    assert server.stop() == 0
    assert (server.data / "encrier.sqlite-wal").stat().st_size == 0
    return (server.data / "encrier.sqlite").read_bytes()


def verdicts(server, authors) -> dict[str, str]:
    """For each pad `intact`, or the kind of problem the server answers with; never a wrong text."""
    result = {}
    for writer in authors.all:
        status, body = server.get(f"/api/v1/pads/{writer.pad}/text")
        if status == 200:
            faults = faults_in(body, promises([writer]), {writer.client: writer.sent})
            result[writer.pad] = "intact" if not faults else f"WRONG {faults}"
        else:
            result[writer.pad] = body.decode()
    return result


def test_a_flipped_bit_in_any_page_closes_at_most_its_pads_and_never_changes_a_text(
    server, authors, filled
):
    page_size = struct.unpack(">H", filled[16:18])[0]
    chance = random.Random(20)
    path = server.data / "encrier.sqlite"
    refused = closed = harmless = 0
    for page in range(len(filled) // page_size):
        broken = bytearray(filled)
        place = page * page_size + chance.randrange(page_size)
        broken[place] ^= 1 << chance.randrange(8)
        for leftover in server.data.glob("encrier.sqlite-*"):
            leftover.unlink()
        path.write_bytes(broken)
        try:
            server.start()
        except Refusal as refusal:
            assert refusal.status == 1 and refusal.words.strip(), (page, refusal)
            refused += 1
            continue
        result = verdicts(server, authors)
        server.kill()
        for pad, verdict in result.items():
            assert verdict == "intact" or "pad-damaged" in verdict, (page, place, pad, verdict)
        if all(verdict == "intact" for verdict in result.values()):
            harmless += 1
        else:
            closed += 1
    print(f"{refused} refused, {closed} with pads closed, {harmless} harmless")
    assert closed > 0


def test_a_damaged_row_closes_its_pad_by_name_and_the_others_go_on(server, authors, filled):
    del filled
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        pad = database.execute("SELECT id FROM pads WHERE name = 'pad-3'").fetchone()[0]
        database.execute("DELETE FROM checkpoints WHERE pad = ?", (pad,))
        database.execute("UPDATE log SET time = time + 1 WHERE pad = ? AND sequence = 2", (pad,))
    database.close()
    server.start()
    result = verdicts(server, authors)
    assert "pad-damaged" in result.pop("pad-3")
    assert set(result.values()) == {"intact"}
    # A writer is told, and its pad stays closed; another's edits are taken.
    writer, = authors.write("pad-3", tokens=3)
    assert writer.ending.code == 1011 and writer.ending.reason.startswith("pad-damaged")
    assert writer.acknowledged == 0
    assert b'encrier_refusals_total{cause="pad_damaged"} 1' in server.get("/metrics")[1]
    assert authors.write("pad-1")[0].acknowledged == 20


def pages_of(database: bytes, needle: bytes) -> list[int]:
    """Where a text stands in a file."""
    places, place = [], database.find(needle)
    while place >= 0:
        places.append(place)
        place = database.find(needle, place + 1)
    return places


def test_the_last_good_state_of_a_damaged_pad_is_offered(server, authors, filled):
    """One bit of the fifth token of one pad is flipped wherever the file holds it."""
    writer = next(one for one in authors.all if one.pad == "pad-2")
    token = f"[{writer.client}.100]".encode()
    broken = bytearray(filled)
    places = pages_of(filled, token)
    assert places, "the token is not in the file"
    for place in places:
        broken[place + 1] ^= 1
    (server.data / "encrier.sqlite").write_bytes(broken)
    server.start()
    result = verdicts(server, authors)
    problem = json.loads(result.pop("pad-2"))
    assert set(result.values()) == {"intact"}
    assert problem["type"].endswith(":pad-damaged") and problem["pad"] == "pad-2"
    assert problem["lastGood"] == "/api/v1/pads/pad-2/last-good"
    assert "damaged" in problem["detail"]
    status, text = server.get(problem["lastGood"])
    assert status == 200
    # What came before the damage, whole and in order; nothing of it, nothing after it.
    words = text.decode().replace("][", "] [").split()
    assert words == [f"[{writer.client}.{number}]" for number in range(len(words))]
    assert 0 < len(words) <= 100
    # The same from the command line, through the running server.
    command = subprocess.run(
        [program(), "pad", "cat", "pad-2", "--last-good", "--data", server.data],
        capture_output=True, env=server.environment | {"LD_PRELOAD": ""}, check=True,
    )
    assert command.stdout == text
    assert b"cannot be read" in command.stderr
    refused = subprocess.run(
        [program(), "pad", "cat", "pad-2", "--data", server.data],
        capture_output=True, env=server.environment | {"LD_PRELOAD": ""}, check=False,
    )
    assert refused.returncode == 1 and b"--last-good" in refused.stderr


def create(server, pad: str) -> None:
    """Starts a pad."""
    body = json.dumps({"name": pad}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/v1/pads", body, {"Content-Type": "application/json"})
    assert server.send(request)[0] == 201


def test_a_damaged_checkpoint_costs_nothing(server):
    server.start()
    create(server, "pad")
    for number in range(120):
        assert server.put("pad", f"{number} " * 400)[0] == 204
    whole = server.text("pad")
    assert server.stop() == 0
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        hurt = database.execute(
            "UPDATE checkpoints SET state = zeroblob(length(state))").rowcount
    database.close()
    assert hurt > 0
    server.start()
    assert server.text("pad") == whole
    assert server.put("pad", "new")[0] == 204
    assert server.text("pad") == "new"


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_log_opens_at_an_earlier_commit_or_refuses(server, authors, part):
    server.start()
    writer, = authors.write("pad", tokens=100)
    server.kill()
    log = server.data / "encrier.sqlite-wal"
    whole = log.read_bytes()
    log.write_bytes(whole[: int(len(whole) * part)])
    try:
        server.start()
    except Refusal as refusal:
        assert refusal.status == 1 and refusal.words.strip()
        return
    text = server.text("pad").encode()
    assert faults_in(text, {}, {writer.client: writer.sent}) == []
    assert authors.write("pad")[0].acknowledged == 20


def test_a_second_process_is_refused_and_the_first_goes_on(server, authors):
    server.start()
    second = Server(server.data, has_shim=False, log=server.data.with_name("second.log"))
    with pytest.raises(Refusal) as refusal:
        second.start()
    assert refusal.value.status == 1
    assert "in use by another Encrier" in refusal.value.words
    assert authors.write("pad")[0].acknowledged == 20
    assert authors.faults() == []


def bytes_of(folder: pathlib.Path) -> dict[str, bytes]:
    """What a folder holds: looking into a database may leave an empty log and an index beside it."""
    return {
        path.name: content for path in folder.iterdir()
        if path.is_file() and path.suffix != ".lock" and not path.name.endswith("-shm")
        and (content := path.read_bytes())
    }


def test_a_newer_schema_is_refused_untouched(server, filled):
    del filled
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        database.execute("INSERT INTO migrations VALUES (99, 'from the future', 0)")
    database.close()
    before = bytes_of(server.data)
    with pytest.raises(Refusal) as refusal:
        server.start()
    assert refusal.value.status == 1
    assert "newer Encrier; nothing was touched" in refusal.value.words
    assert bytes_of(server.data) == before


@pytest.mark.parametrize("what", ["write", "sync"])
def test_a_migration_that_fails_or_is_killed_leaves_the_old_database_or_the_new(server, what):
    """The n-th write or sync fails, for every n of opening an older database."""
    old = pathlib.Path(__file__).parents[1] / "StorageTests" / "Fixtures" / "schema-1.sqlite"
    number = refused = 0
    while True:
        number += 1
        for leftover in server.data.glob("*") if server.data.exists() else ():
            leftover.unlink()
        server.data.mkdir(exist_ok=True)
        (server.data / "encrier.sqlite").write_bytes(old.read_bytes())
        server.control.failed_count = 0
        setattr(server.control, f"fail_{what}_at",
                getattr(server.control, f"{what}_count") + number)
        try:
            server.start()
        except Refusal as refusal:
            assert refusal.status == 1 and refusal.words.strip()
            refused += 1
        hit = server.control.failed_count
        server.kill()
        setattr(server.control, f"fail_{what}_at", 0)
        with sqlite3.connect(server.data / "encrier.sqlite") as database:
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
            version = database.execute("SELECT max(version) FROM migrations").fetchone()[0]
        database.close()
        assert version == (NEWEST_SCHEMA if "bindings" in tables else 1)
        server.start()
        assert server.text("reunion") == "deux é😀" and server.text("autre") == "autre"
        assert (server.data / "encrier.schema-1.sqlite").exists() or version == NEWEST_SCHEMA
        server.kill()
        if not hit:
            break
        assert number < 100
    assert refused > 2


def test_another_programs_database_is_refused_untouched(server):
    server.data.mkdir()
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        database.execute("CREATE TABLE theirs (x)")
    database.close()
    before = bytes_of(server.data)
    with pytest.raises(Refusal) as refusal:
        server.start()
    assert "belongs to another program" in refusal.value.words
    assert bytes_of(server.data) == before


@pytest.mark.parametrize("jump", [-7200, 10 * 365 * 86400])
def test_a_clock_that_jumps_does_not_disorder_history(server, authors, jump):
    server.start()
    authors.write("pad")
    server.control.clock_offset_s = jump
    authors.write("pad", "new")
    server.control.clock_offset_s = 0
    authors.write("pad")
    assert authors.faults() == []
    assert server.stop() == 0
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        rows = database.execute(
            "SELECT pad, sequence, time FROM log ORDER BY pad, sequence").fetchall()
    database.close()
    times: dict[int, int] = {}
    for pad, _, time in rows:
        assert time >= times.get(pad, 0)
        times[pad] = time
    server.start()
    assert authors.faults() == []


def test_the_end_is_quiet_and_quick_under_load(server, authors):
    """SIGTERM: writers hear 1001, everything acknowledged stays, the status is 0."""
    server.start()
    writers = [Writer(f"pad-{number % 3}") for number in range(6)]
    authors.all += writers

    async def scene() -> float:
        running = [asyncio.create_task(writer.run(server.port)) for writer in writers]
        while sum(writer.acknowledged for writer in writers) < 100:
            await asyncio.sleep(0.01)
        begun = time.monotonic()
        status = await asyncio.to_thread(server.stop)
        assert status == 0
        await asyncio.gather(*running)
        return time.monotonic() - begun

    assert asyncio.run(scene()) < 10
    assert {writer.ending.code for writer in writers} == {1001}
    server.start()
    assert authors.faults() == []
