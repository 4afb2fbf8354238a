#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the editor costs: typing latency in a long pad with others writing, bytes of a visit, memory.

    .venv/bin/python Benchmarks/Browser/editor.py [--words 60000] [--writers 15] [--keys 150]

Latency is the browser's own: performance entries of type "event", key press to next paint, in steps
of 8 ms. The writers are real Yjs clients that type four characters a second each.
"""

import argparse
import asyncio
import json
import pathlib
import random
import statistics
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Browser"))

from playwright.async_api import async_playwright  # noqa: E402

from conftest import CHROMIUM, Stage  # noqa: E402
from server import Server  # noqa: E402

OBSERVE = """
window.presses = []
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.name === "keydown") window.presses.push([entry.duration, entry.processingEnd - entry.processingStart])
  }
}).observe({type: "event", durationThreshold: 16, buffered: true})
window.frames = []
addEventListener("keydown", () => {
  const begun = performance.now()
  requestAnimationFrame(() => setTimeout(() => window.frames.push(performance.now() - begun)))
}, true)
"""


def long_text(words: int) -> str:
    chance = random.Random(1)
    paragraphs, count = [], 0
    while count < words:
        length = chance.randint(30, 90)
        paragraphs.append(" ".join(chance.choice(["le", "commun", "**règle**", "page", "écrire", "*ici*", "ensemble"])
                                   for _ in range(length)))
        if chance.random() < 0.1:
            paragraphs.append(f"## Chapitre {len(paragraphs)}")
        count += length
    return "\n\n".join(paragraphs)


async def transferred(context, url: str) -> int:
    """Bytes that come over the wire for one visit, headers included."""
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    total = 0

    def add(event):
        nonlocal total
        total += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", add)
    await page.goto(url)
    await page.wait_for_selector("#editor .cm-content")
    await page.wait_for_timeout(2_000)
    await page.close()
    return total


async def typed(stage: Stage, options) -> dict:
    context = await stage.browser.new_context(locale="fr-FR")
    await context.add_init_script("localStorage['encrier.name'] = 'Ada'")
    await context.add_init_script(OBSERVE)
    page = await context.new_page()
    pad = stage.new_pad(long_text(options.words))
    await page.goto(stage.pad_url(pad))
    await page.wait_for_selector("#status[data-state=saved]", timeout=60_000)
    await page.wait_for_timeout(2_000)
    await page.locator(".cm-line").nth(4).click()
    process = await asyncio.create_subprocess_exec(
        "node", str(pathlib.Path(__file__).with_name("writers.mjs")), stage.server.url, pad, str(options.writers))
    await page.wait_for_timeout(3_000)
    await page.evaluate("() => { window.presses.length = 0; window.frames.length = 0 }")
    for _ in range(options.keys):
        await page.keyboard.type("e")
        await page.wait_for_timeout(70)
    frames = sorted(await page.evaluate("() => window.frames"))
    slow = sorted(await page.evaluate("() => window.presses"))
    session = await context.new_cdp_session(page)
    await session.send("HeapProfiler.collectGarbage")
    heap = (await session.send("Runtime.getHeapUsage"))["usedSize"]
    process.terminate()
    await process.wait()
    await context.close()
    return {
        "keys": len(frames), "median_ms": round(statistics.median(frames), 1),
        "p99_ms": round(frames[int(len(frames) * 0.99) - 1], 1),
        "events_over_16_ms": len(slow), "slowest_event_ms": slow[-1][0] if slow else 0,
        "heap_MB": round(heap / 1e6, 1),
    }


async def main(options) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(pathlib.Path(folder) / "data")
        server.start()
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                stage = Stage(server, browser)
                context = await browser.new_context(locale="fr-FR")
                await context.add_init_script("localStorage['encrier.name'] = 'Ada'")
                url = stage.pad_url(stage.new_pad("Bonjour"))
                visits = [await transferred(context, url) for _ in range(2)]
                print(json.dumps({"first_visit_bytes": visits[0], "second_visit_bytes": visits[1]}))
                print(json.dumps(await typed(stage, options)))
                await browser.close()
        finally:
            server.kill()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--writers", type=int, default=15)
    parser.add_argument("--keys", type=int, default=150)
    asyncio.run(main(parser.parse_args()))
