"""What is written at a number and says what it counts: a currency, a percent sign, a rate."""

from __future__ import annotations

import re

from watchfloor.coding.number_patterns import PERCENT, number_patterns, table_key
from watchfloor.coding.number_values import Numeral
from watchfloor.knowledge.unit_tables import load_units

__all__ = ["add_money_or_percent", "rate_after"]

_LONGEST_SIGN = 6  # characters of a currency before a number, with the space
_RATE = re.compile(
    r"\s+(?:per|an?|each|every)\s+(second|minute|hour|day|night|week|month|quarter|year)\b"
    r"|\s+(daily|weekly|monthly|annually|yearly|hourly)\b|-(?:a|per)-(day|week|month|year)\b",
    re.IGNORECASE,
)
_RATES = {
    "daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year", "hourly": "hour",
}  # fmt: skip


def add_money_or_percent(text: str, numeral: Numeral) -> None:
    """Takes the currency or the percent sign that stands at a number into it."""
    patterns, tables = number_patterns(), load_units()
    before = patterns.money_before.search(text, max(0, numeral.start - _LONGEST_SIGN), numeral.start)
    if before and not (numeral.word and before[0].strip().isalpha()):
        numeral.unit = tables.money_before[table_key(before[0])]
        numeral.start = before.start()
        numeral.year = False
        return
    if percent := PERCENT.match(text, numeral.end):
        numeral.unit, numeral.end, numeral.year = "percent", percent.end(), False
        return
    if after := patterns.money_after.match(text, numeral.end):
        name = table_key(after[0].strip(" -"))
        if name in tables.common_money and (numeral.low or 0) < 1000:
            return  # "won 5-0" and "13 won seats"
        numeral.unit, numeral.end, numeral.year = tables.money_after[name], after.end(), False


def rate_after(text: str, at: int) -> str:
    """The rate that follows ("a day", "per month"), as ``per day``; empty when none does."""
    match = _RATE.match(text, at)
    if not match:
        return ""
    adverb = match[2] and _RATES[table_key(match[2])]
    return f"per {adverb or table_key(match[1] or match[3])}"
