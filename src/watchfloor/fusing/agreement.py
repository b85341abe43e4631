"""What the claims of one happening agree on, what they contest, and how much stands behind each value."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from watchfloor.fusing.contests import contest_figures, contest_source, holding
from watchfloor.fusing.facts import NO, YES, days_between, interval, party_key
from watchfloor.fusing.figure_records import Figure
from watchfloor.fusing.matching import LASTING
from watchfloor.fusing.parties import agreed_parties
from watchfloor.fusing.sources import Sources
from watchfloor.records import Claim, Contest, Event, Interval, Place, Value

__all__ = ["make_event"]

# Of two readings of one claim the firmer is told.
FIRMNESS = ("occurred", "ongoing", "denied", "announced", "demanded", "forecast", "possible", "hypothetical")
_SOLID = YES | NO | {"announced"}


def make_event(claims: Sequence[Claim], figures: Mapping[str, Sequence[Figure]], sources: Sources) -> Event:
    """The event that a group of claims speaks of.

    Args:
        claims: in order of publication; untyped ones may be among them, but not first.
        figures: of each claim, by its id.
        sources: where they come from.
    """
    typed = [c for c in claims if c.type]
    kind = Counter(c.type for c in typed).most_common(1)[0][0]
    best = max(typed, key=lambda c: (c.type == kind, FIRMNESS.index(c.status) < 2, c.confidence))
    days = sources.days(claims)
    names = sources.names(claims)
    status, history = _status(claims, sources)
    event = Event(
        id=_id(typed[0], kind),
        type=kind,
        mode=_most(c.mode for c in typed if c.type == kind and c.mode),
        contexts=[name for name, _ in Counter(x for c in typed for x in c.contexts).most_common(3)],
        quad=best.quad,
        claims=[c.id for c in claims],
        actors=agreed_parties((sources.origin(c), c.actors) for c in typed),
        recipients=agreed_parties((sources.origin(c), c.recipients) for c in typed),
        place=_place(typed),
        time=_time(typed, sources),
        quantities=best.quantities,
        status=status,
        factuality=_factuality(claims, sources),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        documents=list(dict.fromkeys(c.document for c in claims)),
        outlets=len({sources.outlet(c) for c in claims}),
        origins=len({sources.origin(c) for c in claims}),
        speakers=len(names),
        speaker_names=list(dict.fromkeys(names.values())),
        history=history,
        summary=best.sentence,
    )
    _settle(event, claims, figures, sources)
    return event


def _settle(
    event: Event, claims: Sequence[Claim], figures: Mapping[str, Sequence[Figure]], sources: Sources
) -> None:
    """Put what is agreed and what is contested on the event."""
    typed = [c for c in claims if c.type]
    for name, groups, kind in (
        ("status", _status_groups(claims), _status_kind(claims, event.status)),
        ("time", _time_groups(typed), "" if event.type in LASTING else "disagreement"),
        ("place", _place_groups(typed), "disagreement"),
    ):
        held = [holding(value, own[0].sentence, own, sources) for value, own in groups]
        if len(held) > 1 and kind:
            event.contested.append(Contest(name=name, kind=kind, holdings=held))
        elif held:
            event.agreed.append(Value(name=name, holding=held[0]))
    agreed, contested = contest_figures([f for c in claims for f in figures.get(c.id, ())], sources)
    event.agreed += agreed
    event.contested += contested
    # Soldiers go where their own country sends them, whoever else a sentence names.
    acting = [a for a in event.actors if a.sector == "MIL"] or event.actors
    parties = {key for actor in acting if (key := party_key(actor))}
    source = contest_source(event.type, parties, claims, sources)
    if source:
        event.contested.append(source)


def _id(claim: Claim, kind: str) -> str:
    return hashlib.blake2b(f"{claim.id}\t{kind}".encode(), digest_size=8).hexdigest()


def _most(values: Iterable[str]) -> str | None:
    common = Counter(values).most_common(1)
    return common[0][0] if common else None


# ---------------------------------------------------------------- time and place


def _time(claims: Sequence[Claim], sources: Sources) -> Interval | None:
    """Of the times given, the one that most origins' times allow; of several such, the finest."""
    dated = [(claim, when) for claim in claims if (when := interval(claim))]
    if not dated:
        # A span too long to know the day by is still better than none.
        return next(
            (c.time for c in claims if c.time and not c.time.doubt and (c.time.start or c.time.end)), None
        )

    def weight(row: tuple[Claim, tuple[date, date]]) -> tuple[int, int, int]:
        allowed = {sources.origin(c) for c, other in dated if days_between(row[1], other) == 0}
        equal = {sources.origin(c) for c, other in dated if other == row[1]}
        return (len(allowed), -(row[1][1] - row[1][0]).days, len(equal))

    return max(dated, key=weight)[0].time


def _time_groups(claims: Sequence[Claim]) -> list[tuple[Any, list[Claim]]]:
    """Days that cannot both be right, each with the claims that give it; spans that hold such a day say nothing against it."""
    groups: dict[tuple[date, date], list[Claim]] = {}
    dated = sorted(
        ((when, c) for c in claims if (when := interval(c))), key=lambda row: row[0][1] - row[0][0]
    )
    for when, claim in dated:
        fitting = [key for key in groups if days_between(key, when) == 0]
        for key in fitting[:1] if len(fitting) == 1 else ():
            groups[key].append(claim)
        if not fitting:
            groups[when] = [claim]
    return [([first.isoformat(), last.isoformat()], own) for (first, last), own in sorted(groups.items())]


def _place(claims: Sequence[Claim]) -> Place | None:
    """The place that most claims name, finer ones before countries."""
    counts = Counter(c.place.id or c.place.name for c in claims if c.place)
    places = {p.id or p.name: p for c in reversed(claims) if (p := c.place)}
    fine = {key for key in counts if places[key].kind != "country"}
    return places[max(counts, key=lambda key: (key in fine, counts[key]))] if counts else None


def _place_groups(claims: Sequence[Claim]) -> list[tuple[Any, list[Claim]]]:
    """Cities that cannot both be right; a region or a country may hold them all."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.place and claim.place.kind == "city":
            groups[claim.place.id or claim.place.name].append(claim)
    return list(groups.items())


# ---------------------------------------------------------------- status


def _factuality(claims: Sequence[Claim], sources: Sources) -> float:
    """Mean over voices of what each says last."""
    last: dict[str, float] = {}
    for claim in claims:
        for key, _ in sources.voices(claim):
            last[key] = claim.factuality
    return round(sum(last.values()) / len(last), 2)


def _status(claims: Sequence[Claim], sources: Sources) -> tuple[str, list[dict[str, Any]]]:
    """The event's status by weight of independent voices, and how it came about.

    Every voice counts once, with the last that it said. Affirmed and denied at once is ``contested``, unless those
    who denied it have affirmed it since, or those who affirmed it have taken it back.
    """
    last: dict[str, Claim] = {}
    history: list[dict[str, Any]] = []
    status = ""
    for claim in claims:
        day = sources.day(claim)
        changed = []
        for key, name in sources.voices(claim):
            before = last.pop(key, None)
            last[key] = claim
            if before is None or before.status != claim.status:
                changed.append(name)
        now = _weigh(last.values())
        if now != status:
            what = f"{_word(claim.status)} by {' and '.join(changed) or sources.outlet(claim)}"
            entry = {"day": day.isoformat() if day else None, "what": what, "claim": claim.id, "status": now}
            history.append(entry)
            status = now
    return status, history


def _weigh(last: Iterable[Claim]) -> str:
    """The status that the last words of all voices, in the order in which they were said, add up to."""
    claims = list(last)
    weights: Counter[str] = Counter(c.status for c in claims)
    yes = [s for s in YES if weights[s]]
    if yes and any(weights[s] for s in NO):
        verdict = _taken_back(claims)
        if not verdict:
            return "contested"
        return max(yes, key=lambda s: (weights[s], s)) if verdict == "denial" else "denied"
    if yes:
        return max(yes, key=lambda s: (weights[s], s))
    solid = [s for s in weights if s in _SOLID] or list(weights)
    return max(solid, key=lambda s: (weights[s], -FIRMNESS.index(s)))


def _taken_back(claims: Sequence[Claim]) -> str:
    """``denial`` if every country that denied has affirmed since, ``affirmation`` the other way round, else empty."""
    affirmed, denied = (
        {s.country: n for n, c in enumerate(claims) if c.status in side for s in c.speakers}
        for side in (YES, NO)
    )
    voiceless = {
        side: any(not any(s.country for s in c.speakers) for c in claims if c.status in side)
        for side in (YES, NO)
    }
    if denied and not voiceless[NO] and all(affirmed.get(who, -1) > n for who, n in denied.items()):
        return "denial"
    if affirmed and not voiceless[YES] and all(denied.get(who, -1) > n for who, n in affirmed.items()):
        return "affirmation"
    return ""


def _status_groups(claims: Sequence[Claim]) -> list[tuple[Any, list[Claim]]]:
    """Claims by status, those of the firmest first; told as past and told as going on are one."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups["occurred" if claim.status in YES else claim.status].append(claim)
    return sorted(groups.items(), key=lambda row: FIRMNESS.index(row[0]))


def _status_kind(claims: Sequence[Claim], status: str) -> str:
    """How the statuses of claims differ: a ``disagreement``, a ``progression`` over time, or empty for not at all."""
    if status == "contested":
        return "disagreement"
    first = {name: min(n for n, c in enumerate(claims) if c in own) for name, own in _status_groups(claims)}
    if "denied" in first and len(first) > 1:
        return "progression" if "occurred" in first else "disagreement"
    later = [first[name] for name in first if name == "occurred"]
    return (
        "progression"
        if later and any(n < later[0] for name, n in first.items() if name != "occurred")
        else ""
    )


def _word(status: str) -> str:
    return {"occurred": "reported as a fact", "ongoing": "reported as going on"}.get(
        status, f"reported as {status}"
    )
