# SPDX-License-Identifier: Apache-2.0
"""A small knowledge base as one could be: made-up texts, finished, published and built by the commands alone."""

import json
import pathlib
import subprocess

from server import PROJECT, program

TEXTS = pathlib.Path(__file__).parent / "made-up"
TITLE = "Communs en partage"
ADDRESS = "https://kb.example.org"


class Base:
    """A data folder, and the folder that its knowledge base is built in."""

    def __init__(self, data: pathlib.Path, output: pathlib.Path) -> None:
        self.data = data
        self.output = output

    @property
    def site(self) -> pathlib.Path:
        return self.output / "site"

    def command(self, *arguments: str | pathlib.Path, text: str | None = None) -> str:
        done = subprocess.run([program(), *arguments, "--data", self.data], cwd=PROJECT, input=text,
                              capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    def pads(self) -> dict[str, str]:
        """The names of the pads by their titles."""
        return {pad["title"]: pad["id"] for pad in json.loads(self.command("pad", "list", "--json"))}

    def publish(self, pad: str) -> None:
        self.command("edition", "finish", pad)
        self.command("edition", "publish", pad)

    def build(self) -> None:
        self.command("kb", "build", "--output", self.output, "--title", TITLE, "--url", ADDRESS)


def made_up(folder: pathlib.Path) -> Base:
    """All texts; one in three editions, and one more that is withdrawn."""
    base = Base(folder / "data", folder / "la base, à nous")
    base.command("import", TEXTS)
    pads = base.pads()
    for pad in pads.values():
        base.publish(pad)
    charter = pads["Charte des jardins partagés"]
    for number in (2, 3):
        base.command("edition", "begin", charter)
        text = base.command("pad", "cat", charter)
        base.command("pad", "put", charter, "-", text=f"{text}\n## Révision {number}\n\nUn article de plus.\n")
        base.publish(charter)
    withdrawn = folder / "note-retiree.md"
    withdrawn.write_text("# Note retirée\n\nRien.\n", "utf-8")
    base.command("import", withdrawn)
    note = base.pads()["Note retirée"]
    base.publish(note)
    base.command("edition", "withdraw", note, "1")
    base.build()
    return base
