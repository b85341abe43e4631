"""The regular expressions of numbers that are made from the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from watchfloor.knowledge.unit_tables import load_units

__all__ = ["PERCENT", "NumberPatterns", "any_of", "number_patterns", "table_key"]

PERCENT = re.compile(
    r"\s?%|[\s-]per\s?cent(?:age points?)?\b|[\s-]percentage points?\b|\s?pct\b", re.IGNORECASE
)

# A pattern that ignores case takes these for i, s and k.
_LOOKALIKES = str.maketrans({"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"})


class NumberPatterns(NamedTuple):
    """Compiled patterns; those called "before" end where they are looked for, those called "after" begin there.

    Attributes:
        trigger: whether a text has any number.
        atom: digits, a vague word or a number word, as groups of these names.
        suffix: the letters glued to digits ("1.2bn").
        bound_before, bound_after: words that bound a number.
        money_before, money_after: signs and names of currencies.
    """

    trigger: re.Pattern[str]
    atom: re.Pattern[str]
    suffix: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    money_before: re.Pattern[str]
    money_after: re.Pattern[str]


def any_of(words: Iterable[str]) -> str:
    """An alternation of words, longest first, with any white space for their spaces."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def table_key(words: str) -> str:
    """Words that one of the patterns found, as the tables hold them: small letters, single spaces."""
    return " ".join(words.translate(_LOOKALIKES).lower().split())


@cache
def number_patterns() -> NumberPatterns:
    """The patterns, made once."""
    tables = load_units()
    vague, words = any_of(tables.vague), any_of(tables.numbers)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return NumberPatterns(
        trigger=compiled(rf"\d|\b(?:{vague}|{words})s?\b"),
        atom=compiled(rf"(?P<digits>\d+(?:[.,]\d+)*)|\b(?P<vague>{vague})\b|\b(?P<word>{words})\b"),
        suffix=compiled(rf"(?:{any_of(tables.suffixes)})(?![A-Za-z])"),
        bound_before=compiled(rf"(?<![\w-])(?:{any_of(tables.before)})\s+(?:the\s+)?\Z"),
        bound_after=compiled(rf"\s*,?\s*(?:{any_of(tables.after)})(?![\w])"),
        money_before=compiled(rf"(?<![A-Za-z])(?:{any_of(tables.money_before)})\s?\Z"),
        money_after=compiled(rf"[\s-]?(?:{any_of(tables.money_after)})(?!\w)"),
    )
