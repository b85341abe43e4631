"""Copies: which articles are one text printed again, cut, edited or rewritten, and who had it first."""

from __future__ import annotations

from watchfloor.copies.index import CopyIndex, StateError

__all__ = ["CopyIndex", "StateError"]
