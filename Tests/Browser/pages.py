# SPDX-License-Identifier: Apache-2.0
"""What there is to visit, found in the project itself: every page, dialog and panel.

Whoever adds one adds how it is met; until then the test that visits all of them fails.
"""

import functools
import importlib.resources
import re

from playwright.async_api import Page

from server import PROJECT

SOURCES = PROJECT / "web" / "src"

# WCAG 2.0, 2.1 and 2.2, levels A and AA. Rules of 2.2 rest in axe-core until they are asked for.
CHECKS = """axe.run({
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
})"""


def built_pages() -> set[str]:
    """The pages people can be at."""
    return {page.stem for page in (PROJECT / "web" / "dist").glob("*.html")}


def opened_parts() -> set[str]:
    """What opens over a page or beside its text: dialogs, what a button controls, what scripts draw."""
    found: set[str] = set()
    for page in (SOURCES / "pages").glob("*.html"):
        html = page.read_text("utf-8")
        found |= set(re.findall(r'<dialog[^>]*\bid="([\w-]+)"', html))
        found |= set(re.findall(r'aria-controls="([\w-]+)"', html))
        found |= set(re.findall(r'<(?:section|form|nav|div|aside)\b[^>]*\bid="([\w-]+)"[^>]* hidden', html))
    for script in SOURCES.rglob("*.js"):
        source = script.read_text("utf-8")
        found |= {f"{script.stem}.js dialog" for _ in re.findall(r'create\(\s*"dialog"|role: "dialog"', source)}
        if "showTooltip.compute" in source:
            found.add(script.stem)
    return found


# The rules that ask for colours; to all others a page that is darker is the same.
COLOUR_CHECKS = """axe.run({
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
  resultTypes: ["violations"],
})"""


# Colours that are on their way from one dress to the next belong to neither.
SETTLED = """new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() =>
  Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished)))
  .then(() => null)"""


async def violations(page: Page, checks: str = CHECKS) -> list[str]:
    """What axe-core finds on a page as it stands."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(axe())
    await page.evaluate(SETTLED)
    found = (await page.evaluate(checks))["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@functools.cache
def axe() -> str:
    return (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


async def nameless_controls(page: Page) -> list[str]:
    """Controls of Chromium's accessibility tree that a screen reader could only call by their kind."""
    session = await page.context.new_cdp_session(page)
    nodes = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    await session.detach()
    controls = [node for node in nodes if not node["ignored"] and node.get("role", {}).get("value") in CONTROLS]
    assert controls, "there is nothing to press on this page, or no tree"
    return [f"{node['role']['value']} {node.get('properties')}" for node in controls
            if not node.get("name", {}).get("value", "").strip()]


# Roles of what can be pressed, filled in or chosen, and of what is gone to.
CONTROLS = {
    "button", "link", "textbox", "searchbox", "combobox", "listbox", "option", "checkbox", "radio", "switch", "slider",
    "spinbutton", "menuitem", "tab", "dialog", "alertdialog", "toolbar", "navigation", "search", "region", "group",
    "radiogroup", "heading", "image",
}
