# SPDX-License-Identifier: Apache-2.0
"""yrs, through PyPI's pycrdt, beside our engine and measured the same way.

    python pycrdt_peer.py TRACE UPDATES     prints one JSON line per measure
"""

import gzip
import json
import resource
import statistics
import struct
import subprocess
import sys
import time
from pathlib import Path

from pycrdt import Doc, Text, merge_updates

RUNS = 7


def read_updates(path):
    data = Path(path).read_bytes()
    updates, offset = [], 0
    while offset < len(data):
        (length,) = struct.unpack_from("<I", data, offset)
        updates.append(data[offset + 4 : offset + 4 + length])
        offset += 4 + length
    return updates


def report(trace, measure, count, body):
    size = body()
    walls, cpus = [], []
    for _ in range(RUNS):
        cpu, start = time.process_time(), time.perf_counter()
        size = body()
        walls.append((time.perf_counter() - start) * 1e3)
        cpus.append((time.process_time() - cpu) * 1e3)
    wall = statistics.median(walls)
    print(
        json.dumps(
            {
                "engine": "pycrdt", "trace": trace, "measure": measure, "n": count,
                "ms": round(wall, 4), "cpu_ms": round(statistics.median(cpus), 4),
                "ns_per_op": round(wall * 1e6 / count, 1), "bytes": size,
            }
        ),
        flush=True,
    )


def loaded(state):
    doc = Doc()
    text = doc.get("text", type=Text)
    doc.apply_update(state)
    return doc, str(text)


def retained(state):
    """What ten loaded documents add to the resident memory of a fresh process, divided by ten.

    Here the memory that other measures gave back would be taken again, and nothing be added.
    """
    command = [sys.executable, __file__, "--retained"]
    return int(subprocess.run(command, input=state, check=True, capture_output=True).stdout)


def added(state):
    """What each of ten documents adds to the resident memory of this process."""

    def resident():
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize()

    kept = [loaded(state)[0]]
    before = resident()
    kept += [loaded(state)[0] for _ in range(10)]
    return (resident() - before) // 10


def main():
    if sys.argv[1:] == ["--retained"]:
        print(added(sys.stdin.buffer.read()))
        return
    trace_path, updates_path = sys.argv[1:]
    trace = json.loads(gzip.decompress(Path(trace_path).read_bytes()))
    name = Path(trace_path).name.split(".")[0]
    end = trace["endContent"]
    updates = read_updates(updates_path)

    if trace.get("kind") != "concurrent":
        patches = [patch for transaction in trace["txns"] for patch in transaction["patches"]]
        # Its edits walk the whole text: a part of a long trace would flatter it, so one run does.
        def local():
            doc = Doc()
            text = doc.get("text", type=Text)
            for position, removed, inserted in patches:
                with doc.transaction():
                    if removed:
                        del text[position : position + removed]
                    if inserted:
                        text.insert(position, inserted)
            assert str(text) == end
            return len(end)

        if "--local" in sys.argv:
            report(name, "local", len(patches), local)

    def remote():
        doc = Doc()
        text = doc.get("text", type=Text)
        for update in updates:
            doc.apply_update(update)
        assert str(text) == end
        return len(end)

    report(name, "remote", len(updates), remote)

    doc = Doc()
    doc.get("text", type=Text)
    halfway = doc.get_state()
    for index, update in enumerate(updates):
        if index == len(updates) // 2:
            halfway = doc.get_state()
        doc.apply_update(update)
    state = doc.get_update()

    def load():
        assert loaded(state)[1] == end
        return len(state)

    report(name, "load_v1", 1, load)
    fresh = loaded(state)[0]
    report(name, "encode_v1", 1, lambda: len(fresh.get_update()))
    batches = [updates[start : start + 1000] for start in range(0, len(updates), 1000)]

    def merge():
        merged = [merge_updates(*batch) for batch in batches]
        assert loaded(merge_updates(*merged))[1] == end
        return sum(map(len, merged))

    report(name, "merge_v1", len(updates), merge)
    report(name, "diff_v1", 1, lambda: len(fresh.get_update(halfway)))
    print(
        json.dumps(
            {"engine": "pycrdt", "trace": name, "measure": "memory", "n": 1, "ms": 0, "cpu_ms": 0,
             "ns_per_op": 0, "bytes": retained(state)}
        )
    )


main()
