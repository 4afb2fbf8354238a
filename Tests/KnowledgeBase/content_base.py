# SPDX-License-Identifier: Apache-2.0
"""A knowledge base with texts as people write them, and texts that mean no good, built by the commands alone."""

import json
import pathlib
import struct
import subprocess
import zlib

import yaml

from server import PROJECT, program

ENOUGH = "<script>alert(1)</script>"

GOOD = [
    ({"title": "L’eau du village", "lang": "fr", "date": "1999", "concepts": ["Eau"]}, "Un texte court.\n"),
    ({
        "title": "Le puits", "lang": "fr", "date": "2024-05-28", "description": "De l’eau : où, et pour qui ?",
        "tags": ["eau", "puits, pompes", "2024-05-28", "no"], "license": "CC BY-SA 4.0", "concepts": ["eau", "Soif"],
        "people": [{"name": "Ada Lovelace", "kind": "person", "roles": ["author"]},
                   {"name": "Bo", "kind": "person", "roles": ["editor", "host"]},
                   {"name": "Ville de Lyon", "kind": "organisation"}],
        "places": [{"name": "Lyon", "latitude": 45.75, "longitude": 4.85}, "Metz"],
        "events": [{"name": "La fête", "date": "2024-05", "end": "2024-06", "place": "Lyon"}],
        "relations": [{"type": "respondsTo", "title": "l'EAU du village"},
                      {"type": "cites", "title": "Ailleurs", "target": "https://example.org/a"}],
    }, "# Le puits\n\nUn mot, ![ailleurs](https://example.org/image.png) et [un pad](/p/secret).\n\n"
       "| mot | sens |\n|---|---|\n| `<b>` | gras |\n\nUne note[^1].\n\n```html\n" + ENOUGH + "\n```\n\n"
       "    " + ENOUGH + "\n\n[^1]: Ici.\n"),
    ({"title": "The well", "lang": "en", "relations": [{"type": "cites", "title": "Le puits"}],
      "places": ["LYON"]}, "A text in English.\n"),
]

NAMES = [
    "../../../etc/passwd", "con", "index", "C:\\x", "a\nb: c", "- a", "# a", "&a *b", "{a: b}", "[a, b]", "\"a\"", "a # b",
    "null", "2024-02-31", "~", "<<", ENOUGH, "</title><img src=x onerror=alert(1)>", "]]>", "&lt;&amp;",
    "{{< figure src=\"https://e.x/y\" >}}", "{{% x %}}", "[x](javascript:alert(1))", "![x](https://e.x/y)", "[[x]] %%x%%",
    "`", "\\", "日本語", "हिन्दी", "العربية", "\u202efdp.exe", "😀", "\x1b[31m", "é" * 150, "x.md#y?z%2F",
]

TEXTS = [
    ENOUGH + "\n\n<img src=https://e.x/y onerror=alert(1)>\n\n<iframe src='https://e.x/y'></iframe>",
    "[x](javascript:alert(1)) <javascript:alert(1)> [y] [z](data:text/html,x)\n\n[y]: javascript:alert(1)\n",
    "{{< figure src=\"https://e.x/y\" >}}\n\n```\n{{< x >}}\n", "```\n<script>\n", "- ```\n" + ENOUGH + "\n  ```",
    "- a\n\n      " + ENOUGH + "\n\n  ```\n" + ENOUGH, "1. a\n\n    ```\n    " + ENOUGH + "\n    ```\n",
    "![x](/images/../../x.png) [a](../../../x.md) [b](//e.x/y) ![c](//e.x/y) [d](x.md)",
    "| a |\n|-|\n| <svg onload=alert(1)> |\n", "# x {onclick=\"alert(1)\"}\n\n{: onclick=alert(1) }\n",
    "<!--\n\n![x](https://e.x/y)\n", "<div markdown=1>\n![x](https://e.x/y)\n</div>", "&#60;script&#62; &lt;b&gt;",
    "!\x02[x](https://e.x/y) ! [x](https://e.x/y) !![x](https://e.x/y)", "x\n: ![x](https://e.x/y)\n",
    "![x][r] ![r] ![r][]\n\n[r]: https://e.x/y\n", "[r]:\n  https://e.x/y\n\n![r]", "> ```\n" + ENOUGH + "\n> ```\n",
    "`\n" + ENOUGH + "\n`", "` <b>\n# ![x](https://e.x/y) `", "\\" + ENOUGH, "~~~ a b\n" + ENOUGH, "``` {a`b}\n\n" + ENOUGH,
    "<https://e.x/`> ![x](https://e.x/y) `", "[^1]: " + ENOUGH + "\n\n    <b>\n\nx[^1]", "> " * 100 + ENOUGH, "[" * 500,
    "<a href='javascript:alert(1)'>x</a> <style>*{display:none}</style> <link rel=stylesheet href=https://e.x/y>",
]


def picture() -> bytes:
    """One pixel as PNG."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def hostile() -> list[tuple[dict, str]]:
    """Texts with every name in every field, and every text."""
    made = []
    for number in range(max(len(NAMES), len(TEXTS))):
        name, other = NAMES[number % len(NAMES)], NAMES[(number * 7 + 3) % len(NAMES)]
        fields = {
            "title": name, "lang": other, "date": other, "license": other, "description": name, "tags": [name, other],
            "people": [name, {"name": other, "kind": "organisation", "roles": [name]}], "places": [other],
            "events": [{"name": name, "date": other, "place": other}], "concepts": [other, name],
            "relations": [{"type": "cites", "title": other, "target": "javascript:alert(1)"}, name],
            "url": "../../../x", "layout": name, "aliases": ["../../x"], "draft": True,
        }
        made.append((fields, TEXTS[number % len(TEXTS)]))
    return made


class ContentBase:
    """A data folder, and the folder that its knowledge base is built in."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.data = folder / "data"
        self.output = folder / "kb"

    @property
    def content(self) -> pathlib.Path:
        return self.output / "content"

    def run(self, *arguments: str | pathlib.Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([program(), *arguments], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60)

    def command(self, *arguments: str | pathlib.Path) -> str:
        done = self.run(*arguments, "--data", self.data)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    def build(self, title: str) -> None:
        self.command("kb", "build", "--no-site", "--output", self.output, "--title", title)

    def files(self, ending: str) -> list[pathlib.Path]:
        found = sorted(self.content.rglob(f"*{ending}"))
        assert found
        return found


def publish(folder: pathlib.Path, texts: list[tuple[dict, str]], title: str) -> ContentBase:
    """Texts imported, finished, published and built."""
    base = ContentBase(folder)
    source = folder / "source"
    source.mkdir(parents=True)
    for number, (fields, text) in enumerate(texts):
        front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
        (source / f"{number:03}.md").write_text(f"---\n{front}---\n\n{text}", "utf-8")
    base.command("import", source)
    for pad in json.loads(base.command("pad", "list", "--json")):
        base.command("edition", "finish", pad["id"])
        base.command("edition", "publish", pad["id"])
    base.build(title)
    return base
