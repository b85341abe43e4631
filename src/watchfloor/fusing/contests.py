"""Figures side by side: who gives which, since when, and whether they disagree or only went up."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from watchfloor.records import Claim, Contest, Event, Holding, Quantity, Value

if TYPE_CHECKING:
    from watchfloor.fusing.agreement import Sources

__all__ = ["contest_figures", "figure_contests"]

Told = tuple[Claim, Quantity]
Key = tuple[str, str]  # role, what is counted
# Days within which two figures are of one time.
SAME_TIME = 4
# Roles that add up over time: a later, larger figure need not contradict an earlier one.
COUNTS = frozenset({"killed", "injured", "casualties", "captured", "arrested", "missing", "displaced", "sent", "deployed", "trained"})
_LOSSES = frozenset({"killed", "injured", "casualties", "wounded", "dead"})
_PEOPLE = frozenset({"persons", "person", "people", "troops", "soldiers"})


def contest_figures(claims: Sequence[Claim], sources: Sources) -> tuple[list[Value], list[Contest]]:
    """The figures of one event: those agreed on and those that differ."""
    agreed: list[Value] = []
    contested: list[Contest] = []
    for (role, item), told in _by_kind(claims).items():
        name = f"figure:{role or item}"
        holdings = _holdings(told, sources)
        if len(holdings) == 1:
            agreed.append(Value(name=name, holding=holdings[0]))
        else:
            contested.append(Contest(name=name, kind=_kind_of(told, sources), holdings=holdings))
    return agreed, contested


def figure_contests(claims: Sequence[Claim], sources: Sources) -> list[Event]:
    """For each kind of figure that the claims of a story give with more than one value: an event without a type that holds them all."""
    events = []
    for (role, item), told in _by_kind(claims).items():
        holdings = _holdings(told, sources)
        if len(holdings) < 2:
            continue
        own = list(dict.fromkeys(claim.id for claim, _ in told))
        days = sorted(d.isoformat() for d in (sources.day(c) for c, _ in told) if d)
        digest = hashlib.blake2b(f"{role}\t{item}\t{own[0]}".encode(), digest_size=8).hexdigest()
        voices = {key: name for c, _ in told for key, name in sources.voices(c)}
        events.append(
            Event(
                id=digest,
                type="",
                claims=own,
                contested=[Contest(name=f"figure:{role or item}", kind=_kind_of(told, sources), holdings=holdings)],
                first=days[0] if days else None,
                last=days[-1] if days else None,
                documents=list(dict.fromkeys(c.document for c, _ in told)),
                outlets=len({sources.outlet(c) for c, _ in told}),
                origins=len({sources.origin(c) for c, _ in told}),
                speakers=len(voices),
                speaker_names=list(dict.fromkeys(voices.values())),
                status="contested",
                summary=", ".join(part for part in (role, item) if part),
            )
        )
    return events


def _by_kind(claims: Iterable[Claim]) -> dict[Key, list[Told]]:
    """Figures by what they count; only people and things that an event is measured by, no money, shares or spans of time."""
    kinds: dict[Key, list[Told]] = defaultdict(list)
    for claim in claims:
        for quantity in claim.quantities:
            if quantity.doubt or quantity.rate or quantity.unit in ("percent", "days", "years", "hours", "months", "weeks"):
                continue
            if quantity.low is None and quantity.high is None:
                continue
            role = quantity.role
            item = _item(quantity)
            if role in _LOSSES:
                item = _side(quantity, claim)
            elif quantity.unit in _PEOPLE:
                # How many were sent, are there or train are readings of one force.
                role, item = "force", _side(quantity, claim)
            if role or item:
                kinds[role, item].append((claim, quantity))
    return kinds


def _item(quantity: Quantity) -> str:
    words = re.findall(r"[a-z]+", quantity.item.lower())
    return words[-1] if words else quantity.unit


def _side(quantity: Quantity, claim: Claim) -> str:
    """Whose people are counted: the country named in the counted words, else that of a party to the act."""
    words = quantity.item.lower()
    parties = [*claim.recipients, *claim.actors]
    for actor in parties:
        if actor.country and actor.start < quantity.end + 40 and actor.end > quantity.start - 5:
            return actor.country
    for actor in parties:
        if actor.country and actor.text.lower() in words:
            return actor.country
    return next((a.country for a in parties if a.country and a.sector == "MIL"), None) or ""


def _holdings(told: Sequence[Told], sources: Sources) -> list[Holding]:
    """Each value once, in order of its first report, with who gives it."""
    values: dict[tuple[float | None, float | None], list[Told]] = defaultdict(list)
    for claim, quantity in told:
        values[quantity.low, quantity.high].append((claim, quantity))
    holdings = []
    for value, rows in values.items():
        days = sorted(d.isoformat() for d in (sources.day(c) for c, _ in rows) if d)
        holdings.append(
            Holding(
                value=list(value),
                text=rows[0][1].text,
                speakers=list(dict.fromkeys(name for c, _ in rows for _, name in sources.voices(c))),
                claims=[c.id for c, _ in rows],
                since=days[0] if days else None,
                until=days[-1] if days else None,
                origins=len({sources.origin(c) for c, _ in rows}),
            )
        )
    return sorted(holdings, key=lambda h: h.since or "9999")


def _kind_of(told: Sequence[Told], sources: Sources) -> str:
    """``disagreement`` if figures of one time cannot both hold, else ``progression``."""
    for n, (claim, quantity) in enumerate(told):
        for other_claim, other in told[n + 1 :]:
            if _apart(sources.day(claim), sources.day(other_claim)) <= SAME_TIME and not _agree(quantity, other):
                return "disagreement"
    return "progression"


def _apart(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one and other else 0


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether the two can both be true: their intervals, widened a little where they are rough, share a value."""
    a, b = _bounds(one), _bounds(other)
    return a[0] <= b[1] and b[0] <= a[1]


def _bounds(quantity: Quantity) -> tuple[float, float]:
    low = quantity.low if quantity.low is not None else 0.0
    high = quantity.high if quantity.high is not None else float("inf")
    slack = 0.1 if quantity.qualifier == "about" else 0.0
    return low * (1 - slack), high * (1 + slack)
