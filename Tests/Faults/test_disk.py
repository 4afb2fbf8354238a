# SPDX-License-Identifier: Apache-2.0
"""A disk that is full, fails or is slow: an error told, nothing promised lost, and recovery unaided."""

import asyncio
import sqlite3

import pytest

from process import Refusal
from writing import Connection, insertion, sync_frame


def integrity(server) -> str:
    with sqlite3.connect(server.data / "encrier.sqlite") as database:
        return database.execute("PRAGMA integrity_check").fetchone()[0]


def test_a_full_disk_refuses_edits_and_takes_them_again_when_there_is_room(server, authors):
    server.start()
    authors.write("pad")
    server.control.is_full = 1
    status, body = server.put("pad", "more")
    assert status == 507, (status, body)
    assert b"disk-full" in body
    # Who writes is told why, by code and reason, and nothing is acknowledged.
    writer, = authors.write("pad", tokens=5)
    assert (writer.ending.code, writer.ending.reason) == (1013, "disk-full")
    assert writer.acknowledged == 0
    # Reading goes on.
    assert server.get("/api/v1/pads/pad/text")[0] == 200
    server.control.is_full = 0
    assert authors.write("pad")[0].acknowledged == 20
    assert authors.faults() == []
    assert server.stop() == 0
    assert integrity(server) == "ok"


@pytest.mark.parametrize("number", [*range(1, 13), 20, 35])
def test_a_write_that_fails_is_told_and_loses_nothing(server, authors, number):
    server.start()
    authors.write("pad", "other", tokens=3)
    server.control.fail_write_at = server.control.write_count + number
    hurt = authors.write("pad", "other", tokens=30)
    assert server.control.failed_count == 1
    for writer in hurt:
        assert writer.acknowledged == 30 or (writer.ending.code, writer.ending.reason) == (
            1011, "storage-failed")
    # It recovers by itself.
    assert [writer.acknowledged for writer in authors.write("pad", "other")] == [20, 20]
    assert authors.faults() == []
    server.kill()
    server.start()
    assert authors.faults() == []
    server.stop()
    assert integrity(server) == "ok"


@pytest.mark.parametrize("number", [*range(1, 9), 15])
def test_a_sync_that_fails_is_never_acknowledged_nor_repeated_on_its_handle(
    server, authors, number
):
    server.start()
    authors.write("pad", "other", tokens=3)
    server.control.fail_sync_at = server.control.sync_count + number
    hurt = authors.write("pad", "other", tokens=30, window=1)
    assert server.control.failed_count == 1
    assert any(writer.acknowledged < 30 for writer in hurt)
    assert [writer.acknowledged for writer in authors.write("pad", "other")] == [20, 20]
    assert authors.faults() == []
    server.kill()
    server.start()
    assert authors.faults() == []
    server.stop()
    assert integrity(server) == "ok"


@pytest.mark.parametrize("what", ["fail_write_at", "fail_sync_at"])
def test_a_failure_while_opening_refuses_or_serves_and_leaves_nothing_broken(
    server, authors, what
):
    server.start()
    authors.write("pad")
    server.kill()
    number = 1
    while True:
        setattr(server.control, what, getattr(server.control, what.split("_")[1] + "_count")
                + number)
        server.control.failed_count = 0
        try:
            server.start()
            if not server.control.failed_count:
                break
        except Refusal as refusal:
            assert refusal.status == 1 and refusal.words.strip(), refusal
        server.kill()
        setattr(server.control, what, 0)
        server.start()
        assert authors.faults() == []
        server.kill()
        number += 1
        assert number < 100
    assert authors.faults() == []


def test_a_slow_disk_keeps_order_and_merges_what_waits(server, authors):
    server.start()
    server.control.sync_delay_us = 10_000
    begun = server.control.sync_count
    pads = [f"pad-{number}" for number in range(10)]
    authors.write(*pads, tokens=100, window=50)
    # A thousand tokens in far fewer syncs: commits are of groups, and none waits for a timer.
    assert server.control.sync_count - begun < 250
    server.control.sync_delay_us = 0
    assert authors.faults() == []


def test_nobody_sees_what_the_disk_does_not_have(server):
    """While a sync takes long, neither the author nor a reader hears of the update."""
    server.start()

    async def scene() -> None:
        author = await Connection.open(server.port, "pad")
        reader = await Connection.open(server.port, "pad")
        for one in (author, reader):
            await one.send(sync_frame(0, b"\x00"))
            while (await one.receive())[:2] != b"\x00\x01":
                pass
        server.control.sync_delay_us = 400_000
        await author.send(sync_frame(2, insertion(7, 0, b"[7.0]")))
        for one in (author, reader):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(one.receive(), 0.15)
        assert b"[7.0]" in await asyncio.wait_for(reader.receive(), 5)
        server.control.sync_delay_us = 0

    asyncio.run(scene())


def test_without_a_sync_at_each_commit_the_server_does_not_start(server):
    with pytest.raises(Refusal) as refusal:
        server.start(FAULTS_SYNCHRONOUS="1")
    assert refusal.value.status == 1
    assert "notDurable" in refusal.value.words
