"""What a figure of a claim counts: which series it belongs to and whose people they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from watchfloor.fusing.sources import Sources
from watchfloor.knowledge.actor_tables import ActorTable
from watchfloor.records import Actor, Claim, Quantity

__all__ = ["FORCE", "FORCE_TYPES", "FORCE_WORDS", "LOSSES", "Figure", "read_figures"]

FORCE = "force"
LOSSES = frozenset({"killed", "injured", "casualties", "captured", "missing"})
# How many were sent, are there or train are readings of one force.
_FORCE_ROLES = frozenset(
    [
        "sent",
        "deployed",
        "trained",
        "training",
        "present",
        "stationed",
        "crossed",
        "recruited",
        "expected",
        "received",
    ]
)
_ROLES = {"wounded": "injured", "dead": "killed", "lost": "casualties"}
_PEOPLE = frozenset({"persons", "person", "people", "troops", "soldiers", "forces"})
_SPANS = frozenset(
    ["percent", "days", "years", "hours", "months", "weeks", "minutes", "seconds", "times", "places", "units"]
)
_THINGS = frozenset(
    ["weapons", "missiles", "drones", "munitions", "shells", "vehicles", "aircraft", "ships", "tanks", "guns"]
)
_FIGHTERS = frozenset({"MIL", "REB", "SEP", "PRM"})
# Acts by which a force comes to be somewhere, and the words that say it is one.
FORCE_TYPES = frozenset({"MOBILIZE", "AID", "COOPERATE"})
FORCE_WORDS = re.compile(
    r"\b(?:soldiers?|troops?|contingent|servicemen|deploy\w*|personnel|forces?|fighters)\b", re.I
)
_LOSS_WORDS = re.compile(r"\b(?:casualt\w+|losses|killed|wounded|dead|injured|toll)\b", re.I)
_SUFFERED = re.compile(r"(?:has |have |had )?(?:suffer|sustain|los[et]|t[ao]ken? )", re.I)
_COUNT_WORDS = re.compile(r"\b(?:number|figure|total|count|estimates?)\b", re.I)
_BARE = frozenset({"", "them", "they", "men", "those"})
# A number without a noun counts people only from here on.
_LEAST_BARE = 100
_NEAR = 200  # characters from the beginning of one sentence to that of the next
# Fewer are no force, and one man's fate is no count.
_LEAST_FORCE, _LEAST_LOSS = 10, 2


class Figure(msgspec.Struct, frozen=True):
    """A figure with what it counts.

    Attributes:
        series: ``force``, a role (``killed``), or the thing counted where there is none.
        side: whose people they are, as country or actor id; the thing counted for what is no people; may be empty.
    """

    claim: Claim
    quantity: Quantity
    series: str
    side: str


def read_figures(claims: Sequence[Claim], sources: Sources) -> list[Figure]:
    """The figures of a story's claims; no money without a role, shares or spans of time.

    "They", "the soldiers" and bare numbers are of the side that the article's figures were of last, or of the only
    one that its claims know. Where the article names none, a figure is taken for that of the story's main side only
    if somebody gave the same value for it.

    Args:
        claims: in order of publication and of the text.
        sources: where they come from.
    """
    figures: list[Figure] = []
    last: dict[str, tuple[str, str, int]] = {}  # series, side and place of an article's last figure
    fighting = _fighting_sides(claims)
    for claim in claims:
        for quantity in claim.quantities:
            if (
                quantity.doubt
                or quantity.rate
                or quantity.unit in _SPANS
                or (quantity.low is None and quantity.high is None)
            ):
                continue
            series, side = _kind(claim, quantity, last.get(claim.document, ("", "", -_NEAR)))
            if series == FORCE or series in LOSSES:
                if max(quantity.low or 0, quantity.high or 0) < (
                    _LEAST_FORCE if series == FORCE else _LEAST_LOSS
                ):
                    continue
                if not side and not _read_item(quantity.item)[1]:
                    # "300 killed", "1,500 of them": of the force spoken of before; "20 servicemen" may be anybody's.
                    side = last.get(claim.document, ("", "", 0))[1] or fighting.get(claim.document, "")
                if side:
                    last[claim.document] = (series, side, claim.start)
            if series:
                figures.append(Figure(claim, quantity, series, side))
    return _with_sides(figures)


def _kind(claim: Claim, quantity: Quantity, before: tuple[str, str, int]) -> tuple[str, str]:
    """Series and side of a figure, both empty when it belongs to none."""
    role = _ROLES.get(quantity.role, quantity.role)
    people = quantity.unit in _PEOPLE or not quantity.unit
    country, fighters = _read_item(quantity.item)
    if role in LOSSES:
        # Who kills is the actor, who suffers losses is so too.
        lost = claim.actors if claim.act and _SUFFERED.match(claim.act.text) else claim.recipients
        return role, country or _overlapping(claim, quantity) or _only_side(claim, lost)
    if people and (role in _FORCE_ROLES or (not role and fighters)):
        return FORCE, country or _overlapping(claim, quantity) or _only_side(claim, claim.actors)
    if not role and not quantity.unit and quantity.item.lower() in _BARE:
        value = quantity.low or quantity.high or 0
        series = _series_of_words(claim, quantity.item, before) if value >= _LEAST_BARE else ""
        return series, _only_side(claim, []) if series else ""
    if role and not (people and (quantity.low or 0) < 3):
        return role, _last_word(quantity)
    return ("count", _last_word(quantity)) if quantity.unit in _THINGS else ("", "")


def _series_of_words(claim: Claim, item: str, before: tuple[str, str, int]) -> str:
    """What a bare number counts, by the words beside it or by the figure shortly before it."""
    if _LOSS_WORDS.search(claim.sentence):
        return "casualties"
    if FORCE_WORDS.search(claim.sentence):
        return FORCE
    series, _, start = before
    return series if item or _COUNT_WORDS.search(claim.sentence) or 0 < claim.start - start < _NEAR else ""


@lru_cache(maxsize=1 << 14)
def _read_item(item: str) -> tuple[str, bool]:
    """The country named in the counted words, and whether they are fighters."""
    country, fighters = "", False
    for hit in ActorTable.load().find(item):
        for form in hit.forms[:1]:
            if form.entry and form.entry.country:
                country = country or form.entry.country
            if form.role and form.role.sector in _FIGHTERS:
                fighters = True
    return country, fighters


@lru_cache(maxsize=1 << 14)
def _named_forces(sentence: str) -> frozenset[str]:
    """Countries whose forces a sentence names ("North Korean soldiers")."""
    hits = ActorTable.load().find(sentence)
    return frozenset(
        entry.country
        for one, other in pairwise(hits)
        if other.start - one.end <= 1
        and (entry := one.forms[0].entry)
        and entry.country
        and FORCE_WORDS.fullmatch(sentence[other.start : other.end])
    )


def _overlapping(claim: Claim, quantity: Quantity) -> str:
    """The side of a party whose words hold the figure or stand right behind it."""
    for actor in (*claim.actors, *claim.recipients):
        if _side(actor) and actor.start <= quantity.end + 2 and actor.end > quantity.start:
            return _side(actor)
    return ""


def _side(actor: Actor) -> str:
    return actor.country if actor.country and len(actor.country) == 3 else ""


def _only_side(claim: Claim, parties: Sequence[Actor]) -> str:
    """The force that the sentence names, else the fighting one of the parties, else the country of an only party.

    Of a claim without an act the parties may as well be those who count.
    """
    sides = set(_named_forces(claim.sentence))
    if not sides and claim.type:
        known = [a for a in parties if _side(a) and not a.id.startswith("PER_")]
        sides = {_side(a) for a in known if a.sector in _FIGHTERS} or {_side(a) for a in known}
    if len(sides) > 1:
        # Who counts is rarely who is counted.
        sides -= {speaker.country or "" for speaker in claim.speakers}
    return next(iter(sides)) if len(sides) == 1 else ""


def _fighting_sides(claims: Iterable[Claim]) -> dict[str, str]:
    """For each article the country whose forces its claims speak of most, where they speak of it twice as often."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        for actor in (*claim.actors, *claim.recipients):
            if actor.sector in _FIGHTERS and _side(actor):
                counts[claim.document][_side(actor)] += 1
    best = {}
    for document, sides in counts.items():
        (first, most), *others = sides.most_common(2)
        if most > 1 and (not others or most >= 2 * others[0][1]):
            best[document] = first
    return best


def _with_sides(figures: list[Figure]) -> list[Figure]:
    """Figures without a side take the main one's where somebody gave the same value for it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    values: set[tuple[str, str, float | None, float | None]] = set()
    for figure in figures:
        if figure.side:
            counts[_pool(figure.series)][figure.side] += 1
            values.add((_pool(figure.series), figure.side, figure.quantity.low, figure.quantity.high))
    done = []
    for figure in figures:
        if not figure.side and (figure.series == FORCE or figure.series in LOSSES):
            pool = _pool(figure.series)
            main = next((side for side, _ in counts[pool].most_common(1)), "")
            if (pool, main, figure.quantity.low, figure.quantity.high) not in values:
                continue
            figure = msgspec.structs.replace(figure, side=main)
        done.append(figure)
    return done


def _pool(series: str) -> str:
    return "losses" if series in LOSSES else series


def _last_word(quantity: Quantity) -> str:
    words = re.findall(r"[a-z]+", quantity.item.lower())
    return words[-1] if words else quantity.unit
