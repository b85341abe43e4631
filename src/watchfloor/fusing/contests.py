"""Figures side by side: who gives which, since when, and whether they disagree or only went up; and who is the source."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import date

from watchfloor.fusing.comparing import comparable, has_grown
from watchfloor.fusing.counting import FORCE_TYPES, FORCE_WORDS
from watchfloor.fusing.facts import known_parties, standing
from watchfloor.fusing.figure_records import FORCE, LOSSES, Figure
from watchfloor.fusing.sources import Sources
from watchfloor.records import Claim, Contest, Event, Holding, Quantity, Speaker, Value

__all__ = [
    "contest_figures",
    "contest_source",
    "figure_contests",
    "holding",
    "source_contests",
    "speaks_of_force",
]

# Days within which two figures are of one time.
SAME_TIME = 4
# A party that speaks this many days after the others has confirmed what they reported.
CONFIRMED_LATER = 2
# How much more than "at least" so many is still meant by it, and by how much a count grows from day to day.
_BARELY, _GROWS = 1.05, 2.0
_SAYS = frozenset({"states", "confirms"})
_Said = tuple[Claim, Speaker]
# Acts that one side does and may keep to itself, so that it matters who made them known.
_ONE_SIDED = FORCE_TYPES


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
    main: dict[str, str] = {}
    for figure in figures:
        # The claims are of one happening, unless an article itself tells its incidents apart.
        first = main.setdefault(figure.claim.document, figure.incident)
        kinds[figure.series, figure.side if figure.incident == first else figure.incident].append(figure)
    for (series, _), several in kinds.items():
        for told in comparable(several, sources):
            _settle(f"figure:{series}", told, sources, agreed, contested)
    return agreed, contested


def figure_contests(figures: Sequence[Figure], sources: Sources) -> list[Event]:
    """For each side the size of its force and its losses, and for each thing its count, where a story gives several values.

    Each is an event without a type, so that a reader sees the figures of different claims side by side. Killed,
    injured and both together are values of their own within the losses of a side.
    """
    pools: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        pool = "losses" if figure.series in LOSSES else figure.series
        pools[pool, figure.incident or figure.side].append(figure)
    events = []
    for (pool, _), told in pools.items():
        disputed: list[Figure] = []
        agreed: list[Value] = []
        contested: list[Contest] = []
        series: dict[str, list[Figure]] = defaultdict(list)
        for figure in told:
            series[figure.series].append(figure)
        for name, several in series.items():
            for own in comparable(several, sources):
                before = len(contested)
                _settle(f"figure:{name}", own, sources, agreed, contested)
                disputed += own if len(contested) > before else ()
        if contested:
            claims = list({figure.claim.id: figure.claim for figure in told}.values())
            events.append(_side_event(pool, _side_of(disputed), claims, agreed, contested, sources))
    return events


def _side_of(told: Sequence[Figure]) -> str:
    """The side of most figures, or the country where their incident was."""
    known = [f.side or (f.claim.place.country or "" if f.claim.place else "") for f in told]
    return next((side for side, _ in Counter(side for side in known if side).most_common(1)), "")


def _settle(
    name: str, told: Sequence[Figure], sources: Sources, agreed: list[Value], contested: list[Contest]
) -> None:
    holdings = _holdings(told, sources)
    # "1,000 sappers and 5,000 builders": two figures of one sentence count two things.
    alone = len(holdings) == 1 or len({(figure.claim.document, figure.claim.start) for figure in told}) == 1
    kind = "" if alone else _kind_of(told, len({held.since for held in holdings}) > 1, sources)
    if kind:
        contested.append(Contest(name=name, kind=kind, holdings=holdings))
    else:
        agreed.extend(Value(name=name, holding=held) for held in holdings)


def _side_event(
    what: str,
    side: str,
    claims: Sequence[Claim],
    agreed: list[Value],
    contested: list[Contest],
    sources: Sources,
) -> Event:
    """An event without a type that brings together what claims of several events say of one side."""
    days = sources.days(claims)
    names = sources.names(claims)
    disagree = any(contest.kind == "disagreement" for contest in contested)
    return Event(
        id=hashlib.blake2b(f"{what}\t{side}\t{claims[0].id}".encode(), digest_size=8).hexdigest(),
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
        summary=", ".join(part for part in (what, side) if part),
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


def _kind_of(told: Sequence[Figure], days: bool, sources: Sources) -> str:
    """How figures differ.

    Args:
        told: the figures.
        days: whether their values were first given on several days.
        sources: where they come from.

    Returns:
        ``disagreement`` if figures of one time by different voices cannot both hold; ``progression`` if they are of
        several days or told as growing; empty for one day's that may all hold ("dozens", "about 40").
    """
    seen: dict[tuple[float | None, float | None, str, date | None], tuple[Figure, frozenset[str]]] = {}
    for figure in told:
        voices = frozenset(key for key, _ in sources.voices(figure.claim))
        mark = (
            figure.quantity.low,
            figure.quantity.high,
            figure.quantity.qualifier,
            sources.day(figure.claim),
        )
        seen.setdefault(mark, (figure, voices))
    rows = list(seen.items())
    for n, ((*_, day), (figure, voices)) in enumerate(rows):
        for (*_, other_day), (other, others) in rows[n + 1 :]:
            apart = abs((day - other_day).days) if day and other_day else 0
            if apart <= SAME_TIME and not voices & others and _clash(figure, other, apart):
                return "disagreement"
    grown = any(has_grown(figure) for _, (figure, _) in rows)
    return "progression" if days or grown else ""


def _clash(one: Figure, later: Figure, apart: int) -> bool:
    """Whether two figures of different voices, the second told ``apart`` days later, cannot both hold."""
    if _agree(one.quantity, later.quantity, open_ends=apart > 0):
        return False
    first, second = _size(one.quantity), _size(later.quantity)
    if has_grown(one if first > second else later) or has_grown(later):
        return False
    # What is counted still: a day later more are known of.
    grows = one.series in LOSSES and (one.civil or later.civil) and apart > 0
    return not (grows and first <= second <= first * _GROWS)


def _size(quantity: Quantity) -> float:
    return quantity.low or quantity.high or 0.0


def _agree(one: Quantity, other: Quantity, *, open_ends: bool = True) -> bool:
    """Whether the two can both be true: their intervals, widened a little where they are rough, share a value.

    Who says "at least 40" on the day on which another says 49 knows of 40; days later it is no contradiction.
    """
    a, b = _bounds(one, open_ends), _bounds(other, open_ends)
    return a[0] <= b[1] and b[0] <= a[1]


def _bounds(quantity: Quantity, open_ends: bool) -> tuple[float, float]:
    low = quantity.low if quantity.low is not None else 0.0
    high = quantity.high if quantity.high is not None else float("inf") if open_ends else low * _BARELY
    slack = 0.1 if quantity.qualifier == "about" else 0.0
    return low * (1 - slack), high * (1 + slack)


# ---------------------------------------------------------------- the source


def contest_source(
    kind: str, parties: Iterable[str], claims: Sequence[Claim], sources: Sources
) -> Contest | None:
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
    announced, reported = _by_source(acting, claims)
    if not (announced and reported):
        return None
    first_own, first_other = (sources.days([c for c, _ in rows]) for rows in (announced, reported))
    later = bool(first_own and first_other) and _days_later(first_own[0], first_other[0]) > CONFIRMED_LATER
    return Contest(
        name="source",
        kind="progression" if later else "disagreement",
        holdings=[
            holding("announced", f"announced by {_own(announced)}", [c for c, _ in announced], sources),
            holding("reported", f"reported by {_named(reported)}", [c for c, _ in reported], sources),
        ],
    )


def source_contests(claims: Sequence[Claim], figures: Sequence[Figure], sources: Sources) -> list[Event]:
    """For each side whose force is abroad: who made that known, where claims of different events differ on it.

    Args:
        claims: of the story, in order.
        figures: of the story; a claim without a type speaks of a force if it gives its size.
        sources: where they come from.
    """
    sized = {figure.claim.id: figure.side for figure in figures if figure.series == FORCE and figure.side}
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if standing(claim) != "real" or not speaks_of_force(claim, sized):
            continue
        sides = {sized[claim.id]} if claim.id in sized else set(known_parties(claim.actors))
        there = set(known_parties(claim.recipients)) | ({claim.place.country or ""} if claim.place else set())
        for side in sides:
            # A figure may come without a place: it is put beside whatever the side's force is told to do.
            for country in there - {side, ""} or ({""} if claim.id in sized else set()):
                told[side, country].append(claim)
    best: dict[str, tuple[Contest, list[Claim]]] = {}
    for (side, country), there_too in sorted(told.items()):
        own = sources.in_order([*there_too, *(told.get((side, ""), []) if country else [])])
        contest = contest_source("MOBILIZE", [side], own, sources)
        if contest and (side not in best or len(own) > len(best[side][1])):
            held = {key for one in contest.holdings for key in one.claims}
            best[side] = (contest, [c for c in own if c.id in held])
    return [_side_event("source", side, own, [], [contest], sources) for side, (contest, own) in best.items()]


def speaks_of_force(claim: Claim, sized: Container[str]) -> bool:
    """Whether a claim tells that soldiers come to be somewhere: by its type and words, or by a figure of a force."""
    return claim.id in sized or (claim.type in FORCE_TYPES and bool(FORCE_WORDS.search(claim.sentence)))


def _by_source(acting: set[str], claims: Iterable[Claim]) -> tuple[list[_Said], list[_Said]]:
    """Claims that give the acting party's own word, and those that give another country's."""
    announced: list[_Said] = []
    reported: list[_Said] = []
    for claim in claims:
        if standing(claim) != "real":
            continue
        parties = known_parties([*claim.actors, *claim.recipients]).keys() | acting
        speakers = [s for s in claim.speakers if s.kind != "article" and s.stance in _SAYS]
        own = [s for s in speakers if s.country in acting and s.kind != "media"]
        foreign = [s for s in speakers if s.country and s.country not in parties]
        if own:
            announced.append((claim, own[0]))
        elif foreign:
            reported.append((claim, foreign[0]))
    return announced, reported


def _named(rows: Sequence[_Said]) -> str:
    """Who they are, where it is one; the reader sees each beside this."""
    names = {speaker.name or speaker.text for _, speaker in rows} - {""}
    return (rows[0][1].name or rows[0][1].text or "its speaker") if len(names) <= 1 else "others"


def _own(rows: Sequence[_Said]) -> str:
    return rows[0][1].name or rows[0][1].text or "its speaker"


def _days_later(one: str, other: str) -> int:
    return (date.fromisoformat(one) - date.fromisoformat(other)).days
