"""Spaces round punctuation and apostrophes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchfloor.cleaning.aligned import Aligned, Change

__all__ = ["mend_punctuation"]

# " ," and " ." before a space, a word or the end; not before digits (" .5") nor in an ellipsis (" ...").
_SPACE_BEFORE = re.compile(
    r"(?<=[\w)\]’”\"'%])[ \t]+(?:([,;:!?])(?=[\s)\]”’\"']|$|[^\W\d_])|(\.)(?=[\s)\]”’\"']|$|[A-Z][a-z]))"
)
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])(?:[ \t]+[‘’'´`][ \t]?|[‘´`])s(?=[\s.,;:!?)]|$)")
_CONTRACTION = re.compile(r"(?<=[^\W\d_])[ \t]+[‘’'´`][ \t]?(?=(?:re|ve|ll|t|d|m)\b)")
# A sentence that follows without a space: "environment.For". The left word has a lower-case end and is no address.
_MISSING_SPACE = re.compile(
    r"[.!?;](?<=[a-z]{2}.)[”\"]?(?=[A-Z][a-z]+[\s,]|[AI]\s)|,(?<=[a-z]{2},)(?=[^\W\d_]{2,}\s)"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b\S+\.(?:com|org|net|gov|edu|io|co|info)\b\S*", re.IGNORECASE
)
# Names in two words of which there is but one: their plural is a genitive that lost its apostrophe.
_ONLY_ONE = (
    "North Koreas",
    "South Koreas",
    "Saudi Arabias",
    "New Zealands",
    "South Africas",
    "Sri Lankas",
    "European Unions",
    "White Houses",
    "United Kingdoms",
)
_LOST_APOSTROPHE = re.compile(rf"\b(?:{'|'.join(name[:-1] for name in _ONLY_ONE)})(s)(?= [a-z])")
_STRAY_MARKS = (" ‘", " ’", " '", " `", " ´", "‘s", "`s", "´s", "\t'", "\t’", "\t‘")


def mend_punctuation(text: Aligned) -> None:
    """Put punctuation next to the word that it belongs to, and a space behind it."""
    # A plain search for the few letters that each pattern needs is far faster than the pattern itself.
    if any(space + sign in text.text for space in " \t" for sign in ",.;:!?"):
        text.apply(_spaces_before(text.text))
    if any(mark in text.text for mark in _STRAY_MARKS):
        text.apply(_apostrophes(text.text))
    if any(name in text.text for name in _ONLY_ONE):
        text.apply(
            Change(m.start(1), m.end(1), "’s", "punctuation") for m in _LOST_APOSTROPHE.finditer(text.text)
        )
    text.apply(_missing_spaces(text.text))


def _spaces_before(text: str) -> Iterator[Change]:
    for match in _SPACE_BEFORE.finditer(text):
        follows = text[match.end() : match.end() + 1]
        gap = "" if not follows or not (follows.isalpha()) else " "
        yield Change(match.start(), match.end(), match.group().strip() + gap, "punctuation")


def _apostrophes(text: str) -> Iterator[Change]:
    changes = [Change(m.start(), m.end(), "’s", "punctuation") for m in _POSSESSIVE.finditer(text)]
    changes += [Change(m.start(), m.end(), "’", "punctuation") for m in _CONTRACTION.finditer(text)]
    yield from sorted(changes)


def _missing_spaces(text: str) -> Iterator[Change]:
    candidates = list(_MISSING_SPACE.finditer(text))
    if not candidates:
        return
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for match in candidates:
        if any(start <= match.start() < end for start, end in addresses):
            continue
        yield Change(match.end(), match.end(), " ", "punctuation")
