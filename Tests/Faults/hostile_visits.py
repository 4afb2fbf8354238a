#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends every hostile message there is, each over a connection of its own, again and again.

    hostile_visits.py PORT SECONDS
"""

import asyncio
import contextlib
import sys
import time

import hostile
from writing import Closed, Connection, masked, sync_frame


async def visit(port: int, data: bytes) -> None:
    with contextlib.suppress(Closed, OSError, TimeoutError):
        connection = await Connection.open(port, "hostile")
        connection.writer.write(data)
        while True:
            await asyncio.wait_for(connection.receive(), 2)


async def visits(port: int, seconds: float) -> int:
    attacks = [masked(message) for _, message in hostile.messages()]
    attacks += [data for _, data in hostile.frames()]
    attacks += [b"".join(masked(sync_frame(2, update)) for update in updates)
                for _, updates in hostile.costly()]
    end = time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        await asyncio.gather(*[visit(port, attack) for attack in attacks])
        count += len(attacks)
    return count


if __name__ == "__main__":
    print(asyncio.run(visits(int(sys.argv[1]), float(sys.argv[2]))))
