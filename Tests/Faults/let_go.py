#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opens many pads with documents, leaves them, and waits until the server has let them go.

    let_go.py [PADS]

Prints one JSON object: the server's memory before, with all pads open, and after; and how much of
what the pads took it has given back.
"""

import argparse
import asyncio
import json
import pathlib
import sys
import tempfile
import time

from process import Server
from writing import Connection, insertion, sync_frame

TEXT = b"0123456789abcdef" * 1_024
"""16 KiB of text a pad."""
PATIENCE = 90


async def open_pads(server: Server, pads: list[str]) -> int:
    """Opens and fills pads, and returns the memory while all are open."""
    connections = []
    for first in range(0, len(pads), 50):
        group = [await Connection.open(server.port, pad) for pad in pads[first : first + 50]]
        for connection in group:
            await connection.send(sync_frame(0, b"\x00"))
            await connection.send(sync_frame(2, insertion(7, 0, TEXT)))
        for connection in group:
            while (await asyncio.wait_for(connection.receive(), 30))[0] != 100:
                pass
        connections += group
    memory = server.memory()
    for connection in connections:
        connection.close()
    return memory


def rooms(server: Server) -> int:
    lines = server.get("/metrics")[1].decode().splitlines()
    return sum(int(float(line.split()[1])) for line in lines if line.startswith("encrier_rooms "))


def prove(count: int, folder: pathlib.Path) -> dict:
    server = Server(folder / "data", has_shim=False)
    server.start()
    # What the first pad brings along stays: caches, threads, statements.
    asyncio.run(open_pads(server, ["first"]))
    before = server.memory()
    held = asyncio.run(open_pads(server, [f"pad-{number}" for number in range(count)]))
    begun = time.monotonic()
    while rooms(server) > 1 and time.monotonic() - begun < PATIENCE:
        time.sleep(1)
    left = rooms(server)
    # Memory is given back at the next tick after the last room is gone.
    time.sleep(12)
    after = server.memory()
    server.kill()
    mib = 1 << 20
    return {
        "pads": count, "before_mb": round(before / mib, 1), "held_mb": round(held / mib, 1),
        "after_mb": round(after / mib, 1), "rooms_left": left,
        "returned": round((held - after) / max(held - before, 1), 3),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("pads", nargs="?", type=int, default=1_000)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = prove(chosen.pads, pathlib.Path(folder))
    print(json.dumps(result))
    sys.exit(0 if result["rooms_left"] <= 1 and result["returned"] > 0.5 else 1)


if __name__ == "__main__":
    main()
