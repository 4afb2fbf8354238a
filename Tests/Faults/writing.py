# SPDX-License-Identifier: Apache-2.0
"""People who write tokens into pads over the real protocol and remember what they were promised.

Each writer appends `[w.n]` behind its own last token, w being its client ID and n counting from 0.
Whoever reads the text can tell whether something is missing, invented or out of order.
"""

import asyncio
import base64
import os
import random
import re
import struct
import time

TOKEN = re.compile(rb"\[(\d+)\.(\d+)\]")


def var_uint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def read_var_uint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, place


def insertion(client: int, clock: int, text: bytes) -> bytes:
    """A Yjs v1 update: ASCII text behind the client's own last character, or at the beginning."""
    head = b"\x01\x01" + var_uint(client) + var_uint(clock)
    if clock:
        place = b"\x84" + var_uint(client) + var_uint(clock - 1)
    else:
        place = b"\x04\x01\x07content"
    return head + place + var_uint(len(text)) + text + b"\x00"


def sync_frame(kind: int, body: bytes) -> bytes:
    return bytes([0, kind]) + var_uint(len(body)) + body


def masked(payload: bytes, opcode: int = 2) -> bytes:
    """A WebSocket frame with the mask 0, which changes no byte."""
    if len(payload) < 126:
        length = bytes([0x80 | len(payload)])
    elif len(payload) < 65536:
        length = b"\xfe" + struct.pack(">H", len(payload))
    else:
        length = b"\xff" + struct.pack(">Q", len(payload))
    return bytes([0x80 | opcode]) + length + bytes(4) + payload


class Closed(Exception):
    """The connection ended; the code is 1006 when nobody said goodbye."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason


class Connection:
    """A WebSocket to a pad."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, port: int, pad: str, query: str = "acks=1") -> "Connection":
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET /sync/{pad}?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Closed(1006, "no answer to the upgrade") from None
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise Closed(int(head.split()[1]), head.decode("latin1"))
        return cls(reader, writer)

    async def send(self, payload: bytes) -> None:
        self.writer.write(masked(payload))
        try:
            await self.writer.drain()
        except ConnectionError:
            raise Closed(1006) from None

    async def receive(self) -> bytes:
        """The next message."""
        try:
            while True:
                first, second = await self.reader.readexactly(2)
                length = second & 0x7F
                if length == 126:
                    length = struct.unpack(">H", await self.reader.readexactly(2))[0]
                elif length == 127:
                    length = struct.unpack(">Q", await self.reader.readexactly(8))[0]
                payload = await self.reader.readexactly(length)
                if first & 0x0F == 2:
                    return payload
                if first & 0x0F == 9:
                    self.writer.write(masked(payload, opcode=10))
                if first & 0x0F == 8:
                    code = struct.unpack(">H", payload[:2])[0] if payload else 1005
                    raise Closed(code, payload[2:].decode())
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Closed(1006) from None

    def close(self) -> None:
        self.writer.close()


class Writer:
    """Writes as fast as it is acknowledged, with a window of tokens under way."""

    def __init__(self, pad: str, *, window: int = 4, seed: int | None = None) -> None:
        self.pad = pad
        self.window = window
        self.client = random.Random(seed).randrange(1, 1 << 32)
        self.clock = 0
        self.sent = 0
        self.acknowledged = 0
        self.acknowledgements: list[tuple[int, int]] = []
        self.seen: dict[int, int] = {}
        self.ending: Closed | None = None
        self.change = asyncio.Event()

    async def run(self, port: int, *, limit: int | None = None) -> None:
        """Writes until the connection ends or `limit` tokens are acknowledged."""
        reading: asyncio.Task | None = None
        try:
            connection = await Connection.open(port, self.pad)
            reading = asyncio.create_task(self._read(connection))
            await connection.send(sync_frame(0, b"\x00"))
            while self.ending is None and (limit is None or self.acknowledged < limit):
                room = self.window - (self.sent - self.acknowledged)
                left = room if limit is None else min(room, limit - self.sent)
                for _ in range(left):
                    await self._write(connection)
                self.change.clear()
                if self.sent - self.acknowledged >= self.window or self.sent == limit:
                    await self.change.wait()
            connection.close()
        except (Closed, OSError) as closed:
            self.ending = closed if isinstance(closed, Closed) else Closed(1006, str(closed))
        finally:
            if reading:
                reading.cancel()

    async def _write(self, connection: Connection) -> None:
        token = b"[%d.%d]" % (self.client, self.sent)
        update = insertion(self.client, self.clock, token)
        self.clock += len(token)
        self.sent += 1
        await connection.send(sync_frame(2, update))

    async def _read(self, connection: Connection) -> None:
        try:
            while True:
                message = await connection.receive()
                now = time.monotonic_ns()
                if message[0] == 100:
                    self.acknowledged = read_var_uint(message, 1)[0]
                    self.acknowledgements.append((now, self.acknowledged))
                    self.change.set()
                elif message[:2] in (b"\x00\x01", b"\x00\x02"):
                    for client, number in TOKEN.findall(message):
                        known = self.seen.get(int(client), 0)
                        self.seen[int(client)] = max(known, int(number) + 1)
        except Closed as closed:
            self.ending = closed
            self.change.set()


def faults_in(text: bytes, promised: dict[int, int], sent: dict[int, int]) -> list[str]:
    """What is wrong with a text: tokens missing, invented, twice or in another order."""
    faults = []
    if rest := TOKEN.sub(b"", text):
        faults.append(f"invented: {rest[:40]!r}")
    found: dict[int, int] = {}
    for client, number in ((int(a), int(b)) for a, b in TOKEN.findall(text)):
        if number != found.get(client, 0):
            faults.append(f"out of order: [{client}.{number}] after {found.get(client, 0)}")
        found[client] = number + 1
    for client, count in found.items():
        if count > sent.get(client, 0):
            faults.append(f"invented: {client} wrote {sent.get(client, 0)}, {count} are there")
    for client, count in promised.items():
        if found.get(client, 0) < count:
            faults.append(f"missing: {client} was promised {count}, {found.get(client, 0)} are there")
    return faults


def promises(writers: list[Writer]) -> dict[int, int]:
    """What must be on disk: everything acknowledged, and everything anybody was shown."""
    promised = {writer.client: writer.acknowledged for writer in writers}
    for writer in writers:
        for client, count in writer.seen.items():
            promised[client] = max(promised.get(client, 0), count)
    return promised
