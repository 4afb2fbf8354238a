#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Cuts the power at many moments of a recorded run and opens what a disk may then hold.

    power_loss.py [STATES] [--synchronous N] [--seed N]

The server writes under load while every write, sync, truncation and name change is recorded. For
each state the record is cut at some event; what was synced before is there, and of the rest any
part may be: none, all, the oldest, any subset, or subsets of 512-byte sectors. The real server then
opens it. With `--synchronous 1` (NORMAL) the same must find losses: that shows the search works.
"""

import argparse
import asyncio
import json
import pathlib
import random
import struct
import sys
import tempfile
from dataclasses import dataclass, field

from process import Refusal, Server
from writing import Writer, faults_in

HEAD = struct.Struct("<qqIIc")
SECTOR = 512
MODES = ("none", "all", "oldest", "subset", "sectors")


@dataclass
class Event:
    time: int
    what: str
    name: str
    offset: int
    data: bytes


def events_of(record: pathlib.Path) -> list[Event]:
    data = record.read_bytes()
    events = []
    place = 0
    while place + HEAD.size <= len(data):
        time, offset, name_length, count, what = HEAD.unpack_from(data, place)
        place += HEAD.size
        name = data[place : place + name_length].decode()
        place += name_length
        events.append(Event(time, what.decode(), name, offset, data[place : place + count]))
        place += count
    return sorted(events, key=lambda event: event.time)


def apply(content: bytearray, event: Event, sectors: list[bool] | None = None) -> None:
    """Does to a file what an event did, or only some sectors of it."""
    if event.what == "T":
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
        return
    end = event.offset + len(event.data)
    if sectors is None:
        content.extend(bytes(max(0, end - len(content))))
        content[event.offset : end] = event.data
        return
    for index, is_there in enumerate(sectors):
        if is_there:
            part = event.data[index * SECTOR : (index + 1) * SECTOR]
            start = event.offset + index * SECTOR
            content.extend(bytes(max(0, start + len(part) - len(content))))
            content[start : start + len(part)] = part


@dataclass
class Disk:
    """What has certainly reached the disk, and what is under way, up to one event of a record."""

    folder: str
    durable: dict[str, bytearray] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    pending: dict[str, list[Event]] = field(default_factory=dict)
    pending_names: list[Event] = field(default_factory=list)
    syncing: dict[str, int] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        match event.what:
            case "C" | "U":
                self.pending_names.append(event)
                if event.what == "C":
                    self.durable[event.name] = bytearray()
                    self.pending[event.name] = []
            case "W" | "T":
                self.pending.setdefault(event.name, []).append(event)
            case "s":
                count = len(self.pending_names if event.name == self.folder
                            else self.pending.get(event.name, []))
                self.syncing[event.name] = count
            case "S":
                self._synced(event.name)
            case other:
                raise AssertionError(f"not simulated: {other}")

    def _synced(self, name: str) -> None:
        count = self.syncing.pop(name)
        if name == self.folder:
            for event in self.pending_names[:count]:
                self._name(self.names, event)
            del self.pending_names[:count]
        else:
            content = self.durable.setdefault(name, bytearray())
            for event in self.pending[name][:count]:
                apply(content, event)
            del self.pending[name][:count]

    @staticmethod
    def _name(names: set[str], event: Event) -> None:
        (names.add if event.what == "C" else names.discard)(event.name)

    def state(self, mode: str, chance: random.Random) -> dict[str, bytes]:
        """One content of the folder that a power cut at this moment may leave."""
        names = set(self.names)
        count = {"none": 0, "all": len(self.pending_names)}.get(
            mode, chance.randint(0, len(self.pending_names)))
        for event in self.pending_names[:count]:
            self._name(names, event)
        state = {}
        for name in names:
            content = bytearray(self.durable.get(name, b""))
            events = self.pending.get(name, [])
            kept = chance.randint(0, len(events))
            for index, event in enumerate(events):
                sectors = None
                if mode == "none" or mode == "oldest" and index >= kept:
                    continue
                if mode == "subset" and chance.random() < 0.5:
                    continue
                if mode == "sectors" and event.what == "W":
                    sectors = [chance.random() < 0.5 for _ in range(-(-len(event.data) // SECTOR))]
                apply(content, event, sectors)
            state[name] = bytes(content)
        return state


async def write(server: Server, writers: list[Writer], seconds: float) -> None:
    running = [asyncio.create_task(writer.run(server.port)) for writer in writers]
    await asyncio.wait(running, timeout=seconds)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


def record_run(folder: pathlib.Path, synchronous: int, seconds: float, pads: int):
    """A run of the server from an empty folder, with its writers and its events."""
    server = Server(folder / "data")
    environment = {"FAULTS_RECORD": str(folder / "record")}
    if synchronous != 2:
        environment.update(FAULTS_SYNCHRONOUS=str(synchronous), FAULTS_LIE="1")
    server.start(**environment)
    writers = [Writer(f"pad-{number % pads}", window=2) for number in range(2 * pads)]
    try:
        asyncio.run(write(server, writers, seconds))
    finally:
        server.stop()
    return writers, events_of(folder / "record")


def promised_at(writers: list[Writer], time: int) -> dict[int, int]:
    return {
        writer.client: max((n for at, n in writer.acknowledgements if at < time), default=0)
        for writer in writers
    }


def faults_of(state: dict[str, bytes], writers: list[Writer], time: int, folder: pathlib.Path):
    """What the real server misses in a state, by kind; nothing at all if it is as it should be."""
    data = folder / "data"
    data.mkdir()
    for name, content in state.items():
        (data / pathlib.Path(name).name).write_bytes(content)
    server = Server(data, has_shim=False)
    try:
        server.start()
        promised = promised_at(writers, time)
        faults = []
        for pad in sorted({writer.pad for writer in writers}):
            here = [writer for writer in writers if writer.pad == pad]
            status, body = server.get(f"/api/v1/pads/{pad}/text")
            if status not in (200, 404):
                faults.append(f"{pad}: does not open: {status} {body.decode()}")
                continue
            faults += faults_in(
                body if status == 200 else b"",
                {writer.client: promised[writer.client] for writer in here},
                {writer.client: writer.sent for writer in here},
            )
        return faults
    except Refusal as refusal:
        return [f"does not start: {refusal}"]
    finally:
        server.kill()
        for path in data.iterdir():
            path.unlink()
        data.rmdir()


def prove(states: int, synchronous: int, seed: int, seconds: float, folder: pathlib.Path,
          pads: int = 4) -> dict:
    chance = random.Random(seed)
    writers, events = record_run(folder, synchronous, seconds, pads)
    cuts = sorted(chance.randrange(1, len(events) + 1) for _ in range(states))
    disk = Disk(str(folder / "data"))
    taken = 0
    bad: list[str] = []
    counts = dict.fromkeys(MODES, 0)
    (folder / "state").mkdir()
    for number, cut in enumerate(cuts):
        for event in events[taken:cut]:
            disk.take(event)
        taken = cut
        time = events[cut].time if cut < len(events) else 1 << 62
        mode = MODES[number % len(MODES)]
        if found := faults_of(disk.state(mode, chance), writers, time, folder / "state"):
            counts[mode] += 1
            bad.append(f"cut {cut}, {mode}: {'; '.join(found)[:300]}")
        if sys.stderr.isatty() or number % 100 == 99:
            print(f"{number + 1} states, {len(bad)} with losses", file=sys.stderr)
    return {
        "states": states, "synchronous": synchronous, "seed": seed,
        "events": len(events), "syncs": sum(event.what == "S" for event in events),
        "acknowledged": sum(writer.acknowledged for writer in writers),
        "states_with_losses": len(bad), "by_mode": counts, "examples": bad[:5],
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("states", nargs="?", type=int, default=100)
    arguments.add_argument("--synchronous", type=int, choices=(0, 1, 2), default=2)
    arguments.add_argument("--seconds", type=float, default=8)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        result = prove(chosen.states, chosen.synchronous, chosen.seed, chosen.seconds,
                       pathlib.Path(folder))
    print(json.dumps(result))
    is_lowered = chosen.synchronous != 2
    sys.exit(0 if bool(result["states_with_losses"]) == is_lowered else 1)


if __name__ == "__main__":
    main()
