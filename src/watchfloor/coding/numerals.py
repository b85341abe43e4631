"""Numbers in a text, in digits and words, with their units, ranges and bounds, and without those that count nothing."""

from __future__ import annotations

from watchfloor.coding.money_and_rates import add_money_or_percent, rate_after
from watchfloor.coding.number_bounds import add_bounds, join_ranges
from watchfloor.coding.number_patterns import number_patterns
from watchfloor.coding.number_values import Numeral, read_digits, read_numbers
from watchfloor.coding.uncounted import uncounted_spans

__all__ = ["Numeral", "find_numerals", "read_digits"]


def find_numerals(text: str) -> list[Numeral]:
    """The numbers of a text that may count something, in order.

    Args:
        text: a sentence.

    Returns:
        Numerals; bare years are kept with ``year`` set, for the reader of the tree to decide.
    """
    if not number_patterns().trigger.search(text):
        return []
    numerals = read_numbers(text, uncounted_spans(text))
    for numeral in numerals:
        add_money_or_percent(text, numeral)
    numerals = join_ranges(text, numerals)
    floor = 0
    for numeral in numerals:
        add_bounds(text, numeral, floor)
        numeral.rate = rate_after(text, numeral.full_end)
        floor = numeral.end
    return numerals
