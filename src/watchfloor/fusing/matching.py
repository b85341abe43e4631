"""Which claims speak of the same happening.

One pass in order of publication: each claim joins the event that it fits best or begins one. Candidates come from an
index by type and party and only the latest of each are looked at, so that the cost of a claim does not grow with the
number of events. Types that tell one happening in two ways (a deployment is MOBILIZE to one and AID to the other) may
join when the words agree. Every mistake here is told to a reader as a fact, and a happening told twice is the lesser
one: what is in doubt stays apart.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice

from watchfloor.fusing.facts import Days, Facts, days_between, facts_of
from watchfloor.fusing.sources import Sources
from watchfloor.records import Claim, Place

__all__ = ["LASTING", "Group", "group_claims"]

# A claim joins an event from this score on; chosen on the demo situation.
JOIN = 2.6
# How many groups of one type and party are looked at, the last touched first.
CANDIDATES = 60
# Whose words a claim's are compared with: the first different sentences of a group.
MOST_SENTENCES = 30
# Days that may lie between the tellings of an undated happening, and between two times given for one: what is said
# or done at once has one day; what goes on for a while is dated by its parts.
AT_ONCE = frozenset(
    {"CONSULT", "PROTEST", "REJECT", "ACCUSE", "REQUEST", "THREATEN", "AGREE", "SUPPORT", "SANCTION"}
)
LASTING = frozenset({"AID", "MOBILIZE", "COOPERATE", "RETREAT", "CONCEDE", "COERCE"})
REACH_AT_ONCE, REACH_LASTING = 4, 10
SLACK_AT_ONCE, SLACK_LASTING = 1, 5
# An undated telling this much later joins only in nearly the same words.
RECALLED = 45
# The same sentence this much later tells of another happening.
REPEATED = 14
NEVER = -9.0
# How alike the words must be where neither the act nor a figure is the same: within a type, and across two.
LIKE, LIKE_ACROSS = 0.3, 0.35
# What each side does with the other: who is called the actor is the writer's choice.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Whose act is what they say: "A and B condemned" and "A and C condemned" are two statements.
STATEMENTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
ALIKE = [
    {"MOBILIZE", "AID", "COOPERATE"},
    {"AGREE", "COOPERATE", "SUPPORT"},
    {"AGREE", "CONSULT"},
    {"REJECT", "ACCUSE"},
    {"COERCE", "SANCTION"},
    {"COERCE", "ASSAULT"},
    {"RETREAT", "CONCEDE"},
]
_ALIKE = {kind: frozenset().union(*(a for a in ALIKE if kind in a)) for a in ALIKE for kind in a}

Key = tuple[str, str]


class Group:
    """Claims of one happening, with what later claims are compared to."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.claims: list[Claim] = []
        self.types: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.acts: set[frozenset[str]] = set()
        self.actors: Counter[str] = Counter()
        self.recipients: Counter[str] = Counter()
        self.persons: dict[str, set[str]] = defaultdict(set)
        self.standings: set[str] = set()
        self.when: Days | None = None
        self.told: Days | None = None
        self.places: dict[str, Place] = {}
        self.figures: set[tuple[str, float | None, float | None]] = set()
        self.sentences: set[tuple[str, int]] = set()
        self._seen: set[tuple[str, str]] = set()
        self._texts: set[str] = set()

    def add(self, facts: Facts) -> None:
        """Take a claim in."""
        claim = facts.claim
        self.claims.append(claim)
        self.types[claim.type] += 1
        if claim.sentence not in self._texts and len(self._texts) < MOST_SENTENCES:
            self._texts.add(claim.sentence)
            self.words.update(facts.words)
        self.acts.add(facts.act)
        self.standings.add(facts.standing)
        self.sentences.add((claim.document, claim.start))
        for side, parties in ((self.actors, facts.actors), (self.recipients, facts.recipients)):
            for key, persons in parties.items():
                self.persons[key] |= persons
                # Copies name a party once.
                mark = (facts.origin, f"{key}{side is self.actors}")
                side[key] += mark not in self._seen
                self._seen.add(mark)
        if facts.when:
            self.when = _narrower(self.when, facts.when)
        if facts.told:
            self.told = (
                (min(self.told[0], facts.told), max(self.told[1], facts.told))
                if self.told
                else (facts.told,) * 2
            )
        if claim.place:
            self.places[claim.place.id or claim.place.name] = claim.place
        self.figures |= _figures(claim)

    @property
    def type(self) -> str:
        """The type most claims give."""
        return self.types.most_common(1)[0][0]

    def parties(self, *sides: Counter[str]) -> frozenset[str]:
        """Those that at least half as many origins name as the one named most."""
        counts: Counter[str] = Counter()
        for side in sides:
            counts |= side
        least = max(counts.values(), default=0) / 2
        return frozenset(key for key, count in counts.items() if count >= least)


def group_claims(claims: Sequence[Claim], sources: Sources) -> list[Group]:
    """Groups of claims, each of one happening, in order of their first claim.

    Args:
        claims: typed ones, in order of publication.
        sources: where they come from.
    """
    told = [facts_of(claim, sources) for claim in claims]
    weights = _weights(told)
    groups: list[Group] = []
    index: dict[Key, dict[int, None]] = defaultdict(
        dict
    )  # a dict, for its keys keep the order of the last touch
    same: dict[tuple[str, str, str], int] = {}
    for facts in told:
        claim = facts.claim
        # A copy's sentence says what the first one said.
        repeat = (
            claim.type,
            claim.act.text.lower() if claim.act else "",
            " ".join(claim.sentence.lower().split()),
        )
        number = same.get(repeat, -1)
        if number >= 0 and (_told_apart(facts, groups[number]) or 0) > REPEATED:
            number = -1
        if number < 0:
            number = _best(facts, [groups[n] for n in _candidates(facts, index)], weights)
        if number < 0:
            number = len(groups)
            groups.append(Group(number))
        same[repeat] = number
        groups[number].add(facts)
        for key in _keys(claim.type, facts):
            index[key].pop(number, None)
            index[key][number] = None
    return groups


def _weights(told: Iterable[Facts]) -> dict[str, float]:
    """How much each word says: the rarer among the story's sentences, the more."""
    sentences = {facts.claim.sentence: facts.words for facts in told}
    counts = Counter(word for words in sentences.values() for word in words)
    total = len(sentences) + 1
    return {word: math.log(total / count) for word, count in counts.items()}


def _keys(kind: str, facts: Facts) -> list[Key]:
    parties = sorted(facts.actors.keys() | facts.recipients.keys())
    return [(kind, party) for party in parties or [""]]


def _candidates(facts: Facts, index: Mapping[Key, dict[int, None]]) -> list[int]:
    found: set[int] = set()
    kind = facts.claim.type
    for near in sorted(_ALIKE.get(kind, frozenset()) | {kind}):
        for key in _keys(near, facts):
            latest = index.get(key)
            if latest:
                found.update(islice(reversed(latest), CANDIDATES))
    return sorted(found)


def _best(facts: Facts, groups: Iterable[Group], weights: Mapping[str, float]) -> int:
    best, best_score = -1, JOIN
    for group in groups:
        score = fit(facts, group, weights)
        if score > best_score:
            best, best_score = group.number, score
    return best


def fit(facts: Facts, group: Group, weights: Mapping[str, float]) -> float:
    """How well a claim fits a group; `NEVER` when something forbids it."""
    kind = facts.claim.type
    same_type = kind in group.types
    likeness = _likeness(facts.words, group.words, weights)
    same_act = any(len(facts.act & act) * 3 >= len(facts.act | act) for act in group.acts) and bool(facts.act)
    same_figure = bool(_figures(facts.claim) & group.figures)
    # Parties and a day in common are no evidence: two neighbours do many things on one day.
    if not (same_act or same_figure or likeness >= (LIKE if same_type else LIKE_ACROSS)):
        return NEVER
    if _one_sentence_two_acts(facts, group, same_act):
        return NEVER
    score = 1.0 if same_type else 0.2
    for part in (_parties_fit(facts, group), _time_fit(facts, group, likeness)):
        if part == NEVER:
            return NEVER
        score += part
    score += 2.5 * likeness
    score += 0.8 if same_act else -0.5
    score += _place_fit(facts.place, group.places.values())
    if same_figure:
        score += 0.8
    # What may be joins what is only where little is in doubt.
    if ("open" in group.standings) != (facts.standing == "open") and (
        facts.standing == "open" or len(group.standings) == 1
    ):
        score -= 1.0
    return score


def _likeness(words: frozenset[str], group: Counter[str], weights: Mapping[str, float]) -> float:
    """Cosine of a claim's words and a group's, weighted."""
    dot = own = 0.0
    for word in words:
        weight = weights.get(word, 0.0)
        own += weight * weight
        dot += weight * weight * group[word]
    if not dot:
        return 0.0
    theirs = sum((weights.get(word, 0.0) * count) ** 2 for word, count in group.items())
    return dot / math.sqrt(own * theirs)


def _one_sentence_two_acts(facts: Facts, group: Group, same_act: bool) -> bool:
    """Two acts that a sentence tells apart are two, unless all else is the same ("killed and wounded")."""
    if (facts.claim.document, facts.claim.start) not in group.sentences:
        return False
    if facts.claim.type == "ASSAULT" and group.type == "ASSAULT":
        # "killed when a missile struck": blow and harm are one, whoever is named in each part.
        return not (facts.actors.keys() | facts.recipients.keys()) & (
            group.actors.keys() | group.recipients.keys()
        )
    place = facts.place.id or facts.place.name if facts.place else None
    return not (
        (not group.places or place in group.places)
        and facts.actors.keys() <= group.actors.keys()
        and facts.recipients.keys() <= group.recipients.keys()
        and same_act
    )


def _parties_fit(facts: Facts, group: Group) -> float:
    kind = facts.claim.type
    if kind in MUTUAL and group.type in MUTUAL:
        own = frozenset(facts.actors) | frozenset(facts.recipients)
        theirs = group.parties(group.actors, group.recipients)
        if not own or not theirs:
            return 0.0
        shared = own & theirs
        if (
            not shared
            or (len(shared) < 2 and own - shared and theirs - shared)
            or _other_persons(facts, group)
        ):
            return NEVER
        return 1.6 if len(shared) > 1 or own == theirs else 1.0
    score = 0.0
    own, theirs = frozenset(facts.actors), group.parties(group.actors)
    if own and theirs:
        if not own & theirs or _other_persons(facts, group):
            return NEVER
        if own - theirs and theirs - own:
            if kind in STATEMENTS:
                return NEVER
            score -= 0.8
        else:
            score += 1.0
    # Who stands on both sides tells nothing.
    own, theirs = frozenset(facts.recipients) - own, group.parties(group.recipients) - theirs
    if own and theirs:
        score += 0.6 if own & theirs else -1.0
    return score


def _other_persons(facts: Facts, group: Group) -> bool:
    """Whether claim and group name different persons of one country for an act of persons."""
    if facts.claim.type not in AT_ONCE:
        return False
    return any(
        persons and group.persons[key] and not persons & group.persons[key]
        for key, persons in (*facts.actors.items(), *facts.recipients.items())
        if key in group.persons
    )


def _time_fit(facts: Facts, group: Group, likeness: float) -> float:
    at_once = facts.claim.type in AT_ONCE
    if facts.when and group.when:
        apart = days_between(facts.when, group.when)
        if apart:
            if apart > (SLACK_AT_ONCE if at_once else SLACK_LASTING):
                return NEVER
            return -0.6
        longest = max((when[1] - when[0]).days for when in (facts.when, group.when))
        return 1.2 if longest <= 3 else 0.7
    told = _told_apart(facts, group)
    if told is None:
        return -0.5
    if told <= 1:
        return 0.5
    if told <= (REACH_AT_ONCE if at_once else REACH_LASTING):
        return 0.1
    return -0.4 if told <= RECALLED and likeness >= 0.6 else NEVER


def _told_apart(facts: Facts, group: Group) -> int | None:
    """Days between the time of one and the telling of the other, or between both tellings; None when unknown."""
    if facts.when or group.when:
        dated, told = (facts.when, group.told) if facts.when else (group.when, _day(facts.told))
        return days_between(dated, told) if dated and told else None
    told = _day(facts.told)
    return days_between(told, group.told) if told and group.told else None


def _day(day: date | None) -> Days | None:
    return (day, day) if day else None


def _narrower(one: Days | None, other: Days) -> Days:
    """The finer of two times that may both be true, the first when they cannot."""
    if one is None or (days_between(one, other) == 0 and other[1] - other[0] < one[1] - one[0]):
        return other
    return one


def _place_fit(place: Place | None, places: Iterable[Place]) -> float:
    best = None
    for other in places:
        if place is None:
            break
        if (place.id or place.name) == (other.id or other.name):
            one = 0.5
        elif place.country != other.country:
            one = -0.5
        else:
            one = 0.1 if "country" in (place.kind, other.kind) else -0.4
        best = one if best is None else max(best, one)
    return best or 0.0


def _figures(claim: Claim) -> set[tuple[str, float | None, float | None]]:
    """Figures large enough to know a happening by."""
    return {(q.unit, q.low, q.high) for q in claim.quantities if max(q.low or 0, q.high or 0) > 4}
