#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""200 writers in 50 pads, of whom one loses its connection every second, for a long time.

    soak.py [SECONDS]

Prints one JSON object: latency from sending to the acknowledgement, the slope of the server's
memory over the second half, and what is missing or out of order at the end.
"""

import argparse
import asyncio
import json
import pathlib
import random
import sys
import tempfile
import time

from process import Server
from writing import Closed, Connection, faults_in, insertion, read_var_uint, sync_frame

PADS = 50
WRITERS = 200
INTERVAL = 0.5


class Person:
    """Types a token twice a second; after a drop comes back and sends again what was not promised."""

    def __init__(self, number: int, latencies: list[float]) -> None:
        self.pad = f"pad-{number % PADS}"
        self.client = number + 1
        self.latencies = latencies
        self.tokens: list[tuple[int, bytes]] = []
        self.promised = 0
        self.connection: Connection | None = None
        self.drops = 0

    async def live(self, port: int, end: float) -> None:
        while time.monotonic() < end:
            reading = None
            try:
                self.connection = await Connection.open(port, self.pad)
                await self.connection.send(sync_frame(0, b"\x00"))
                # Whoever comes back repeats what it does not know to be on disk.
                base = self.promised
                sent: list[float] = []
                for clock, token in self.tokens[base:]:
                    sent.append(time.monotonic())
                    await self.connection.send(sync_frame(2, insertion(self.client, clock, token)))
                reading = asyncio.create_task(self._read(self.connection, base, sent))
                while time.monotonic() < end and not reading.done():
                    clock = sum(map(len, (token for _, token in self.tokens[-1:])))
                    clock += self.tokens[-1][0] if self.tokens else 0
                    token = b"[%d.%d]" % (self.client, len(self.tokens))
                    self.tokens.append((clock, token))
                    sent.append(time.monotonic())
                    await self.connection.send(sync_frame(2, insertion(self.client, clock, token)))
                    await asyncio.sleep(INTERVAL * random.uniform(0.8, 1.2))
                if time.monotonic() >= end:
                    while self.promised < len(self.tokens) and not reading.done():
                        await asyncio.sleep(0.05)
            except (Closed, ConnectionError):
                pass
            finally:
                if reading:
                    reading.cancel()
                if self.connection:
                    self.connection.close()

    async def _read(self, connection: Connection, base: int, sent: list[float]) -> None:
        try:
            while True:
                message = await connection.receive()
                if message[0] == 100:
                    now = time.monotonic()
                    count = base + read_var_uint(message, 1)[0]
                    self.latencies += [
                        (now - at) * 1000 for at in sent[self.promised - base : count - base]]
                    self.promised = max(self.promised, count)
        except Closed:
            return

    def drop(self) -> None:
        """Ends the connection as a lost network does: without a word."""
        if self.connection:
            self.drops += 1
            self.connection.writer.transport.abort()


async def soak(server: Server, seconds: float) -> dict:
    latencies: list[float] = []
    people = [Person(number, latencies) for number in range(WRITERS)]
    begun = time.monotonic()
    end = begun + seconds
    tasks = [asyncio.create_task(person.live(server.port, end)) for person in people]
    memory: list[tuple[float, int]] = []
    while time.monotonic() < end:
        await asyncio.sleep(1)
        random.choice(people).drop()
        memory.append((time.monotonic() - begun, server.memory()))
    await asyncio.wait_for(asyncio.gather(*tasks), 60)
    latencies.sort()
    half = memory[len(memory) // 2 :]
    mean_time = sum(at for at, _ in half) / len(half)
    mean = sum(size for _, size in half) / len(half)
    slope = sum((at - mean_time) * (size - mean) for at, size in half) / max(
        1e-9, sum((at - mean_time) ** 2 for at, _ in half))
    faults = []
    for pad in sorted({person.pad for person in people}):
        here = [person for person in people if person.pad == pad]
        faults += faults_in(
            server.text(pad).encode(),
            {person.client: person.promised for person in here},
            {person.client: len(person.tokens) for person in here})
    return {
        "seconds": seconds, "written": sum(len(person.tokens) for person in people),
        "promised": sum(person.promised for person in people),
        "drops": sum(person.drops for person in people),
        "p50_ms": round(latencies[len(latencies) // 2], 2),
        "p99_ms": round(latencies[len(latencies) * 99 // 100], 2),
        "max_ms": round(latencies[-1], 2), "memory_mb": round(memory[-1][1] / 1e6, 1),
        "slope_kb_per_minute": round(slope * 60 / 1e3, 1), "faults": faults[:5],
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("seconds", nargs="?", type=float, default=600)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(pathlib.Path(folder) / "data", has_shim=False)
        server.start()
        try:
            result = asyncio.run(soak(server, chosen.seconds))
        finally:
            server.kill()
    print(json.dumps(result))
    sys.exit(0 if not result["faults"] and result["promised"] == result["written"] else 1)


if __name__ == "__main__":
    main()
