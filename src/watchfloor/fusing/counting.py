"""What a figure of a claim counts: which series it belongs to and whose people they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from watchfloor.fusing.comparing import is_part, kind_of_people
from watchfloor.fusing.figure_records import FORCE, LOSSES, PERSONS_ROLES, Figure
from watchfloor.fusing.incidents import assign_incidents
from watchfloor.fusing.sources import Sources
from watchfloor.knowledge.actor_tables import ActorTable
from watchfloor.records import Actor, Claim, Quantity

__all__ = ["FORCE_TYPES", "FORCE_WORDS", "read_figures"]

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
# What people who are no force do, too.
_MOVES = frozenset({"crossed", "present"})
_ROLES = {"wounded": "injured", "dead": "killed", "lost": "casualties"}
_PERSONS = {"exchanged": "released"}  # of persons
_PEOPLE = frozenset({"persons", "person", "people", "troops", "soldiers", "forces"})
_SPANS = frozenset(
    ["percent", "days", "years", "hours", "months", "weeks", "minutes", "seconds", "times", "places", "units"]
)
_THINGS = frozenset(
    ["weapons", "missiles", "drones", "munitions", "shells", "vehicles", "aircraft", "ships", "tanks", "guns"]
)
_FIGHTERS = frozenset({"MIL", "REB", "SEP", "PRM", "UAF"})
# Acts by which a force comes to be somewhere, and the words that say it is one.
FORCE_TYPES = frozenset({"MOBILIZE", "AID", "COOPERATE"})
FORCE_WORDS = re.compile(
    r"\b(?:soldiers?|troops?|contingent|servicemen|deploy\w*|personnel|forces?|fighters)\b", re.I
)
_LOSS_WORDS = re.compile(r"\b(?:casualt\w+|losses|killed|wounded|dead|injured|toll)\b", re.I)
_SUFFERED = re.compile(r"(?:has |have |had )?(?:suffer|sustain|los[et]|t[ao]ken? )", re.I)
_COUNT_WORDS = re.compile(r"\b(?:number|figure|total|count|estimates?)\b", re.I)
_BARE = frozenset({"", "them", "they", "men", "those"})
# What points back at people told of before is no count of them.
_BOTH = frozenset({"both", "neither", "none"})
_OTHERS = frozenset({"others", "other people", "more people", "dead", "wounded", "injured", "killed"})
_MORE = re.compile(r"\s+(?:more|further|additional)\b", re.I)
_GRAVELY = re.compile(
    r"(?:\s+of\s+them)?,?\s+(?:critically|seriously|gravely|severely|badly|in critical|in serious)\b", re.I
)
_OF_VICTIMS = re.compile(
    r"\s+of\s+(?:the|those|these)\s+(?:injured|wounded|dead|killed|victims|casualties|survivors)\b", re.I
)
_OF_THEM = re.compile(r"\s+of\s+(?:the|these|those|its|his|their)\s", re.I)
_FORCE_OF = re.compile(r"(?:['’]s)?\s+(?:\w+\s+)?([a-z]\w+)", re.I)
# A number without a noun counts people only from here on.
_LEAST_BARE = 100
_NEAR = 200  # characters from the beginning of one sentence to that of the next
# Fewer are no force, and one man's fate is no count.
_LEAST_FORCE, _LEAST_LOSS = 10, 2
_LEAST_WAR = 1000
_LEAST_PERSONS = 3


def read_figures(claims: Sequence[Claim], sources: Sources) -> list[Figure]:
    """The figures of a story's claims; no money without a role, shares or spans of time.

    "They", "the soldiers" and bare numbers are of the side that the article's figures were of last, or of the only
    one that its claims know. Where the article names none, a figure is taken for that of the story's main side only
    if somebody gave the same value for it.

    Args:
        claims: in order of publication and of the text.
        sources: where they come from.
    """
    reader = _Reader(claims)
    read = (reader.read(claim, quantity) for claim in claims for quantity in claim.quantities)
    return assign_incidents(_with_sides([figure for figure in read if figure], sources), sources)


class _Reader:
    """Reads figures one after the other, with what each article spoke of last."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.fighting = _fighting_sides(claims)
        # Series, side and place of an article's last figure of people, and of those the last of a force or its losses.
        self.before: dict[str, tuple[str, str, int]] = {}
        self.last: dict[str, tuple[str, str, int]] = {}
        self.civil: dict[
            str, bool
        ] = {}  # whether an article's last losses were of people who fight for nobody

    def read(self, claim: Claim, quantity: Quantity) -> Figure | None:
        """The figure, None where it counts nothing that is told."""
        if (
            quantity.doubt
            or quantity.rate
            or quantity.unit in _SPANS
            or (quantity.low is None and quantity.high is None)
            or quantity.text.lower() in _BOTH
            or _OF_VICTIMS.match(_behind(claim, quantity))
        ):
            return None
        before = self.before.get(claim.document, ("", "", -_NEAR))
        series, side = _kind(claim, quantity, before)
        if series != FORCE and series not in LOSSES:
            part = series in PERSONS_ROLES and is_part(claim, quantity)
            if series in PERSONS_ROLES and not part and before[2] != claim.start:
                self.before[claim.document] = (
                    series,
                    side,
                    claim.start,
                )  # the first of its sentence is its matter
            return Figure(claim, quantity, series, side) if series and not part else None
        if max(quantity.low or 0, quantity.high or 0) < (_LEAST_FORCE if series == FORCE else _LEAST_LOSS):
            return None
        if series in LOSSES:
            if _is_share(claim, quantity):
                return None
            if self._is_civil(claim, quantity, side):
                return Figure(claim, quantity, series, side, civil=True)
        of_them = _OF_THEM.match(_behind(claim, quantity)) and FORCE_WORDS.search(quantity.item)
        inherits = of_them or (
            not _read_item(quantity.item)[1] and kind_of_people(quantity.item) != "irregular"
        )
        if not side and inherits:
            # "300 killed", "4,000 of the soldiers": of the force spoken of before; "20 servicemen" may be anybody's.
            side = self.last.get(claim.document, ("", "", 0))[1] or self.fighting.get(claim.document, "")
        if side:
            self.last[claim.document] = self.before[claim.document] = (series, side, claim.start)
        return Figure(claim, quantity, series, side)

    def _is_civil(self, claim: Claim, quantity: Quantity, side: str) -> bool:
        """Whether those lost fight for nobody: passengers, or a country's people where the article knows no force of it.

        Bare numbers follow the article's last losses. So many that they must be those of a whole war or disaster are
        counted for their country.
        """
        if side and max(quantity.low or 0, quantity.high or 0) >= _LEAST_WAR:
            return False
        if quantity.item.lower() in _BARE | _OTHERS:
            return self.civil.get(claim.document, False)
        country, fighters = _read_item(quantity.item)
        force = fighters or FORCE_WORDS.search(quantity.item) or _named_forces(claim.sentence)
        civil = not force and (not country or self.fighting.get(claim.document) != country)
        self.civil[claim.document] = civil
        return civil


def _is_share(claim: Claim, quantity: Quantity) -> bool:
    """Whether those lost are only some of all: "five more bodies", "six of them critically"."""
    behind = _behind(claim, quantity)
    more = quantity.role == "killed" and bool(_MORE.match(behind))
    return more or bool(_GRAVELY.match(behind)) or is_part(claim, quantity)


def _behind(claim: Claim, quantity: Quantity) -> str:
    """The words of the sentence behind a figure's number."""
    start = max(claim.start, 0)
    return claim.sentence[quantity.end - start :] if quantity.end >= start else ""


def _kind(claim: Claim, quantity: Quantity, before: tuple[str, str, int]) -> tuple[str, str]:
    """Series and side of a figure, both empty when it belongs to none."""
    role = _ROLES.get(quantity.role, quantity.role)
    people = quantity.unit in _PEOPLE or not quantity.unit
    country, fighters = _read_item(quantity.item)
    if role in LOSSES:
        lost = claim.recipients
        if claim.act and _SUFFERED.match(claim.act.text):
            # Who suffers stands before it, whatever side it was given.
            start = claim.act.start
            lost = [actor for actor in (*claim.actors, *claim.recipients) if actor.end <= start]
        if not country and kind_of_people(quantity.item) == "irregular":
            return role, ""  # nobody's soldiers, whoever else the sentence names
        return role, country or _overlapping(claim, quantity) or _only_side(claim, lost)
    if people and (role := _PERSONS.get(role, role)) in PERSONS_ROLES and _value(quantity) >= _LEAST_PERSONS:
        if role not in _FORCE_ROLES or _of_others(claim, quantity):
            return role, country
    if not role and quantity.item[:1].isdigit() and _LOSS_WORDS.search(claim.sentence):
        return "casualties", country or _only_side(claim, [])  # "losses of 4,000 of 11,000 soldiers"
    of_force = role in _FORCE_ROLES and not _of_others(claim, quantity)
    if people and (of_force or (not role and (fighters or _men_of(country, quantity)))):
        return FORCE, country or _overlapping(claim, quantity) or _only_side(claim, claim.actors)
    if not role and not quantity.unit and quantity.item.lower() in _BARE:
        value = quantity.low or quantity.high or 0
        series = _series_of_words(claim, quantity.item, before) if value >= _LEAST_BARE else ""
        if series and series == before[0] and series in PERSONS_ROLES:
            return series, before[1]
        return series, _only_side(claim, []) if series else ""
    if role and not (people and _value(quantity) < _LEAST_PERSONS):
        return role, _last_word(quantity)
    return ("count", _last_word(quantity)) if quantity.unit in _THINGS else ("", "")


def _of_others(claim: Claim, quantity: Quantity) -> bool:
    """Whether those who came or were expected are told to be no force: "1,900 Zambians crossed the border"."""
    named = quantity.item.lower() not in _BARE and not _read_item(quantity.item)[1]
    return named and not FORCE_WORDS.search(claim.sentence) and quantity.role in _MOVES


def _value(quantity: Quantity) -> float:
    return quantity.low or quantity.high or 0.0


def _series_of_words(claim: Claim, item: str, before: tuple[str, str, int]) -> str:
    """What a bare number counts, by the words beside it or by the figure shortly before it."""
    if _LOSS_WORDS.search(claim.sentence):
        return "casualties"
    if FORCE_WORDS.search(claim.sentence):
        return FORCE
    series, _, start = before
    if series in PERSONS_ROLES:
        return series if 0 < claim.start - start < _NEAR else ""
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


def _men_of(country: str, quantity: Quantity) -> bool:
    """ "10,000 of Pyongyang's men": a country's men are its fighters."""
    return bool(country) and quantity.item.lower().endswith(" men")


@lru_cache(maxsize=1 << 14)
def _named_forces(sentence: str) -> frozenset[str]:
    """Countries whose forces a sentence names ("North Korean soldiers", "North Korea's first deployment")."""
    return frozenset(
        entry.country
        for hit in ActorTable.load().find(sentence)
        if (entry := hit.forms[0].entry)
        and entry.country
        and (behind := _FORCE_OF.match(sentence, hit.end))
        and FORCE_WORDS.fullmatch(behind[1])
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


def _with_sides(figures: list[Figure], sources: Sources) -> list[Figure]:
    """Figures without a side take the main one's where somebody gave the same value for it.

    A coincidence of numbers says little: where the paragraph names countries, one of them must be among those that
    figures of the main side are told beside.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    values: set[tuple[str, str, float | None, float | None]] = set()
    beside: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        if figure.side and not figure.civil:
            counts[_pool(figure.series)][figure.side] += 1
            values.add((_pool(figure.series), figure.side, figure.quantity.low, figure.quantity.high))
            beside[figure.side] |= _countries(figure.claim.sentence)
    done = []
    for figure in figures:
        if figure.civil or figure.side or not (figure.series == FORCE or figure.series in LOSSES):
            done.append(figure)
            continue
        pool, quantity = _pool(figure.series), figure.quantity
        main = next((side for side, _ in counts[pool].most_common(1)), "")
        named = _countries(sources.paragraph(figure.claim))
        if (pool, main, quantity.low, quantity.high) in values and (not named or named & beside[main]):
            done.append(msgspec.structs.replace(figure, side=main))
        elif figure.series in LOSSES:
            done.append(msgspec.structs.replace(figure, civil=True))
    return done


@lru_cache(maxsize=1 << 14)
def _countries(text: str) -> frozenset[str]:
    """Countries named in a text."""
    return frozenset(
        entry.country
        for hit in ActorTable.load().find(text)
        if (entry := hit.forms[0].entry) and entry.country and len(entry.country) == 3
    )


def _pool(series: str) -> str:
    return "losses" if series in LOSSES else series


def _last_word(quantity: Quantity) -> str:
    words = re.findall(r"[a-z]+", quantity.item.lower())
    return words[-1] if words else quantity.unit
