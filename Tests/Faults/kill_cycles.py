#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the server under load again and again, and looks for what it broke.

    kill_cycles.py [CYCLES] [--seed N]

After each kill the server must be ready within two seconds; nothing acknowledged or shown to
anybody may be missing, nothing invented, nothing out of order.
"""

import argparse
import asyncio
import json
import pathlib
import random
import sys
import tempfile

from process import Server
from writing import Writer, faults_in, promises

PADS = 4
WRITERS = 2
GENERATION = 8
"""After so many cycles the pads are left alone, and looked at once more at the very end."""


def text_faults(server: Server, pad: str, writers: list[Writer]) -> list[str]:
    sent = {writer.client: writer.sent for writer in writers}
    found = faults_in(server.text(pad).encode(), promises(writers), sent)
    return [f"{pad}: {fault}" for fault in found]


async def load(server: Server, history: dict[str, list[Writer]], pads: list[str], pause: float):
    """Writes into the pads, kills the server in the middle of it, and returns when all noticed."""
    writers = [Writer(pad) for pad in pads for _ in range(WRITERS)]
    for writer in writers:
        history.setdefault(writer.pad, []).append(writer)
    running = [asyncio.create_task(writer.run(server.port)) for writer in writers]
    await asyncio.sleep(pause)
    server.kill()
    await asyncio.gather(*running)
    return sum(writer.acknowledged for writer in writers)


def prove(cycles: int, seed: int, folder: pathlib.Path) -> dict:
    chance = random.Random(seed)
    server = Server(folder / "data", has_shim=False)
    history: dict[str, list[Writer]] = {}
    faults: list[str] = []
    starts: list[float] = []
    acknowledged = 0
    for cycle in range(cycles):
        starts.append(server.start())
        generation = cycle // GENERATION
        pads = [f"pad-{generation}-{number}" for number in range(PADS)]
        for pad in pads:
            faults += text_faults(server, pad, history.get(pad, []))
        pause = chance.uniform(0.02, 0.5)
        acknowledged += asyncio.run(load(server, history, pads, pause))
        if sys.stderr.isatty() or cycle % 50 == 49:
            print(f"{cycle + 1} cycles, {acknowledged} acknowledged, {len(faults)} faults",
                  file=sys.stderr)
    starts.append(server.start())
    for pad, writers in history.items():
        faults += text_faults(server, pad, writers)
    server.kill()
    starts.sort()
    return {
        "cycles": cycles, "seed": seed, "acknowledged": acknowledged,
        "pads": len(history), "faults": faults[:20], "fault_count": len(faults),
        "ready_s_median": round(starts[len(starts) // 2], 3), "ready_s_max": round(starts[-1], 3),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("cycles", nargs="?", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = prove(chosen.cycles, chosen.seed, pathlib.Path(folder))
    print(json.dumps(result))
    good = not result["fault_count"] and result["acknowledged"] and result["ready_s_max"] <= 2
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
