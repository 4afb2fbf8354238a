# SPDX-License-Identifier: Apache-2.0
"""The two servers, the judge that loads them, and what is measured beside it."""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
FAULTS = PROJECT / "Tests" / "Faults"
sys.path.insert(0, str(FAULTS))
sys.dont_write_bytecode = True

from process import Control, built_shim, program  # noqa: E402

SHARED = pathlib.Path(os.environ.get("ENCRIER_SHARED", PROJECT.parent / "shared"))
DOCUMENT = SHARED / "load" / "automerge-paper.yjs-v1.bin"
PEER = "/usr/share/nodejs/y-websocket/bin/server.js"
SLOW_SYNC_US = 10_000

# How our own tool calls what padload calls otherwise.
OWN_NAMES = {"conc_max_ms": "concurrent_max_ms", "missing_after_drain": "missing"}


def pinned(core: int | None):
    """Keeps a process on one core: the server on the first, the judge on the last."""
    if core is None or (os.cpu_count() or 1) < 2:
        return None
    return lambda: os.sched_setaffinity(0, {core})


class Judge:
    """What measures: padload, compiled for this run, or our own tool."""

    def __init__(self, folder: pathlib.Path) -> None:
        source = SHARED / "load" / "padload.c"
        self.name = "padload" if source.exists() else "encrier-bench"
        if source.exists():
            self.program = folder / "padload"
            subprocess.run(["cc", "-O2", "-w", "-o", self.program, source], check=True)
        else:
            self.program = PROJECT / "Benchmarks" / ".build" / "release" / "encrier-bench"

    def start(self, url: str, mode: str, options: dict, pid: int | None = None):
        if self.name == "padload":
            # It takes a larger payload for 1 without a word.
            assert options.get("payload", 1) <= 1_000
            arguments = ["--url", url, "--mode", mode]
        else:
            options = {{"doc": "document"}.get(name, name): value
                       for name, value in options.items()}
            arguments = ["server", url, mode]
            if options.pop("awareness", 0):
                arguments.append("--cursors")
        for name, value in options.items():
            arguments += [f"--{name}", str(value)]
        if pid:
            arguments += ["--pid", str(pid)]
        return subprocess.Popen(
            [self.program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=pinned((os.cpu_count() or 1) - 1))

    def report(self, process) -> dict:
        try:
            output, errors = process.communicate(timeout=300)
        except subprocess.TimeoutExpired:
            process.kill()
            return {"error": "no end after 300 s"}
        try:
            report = json.loads(output.strip().splitlines()[-1])
        except (IndexError, json.JSONDecodeError):
            return {"error": f"{process.returncode} {errors.strip()[-300:]}"}
        return report | {name: report[own] for name, own in OWN_NAMES.items() if own in report}


class Running:
    """A server of one kind, on a folder of its own, until it is stopped."""

    def __init__(self, kind: str, is_slow: bool = False, has_all_cores: bool = False) -> None:
        self.folder = tempfile.TemporaryDirectory()
        place = pathlib.Path(self.folder.name)
        core = None if has_all_cores else 0
        self.process, self.url = (
            start_ours(place, is_slow, core) if kind == "encrier" else start_peer(core))
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)/", self.url)[1])

    def memory_mb(self) -> float:
        pages = pathlib.Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def start_ours(folder: pathlib.Path, is_slow: bool, core: int | None) -> tuple[subprocess.Popen, str]:
    environment = dict(os.environ)
    if is_slow:
        Control(folder / "control").sync_delay_us = SLOW_SYNC_US
        environment.update(LD_PRELOAD=str(built_shim()), FAULTS_FOLDER=str(folder / "data"),
                           FAULTS_CONTROL=str(folder / "control"))
    process = subprocess.Popen(
        [program(), "serve", "--port", "0", "--data", folder / "data"], cwd=PROJECT,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment,
        preexec_fn=pinned(core))
    for line in process.stdout:
        if found := re.search(r"127\.0\.0\.1:(\d+)", line):
            return process, f"ws://127.0.0.1:{found[1]}/sync/"
    raise SystemExit("bench-server: our server did not start")


def start_peer(core: int | None) -> tuple[subprocess.Popen, str]:
    # It cannot choose a port by itself: with 0 it says 0.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["node", PEER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=dict(os.environ, HOST="127.0.0.1", PORT=str(port), NODE_PATH="/usr/share/nodejs"),
        preexec_fn=pinned(core))
    if "running" not in process.stdout.readline():
        raise SystemExit("bench-server: y-websocket did not start")
    return process, f"ws://127.0.0.1:{port}/"


class MemoryWatch:
    """The server's memory, once a second, while something else goes on."""

    def __init__(self, server: Running) -> None:
        self.samples: list[tuple[float, float]] = []
        self.is_over = threading.Event()
        self.begun = time.monotonic()
        self.thread = threading.Thread(target=self._watch, args=(server,))
        self.thread.start()

    def _watch(self, server: Running) -> None:
        while not self.is_over.wait(1) and server.process.poll() is None:
            self.samples.append((time.monotonic() - self.begun, server.memory_mb()))

    def stop(self) -> None:
        self.is_over.set()
        self.thread.join()

    def growth(self, first: float, last: float) -> float:
        """Megabytes between the samples next to two moments, in seconds."""
        def at(moment: float) -> float:
            return min(self.samples, key=lambda sample: abs(sample[0] - moment))[1]
        return round(at(last) - at(first), 1)


def proof(script: str, *arguments: str) -> dict:
    """Runs one of the proofs, which prints one JSON object."""
    result = subprocess.run([sys.executable, FAULTS / script, *arguments],
                            capture_output=True, text=True, timeout=600)
    try:
        return json.loads(result.stdout.strip().splitlines()[-1])
    except (IndexError, json.JSONDecodeError):
        return {"error": f"{result.returncode} {result.stderr.strip()[-300:]}"}
