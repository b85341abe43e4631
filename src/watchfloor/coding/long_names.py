"""Bodies that no table knows, by their full names: "Movement for the Renewal of Angola (MRA)" is one party.

A name runs from capital to capital over "of", "for", "the"; a noun such as "Union" or "Front" among its words says
that it is a body's. Trees and entities tend to cut such names in pieces, so only the words are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from watchfloor.records import Sentence

__all__ = ["LongName", "long_names"]

_BODIES = frozenset({
    "union", "movement", "front", "party", "army", "forces", "council", "committee", "organization",
    "organisation", "association", "federation", "league", "congress", "alliance", "coalition", "forum",
    "brigade", "brigades", "society", "foundation", "institute", "fund", "confederation", "conference",
    "convention", "center", "centre", "rally", "campaign", "network", "group", "commission", "syndicate",
    "initiative",
})  # fmt: skip
# These begin a name too: "Movement for ...", "Front of ...".
_LEADERS = frozenset(
    {"movement", "front", "union", "organization", "organisation", "rally", "alliance", "coalition"}
)
_LINKS = frozenset({"of", "for", "de"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LEADING = frozenset({"the", "a", "an", "both", "but", "and", "in", "meanwhile"})
_SECTORS = (
    ("PTY", frozenset({"party"})),
    ("LAB", frozenset({"worker", "workers", "labour", "labor", "trade", "teachers", "miners", "employees"})),
    ("REB", frozenset({"liberation", "revolutionary", "resistance", "independence", "insurgent"})),
    ("NGO", frozenset({"rights", "relief", "charity", "humanitarian"})),
)
_WORLDWIDE = frozenset({"world", "international", "global"})


class LongName(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) that name a body.

    Attributes:
        head: its word whose head stands outside.
        acronym: the word in brackets behind it, -1 when there is none; it is among the words.
        sector: by the words of the name, None when they do not tell.
        worldwide: whether the name claims to be no one country's.
    """

    first: int
    last: int
    head: int
    acronym: int
    sector: str | None
    worldwide: bool


def long_names(sentence: Sentence, known: Sequence[tuple[int, int]]) -> list[LongName]:
    """The names of bodies in a sentence, left to right, none overlapping.

    Args:
        sentence: with its tree.
        known: words (first, last exclusive) of bodies that a table knows; no name is made of these.
    """
    words = sentence.words
    if sum(word[:1].isupper() for word in words) * 10 > len(words) * 7:
        return []  # a headline in capitals
    taken = {i for first, last in known for i in range(first, last)}
    found: list[LongName] = []
    at = 0
    while at < len(words):
        last = _end(sentence, at, taken)
        if last - at < 2:
            at += 1
            continue
        found.append(_name(sentence, at, last))
        at = found[-1].last
    return found


def _end(sentence: Sentence, first: int, taken: set[int]) -> int:
    """The word behind a name that begins at a word; ``first`` when none does."""
    words = sentence.words
    if not _capital(words[first]) or first in taken or words[first].lower() in _LEADING:
        return first
    last, body, sure = first, False, words[first].lower() in _WORLDWIDE
    at = first
    while at < len(words) and at not in taken:
        word = words[at]
        following = at + 1 < len(words) and _capital(words[at + 1])
        if _capital(word):
            body = body or (at > first and word.lower() in _BODIES) or word.lower() in _LEADERS
            sure = sure or word.lower() in _WORLDWIDE
            last = at = at + 1
        elif word in _POSSESSIVES and following and not body:
            sure = sure or words[at - 1].endswith("s")  # "Workers' Union"
            at += 1
        elif body and (word in _LINKS or (word in ("and", "in") and sure)):
            at = at + 2 if at + 1 < len(words) and words[at + 1] == "the" else at + 1
            if at >= len(words) or not _capital(words[at]) or at in taken:
                break
            sure = True
        else:
            break
    sure = sure or _acronym(words, last) >= 0
    return last if body and sure and last - first > 1 else first


def _acronym(words: Sequence[str], last: int) -> int:
    """The word in brackets behind a name, -1 when there is none."""
    if last + 2 < len(words) and words[last] == "(" and words[last + 2] == ")":
        return last + 1 if words[last + 1].isupper() else -1
    return -1


def _capital(word: str) -> bool:
    return word[:1].isupper() and (len(word) > 1)


def _name(sentence: Sentence, first: int, last: int) -> LongName:
    words = sentence.words
    acronym = _acronym(words, last)
    lows = {words[i].lower() for i in range(first, last)}
    sector = next((sector for sector, cues in _SECTORS if lows & cues), None)
    end = last if acronym < 0 else last + 3
    inside = range(first, end)
    outward = [i for i in range(first, last) if sentence.heads[i] not in inside]
    bodies = [i for i in outward if words[i].lower() in _BODIES]
    return LongName(
        first, end, (bodies or outward or [last - 1])[0], acronym, sector, bool(lows & _WORLDWIDE)
    )
