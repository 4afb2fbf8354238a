# SPDX-License-Identifier: Apache-2.0
"""Pictures made here, because tests bring no files."""

import struct
import zlib


def png(width: int) -> bytes:
    """A grey picture of one row."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0" + bytes(width))) + chunk(b"IEND", b""))
