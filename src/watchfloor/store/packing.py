"""Records as they are kept: compressed JSON."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

__all__ = ["pack", "unpack"]


def pack(record: Any) -> bytes:
    """A record, or several in a list, in few bytes."""
    return zlib.compress(msgspec.json.encode(record), 3)


def unpack(data: bytes, kind: Any) -> Any:
    """What was packed.

    Args:
        kind: the record's type.
    """
    return msgspec.json.decode(zlib.decompress(data), type=kind)
