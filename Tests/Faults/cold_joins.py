#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""32 visitors open a pad at once that nobody has open, again and again.

    cold_joins.py [PADS] [--visitors N]

All of them must get the same document, and the whole of it.
"""

import argparse
import asyncio
import json
import pathlib
import sys
import tempfile
import time

from process import Server
from writing import Connection, Writer, sync_frame

TOKENS = 20
ROUND = 100
"""Pads filled, and the server started anew, at a time."""


async def joined(port: int, pad: str) -> bytes:
    """What a visitor is sent when it asks for everything."""
    connection = await Connection.open(port, pad, query="")
    await connection.send(sync_frame(0, b"\x00"))
    while (message := await asyncio.wait_for(connection.receive(), 30))[:2] != b"\x00\x01":
        pass
    connection.close()
    return message


async def fill(port: int, pads: list[str]) -> None:
    await asyncio.gather(*[Writer(pad).run(port, limit=TOKENS) for pad in pads])


async def race(port: int, pads: list[str], visitors: int) -> tuple[list[str], list[float]]:
    faults, times = [], []
    for pad in pads:
        begun = time.monotonic()
        answers = await asyncio.gather(*[joined(port, pad) for _ in range(visitors)])
        times.append(time.monotonic() - begun)
        if len(set(answers)) != 1:
            faults.append(f"{pad}: {len(set(answers))} different documents")
        elif b".%d]" % (TOKENS - 1) not in answers[0]:
            faults.append(f"{pad}: a part of the document")
    return faults, times


def prove(count: int, visitors: int, folder: pathlib.Path) -> dict:
    server = Server(folder / "data", has_shim=False)
    faults: list[str] = []
    times: list[float] = []
    for first in range(0, count, ROUND):
        pads = [f"cold-{number}" for number in range(first, min(first + ROUND, count))]
        server.start()
        asyncio.run(fill(server.port, pads))
        server.stop()
        server.start()
        found, taken = asyncio.run(race(server.port, pads, visitors))
        faults += found
        times += taken
        server.kill()
    times.sort()
    return {
        "pads": count, "visitors": visitors, "fault_count": len(faults), "faults": faults[:10],
        "all_joined_ms_median": round(times[len(times) // 2] * 1000, 1),
        "all_joined_ms_max": round(times[-1] * 1000, 1),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("pads", nargs="?", type=int, default=20)
    arguments.add_argument("--visitors", type=int, default=32)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = prove(chosen.pads, chosen.visitors, pathlib.Path(folder))
    print(json.dumps(result))
    sys.exit(1 if result["fault_count"] else 0)


if __name__ == "__main__":
    main()
