"""Records and states as they are kept: compressed."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
import zstandard

__all__ = ["pack", "shrink", "unpack", "unshrink"]


def pack(record: Any) -> bytes:
    """A record, or several in a list, in few bytes."""
    return zlib.compress(msgspec.json.encode(record), 3)


def unpack(data: bytes, kind: Any) -> Any:
    """What was packed.

    Args:
        kind: the record's type.
    """
    return msgspec.json.decode(zlib.decompress(data), type=kind)


def shrink(state: bytes) -> bytes:
    """The bytes of a checkpoint, in about half as many."""
    return zstandard.ZstdCompressor(level=1).compress(state)


def unshrink(data: bytes) -> bytes:
    """What was shrunk."""
    return zstandard.ZstdDecompressor().decompress(data)
