# SPDX-License-Identifier: Apache-2.0
"""Writes the outlines of countries as small JSON, from R's database of Natural Earth's.

Usage: outlines.py PATH, where PATH.rdx and PATH.rdb are. Each country is `[code, longitude, latitude, rank, rings]`:
its ISO code or "", the place and the weight of its name, and its rings. A ring is a row of steps from point to point on a grid
of 1/100 degree, longitude before latitude, each number in digits of five bits, the lowest first.
"""

import gzip
import json
import lzma
import struct
import sys

GRID = 100
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Reader:
    """Reads what R serialises, as far as this package has it: values, and their attributes as a dictionary beside."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 2
        self.known: list[object] = []
        version = self.integers(3)[0]
        if version == 3:
            self.take(self.integer())

    def take(self, count: int) -> bytes:
        taken = self.data[self.place:self.place + count]
        self.place += count
        return taken

    def integers(self, count: int) -> list[int]:
        return list(struct.unpack(f">{count}i", self.take(4 * count)))

    def integer(self) -> int:
        return self.integers(1)[0]

    def value(self) -> object:
        flags = self.integer()
        kind = flags & 255
        if kind >= 241 and kind not in (247, 248, 249, 255):
            return None
        if kind == 255:
            return self.known[(flags >> 8 or self.integer()) - 1]
        if kind in (1, 247, 248, 249):
            self.known.append(self.value() if kind == 1 else self.names())
            return self.known[-1]
        if kind == 2:
            return self.pairs(flags)
        if kind == 9:
            length = self.integer()
            return None if length == -1 else self.take(length).decode("utf-8", "replace")
        found = self.plain(kind)
        if flags & 512 or kind == 25:
            return found, dict(self.value() or [])
        return found

    def names(self) -> object:
        self.integer()
        return [self.value() for _ in range(self.integer())]

    def pairs(self, flags: int) -> list[tuple[object, object]]:
        if flags & 512:
            self.value()
        tag = self.value() if flags & 1024 else None
        head = (tag, self.value())
        return [head, *(self.value() or [])]

    def plain(self, kind: int) -> object:
        if kind == 25:
            return None
        length = self.integer()
        if kind in (10, 13):
            return self.integers(length)
        if kind == 14:
            return list(struct.unpack(f">{length}d", self.take(8 * length)))
        if kind in (16, 19):
            return [self.value() for _ in range(length)]
        raise ValueError(f"R's type {kind} is not known here")


def item(path: str, name: str) -> object:
    """One of the objects in a lazily loaded database."""
    with open(f"{path}.rdx", "rb") as file:
        (variables, names), *_ = Reader(gzip.decompress(file.read())).value()[0]
    offset, length = variables[names["names"].index(name)]
    with open(f"{path}.rdb", "rb") as file:
        file.seek(offset)
        piece = file.read(length)
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6 | lzma.PRESET_EXTREME}]
    return Reader(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters).decompress(piece[5:])).value()


def number(value: int) -> str:
    rest = value << 1 if value >= 0 else -value << 1 | 1
    digits = ""
    while rest > 31:
        digits += DIGITS[rest & 31 | 32]
        rest >>= 5
    return digits + DIGITS[rest]


def ring(points: list[tuple[float, float]]) -> str:
    """The ring's points on the grid, without those that lie on their neighbours' line; "" when none is left."""
    placed: list[tuple[int, int]] = []
    for x, y in points:
        point = round(x * GRID), round(y * GRID)
        if placed and point == placed[-1]:
            continue
        if len(placed) > 1:
            (ax, ay), (bx, by) = placed[-2:]
            if (bx - ax) * (point[1] - by) == (by - ay) * (point[0] - bx):
                placed.pop()
        placed.append(point)
    if len(placed) < 4:
        return ""
    row, last = "", (0, 0)
    for x, y in placed[:-1]:
        row += number(x - last[0]) + number(y - last[1])
        last = x, y
    return row


def countries(path: str) -> list[list[object]]:
    attributes = item(path, "countries50")[1]
    table, facts = attributes["data"]
    columns = {name: table[place] for place, name in enumerate(facts["names"])}
    factors = {name: column for name, column in columns.items() if isinstance(column, tuple)}

    def text(name: str, row: int) -> str:
        if name in factors:
            values, levels = factors[name]
            return levels["levels"][values[row] - 1] if "levels" in levels else values[row]
        return columns[name][row]

    found = []
    for row, (_, shape) in enumerate(attributes["polygons"]):
        rings = []
        for _, part in shape["Polygons"]:
            flat = part["coords"][0]
            half = len(flat) // 2
            rings.append(ring(list(zip(flat[:half], flat[half:]))))
        code = text("iso_a2", row)
        rank = columns["labelrank"]
        rank = rank[0] if isinstance(rank, tuple) else rank
        longitude, latitude = shape["labpt"]
        found.append([code if code and len(code) == 2 and code.isalpha() else "", round(longitude, 2),
                      round(latitude, 2), int(rank[row]), [one for one in rings if one]])
    return sorted(found, key=lambda one: (one[0], one[1], one[2]))


if __name__ == "__main__":
    json.dump(countries(sys.argv[1]), sys.stdout, separators=(",", ":"))
