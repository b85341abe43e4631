"""Which claims speak of the same happening.

One pass in order of publication: each claim joins the event that it fits best or begins one. Candidates come from an index by type and
country, so that the cost of a claim does not grow with the number of events. Types that tell one happening in
two ways (a deployment is MOBILIZE to one and AID to the other) may join when the words of the act agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from watchfloor.fusing.agreement import Sources
from watchfloor.records import Actor, Claim

__all__ = ["group_claims", "when"]

# A claim joins an event from this score on; chosen on the demo situation.
JOIN = 3.0
# How many days may lie between tellings of an undated happening, by how lasting the act is.
REACH = {"ASSAULT": 3, "CONSULT": 3, "PROTEST": 3, "REJECT": 5, "ACCUSE": 5, "REQUEST": 5, "THREATEN": 5}
DEFAULT_REACH = 10
ALIKE = [
    {"MOBILIZE", "AID", "COOPERATE"},
    {"AGREE", "COOPERATE", "SUPPORT"},
    {"AGREE", "CONSULT"},
    {"REJECT", "ACCUSE"},
    {"COERCE", "SANCTION"},
    {"COERCE", "ASSAULT"},
    {"RETREAT", "CONCEDE"},
]
_STOP = frozenset(
    "the a an of to in on at for and or by with from that this these those its his her their it he she they was were "
    "is are be been had has have will would said says say not no as after before than more about over into who which".split()
)


class _Group:
    """Claims of one happening, with what later claims are compared to."""

    def __init__(self, claim: Claim) -> None:
        self.claims: list[Claim] = []
        self.words: set[str] = set()
        self.actors: set[str] = set()
        self.recipients: set[str] = set()
        self.days: list[tuple[date, date]] = []
        self.told: list[date] = []
        self.type = claim.type

    def add(self, claim: Claim, sources: Sources) -> None:
        self.claims.append(claim)
        self.words |= content_words(claim)
        self.actors |= keys(claim.actors)
        self.recipients |= keys(claim.recipients)
        days = when(claim)
        if days:
            self.days.append(days)
        day = sources.day(claim)
        if day:
            self.told.append(day)


def group_claims(claims: Sequence[Claim], sources: Sources) -> list[list[Claim]]:
    """Groups of claims, each of one happening, in order of their first claim."""
    groups: list[_Group] = []
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for claim in claims:
        candidates = {n for key in _index_keys(claim) for n in index[key][-400:]}
        best, best_score = -1, JOIN
        for n in sorted(candidates):
            score = _fit(claim, groups[n], sources)
            if score > best_score:
                best, best_score = n, score
        if best < 0:
            best = len(groups)
            groups.append(_Group(claim))
        groups[best].add(claim, sources)
        for key in _index_keys(claim):
            if best not in index[key][-1:]:
                index[key].append(best)
    return [g.claims for g in groups]


def _index_keys(claim: Claim) -> Iterable[tuple[str, str]]:
    kinds = {claim.type}
    for alike in ALIKE:
        if claim.type in alike:
            kinds |= alike
    countries = keys(claim.actors) | keys(claim.recipients) or {""}
    return [(kind, country) for kind in sorted(kinds) for country in sorted(countries)]


def _fit(claim: Claim, group: _Group, sources: Sources) -> float:
    """How well a claim fits a group: below zero when something speaks against it."""
    same_type = claim.type == group.type or any(claim.type == c.type for c in group.claims)
    score = 1.0 if same_type else -0.5
    for own, theirs, weight in ((keys(claim.actors), group.actors, 1.2), (keys(claim.recipients), group.recipients, 0.8)):
        if own and theirs:
            if not own & theirs:
                return -1.0
            score += weight
    near = _days_apart(claim, group, sources)
    if near is None:
        score += 0.2
    elif near == 0:
        score += 1.2
    elif near <= 2:
        score += 0.7
    elif near > REACH.get(claim.type, DEFAULT_REACH):
        return -1.0
    words = content_words(claim)
    shared = len(words & group.words) / max(1, min(len(words), len(group.words)))
    acts = {c.act.text.lower() for c in group.claims if c.act}
    same_act = claim.act is not None and claim.act.text.lower() in acts
    score += 1.6 * shared + (0.5 if same_act else 0.0)
    if not same_type and not same_act and shared < 0.4:
        return -1.0
    if _figures_clash(claim, group):
        score -= 0.5
    return score


def _days_apart(claim: Claim, group: _Group, sources: Sources) -> int | None:
    """Days between the claim's time and the group's; told days stand in where no time is given. None when unknown."""
    own = when(claim)
    if own and group.days:
        return min(_gap(own, other) for other in group.days)
    day = sources.day(claim)
    if own and group.told:
        return min(max(0, abs((t - own[1]).days) - 1) for t in group.told)
    if day and group.days:
        return min(max(0, abs((day - d[1]).days) - 1) for d in group.days)
    if day and group.told:
        return min(abs((day - t).days) for t in group.told)
    return None


def _gap(one: tuple[date, date], other: tuple[date, date]) -> int:
    if one[0] <= other[1] and other[0] <= one[1]:
        return 0
    return min(abs((one[0] - other[1]).days), abs((other[0] - one[1]).days))


def _figures_clash(claim: Claim, group: _Group) -> bool:
    """Figures of one role that differ far more than recounting does."""
    for quantity in claim.quantities:
        for other in (q for c in group.claims for q in c.quantities if q.role == quantity.role and q.unit == quantity.unit):
            a, b = quantity.low or quantity.high or 0, other.low or other.high or 0
            if a and b and max(a, b) / min(a, b) > 20:
                return True
    return False


def when(claim: Claim) -> tuple[date, date] | None:
    """First and last day of a claim's time, None when it has none or one longer than two months."""
    if claim.time is None or claim.time.doubt or not (claim.time.start or claim.time.end):
        return None
    first = date.fromisoformat((claim.time.start or claim.time.end or "")[:10])
    last = date.fromisoformat((claim.time.end or claim.time.start or "")[:10])
    return (first, last) if last - first <= timedelta(days=62) else None


def keys(actors: Iterable[Actor]) -> set[str]:
    """What parties are compared by: country, else id, else the last word they were named by."""
    return {a.country or a.id or a.text.lower().split()[-1] for a in actors if a.country or a.id or a.text}


def content_words(claim: Claim) -> set[str]:
    """The words of a claim's sentence that can tell one happening from another."""
    words = (word.strip(".,;:!?\"'()[]\u201c\u201d\u2018\u2019").lower() for word in claim.sentence.split())
    return {word for word in words if len(word) > 2 and word not in _STOP}
