"""A brief as JSON and back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from watchfloor.records import Brief

__all__ = ["from_json", "to_json"]


class _Briefs(msgspec.Struct):
    briefs: list[Brief]


def to_json(brief: Brief | Sequence[Brief]) -> bytes:
    """One JSON object in UTF-8, indented: a `Brief`, or ``{"briefs": [...]}`` for several."""
    record = brief if isinstance(brief, Brief) else _Briefs(list(brief))
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def from_json(data: bytes) -> list[Brief]:
    """What `to_json` wrote.

    Raises:
        msgspec.ValidationError: it is no brief; the message says where.
        msgspec.DecodeError: it is no JSON.
    """
    if b'"briefs"' in data[:40]:
        return msgspec.json.decode(data, type=_Briefs).briefs
    return [msgspec.json.decode(data, type=Brief)]
