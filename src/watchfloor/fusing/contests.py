"""Figures side by side: who gives which, since when, and whether they disagree or only went up; and who is the source."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from watchfloor.fusing.counting import LOSSES, Figure
from watchfloor.fusing.facts import party_key
from watchfloor.fusing.sources import Sources
from watchfloor.records import Claim, Contest, Event, Holding, Quantity, Speaker, Value

__all__ = ["contest_figures", "contest_source", "figure_contests", "holding"]

# Days within which two figures are of one time.
SAME_TIME = 4
# A party that speaks this many days after the others has confirmed what they reported.
CONFIRMED_LATER = 2
_SAYS = frozenset({"states", "confirms", "promises"})
# Acts that one side does and may keep to itself, so that it matters who made them known.
_ONE_SIDED = frozenset({"MOBILIZE", "AID", "COOPERATE", "ASSAULT", "COERCE", "RETREAT"})


def holding(value: object, text: str, claims: Sequence[Claim], sources: Sources) -> Holding:
    """Who holds a value, since when."""
    days = sources.days(claims)
    return Holding(
        value=value,
        text=text,
        speakers=list(dict.fromkeys(sources.names(claims).values())),
        claims=list(dict.fromkeys(c.id for c in claims)),
        since=days[0] if days else None,
        until=days[-1] if days else None,
        origins=len({sources.origin(c) for c in claims}),
    )


# ---------------------------------------------------------------- figures


def contest_figures(figures: Iterable[Figure], sources: Sources) -> tuple[list[Value], list[Contest]]:
    """The figures of one event: those agreed on and those that differ."""
    agreed: list[Value] = []
    contested: list[Contest] = []
    kinds: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        kinds[figure.series, figure.side].append(figure)
    for (series, _), told in kinds.items():
        _settle(f"figure:{series}", told, sources, agreed, contested)
    return agreed, contested


def figure_contests(figures: Sequence[Figure], sources: Sources) -> list[Event]:
    """For each side the size of its force and its losses, and for each thing its count, where a story gives several values.

    Each is an event without a type, so that a reader sees the figures of different claims side by side. Killed,
    injured and both together are values of their own within the losses of a side.
    """
    pools: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        pools["losses" if figure.series in LOSSES else figure.series, figure.side].append(figure)
    events = []
    for (pool, side), told in pools.items():
        agreed: list[Value] = []
        contested: list[Contest] = []
        series: dict[str, list[Figure]] = defaultdict(list)
        for figure in told:
            series[figure.series].append(figure)
        for name, own in series.items():
            _settle(f"figure:{name}", own, sources, agreed, contested)
        if contested:
            events.append(_figure_event(pool, side, told, agreed, contested, sources))
    return events


def _settle(name: str, told: Sequence[Figure], sources: Sources, agreed: list[Value], contested: list[Contest]) -> None:
    holdings = _holdings(told, sources)
    if len(holdings) == 1:
        agreed.append(Value(name=name, holding=holdings[0]))
    else:
        contested.append(Contest(name=name, kind=_kind_of(told, sources), holdings=holdings))


def _figure_event(
    pool: str, side: str, told: Sequence[Figure], agreed: list[Value], contested: list[Contest], sources: Sources
) -> Event:
    claims = list({figure.claim.id: figure.claim for figure in told}.values())
    days = sources.days(claims)
    names = sources.names(claims)
    disagree = any(contest.kind == "disagreement" for contest in contested)
    return Event(
        id=hashlib.blake2b(f"{pool}\t{side}\t{claims[0].id}".encode(), digest_size=8).hexdigest(),
        type="",
        claims=[c.id for c in claims],
        agreed=agreed,
        contested=contested,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        documents=list(dict.fromkeys(c.document for c in claims)),
        outlets=len({sources.outlet(c) for c in claims}),
        origins=len({sources.origin(c) for c in claims}),
        speakers=len(names),
        speaker_names=list(dict.fromkeys(names.values())),
        status="contested" if disagree else "ongoing",
        summary=", ".join(part for part in (pool, side) if part),
    )


def _holdings(told: Sequence[Figure], sources: Sources) -> list[Holding]:
    """Each value once, in order of its first report, with who gives it."""
    values: dict[tuple[float | None, float | None], list[Figure]] = defaultdict(list)
    for figure in told:
        values[figure.quantity.low, figure.quantity.high].append(figure)
    holdings = [
        holding(list(value), rows[0].quantity.text, [figure.claim for figure in rows], sources)
        for value, rows in values.items()
    ]
    return sorted(holdings, key=lambda h: h.since or "9999")


def _kind_of(told: Sequence[Figure], sources: Sources) -> str:
    """``disagreement`` if figures of one time by different voices cannot both hold, else ``progression``."""
    seen: dict[tuple[float | None, float | None, str, date | None], tuple[Figure, frozenset[str]]] = {}
    for figure in told:
        voices = frozenset(key for key, _ in sources.voices(figure.claim))
        mark = (figure.quantity.low, figure.quantity.high, figure.quantity.qualifier, sources.day(figure.claim))
        seen.setdefault(mark, (figure, voices))
    rows = list(seen.items())
    for n, ((*_, day), (figure, voices)) in enumerate(rows):
        for (*_, other_day), (other, others) in rows[n + 1 :]:
            near = not (day and other_day) or abs((day - other_day).days) <= SAME_TIME
            if near and not voices & others and not _agree(figure.quantity, other.quantity):
                return "disagreement"
    return "progression"


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether the two can both be true: their intervals, widened a little where they are rough, share a value."""
    a, b = _bounds(one), _bounds(other)
    return a[0] <= b[1] and b[0] <= a[1]


def _bounds(quantity: Quantity) -> tuple[float, float]:
    low = quantity.low if quantity.low is not None else 0.0
    high = quantity.high if quantity.high is not None else float("inf")
    slack = 0.1 if quantity.qualifier == "about" else 0.0
    return low * (1 - slack), high * (1 + slack)


# ---------------------------------------------------------------- the source


def contest_source(kind: str, parties: Iterable[str], claims: Sequence[Claim], sources: Sources) -> Contest | None:
    """Whether the acting party announced an act itself or others made it known, where claims tell both.

    Args:
        kind: the event's type; only of acts that a party may keep to itself is it asked.
        parties: keys of the acting parties.
        claims: of the event, in order.
        sources: where they come from.

    Returns:
        None where all claims agree. A progression where the party spoke later than the others, else a disagreement.
    """
    acting = set(parties)
    if kind not in _ONE_SIDED or not acting:
        return None
    announced: list[tuple[Claim, Speaker | None]] = []
    reported: list[tuple[Claim, Speaker]] = []
    for claim in claims:
        others = {key for side in (claim.actors, claim.recipients) for actor in side if (key := party_key(actor))}
        speakers = [s for s in claim.speakers if s.kind != "article" and s.stance in _SAYS]
        own = [s for s in speakers if s.country in acting and s.kind != "media"]
        foreign = [s for s in speakers if s.country and s.country not in acting | others or s.sector == "SPY"]
        if own:
            announced.append((claim, own[0]))
        elif foreign:
            reported.append((claim, foreign[0]))
        elif claim.status == "announced" and not speakers:
            announced.append((claim, None))
    if not (announced and reported):
        return None
    first_own, first_other = (sources.days([c for c, _ in rows]) for rows in (announced, reported))
    later = bool(first_own and first_other) and _days_later(first_own[0], first_other[0]) > CONFIRMED_LATER
    speaker = reported[0][1]
    return Contest(
        name="source",
        kind="progression" if later else "disagreement",
        holdings=[
            holding("announced", "announced by the acting party itself", [c for c, _ in announced], sources),
            holding("reported", f"reported by {speaker.name or speaker.text or 'others'}", [c for c, _ in reported], sources),
        ],
    )


def _days_later(one: str, other: str) -> int:
    return (date.fromisoformat(one) - date.fromisoformat(other)).days
