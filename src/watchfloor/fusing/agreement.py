"""What the claims of one happening agree on, what they contest, and how much stands behind each value."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from watchfloor.fusing.contests import contest_figures
from watchfloor.records import Actor, Claim, Contest, Document, Event, Holding, Interval, Origin, Value

__all__ = ["Sources", "make_event"]

# What a status says on whether the act took place.
YES = frozenset({"occurred", "ongoing"})
NO = frozenset({"denied"})
# Of two readings of one claim the firmer is told.
FIRMNESS = ("occurred", "ongoing", "denied", "announced", "demanded", "forecast", "possible", "hypothetical")


class Sources:
    """Where claims come from: day, outlet and origin of their documents.

    Args:
        documents: of the story.
        origins: groups of copies.
    """

    def __init__(self, documents: Sequence[Document], origins: Sequence[Origin]) -> None:
        self.documents = {d.id: d for d in documents}
        self._origins = {document: origin.id for origin in origins for document in origin.documents}

    def day(self, claim: Claim) -> date | None:
        """The day on which the claim was published."""
        document = self.documents.get(claim.document)
        return document.day if document else None

    def outlet(self, claim: Claim) -> str:
        """Its outlet, or its address where that is unknown."""
        document = self.documents.get(claim.document)
        return (document.outlet or document.address) if document else ""

    def origin(self, claim: Claim) -> str:
        """The id of its origin, its own document where it is nobody's copy."""
        return self._origins.get(claim.document, claim.document)

    def voices(self, claim: Claim) -> list[tuple[str, str]]:
        """Who says so, as key and name: speakers, else the origin in its own voice.

        An unnamed speaker is one only within an origin, since two papers' "officials" need not be the same.
        """
        voices = []
        for speaker in claim.speakers:
            if speaker.kind == "article":
                voices.append((f"origin:{self.origin(claim)}", self.outlet(claim)))
            elif speaker.id or speaker.country:
                voices.append((speaker.id or f"{speaker.country}:{speaker.sector}", speaker.name or speaker.text))
            else:
                name = speaker.name or speaker.text or "unnamed"
                key = name.lower() if speaker.kind == "named" else f"{self.origin(claim)}:{name.lower()}"
                voices.append((key, name))
        return voices or [(f"origin:{self.origin(claim)}", self.outlet(claim))]


def make_event(claims: Sequence[Claim], sources: Sources) -> Event:
    """The event that a group of claims speaks of.

    Args:
        claims: in order of publication.
        sources: where they come from.
    """
    kind = Counter(c.type for c in claims).most_common(1)[0][0]
    best = max(claims, key=lambda c: (c.type == kind, FIRMNESS.index(c.status) < 2, c.confidence))
    days = sorted(day for day in (sources.day(c) for c in claims) if day)
    voices = {key: name for c in claims for key, name in sources.voices(c)}
    status, statuses, history = _status(claims, sources)
    event = Event(
        id=_id(claims[0], kind),
        type=kind,
        mode=_most(c.mode for c in claims if c.mode),
        contexts=[name for name, _ in Counter(x for c in claims for x in c.contexts).most_common(3)],
        quad=best.quad,
        claims=[c.id for c in claims],
        actors=_parties(c.actors for c in claims),
        recipients=_parties(c.recipients for c in claims),
        place=next((c.place for c in sorted(claims, key=_rank) if c.place), None),
        time=_time(claims, sources),
        quantities=best.quantities,
        status=status,
        factuality=_factuality(claims, sources),
        first=days[0].isoformat() if days else None,
        last=days[-1].isoformat() if days else None,
        documents=list(dict.fromkeys(c.document for c in claims)),
        outlets=len({sources.outlet(c) for c in claims}),
        origins=len({sources.origin(c) for c in claims}),
        speakers=len(voices),
        speaker_names=list(dict.fromkeys(voices.values())),
        history=history,
        summary=best.sentence,
    )
    if len(statuses) > 1:
        event.contested.append(Contest(name="status", kind="disagreement", holdings=statuses))
    elif statuses:
        event.agreed.append(Value(name="status", holding=statuses[0]))
    agreed, contested = contest_figures(claims, sources)
    event.agreed += agreed
    event.contested += contested
    return event


def _id(claim: Claim, kind: str) -> str:
    return hashlib.blake2b(f"{claim.id}\t{kind}".encode(), digest_size=8).hexdigest()


def _most(values: Iterable[str]) -> str | None:
    common = Counter(values).most_common(1)
    return common[0][0] if common else None


def _rank(claim: Claim) -> tuple[bool, float]:
    return (claim.status not in YES, -claim.confidence)


def _parties(sides: Iterable[Sequence[Actor]]) -> list[Actor]:
    """Each party once, the most often named first; a country alone goes where a finer actor of it stands."""
    counts: Counter[str] = Counter()
    first: dict[str, Actor] = {}
    for side in sides:
        for actor in side:
            key = actor.id or actor.text.lower()
            counts[key] += 1
            first.setdefault(key, actor)
    fine = {a.country for a in first.values() if a.country and a.sector}
    kept = [key for key in counts if not (first[key].country in fine and not first[key].sector)]
    known = [key for key in kept if first[key].id or first[key].country]
    return [first[key] for key in sorted(known or kept, key=lambda k: (-counts[k], list(counts).index(k)))][:6]


def _time(claims: Sequence[Claim], sources: Sources) -> Interval | None:
    """The time most claims give; the narrowest of those given as often."""
    given: dict[tuple[str | None, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.time and not claim.time.doubt and (claim.time.start or claim.time.end):
            given[claim.time.start, claim.time.end].append(claim)
    if not given:
        return None

    def weight(key: tuple[str | None, str | None]) -> tuple[int, int]:
        start, end = key
        length = (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days if start and end else 400
        return (len({sources.origin(c) for c in given[key]}), -length)

    return given[max(given, key=weight)][0].time


def _factuality(claims: Sequence[Claim], sources: Sources) -> float:
    """Mean over voices of what each says last."""
    last: dict[str, float] = {}
    for claim in claims:
        for key, _ in sources.voices(claim):
            last[key] = claim.factuality
    return round(sum(last.values()) / len(last), 2)


def _status(claims: Sequence[Claim], sources: Sources) -> tuple[str, list[Holding], list[dict[str, object]]]:
    """The event's status by weight of independent voices, who holds which, and how it came about.

    Every voice counts once, with the last that it said. Affirmed and denied at once is ``contested``, unless the
    denials come only from voices of a country that affirms it later.
    """
    last: dict[str, Claim] = {}
    history: list[dict[str, object]] = []
    seen: set[str] = set()
    for claim in claims:
        day = sources.day(claim)
        for key, name in sources.voices(claim):
            before = last.get(key)
            last[key] = claim
            what = _word(claim.status)
            if claim.status not in seen or (before is not None and before.status != claim.status):
                history.append({"day": day.isoformat() if day else None, "what": f"{what} by {name}", "claim": claim.id})
        seen.add(claim.status)
    weights: Counter[str] = Counter(c.status for c in last.values())
    yes, no = sum(weights[s] for s in YES), sum(weights[s] for s in NO)
    if yes and no:
        status = "occurred" if _taken_back(last) else "contested"
    else:
        status = max(weights, key=lambda s: (weights[s], -FIRMNESS.index(s)))
        if yes and status not in YES:
            status = max(YES, key=lambda s: weights[s])
    holdings = []
    for name in sorted(weights, key=lambda s: -weights[s]):
        own = [c for c in claims if c.status == name]
        days = sorted(d.isoformat() for d in (sources.day(c) for c in own) if d)
        holdings.append(
            Holding(
                value=name,
                text=own[0].sentence,
                speakers=list(dict.fromkeys(n for c in own for _, n in sources.voices(c))),
                claims=[c.id for c in own],
                since=days[0] if days else None,
                until=days[-1] if days else None,
                origins=len({sources.origin(c) for c in own}),
            )
        )
    return status, holdings, history


def _taken_back(last: dict[str, Claim]) -> bool:
    """Whether every country that denied has since affirmed."""
    denied = {s.country for c in last.values() if c.status in NO for s in c.speakers}
    affirmed = {s.country for c in last.values() if c.status in YES for s in c.speakers}
    return bool(denied) and None not in denied and denied <= affirmed


def _word(status: str) -> str:
    return {"occurred": "reported as a fact", "ongoing": "reported as going on"}.get(status, f"reported as {status}")
