#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a knowledge base costs: built from nothing, after one more edition, and searched in a page.

    make bench-kb ARGS="--editions 2000 --words 800"

Texts are made up, imported, finished and published by the commands, then built by `encrier kb build`, all
without a server. Peak memory is that of the process that builds.
"""

import argparse
import filecmp
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Browser"))

from playwright.sync_api import sync_playwright  # noqa: E402

from editions import edition  # noqa: E402
from house import ARGUMENTS  # noqa: E402
from server import PROJECT, program  # noqa: E402

QUERIES = ["commun", "forêt", "gouvernance partage", "lille", "logi", "awa diop", "texte 77", "xyzzy"]


class Data:
    """A data folder, by the commands."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder

    def command(self, *arguments: str) -> str:
        done = subprocess.run([program(), *arguments, "--data", self.folder], cwd=PROJECT, capture_output=True, text=True)
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    def publish(self, numbers: range, words: int, drafts: pathlib.Path) -> None:
        drafts.mkdir()
        for number in numbers:
            (drafts / f"text-{number}.md").write_text(edition(number, words), "utf-8")
        for made in json.loads(self.command("import", str(drafts), "--json")):
            self.command("edition", "finish", made["pad"])
            self.command("edition", "publish", made["pad"])


def build(data: pathlib.Path, output: pathlib.Path, *options: str) -> tuple[float, float]:
    """Seconds, and peak memory in MB, of one build."""
    begun = time.perf_counter()
    process = subprocess.Popen([program(), "kb", "build", "--output", output, *options, "--data", data], cwd=PROJECT,
                               stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def same(left: pathlib.Path, right: pathlib.Path) -> bool:
    """Whether two folders hold the same files, byte for byte."""
    files = [sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()) for root in (left, right)]
    return files[0] == files[1] and not filecmp.cmpfiles(left, right, files[0], shallow=False)[1]


def measure_search(site: pathlib.Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=ARGUMENTS, executable_path="/usr/bin/chromium")
        page = browser.new_page()
        for query in QUERIES:
            times = []
            for _ in range(3):
                page.goto((site / "fr" / "search.html").as_uri())
                box = page.get_by_role("searchbox")
                box.wait_for()
                begun = time.perf_counter()
                box.fill(query)
                box.press("Enter")
                page.wait_for_function("document.querySelector('[data-search-done]')?.dataset.searchDone !== undefined")
                times.append((time.perf_counter() - begun) * 1_000)
            print(f"search {query!r}: {statistics.median(times):.0f} ms from Enter to results, all it loads included")
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editions", type=int, default=2_000)
    parser.add_argument("--words", type=int, default=800)
    parser.add_argument("--no-search", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        data = Data(folder / "data")
        begun = time.perf_counter()
        data.publish(range(options.editions), options.words, folder / "drafts")
        print(f"{options.editions} editions of {options.words} words written and published in {time.perf_counter() - begun:.0f} s")
        first, second = folder / "first", folder / "second"
        seconds, memory = build(data.folder, first)
        print(f"from nothing: {seconds:.1f} s, peak {memory:.0f} MB")
        size = sum(path.stat().st_size for path in first.rglob("*") if path.is_file())
        count = sum(1 for path in first.rglob("*") if path.is_file())
        print(f"output: {count} files, {size / 1e6:.0f} MB")
        seconds, memory = build(data.folder, first)
        print(f"nothing new: {seconds:.1f} s, peak {memory:.0f} MB")
        build(data.folder, second)
        print(f"built twice: {'equal byte for byte' if same(first, second) else 'DIFFERENT'}")
        data.publish(range(options.editions, options.editions + 1), options.words, folder / "more")
        seconds, memory = build(data.folder, first)
        print(f"one more edition: {seconds:.1f} s, peak {memory:.0f} MB")
        build(data.folder, folder / "third")
        print(f"that beside a build from nothing: {'equal byte for byte' if same(first, folder / 'third') else 'DIFFERENT'}")
        if not options.no_search:
            measure_search(first / "site")


if __name__ == "__main__":
    main()
