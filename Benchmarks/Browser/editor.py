#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the editor costs: typing latency in a long pad with others writing, bytes of a visit, memory.

    make bench-browser ARGS="--words 60000 --writers 15 --keys 200 --edits 216000"

Latency is the browser's own, from its Event Timing entries: key press to the next paint, in steps of
8 ms, with the time its handlers took; where a key paints faster than the 16 ms such an entry needs, it
counts as 16. The writers are real Yjs clients that type four characters a second each. An hour of 15
of them is 216,000 edits: those are replayed as fast as the page takes them, and the heap is read
before and after, each time after a collection.
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

from house import ARGUMENTS, WHOLE_CHROMIUM  # noqa: E402
from server import Server  # noqa: E402
from stage import Stage  # noqa: E402

# The bound below which an entry is not made, in milliseconds; browsers allow no lower one.
THRESHOLD = 16

OBSERVE = """
window.presses = []
new PerformanceObserver((list) => {
  for (const { name, duration, startTime, processingStart, processingEnd } of list.getEntries()) {
    if (name === "keydown") {
      window.presses.push({ at: startTime, duration, waited: processingStart - startTime, worked: processingEnd - processingStart })
    }
  }
}).observe({ type: "event", durationThreshold: 16 })
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


async def open_long_pad(stage: Stage, options):
    context = await stage.browser.new_context(locale="fr-FR")
    await context.add_init_script("localStorage['encrier.name'] = 'Ada'")
    await context.add_init_script(OBSERVE)
    page = await context.new_page()
    pad = stage.new_pad(long_text(options.words))
    await page.goto(stage.pad_url(pad))
    await page.wait_for_selector("#status[data-state=saved]", timeout=60_000)
    await page.wait_for_selector(".is-live .md-strong", timeout=60_000)
    await page.locator(".cm-line").nth(4).click()
    return context, page, pad


async def writers(stage: Stage, pad: str, *arguments: object):
    return await asyncio.create_subprocess_exec(
        "node", str(pathlib.Path(__file__).with_name("writers.mjs")), stage.server.url, pad, *map(str, arguments))


def summary(values: list[float]) -> dict:
    values = sorted(values)
    return {"median_ms": round(statistics.median(values), 1),
            "p99_ms": round(values[min(len(values) - 1, int(len(values) * 0.99))], 1),
            "worst_ms": round(values[-1], 1)}


async def processor_time(session) -> float:
    """Seconds of processor time the page's main thread has used."""
    metrics = (await session.send("Performance.getMetrics"))["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


async def typed(stage: Stage, options) -> dict:
    """Key press to paint, alone and with the others writing."""
    context, page, pad = await open_long_pad(stage, options)
    session = await context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    results = {}
    for count in (0, options.writers):
        process = await writers(stage, pad, count) if count else None
        await page.wait_for_timeout(3_000)
        await page.evaluate("() => { window.presses.length = 0 }")
        busy = await processor_time(session)
        for _ in range(options.keys):
            await page.keyboard.press("e")
            await page.wait_for_timeout(70)
        busy = await processor_time(session) - busy
        await page.wait_for_timeout(500)
        seen = await page.evaluate("() => window.presses")
        unseen = max(0, options.keys - len(seen))
        results[f"with_{count}_writers"] = {
            "keys": options.keys, "under_16_ms": unseen,
            "to_paint": summary([entry["duration"] for entry in seen] + [THRESHOLD] * unseen),
            # Unlike the times above, this does not grow when other programs are busy.
            "processor_ms_per_key": round(1_000 * busy / options.keys, 1),
            "of_which_handlers": summary([entry["worked"] for entry in seen] or [0]),
        }
        if process:
            process.terminate()
            await process.wait()
    await context.close()
    return results


async def heap_megabytes(context, page) -> float:
    session = await context.new_cdp_session(page)
    await session.send("HeapProfiler.collectGarbage")
    return round((await session.send("Runtime.getHeapUsage"))["usedSize"] / 1e6, 1)


async def replayed(stage: Stage, options) -> dict:
    """The heap before and after an hour's worth of the others' edits."""
    context, page, pad = await open_long_pad(stage, options)
    before = await heap_megabytes(context, page)
    begun = asyncio.get_running_loop().time()
    process = await writers(stage, pad, options.writers, options.edits)
    await process.wait()
    length = "(document.querySelector('.cm-content').cmTile ?? document.querySelector('.cm-content').cmView).view.state.doc.length"
    wanted = len(stage.server.text(pad))
    await page.wait_for_function(f"(wanted) => {length} === wanted", arg=wanted, timeout=120_000)
    took = asyncio.get_running_loop().time() - begun
    await page.wait_for_timeout(3_000)
    after = await heap_megabytes(context, page)
    await context.close()
    return {"edits": options.edits, "replayed_in_s": round(took, 1), "heap_before_MB": before, "heap_after_MB": after}


async def main(options) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(pathlib.Path(folder) / "data")
        server.start()
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=WHOLE_CHROMIUM, args=ARGUMENTS)
                stage = Stage(server, playwright, browser)
                context = await browser.new_context(locale="fr-FR")
                await context.add_init_script("localStorage['encrier.name'] = 'Ada'")
                url = stage.pad_url(stage.new_pad("Bonjour"))
                visits = [await transferred(context, url) for _ in range(2)]
                print(json.dumps({"first_visit_bytes": visits[0], "second_visit_bytes": visits[1]}))
                print(json.dumps(await typed(stage, options)), flush=True)
                print(json.dumps(await replayed(stage, options)), flush=True)
                await browser.close()
        finally:
            server.kill()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--writers", type=int, default=15)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--edits", type=int, default=216_000)
    asyncio.run(main(parser.parse_args()))
