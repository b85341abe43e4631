"""Names of the gazetteer in a sentence, as runs of capitalised words, and what is spelt out behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from watchfloor.coding.calendar_words import CALENDAR
from watchfloor.knowledge.place_tables import PlaceEntry, PlaceTable, fold_name
from watchfloor.knowledge.place_words import load_place_words
from watchfloor.records import Sentence

__all__ = ["Container", "PlaceName", "container_behind", "largest_inside", "place_names"]

# Small words within names: "Frankfurt on the Oder", "Rio de Janeiro".
_INNER = frozenset({
    "of", "de", "la", "el", "al", "the", "and", "du", "del", "-", "'", "’", "'s", "’s", "e", "i", "on", "upon",
    "ez", "es", "en", "d", "az", ".",
})  # fmt: skip
# Names begin with these too in small letters, as with a direction.
_ARTICLES = frozenset({"al", "el"})
_LONGEST = 7


class PlaceName(msgspec.Struct):
    """The words ``first`` to ``last`` (exclusive), which the gazetteer knows.

    Attributes:
        key: the name, folded.
        entries: places of that name.
        adjective: the country of an adjective ("Russian"), which names no place; it has no entries.
    """

    first: int
    last: int
    key: str
    entries: tuple[PlaceEntry, ...]
    adjective: str = ""

    @property
    def countries_only(self) -> bool:
        """Whether nothing but countries is called so."""
        return all(entry.kind == "country" for entry in self.entries)


class Container(NamedTuple):
    """The state (``US-OH``) or country (``LBN``) that is spelt out behind a name, and the word behind it."""

    code: str
    last: int

    def holds(self, entry: PlaceEntry) -> bool:
        """Whether a place that is no country lies in it."""
        if entry.kind == "country":
            return False
        return (f"US-{entry.state}" if self.code.startswith("US-") else entry.country) == self.code


def place_names(sentence: Sentence, table: PlaceTable) -> Iterator[PlaceName]:
    """The longest runs of words that are a name of the gazetteer or a country's adjective, left to right."""
    words, starts, ends, text = sentence.words, sentence.starts, sentence.ends, sentence.text
    directions = load_place_words().directions
    folded = fold_name(text)
    same_length = len(folded) == len(text)
    at = 0
    while at < len(words):
        name = None
        if words[at][:1].isupper() or words[at] in directions or words[at] in _ARTICLES:
            for last in range(_reach(words, at), at, -1):
                start, end = starts[at], ends[last - 1]
                key = folded[start:end] if same_length else fold_name(text[start:end])
                entries = table.find_folded(key)
                if entries and (last > at + 1 or words[at] == "US" or not _is_a_word(key)):
                    name = PlaceName(at, last, key, entries)
                elif not entries and key in table.adjectives:
                    name = PlaceName(at, last, key, (), table.adjectives[key])
                if name:
                    yield name
                    break
        at = name.last if name else at + 1


def _reach(words: Sequence[str], first: int) -> int:
    """The word behind the longest run that may be one name."""
    small = _small_words()
    last, end = first + 1, min(len(words), first + _LONGEST)
    while last < end and (words[last][:1].isupper() or words[last].lower() in small):
        last += 1
    return last


@cache
def _small_words() -> frozenset[str]:
    """The words in small letters that a name may hold."""
    known = load_place_words()
    return _INNER | known.units | known.endings


def _is_a_word(key: str) -> bool:
    """Whether what stands alone is mostly no place's name: "May", "Most"."""
    return key in CALENDAR or key in load_place_words().words


def container_behind(sentence: Sentence, name: PlaceName, table: PlaceTable) -> Container | None:
    """The state or country behind a name and a comma: "Springfield, Ohio"."""
    words, first = sentence.words, name.last + 1
    if first >= len(words) or words[name.last] != "," or not words[first][:1].isupper():
        return None
    for last in range(min(first + 4, len(words)), first, -1):
        key = fold_name(sentence.text[sentence.starts[first] : sentence.ends[last - 1]])
        state = table.states.get(key)
        if state and (len(key) > 2 or words[first].isupper()):
            return Container(state, last)
        if key in table.countries:
            return Container(table.countries[key], last)
        regions = [e for e in table.find_folded(key) if e.kind == "region" and e.country]
        if regions and last == first + 1:
            return Container(regions[0].country or "", last)
    return None


def largest_inside(name: PlaceName, container: Container) -> PlaceEntry | None:
    """The largest of the namesakes that lies in a state or country."""
    fitting = [entry for entry in name.entries if container.holds(entry)]
    return max(fitting, key=lambda e: e.population or 10**6) if fitting else None
