# SPDX-License-Identifier: Apache-2.0
"""A server with a knowledge base, and what a test publishes in it."""

import os
import pathlib
import subprocess
import time

import requests

from server import PROJECT, Server, program


class Shelf:
    """A server that builds what is published, unless it is told not to, and one of its owners."""

    def __init__(self, folder: pathlib.Path, *options: str, builds: bool = True) -> None:
        self.folder = folder
        self.server = Server(folder / "data")
        self.server.options = ["--kb", *options] if builds else [*options]
        self.server.start()
        self.session = requests.Session()

    def restart(self, *options: str) -> None:
        """Ends the server as a power cut would, and starts it with other options."""
        self.server.kill()
        self.server.options = list(options)
        self.server.start()

    def ask(self, method: str, path: str, **arguments) -> requests.Response:
        answer = self.session.request(method, f"{self.server.url}/api/v1/pads{path}", timeout=60, **arguments)
        assert answer.ok, answer.text
        return answer

    def finish(self, text: str, **fields) -> str:
        """A new pad with a finished edition."""
        pad = self.ask("POST", "", json={"text": text}).json()["id"]
        if fields:
            self.ask("PATCH", f"/{pad}", json=fields)
        self.ask("POST", f"/{pad}/editions", json={})
        return pad

    def publish(self, pad: str, number: int = 1) -> str:
        """Publishes an edition; returns the text's address."""
        return self.ask("PUT", f"/{pad}/editions/{number}/publication").json()["address"]

    def withdraw(self, pad: str, number: int = 1) -> None:
        self.ask("DELETE", f"/{pad}/editions/{number}/publication")

    def build(self, output: pathlib.Path, *options: str) -> str:
        """Builds the knowledge base in a folder, as a command does."""
        return self.server.command("kb", "build", "--output", str(output), "--no-site", *options)

    def push(self, folder: pathlib.Path, *options: str, fails: bool = False) -> str:
        """Brings it elsewhere; returns what the command said."""
        done = subprocess.run(
            [program(), "kb", "push", folder, *options, "--data", self.server.data],
            cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60,
            env={**os.environ, "LC_ALL": "fr_FR.UTF-8"})
        assert (done.returncode != 0) == fails, (done.stdout, done.stderr)
        return done.stderr if fails else done.stdout


def eventually(check, seconds: float = 15):
    """What a check gives once it gives something."""
    end = time.monotonic() + seconds
    while True:
        if (found := check()) or time.monotonic() > end:
            return found
        time.sleep(0.05)
