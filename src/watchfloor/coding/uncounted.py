"""Numbers that count nothing: dates, ages, hours, addresses, telephone numbers, names of models, articles of law."""

from __future__ import annotations

import re
from functools import cache

from watchfloor.coding.number_patterns import any_of
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["uncounted_spans"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:19|20)\d\d\b"
_DATES = (
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*\d{{1,2}}\b(?![,.]?\d))?(?:,?\s+{_YEAR})?(?!,\d{{3}})",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR})?",
    rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}",
    r"\b\d{1,4}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}(?!\d)(?:T[\d:.+Z-]+)?",
    r"\b24/7\b|\b9/11\b|\b\d{1,2}/\d{1,2}\b",
)
_HOURS = (
    r"\b\d{1,2}(?::\d\d)?\s*(?:[ap]\.\s?m\b\.?|[ap]m\b|o'clock|hours\s+(?:GMT|local))",
    r"\b\d{1,2}:\d\d(?::\d\d)?\b",
)
_TELEPHONES = (
    r"(?:\(\d{3}\)\s*|\b1[-.]\d{3}[-.]|\b\d{3}[-.\s])?\b\d{3}[-.]\d{4}\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b",
    r"\b911\b(?=\s+(?:call|dispatch|emerg|operator|at\b))",
)
_AGE_ENDS = r"(?=\s*(?:,(?!\d)|\.(?!\d)|;|\)|$|[—–]|-\s|and\s+[A-Z]))"
_AGE_LIST = rf"\d{{1,2}}(?:,\s+\d{{1,2}})*,?\s+and\s+\d{{1,2}}(?:{_AGE_ENDS}|,?\s+respectively\b)"
_AGES_IN_BRACKETS = (
    rf"(?<=[A-Za-z.],)\s+\d{{1,2}}{_AGE_ENDS}",
    r"(?<=[A-Za-z])\s+\(\d{1,3}\)",
    rf"(?<=[A-Za-z.][,—–(])\s*{_AGE_LIST}|(?<=[A-Za-z]\s[—–(-])\s*{_AGE_LIST}",
    rf"(?<=[,—–(])\s*both\s+\d{{1,2}}{_AGE_ENDS}",
)
_FAMILY = r"mothers?|fathers?|moms?|dads?|parents?|grandmothers?|grandfathers?|widows?|widowers?"
_NUMBERED_OBJECTS = (
    r"\b\d{1,5}(?:-\w+)?\s+[Bb]lock\b(?!s)|\b(?:Image|Photo|Slide|Page|Part|Video)\s+\d+\s+of\s+\d+\b",
    r"\b(?:No|Nos)\.\s?\d+|(?<![\w.])#\s?\d+|\bnumber\s+\d+\b",
)
_CALIBRES_AND_SCORES = (
    r"(?<![\w,.])\.\d{2,3}(?:[-\s]cal(?:iber|ibre)?\b)?|\b\d+(?:\.\d+)?[-\s]?mm\b|\b\d\d[-\s]cal(?:iber|ibre)\b",
    r"\b\d{1,3}[-–]\d{1,3}\s+(?:win|loss|victory|defeat|draw|record|lead|triumph|score)\b",
)
# Behind "Camp 12", "Group 5" these say that persons or things are counted after all.
_COUNTED_AFTER = (
    r",\d|\.\d|\s+(?:people|men|women|children|soldiers|troops|million|billion|dead|killed|injured|wounded)"
)


def uncounted_spans(text: str) -> list[tuple[int, int]]:
    """Where a text has numbers that count nothing, as start and end of each, in order."""
    return [match.span() for match in _pattern().finditer(text)]


@cache
def _pattern() -> re.Pattern[str]:
    """All of them, in the order in which they are tried at a place."""
    patterns = (
        *_DATES,
        *_HOURS,
        *_TELEPHONES,
        *_ages(),
        *_AGES_IN_BRACKETS,
        _address(),
        *_NUMBERED_OBJECTS,
        _numbered_names(),
        *_CALIBRES_AND_SCORES,
    )
    return re.compile("|".join(patterns))


def _ages() -> tuple[str, ...]:
    """ "a two-year-old", "aged 17, 22 and 41", "a father of three"."""
    numbers = load_units().numbers
    low = any_of(word for word, (value, kind) in numbers.items() if kind == "unit" and value)
    tens = any_of(word for word, (_, kind) in numbers.items() if kind == "ten")
    small = rf"(?:{low}|(?:{tens})(?:-\w+)?)"
    span = r"(?:[Yy]ears?|[Yy]rs?\.?|[Mm]onths?|[Ww]eeks?|[Dd]ays?)"
    return (
        rf"\b(?:\d{{1,3}}|{small})(?:\s*(?:-|–|to|and|or)\s*\d{{1,3}})?[-\s](?:and-a-half-)?{span}[-\s][Oo]lds?\b",
        r"\b[Aa]ge[sd]?:?\s+(?:of\s+|between\s+|from\s+)?\d{1,3}(?:\s*(?:to|and|-|–|or)\s*\d{1,3})?\b"
        r"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)\d{1,3}(?=\s*(?:[,;.)—–]|and\b|$)))*",
        rf"\b[Aa]ged?\s+(?:of\s+)?{small}\b",
        rf"\b(?:{_FAMILY})[-\s]of[-\s](?:\d{{1,2}}|{small})\b",  # how many children somebody has
    )


def _address() -> str:
    """ "12 North Elm Street"."""
    direction = r"(?:[NSEW]\b\.?\s+|North\s+|South\s+|East\s+|West\s+)?"
    name = r"(?:(?:[A-Z][\w.']*|\d+(?:st|nd|rd|th))\s+){1,3}"
    return rf"\b\d{{1,5}}(?:-\d+)?\s+{direction}{name}(?:{any_of(load_units().streets)})(?!\w)"


def _numbered_names() -> str:
    """ "Article 5", "Boeing 737"."""
    return rf"\b(?:{any_of(load_units().numbered)})\s+\d+(?:-\d+)?[A-Z]?\b(?!{_COUNTED_AFTER})"
