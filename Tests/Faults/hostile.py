# SPDX-License-Identifier: Apache-2.0
"""What nobody should send: updates, awareness and WebSocket frames, each with a name."""

import struct
from collections.abc import Iterator

from writing import insertion, masked, sync_frame, var_uint

VICTIM = 4242
ROOT = b"\x01\x07content"


def block(client: int, clock: int, info: int, rest: bytes) -> bytes:
    """An update with one block."""
    return b"\x01\x01" + var_uint(client) + var_uint(clock) + bytes([info]) + rest + b"\x00"


def string(text: bytes) -> bytes:
    return var_uint(len(text)) + text


def updates() -> Iterator[tuple[str, bytes]]:
    """Updates that must be refused whole."""
    good = insertion(77, 0, b"good")
    yield "empty", b""
    yield "truncated", good[:-6]
    yield "trailing bytes", good + b"\x00\x00"
    yield "a megabyte of 0xFF", b"\xff" * (1 << 20)
    for bits in (32, 40, 53, 62):
        yield f"2^{bits} clients", var_uint(1 << bits)
        yield f"2^{bits} blocks", b"\x01" + var_uint(1 << bits) + b"\x05\x00"
        yield f"2^{bits} deletes", b"\x00\x01\x05" + var_uint(1 << bits)
        yield f"a string of 2^{bits}", b"\x01\x01\x05\x00\x04" + ROOT + var_uint(1 << bits) + b"x"
    yield "a clock beyond 2^53", block(5, (1 << 53) - 1, 0x04, ROOT + string(b"ab"))
    yield "GC over another's clocks", block(VICTIM, 0, 0, var_uint((1 << 53) - 1))
    yield "skip over another's clocks", block(VICTIM, 0, 10, var_uint((1 << 53) - 1))
    deep = b"\x75\x01" * 100_000 + b"\x7e"
    yield "a value nested 100,000 deep", block(5, 0, 0x08, ROOT + b"\x01" + deep)
    nested = b"[" * 100_000 + b"]" * 100_000
    yield "an embed nested 100,000 deep", block(5, 0, 0x05, ROOT + string(nested))
    yield "an item that is its own origin", block(5, 0, 0x84, b"\x05\x00" + string(b"x"))
    yield "an item that is its own parent", block(5, 0, 0x04, b"\x00\x05\x00" + string(b"x"))
    yield "good before bad", b"\x02\x01" + var_uint(9) + b"\x00\x04" + ROOT + string(b"good") + (
        b"\x01" + var_uint(8) + b"\x00\x1f\x00")
    yield "text that is not UTF-8", block(5, 0, 0x04, ROOT + string(b"\xff\xfe\xfd"))
    yield "20,000 roots", b"\x01" + var_uint(20_000) + b"\x05\x00" + b"".join(
        b"\x04\x01" + string(b"root-%d" % number) + string(b"x") for number in range(20_000)
    ) + b"\x00"
    yield "deletes of a future", b"\x00\x01" + var_uint(VICTIM) + b"\x01" + var_uint(1 << 40) + (
        var_uint(1 << 40))


def costly() -> Iterator[tuple[str, list[bytes]]]:
    """Updates that may be taken or refused, but never cost much."""
    yield "4,000 gaps", [insertion(6, 2 * number + 1, b"x") for number in range(4_000)]
    yield "100,000 clients", [
        var_uint(100_000)
        + b"".join(b"\x01" + var_uint(1 << 20 | number) + b"\x00\x04" + ROOT + b"\x01x"
                   for number in range(100_000, 0, -1))
        + b"\x00"
    ]
    first = insertion(12, 0, b"ab")
    yield "30,000 insertions at one place", [first] + [
        b"\x01\x01" + var_uint(1 << 21 | number) + b"\x00\xc4\x0c\x00\x0c\x01\x01x\x00"
        for number in range(30_000)
    ]


def messages() -> Iterator[tuple[str, bytes]]:
    """Whole messages that must end the connection."""
    for name, update in updates():
        yield f"update: {name}", sync_frame(2, update)
        yield f"step 2: {name}", sync_frame(1, update)
    yield "no message", b"\x00\x09"
    yield "an unknown message", b"\x4d"
    yield "a state vector of 2^60", b"\x00\x00" + string(var_uint(1 << 60))
    entry = var_uint(1) + var_uint(5) + var_uint(1)
    yield "awareness of a megabyte", b"\x01" + string(entry + string(b'"' + b"x" * (1 << 20) + b'"'))
    yield "awareness that is not JSON", b"\x01" + string(entry + string(b"{"))
    yield "deep awareness", b"\x01" + string(entry + string(b"[" * 8_000 + b"]" * 8_000))
    yield "2^50 awareness entries", b"\x01" + string(var_uint(1 << 50))


def frames() -> Iterator[tuple[str, bytes]]:
    """Bytes after the upgrade that must end the connection."""
    yield "an unmasked frame", b"\x82\x01\x00"
    yield "a text frame", masked(b"hello", opcode=1)
    yield "a reserved opcode", masked(b"", opcode=3)
    yield "a reserved bit", b"\xc2\x81\x00\x00\x00\x00\x00"
    yield "a long ping", b"\x89\xfe\x00\x7e" + bytes(4 + 126)
    yield "a fragmented ping", b"\x09\x80" + bytes(4)
    yield "a continuation of nothing", b"\x80\x80" + bytes(4)
    yield "a length of 2^63", b"\x82\xff" + struct.pack(">Q", 1 << 63) + bytes(4)
    yield "a length of 1 TiB", b"\x82\xff" + struct.pack(">Q", 1 << 40) + bytes(4)
    yield "100 MiB announced", b"\x82\xff" + struct.pack(">Q", 100 << 20) + bytes(4)
    yield "100,000 empty fragments", b"\x02\x80" + bytes(4) + (b"\x00\x80" + bytes(4)) * 100_000
    yield "a flood of pings", masked(b"", opcode=9) * 20_000
