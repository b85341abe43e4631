"""Which of several places of one name is meant: what the text spells out, then the countries that the article speaks
of, then size. Where that does not settle it, there is no place rather than a wrong one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from watchfloor.coding.place_names import (
    Container,
    PlaceName,
    container_behind,
    largest_inside,
    place_names,
)
from watchfloor.knowledge.place_tables import PlaceEntry, PlaceTable, load_places
from watchfloor.records import Sentence

__all__ = ["PlaceContext", "choose"]

_LARGE = 400_000  # a city as large, and without namesakes, tells of its country
_MIN_ALONE = 250_000  # a city that no word of the article vouches for must be as large
_KNOWN_ABROAD = 1_000_000  # a US city as large needs no state
# How large the others are beside cities, of which the logarithm of the inhabitants is taken.
_SIZES = {"country": 8.0, "sea": 7.5, "facility": 6.0, "region": 6.0}


class PlaceContext:
    """What the places and countries of a whole article say about each of its names.

    Args:
        sentences: of the article, with trees.
        table: the gazetteer; ours by default.

    Attributes:
        countries: how often each country is named, by name, adjective or a city that only it can mean.
        states: the same for US states.
        settled: places that the text itself spelt out ("Springfield, Ohio"), by folded name.
    """

    def __init__(self, sentences: Sequence[Sentence] = (), table: PlaceTable | None = None) -> None:
        self.table = table or load_places()
        self.countries: Counter[str] = Counter()
        self.states: Counter[str] = Counter()
        self.settled: dict[str, PlaceEntry] = {}
        self._names: dict[int, list[PlaceName]] = {}
        self._kept: list[Sentence] = list(sentences)  # ids stay those of living objects
        for sentence in sentences:
            names = self._names[id(sentence)] = list(place_names(sentence, self.table))
            for name in names:
                self._learn(sentence, name)

    def names(self, sentence: Sentence) -> list[PlaceName]:
        """The gazetteer's names in a sentence."""
        known = self._names.get(id(sentence))
        return list(place_names(sentence, self.table)) if known is None else known

    def _learn(self, sentence: Sentence, name: PlaceName) -> None:
        if name.adjective:
            self.countries[name.adjective] += 1
            return
        for entry in name.entries:
            if entry.kind == "country":
                self.countries[entry.id] += 2
            elif entry.id.startswith("US-"):
                self.states[entry.id] += 2
                self.countries["USA"] += 1
            elif len(name.entries) == 1 and (entry.kind != "city" or entry.population > _LARGE):
                if entry.country:
                    self.countries[entry.country] += 1
        container = container_behind(sentence, name, self.table)
        if container and (inside := largest_inside(name, container)):
            self.settled.setdefault(name.key, inside)
            self.countries[inside.country or ""] += 2
            if inside.state:
                self.states[f"US-{inside.state}"] += 2

    def vouches(self, entry: PlaceEntry) -> bool:
        """Whether the article speaks of a place's country, and of its state where it speaks of states."""
        if not entry.country or not self.countries[entry.country]:
            return False
        if entry.country != "USA" or not entry.state or entry.population >= _KNOWN_ABROAD:
            return True
        return not self.states or self.names_state(entry)

    def names_state(self, entry: PlaceEntry) -> bool:
        """Whether the article names the US state in which a city lies."""
        return bool(entry.state) and self.states[f"US-{entry.state}"] > 0


def choose(
    name: PlaceName, container: Container | None, of_unit: bool, context: PlaceContext, sentence: Sentence
) -> PlaceEntry | None:
    """One of the places of a name.

    Args:
        name: with its places.
        container: the state or country that is spelt out behind it.
        of_unit: whether a word such as "region" follows.
        context: of the article.
        sentence: in which the name stands.

    Returns:
        None when nothing decides.
    """
    if container:
        inside = largest_inside(name, container)
        # The text says where it lies and no namesake lies there: a city that the gazetteer does not have.
        if inside is not None or all(e.kind == "city" for e in name.entries):
            return inside
    if not of_unit and (settled := context.settled.get(name.key)):
        return settled
    best, *others = _ranked(name, of_unit, context, sentence)
    if best.kind != "city":
        return best
    rival = next((e for e in others if (e.country, e.state) != (best.country, best.state)), None)
    if not context.vouches(best):
        alone = rival is None or best.population >= 4 * rival.population
        return best if alone and best.population >= _MIN_ALONE else None
    close = rival is not None and rival.country == best.country and best.population < 3 * rival.population
    if rival is not None and rival.kind == "city" and close and not context.names_state(best):
        return None
    return best


def _ranked(name: PlaceName, of_unit: bool, context: PlaceContext, sentence: Sentence) -> list[PlaceEntry]:
    """The places of a name, likeliest first: by their size and by the countries that article and sentence name."""
    if len(name.entries) == 1:
        return list(name.entries)
    total = sum(context.countries.values()) or 1
    names = context.names(sentence)
    here = {n.adjective for n in names} | {e.id for n in names for e in n.entries if e.kind == "country"}

    def score(entry: PlaceEntry) -> float:
        size = _SIZES.get(entry.kind) or math.log10(entry.population + 1)
        if entry.kind == "region":
            size += 3 if of_unit else -0.5
        if entry.country:
            named = entry.kind != "country" and entry.country in here
            size += 4 * context.countries[entry.country] / total + (1.5 if named else 0)
            if entry.state:
                size += 2 * min(1.0, context.states[f"US-{entry.state}"] / 2)
        return size

    return sorted(name.entries, key=score, reverse=True)
