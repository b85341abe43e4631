"""Stories of one evolving situation: clusters of like articles that tell of the same two countries are joined.

A cluster holds articles that use the same words, so a situation that lasts for months falls into several. They
belong together when most of each tells of the same pair of countries, no long silence lies between, and the pair is
not one that many stories are about: two neighbours at odds have more than one story, and these stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

import msgspec

from watchfloor.records import Claim, Story

__all__ = ["join_situations"]

Pair = tuple[str, str]

SHARE = 0.5  # of a story's articles must tell of the pair
SILENCE = 150  # days between two parts of a situation
COMMON = 6  # a pair that more stories of several articles are about is no situation of its own
_COUNTRY = 3  # letters of an ISO 3166-1 alpha-3 code
_NO_COUNTRY = frozenset({"IGO", "NGO", "MNC", "IMG"})


def join_situations(stories: Sequence[Story], claims: Mapping[str, Sequence[Claim]]) -> list[Story]:
    """Stories, those of one situation joined into the largest of them.

    Args:
        stories: clusters of articles.
        claims: by document id.

    Returns:
        New stories in order of their first article; the joined one keeps id, title and terms of its largest part.
    """
    pairs = {story.id: _main_pairs(story, claims) for story in stories}
    weight: Counter[Pair] = Counter()
    for story in stories:
        weight.update(dict.fromkeys(pairs[story.id], len(story.documents)))
    by_pair: dict[Pair, list[Story]] = defaultdict(list)
    for story in stories:
        if pairs[story.id]:
            by_pair[min(pairs[story.id], key=lambda pair: (-weight[pair], pair))].append(story)
    joined: dict[str, list[Story]] = {}
    swallowed: set[str] = set()
    for own in by_pair.values():
        if sum(len(s.documents) > 1 for s in own) > COMMON:
            continue
        for part in _without_silence(own):
            largest = max(part, key=lambda s: (len(s.documents), s.id))
            joined[largest.id] = part
            swallowed.update(s.id for s in part if s.id != largest.id)
    kept = [_join(s, joined.get(s.id, [s])) for s in stories if s.id not in swallowed]
    return sorted(kept, key=lambda s: (s.first or "9999", s.id))


def _main_pairs(story: Story, claims: Mapping[str, Sequence[Claim]]) -> list[Pair]:
    """The pairs of countries that most of a story's articles tell of together; several if as many tell of each."""
    counts: Counter[Pair] = Counter()
    for document in story.documents:
        named: Counter[str] = Counter()
        for claim in claims.get(document, ()):
            countries = {a.country for a in (*claim.actors, *claim.recipients) if a.country}
            named.update(c for c in countries if len(c) == _COUNTRY and c not in _NO_COUNTRY)
        counts.update(combinations(sorted(c for c, _ in named.most_common(4)), 2))
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


def _join(story: Story, parts: Sequence[Story]) -> Story:
    if len(parts) == 1:
        return story
    return msgspec.structs.replace(
        story,
        documents=[d for part in parts for d in part.documents],
        first=min(p.first for p in parts if p.first),
        last=max(p.last for p in parts if p.last),
        state="open" if any(p.state == "open" for p in parts) else "closed",
    )
