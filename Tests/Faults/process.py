# SPDX-License-Identifier: Apache-2.0
"""The server as a process on a disk and a clock that a test may spoil."""

import mmap
import os
import pathlib
import re
import resource
import signal
import struct
import subprocess
import time
import urllib.error
import urllib.request

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SHIM = PROJECT / ".build" / "faults" / "shim.so"


def program() -> pathlib.Path:
    """The program under test, the release before the debug build."""
    if chosen := os.environ.get("ENCRIER_SERVER"):
        return PROJECT / chosen
    builds = [PROJECT / ".build" / kind / "encrier" for kind in ("release", "debug")]
    found = next((build for build in builds if build.exists()), None)
    assert found, "there is no server; run `make build`"
    return found


def built_shim() -> pathlib.Path:
    """The library between the server and the system, compiled when it is older than its source."""
    source = pathlib.Path(__file__).with_name("shim.c")
    if not SHIM.exists() or SHIM.stat().st_mtime < source.stat().st_mtime:
        SHIM.parent.mkdir(parents=True, exist_ok=True)
        new = SHIM.with_suffix(f".{os.getpid()}")
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", new, source,
             "-ldl", "-lpthread"],
            check=True,
        )
        new.rename(SHIM)
    return SHIM


def busyness() -> float:
    """How many processes want each core, at least 1: what takes longer on a busy machine."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Control:
    """The switches of the shim, as numbers shared with the process under test."""

    FIELDS = (
        "sync_delay_us", "is_full", "write_count", "fail_write_at", "sync_count", "fail_sync_at",
        "clock_offset_s", "failed_count",
    )

    def __init__(self, path: pathlib.Path) -> None:
        path.write_bytes(bytes(4096))
        with path.open("r+b") as file:
            object.__setattr__(self, "memory", mmap.mmap(file.fileno(), 4096))

    def __getattr__(self, name: str) -> int:
        return struct.unpack_from("<q", self.memory, 8 * self.FIELDS.index(name))[0]

    def __setattr__(self, name: str, value: int) -> None:
        struct.pack_into("<q", self.memory, 8 * self.FIELDS.index(name), value)


class Refusal(Exception):
    """The server did not start; says its exit status and its words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(f"exit status {status}: {words}")
        self.status = status
        self.words = words


class Server:
    """One server on one data folder; it may be killed and started again."""

    def __init__(self, data: pathlib.Path, *, has_shim: bool = True, log=None) -> None:
        self.data = data
        self.port = 0
        self.options: list[str] = []
        self.environment = dict(os.environ, LC_ALL="en_US.UTF-8")
        self.process: subprocess.Popen[bytes] | None = None
        self.log = log or data.with_name(data.name + ".log")
        if has_shim:
            self.control = Control(data.with_name(data.name + ".control"))
            self.environment.update(
                LD_PRELOAD=str(built_shim()),
                FAULTS_FOLDER=str(data),
                FAULTS_CONTROL=str(data.with_name(data.name + ".control")),
            )

    def start(self, **environment: str) -> float:
        """Starts the server on a free port and returns after how many seconds it answered."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            place = log.tell()
            self.process = subprocess.Popen(
                [program(), "serve", "--host", "127.0.0.1", "--port", "0", "--data", self.data,
                 *self.options],
                cwd=PROJECT, stdout=subprocess.PIPE, stderr=log,
                env=dict(self.environment, **environment),
            )
        for line in self.process.stdout:
            if found := re.search(rb"http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                assert self.get("/healthz")[0] == 200
                return time.monotonic() - begun
        status = self.process.wait()
        words = self.log.read_bytes()[place:].decode("utf-8", "replace")
        self.process = None
        raise Refusal(status, words)

    def kill(self) -> None:
        """Ends the server as an out-of-memory kill would."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Asks the server to end, and returns its exit status."""
        return self._end(signal.SIGTERM)

    def _end(self, number: int) -> int:
        if not self.process:
            return 0
        self.process.send_signal(number)
        status = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.process = None
        return status

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of an answer; a problem is an answer too."""
        return self.send(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def put(self, pad: str, text: str) -> tuple[int, bytes]:
        """Replaces a pad's text."""
        return self.send(
            urllib.request.Request(
                f"http://127.0.0.1:{self.port}/api/v1/pads/{pad}/text", text.encode(),
                {"Content-Type": "text/markdown"}, method="PUT",
            )
        )

    def send(self, request: urllib.request.Request) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read()

    def text(self, pad: str) -> str:
        """The text of a pad as the server has it on disk."""
        status, body = self.get(f"/api/v1/pads/{pad}/text")
        assert status in (200, 404), (pad, status, body)
        return body.decode() if status == 200 else ""

    def memory(self) -> int:
        """Resident bytes."""
        pages = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * resource.getpagesize()
