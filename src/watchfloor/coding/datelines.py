"""Datelines: "KYIV, Nov 5 (Harbour Wire) - " says where and by whom a report was filed, not who speaks in it."""

from __future__ import annotations

import re

from watchfloor.records import Sentence

__all__ = ["dateline_place", "dateline_words"]

_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:/[A-Z][A-Z ]+)?)"
    r"(?:, ?[A-Z][A-Za-z. ]{1,20})?(?:, ?[A-Z][a-z]{2,8}\.? \d{1,2})?(?:, ?\d{4})?"
    r"\s*(?:\((?P<agency>[^()]{2,40})\))?\s*(?:--?|–|—)\s+(?=\S)"
)


def dateline_words(sentence: Sentence) -> int:
    """How many words at the beginning of a sentence are its dateline, with the dash; 0 for none."""
    if not sentence.words or not sentence.words[0][:1].isupper():
        return 0
    match = _DATELINE.match(sentence.text)
    if match is None:
        return 0
    return sum(start < match.end() for start in sentence.starts)


def dateline_place(sentence: Sentence) -> tuple[int, int] | None:
    """The words of the place, from and up to, None where a sentence has no dateline."""
    match = _DATELINE.match(sentence.text)
    if match is None:
        return None
    inside = [i for i, start in enumerate(sentence.starts) if start < match.end("place")]
    return (0, len(inside)) if inside else None
