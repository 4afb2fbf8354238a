#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Somebody who types in a pad of their own while others misbehave.

    bystander.py PORT SECONDS

Prints one JSON object: the median, 99th percentile and maximum, in milliseconds, from sending a
token to seeing it back, which is after its commit.
"""

import asyncio
import json
import sys
import time

from writing import Connection, insertion, sync_frame


async def type_calmly(port: int, seconds: float) -> list[float]:
    connection = await Connection.open(port, "calm", query="")
    await connection.send(sync_frame(0, b"\x00"))
    client = time.monotonic_ns() % (1 << 32)
    clock = 0
    times = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text = b"[%d]" % clock
        sent = time.monotonic()
        await connection.send(sync_frame(2, insertion(client, clock, text)))
        while text not in await asyncio.wait_for(connection.receive(), 30):
            pass
        times.append((time.monotonic() - sent) * 1000)
        clock += len(text)
        await asyncio.sleep(max(0, 0.02 - (time.monotonic() - sent)))
    connection.close()
    return sorted(times)


if __name__ == "__main__":
    latencies = asyncio.run(type_calmly(int(sys.argv[1]), float(sys.argv[2])))
    count = len(latencies)
    print(json.dumps({
        "p50": round(latencies[count // 2], 2), "p99": round(latencies[count * 99 // 100], 2),
        "max": round(latencies[-1], 2), "count": count,
    }))
