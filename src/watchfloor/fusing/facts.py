"""What a claim is compared by, computed once for each claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from watchfloor.fusing.sources import Sources
from watchfloor.knowledge.stems import MONTHS_AND_DAYS, STOP_WORDS, stem_of
from watchfloor.records import Actor, Claim, Place, Span

__all__ = [
    "NO",
    "YES",
    "Facts",
    "Standing",
    "days_between",
    "facts_of",
    "interval",
    "known_parties",
    "standing",
    "stems",
]

# What a status says on whether the act took place.
YES = frozenset({"occurred", "ongoing"})
NO = frozenset({"denied"})
# Acts of speech: "X said that it would not rule that out" denies no rejection that others tell of.
_SAID = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "AGREE"})
LONGEST_DATED = timedelta(days=62)  # a longer span says nothing about the day
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Words of telling and of common use that stand by any happening.
_EMPTY = (
    STOP_WORDS
    | MONTHS_AND_DAYS
    | {"according", "told", "reported", "report", "reports", "statement", "added", "called"}
)

Days = tuple[date, date]
Standing = str
"""``real`` (told as happened, going on or announced), ``denied`` (by somebody), ``open`` (what may be, and what did not come to be)."""


class Facts(msgspec.Struct, frozen=True):
    """A claim as fusing sees it.

    Attributes:
        told: the day it was published.
        when: first and last day of its time.
        actors, recipients: what known parties are compared by, to the persons among them.
        act: stems of the words of the act.
        words: stems of the sentence.
    """

    claim: Claim
    origin: str
    standing: Standing
    told: date | None
    when: Days | None
    actors: dict[str, frozenset[str]]
    recipients: dict[str, frozenset[str]]
    act: frozenset[str]
    words: frozenset[str]

    @property
    def place(self) -> Place | None:
        """Where the claim says that it happened."""
        return self.claim.place


def facts_of(claim: Claim, sources: Sources) -> Facts:
    """What a claim is compared by."""
    return Facts(
        claim=claim,
        origin=sources.origin(claim),
        standing=standing(claim),
        told=sources.day(claim),
        when=interval(claim),
        actors=known_parties(claim.actors),
        recipients=known_parties(claim.recipients),
        act=_act_stems(claim.act),
        words=stems(claim.sentence),
    )


def standing(claim: Claim) -> Standing:
    """Whether a claim tells a happening, somebody's denial of one, or what is not or not yet so.

    "The council did not meet" in an article's own voice denies nothing that others say; "X denied that it met" does.
    """
    if claim.status in YES or claim.status == "announced":
        return "real"
    speakers = [s for s in claim.speakers if s.kind != "article"]
    if (
        claim.status in NO
        and speakers
        and (claim.type not in _SAID or any(s.stance == "denies" for s in speakers))
    ):
        return "denied"
    return "open"


def interval(claim: Claim) -> Days | None:
    """First and last day of a claim's time, None when it has none, a doubtful one, or one longer than two months."""
    time = claim.time
    if time is None or time.doubt or not (time.start or time.end):
        return None
    first = date.fromisoformat((time.start or time.end or "")[:10])
    last = date.fromisoformat((time.end or time.start or "")[:10])
    return (first, last) if timedelta() <= last - first <= LONGEST_DATED else None


def days_between(one: Days, other: Days) -> int:
    """Days that lie between two intervals, 0 when they share one."""
    if one[0] <= other[1] and other[0] <= one[1]:
        return 0
    return min(abs((one[0] - other[1]).days), abs((other[0] - one[1]).days))


def known_parties(actors: Iterable[Actor]) -> dict[str, frozenset[str]]:
    """Parties that are known by country or id, each with the persons named for it.

    Organisations are compared by id; their code for a country ("IGO") is that of their kind.
    """
    found: dict[str, set[str]] = {}
    for actor in actors:
        key = party_key(actor)
        if key:
            found.setdefault(key, set()).update({actor.id} if actor.id.startswith("PER_") else ())
    return {key: frozenset(persons) for key, persons in found.items()}


def party_key(actor: Actor) -> str:
    """What a party is compared by: its country, the id of an organisation, empty when it is unknown."""
    country = actor.country or ""
    return (
        country if len(country) == 3 and country not in ("IGO", "NGO", "MNC", "IMG") else actor.id or country
    )


def _act_stems(act: Span | None) -> frozenset[str]:
    return stems(act.text) if act else frozenset()


@lru_cache(maxsize=1 << 16)
def stems(text: str) -> frozenset[str]:
    """Stems of the words that can tell one happening from another."""
    words = (match[0].lower() for match in _WORD.finditer(text))
    return frozenset(stem_of(word) for word in words if len(word) > 2 and word not in _EMPTY)
