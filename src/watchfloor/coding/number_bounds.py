"""Ranges of two numbers ("10,000 to 12,000"), and words that bound one ("at least", "or more")."""

from __future__ import annotations

import re

from watchfloor.coding.number_patterns import number_patterns, table_key
from watchfloor.coding.number_values import Numeral, with_article
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["add_bounds", "join_ranges"]

_LONGEST_GAP = 8  # characters between the ends of a range
_RANGE_GAP = re.compile(r"\s*(?:-|–|—|\bto\b|\bor\b|\band\b|\bup to\b)\s*\Z", re.IGNORECASE)
_INTRO = re.compile(r"\b(between|from)\s+\Z", re.IGNORECASE)
_RISE = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|increas\w+|climb\w*|jump\w*|grew|grow\w*|rais\w+|went|go(?:es)?|fell|fall\w*|drop\w*|declin\w+|decreas\w+|revis\w+|cut|reduc\w+"
    r"|up|down|soar\w*|surg\w+|expand\w*|doubl\w+|lower\w*|chang\w+)\b[^.;]{0,40}\bfrom\s+\Z",
    re.IGNORECASE,
)

_TAKES_OVER = re.compile(r"\b(?:hand|turn|sign)(?:s|ed|ing)?\s*\Z", re.IGNORECASE)


def join_ranges(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """The numbers of a text, with two that are the ends of a range made one."""
    joined: list[Numeral] = []
    for numeral in numerals:
        if joined and (pair := _range(text, joined[-1], numeral)):
            joined[-1] = pair
        else:
            joined.append(numeral)
    return joined


def _range(text: str, a: Numeral, b: Numeral) -> Numeral | None:
    """One numeral of two that are the ends of a range; None when they are not."""
    gap = text[a.end : b.start]
    if len(gap) > _LONGEST_GAP or not _RANGE_GAP.match(gap) or a.vague or b.vague:
        return None
    if a.low is None or b.low is None or (a.unit and b.unit and a.unit != b.unit):
        return None
    link = gap.strip().lower()
    intro = _INTRO.search(text, max(0, a.start - 10), a.start)
    opening = intro[1].lower() if intro else ""
    if link == "and" and opening != "between":
        return None
    if opening == "from" and _RISE.search(text, max(0, a.start - 60), a.start):
        return None
    if link == "or" and a.unit.isupper() and not b.unit and a.scaled == b.scaled == 1:
        return None
    high = b.high or b.low
    low = _lower_end(a, b, high, link)
    if (
        low >= high
        or (link == "or" and high > 3 * low + 3)
        or (link == "to" and not intro and low * 100 < high)
    ):
        return None
    return Numeral(
        start=intro.start() if intro else a.start, end=b.end, low=low, high=high, qualifier="range",
        unit=a.unit or b.unit, doubt=a.doubt or b.doubt, word=a.word and b.word, year=a.year and b.year, scaled=b.scaled,
    )  # fmt: skip


def _lower_end(a: Numeral, b: Numeral, high: float, link: str) -> float:
    """The lower end of a range, with the scale that it shares with the upper: "1.5 to 2 million", "10-12,000"."""
    low = a.low or 0.0
    if b.scaled > 1 and a.scaled == 1 and low < high / b.scaled:
        return low * b.scaled
    if link in ("-", "–") and low < 1000 <= high and high % 1000 == 0 and low < high / 1000:
        return low * 1000
    return low


def add_bounds(text: str, numeral: Numeral, floor: int) -> None:
    """Reads the words that bound a number, and sets the ends of its value by them.

    Args:
        text: of the sentence.
        numeral: gets its ``full_start`` and ``full_end``.
        floor: where the number before ends.
    """
    numeral.full_start, before = _bound_before(text, numeral, floor)
    numeral.full_end, after = _bound_after(text, numeral.end)
    qualifier = before or after
    if not qualifier or qualifier == "exactly" or numeral.low is None:
        return
    rises, falls = qualifier in ("at-least", "more-than"), qualifier in ("at-most", "less-than")
    # "About 10,000 to 12,000" stays a range; "at least two or three" and "more than a dozen" keep their bound.
    if rises or falls or numeral.qualifier != "range":
        numeral.qualifier = qualifier
    if rises:
        numeral.high = None
    elif falls:
        numeral.low = None


def _bound_before(text: str, numeral: Numeral, floor: int) -> tuple[int, str]:
    """Where the words that bound a number begin, and the qualifier that they give; two for "at least some 3,000"."""
    start, qualifier = numeral.start, ""
    if numeral.vague:
        start = with_article(text, start)
    for _ in range(2):
        match = number_patterns().bound_before.search(text, max(floor, start - 40), start)
        if not match or _is_particle(text, match):
            break
        start, name = match.start(), load_units().before[table_key(match[0]).removesuffix(" the")]
        if not qualifier or name != "about":
            qualifier = name
    return start, qualifier


def _is_particle(text: str, bound: re.Match[str]) -> bool:
    """ "Handed over 12 sailors": the "over" is the verb's."""
    return table_key(bound[0]).removesuffix(" the") == "over" and bool(
        _TAKES_OVER.search(text, max(0, bound.start() - 14), bound.start())
    )


def _bound_after(text: str, end: int) -> tuple[int, str]:
    """Where the words that bound a number end, and the qualifier that they give."""
    match = number_patterns().bound_after.match(text, end)
    if not match:
        return end, ""
    words = table_key(match[0])
    if words.startswith(",") and not re.match(r"\s*[.,;)]|\Z", text[match.end() :]):
        return end, ""
    return match.end(), load_units().after[words.lstrip(", ")]
