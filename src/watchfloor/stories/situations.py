"""Stories of one evolving situation: clusters of like articles that tell of the same two countries are joined.

A cluster holds articles that use the same words, so a situation that lasts for months falls into several. They
belong together when most of each tells of the same pair of countries, no long silence lies between, and the pair is
not one that many stories are about: two neighbours at odds have more than one story, and these stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

import msgspec

from watchfloor.records import Claim, Story

__all__ = ["SILENCE", "Situations", "join_situations"]

Pair = tuple[str, str]

SHARE = 0.5  # of a story's articles must tell of the pair
SILENCE = 150  # days between two parts of a situation
COMMON = (
    6  # a pair that more stories of several articles are about without a silence is no situation of its own
)
_COUNTRY = 3  # letters of an ISO 3166-1 alpha-3 code
_NO_COUNTRY = frozenset({"IGO", "NGO", "MNC", "IMG"})
_MAIN = 4


class Situations:
    """Joins clusters while they come and go.

    A cluster that has left the index stays here for as long as one that stands belongs to its situation.
    """

    def __init__(self) -> None:
        self._countries: dict[str, list[str]] = {}
        self._left: list[Story] = []

    def note(self, document: str, claims: Iterable[Claim]) -> None:
        """Keep which countries a document tells of most."""
        countries = main_countries(claims)
        if countries:
            self._countries[document] = countries

    def stories(self, standing: Sequence[Story]) -> list[Story]:
        """The stories as they are now, in order of their first article.

        Args:
            standing: the clusters that may still change.
        """
        groups = join_situations([*self._left, *standing], self._countries)
        return sorted(map(_joined, groups), key=lambda s: (s.first or "9999", s.id))

    def settle(self, left: Sequence[Story], standing: Sequence[Story]) -> list[Story]:
        """Take clusters that will not change any more, and let go of the stories that have no other part.

        Returns:
            Those stories, in order of their first article.
        """
        self._left += left
        alive = {story.id for story in standing}
        groups = join_situations([*self._left, *standing], self._countries)
        over = [group for group in groups if alive.isdisjoint(part.id for part in group)]
        gone = {part.id for group in over for part in group}
        self._left = [story for story in self._left if story.id not in gone]
        for document in (d for group in over for part in group for d in part.documents):
            self._countries.pop(document, None)
        return sorted(map(_joined, over), key=lambda s: (s.first or "9999", s.id))

    def state(self) -> bytes:
        """All that is kept, for `restore`."""
        return msgspec.msgpack.encode((self._countries, self._left))

    @classmethod
    def restore(cls, data: bytes) -> Situations:
        """As it was when `state` was taken."""
        situations = cls()
        kept = msgspec.msgpack.decode(data, type=tuple[dict[str, list[str]], list[Story]])
        situations._countries, situations._left = kept
        return situations


def main_countries(claims: Iterable[Claim]) -> list[str]:
    """The countries that most claims of a document name as a party, in order of the alphabet."""
    named: Counter[str] = Counter()
    for claim in claims:
        countries = {a.country for a in (*claim.actors, *claim.recipients) if a.country}
        named.update(sorted(c for c in countries if len(c) == _COUNTRY and c not in _NO_COUNTRY))
    return sorted(country for country, _ in named.most_common(_MAIN))


def join_situations(
    stories: Sequence[Story], countries: Mapping[str, Sequence[str]]
) -> list[tuple[Story, ...]]:
    """Groups of stories, each of one situation; one that belongs to no other is a group of its own.

    Args:
        stories: clusters of articles.
        countries: what `main_countries` says, by document id.
    """
    pairs = {story.id: _main_pairs(story, countries) for story in stories}
    weight: Counter[Pair] = Counter()
    for story in stories:
        weight.update(dict.fromkeys(pairs[story.id], len(story.documents)))
    by_pair: dict[Pair, list[Story]] = defaultdict(list)
    for story in stories:
        if pairs[story.id]:
            by_pair[min(pairs[story.id], key=lambda pair: (-weight[pair], pair))].append(story)
    groups: list[tuple[Story, ...]] = []
    for own in by_pair.values():
        for part in _without_silence(own):
            common = sum(len(s.documents) > 1 for s in part) > COMMON
            groups += [(story,) for story in part] if common else [tuple(part)]
    return groups + [(story,) for story in stories if not pairs[story.id]]


def _main_pairs(story: Story, countries: Mapping[str, Sequence[str]]) -> list[Pair]:
    """The pairs of countries that most of a story's articles tell of together; several if as many tell of each."""
    counts: dict[Pair, int] = {}
    for document in story.documents:
        for pair in combinations(countries.get(document, ()), 2):
            counts[pair] = counts.get(pair, 0) + 1
    most = max(counts.values(), default=0)
    return [pair for pair, count in counts.items() if count == most >= SHARE * len(story.documents)]


def _without_silence(stories: Sequence[Story]) -> list[list[Story]]:
    """Stories in order of time, parted where nothing was told for long; undated ones stay alone."""
    dated = sorted((s for s in stories if s.first and s.last), key=lambda s: (s.first or "", s.id))
    parts: list[list[Story]] = []
    until: date | None = None
    for story in dated:
        first, last = (date.fromisoformat(day[:10]) for day in (story.first or "", story.last or ""))
        if until is None or (first - until).days > SILENCE:
            parts.append([])
            until = last
        parts[-1].append(story)
        until = max(until, last)
    return parts + [[s] for s in stories if not (s.first and s.last)]


def _joined(parts: Sequence[Story]) -> Story:
    """One story with id, title and terms of its largest part."""
    if len(parts) == 1:
        return msgspec.structs.replace(parts[0])
    return msgspec.structs.replace(
        max(parts, key=lambda s: (len(s.documents), s.id)),
        documents=[d for part in parts for d in part.documents],
        first=min(p.first for p in parts if p.first),
        last=max(p.last for p in parts if p.last),
        state="open" if any(p.state == "open" for p in parts) else "closed",
    )
