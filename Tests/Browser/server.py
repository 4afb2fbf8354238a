# SPDX-License-Identifier: Apache-2.0
"""The real server as a process that a test may kill."""

import os
import pathlib
import re
import signal
import subprocess
import urllib.request

PROJECT = pathlib.Path(__file__).resolve().parents[2]


def program() -> pathlib.Path:
    """The program under test, the release before the debug build."""
    if chosen := os.environ.get("ENCRIER_SERVER"):
        return PROJECT / chosen
    builds = [PROJECT / ".build" / kind / "encrier" for kind in ("release", "debug")]
    found = next((build for build in builds if build.exists()), None)
    assert found, "there is no server; run `make build`"
    return found


class Server:
    """One server on one data folder; it may be killed and started again."""

    def __init__(self, data: pathlib.Path) -> None:
        self.data = data
        self.port = 0
        self.environment: dict[str, str] | None = None
        self.options: list[str] = []
        self._process: subprocess.Popen[str] | None = None

    def start(self, port: int | None = None) -> None:
        """Starts the server, on the port it had before unless another is asked for."""
        wanted = self.port if port is None else port
        self._process = subprocess.Popen(
            [program(), "serve", "--host", "127.0.0.1", "--port", str(wanted), "--data", self.data,
             *self.options],
            cwd=PROJECT, stdout=subprocess.PIPE, text=True, env=self.environment,
        )
        for line in self._process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                return
        raise AssertionError(f"the server ended with {self._process.wait()} before it listened")

    def command(self, *arguments: str) -> str:
        """What a command on this data prints."""
        done = subprocess.run(
            [program(), *arguments, "--data", self.data],
            cwd=PROJECT, capture_output=True, text=True, check=True, timeout=30,
        )
        return done.stdout

    def kill(self) -> None:
        """Ends the server as a power cut would."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process.stdout.close()
            self._process = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def text(self, pad: str) -> str:
        """The text of a pad as the server has it on disk."""
        with urllib.request.urlopen(f"{self.url}/api/v1/pads/{pad}/text", timeout=10) as answer:
            return answer.read().decode("utf-8")

    def text_after_restart(self, pad: str) -> str:
        """The text a killed server finds on disk, read before any page can send it again."""
        usual = self.port
        self.start(port=0)
        try:
            return self.text(pad)
        finally:
            self.kill()
            self.port = usual
