"""Which figures may be set against one another: the same people, of the same time and place, whole against whole.

"Twelve soldiers were killed" and "40 militants were killed" disagree in nothing, nor do the dead of Friday and those of
the week after, nor the dead of a day and those since a year, nor a part of the dead and all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import cos, hypot, radians

import msgspec

from watchfloor.fusing.facts import Days, days_between
from watchfloor.fusing.figure_records import LOSSES, PERSONS_ROLES, Figure
from watchfloor.fusing.sources import Sources
from watchfloor.knowledge.unit_tables import load_units
from watchfloor.records import Claim, Place, Quantity

__all__ = ["comparable", "has_grown", "is_part", "kind_of_people"]

_DAY = 3  # a time of no more days than this is one day's
_SPAN = 2  # from so many days on, a time is a period, and its count no single incident's
_REPORTED = 5  # days after a happening in which a figure without a time is most likely of it
_LONG = 300  # days from which on a time is a background of years
_FAR = 200.0  # kilometres between places that are two
_DEGREE = 111.0
_TIMES = 3  # so many times smaller, a kind of people is a part of all or apart from them
_ARMED = frozenset({"", "forces", "irregular", "fighters"})
_LOOKED_BACK = 30  # of figures that belong together, so many are compared with a new one

_BOUND = r"(?:at least|some|about|around|up to|nearly|more than|as many as|another|the)"
_PART_BEFORE = re.compile(
    r"(?:\b(?:including|include[sd]?|among (?:them|whom)|of (?:whom|them))(?:,)?(?: (?:were|was|are))?"
    r"|\bincluding [\w'’-]+ [\w'’-]+(?: [\w'’-]+)? and"
    r"|\bamong (?:the|those|its|their) (?:\w+ ){0,2}(?:dead|killed|dead and (?:injured|wounded)|wounded|injured|hurt|victims"
    r"|casualties|fatalities|arrested|detained|detainees|captured|missing|freed|released)[\w ,]{0,20}?\b(?:were|was|are|is)"
    rf")(?: {_BOUND})* ?\Z",
    re.IGNORECASE,
)
# "600 of them killed" are some of the losses and all of the killed.
_PART_BEHIND = re.compile(
    r"\s*(?:of (?:whom|them|the (?:dead|injured|wounded|victims|killed|casualties))\b(?!,?(?: (?:had|have|has|been|were|was|are"
    r"|reportedly|fatally|later))* ?(?:killed|dead|died|wounded|injured|hurt|missing|captured|arrested|detained|freed|released))"
    r"|(?:(?!\b(?:killed|died|dead|wounded|injured|arrested|freed|including)\b)[^.;:\d]){0,140}?"
    r"\b(?:was|were|is|are|being) (?:also |reportedly |said to be )?among (?:the|those|them|at least|its|more than|\d)"
    r"|(?: ?[\w'’-]+){1,3} among (?:the |at least |those |more than )*"
    r"(?:\d|dead|killed|dozens|hundreds|scores|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty))",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\bsince (?:\w+ ){0,2}(?:19|20)\d\d\b|\b(?:over|in|during) (?:the )?(?:past|last|recent)(?: \w+)? (?:years|decades?)\b"
    r"|\bover the years\b|\b(?:this|last|each|every|per) year\b|\bannually\b|\byears of\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:most|worst|first|highest|(?:dead|bigg|larg|fierc|heavi|blood|great|strong)i?est|only)\b[^.;]{0,120}\Z",
    re.IGNORECASE,
)
_GROWS_BEFORE = re.compile(
    r"\b(?:r[io]se[ns]?|rising|climb\w*|increas\w+|gr[eo]wn?|jump\w*|mount\w*|revis\w+|updat\w+|went up|gone up|rais\w+|up)\b"
    r"[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_GROWS_BEHIND = re.compile(r"[^.;]{0,60}?\b(?:up|down|revised|rising) from\b", re.IGNORECASE)
_SO_FAR = re.compile(
    r"\b(?:so far|in total|a total of|toll|number of|now stands?|to date|by (?:\w+day|mid\w*|noon|midnight|evening|nightfall))\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"them", "they", "those", "us", "all", "whom"})


# ---------------------------------------------------------------- one figure


def is_part(claim: Claim, quantity: Quantity) -> bool:
    """Whether a figure counts some of those that another counts: "including two children", "three were among the dead"."""
    start = max(claim.start, 0)
    if not start <= quantity.start <= quantity.end:
        return False
    before, behind = claim.sentence[: quantity.start - start], claim.sentence[quantity.end - start :]
    return bool(_PART_BEFORE.search(before[-120:]) or _PART_BEHIND.match(behind))


@lru_cache(maxsize=1 << 14)
def kind_of_people(item: str) -> str:
    """What sort of people the counted words name.

    Returns:
        ``forces``, ``irregular``, ``fighters``, empty for what may be anybody ("people", "Ukrainians"), else the last
        word of the phrase ("miners").
    """
    words: list[str] = re.findall(r"[^\W\d_][\w'’-]*", item.partition(" of ")[0])
    tables = load_units()
    while len(words) > 1 and words[-1].lower() in tables.forms:
        words.pop()  # "people arrested"
    if item.lower() in _PRONOUNS:
        return ""
    kinds: list[str] = [kind for word in reversed(words) if (kind := tables.kind_of_people(word))]
    if kinds or not words or words[-1][:1].isupper():
        return next((kind for kind in kinds if kind != "anybody"), "")
    return words[-1].lower()


def has_grown(figure: Figure) -> bool:
    """Whether a figure is told as the new state of a count: "the toll rose to 34", "60 arrested, up from 14"."""
    claim, quantity = figure.claim, figure.quantity
    at, end = quantity.start - max(claim.start, 0), quantity.end - max(claim.start, 0)
    if not 0 <= at <= end <= len(claim.sentence):
        return False
    before = claim.sentence[max(0, at - 60) : at]
    return bool(_GROWS_BEFORE.search(before) or _GROWS_BEHIND.match(claim.sentence, end))


def _over_years(claim: Claim) -> bool:
    """Whether a sentence counts over years, which no single day's figure contests."""
    if any(
        not _SUPERLATIVE.search(claim.sentence, 0, match.start()) for match in _YEARS.finditer(claim.sentence)
    ):
        return True
    time = claim.time
    if time is None or time.doubt or not (time.start and time.end):
        return False
    return (date.fromisoformat(time.end[:10]) - date.fromisoformat(time.start[:10])).days > _LONG


def _day_of(claim: Claim) -> Days | None:
    """The day on which it happened, None where the text gives none or a longer time."""
    time = claim.time
    if time is None or time.doubt or not (time.start and time.end) or _SO_FAR.search(claim.sentence):
        return None
    first, last = date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])
    return (first, last) if (last - first).days <= _DAY else None


# ---------------------------------------------------------------- two figures


class _Read(msgspec.Struct, frozen=True):
    """A figure with what it is compared by, read once."""

    figure: Figure
    kind: str
    day: Days | None
    over_years: bool
    told: date | None

    @property
    def value(self) -> float:
        return self.figure.quantity.low or self.figure.quantity.high or 0.0


def comparable(figures: Sequence[Figure], sources: Sources) -> list[list[Figure]]:
    """Figures of one series and side in groups of those that may be set against one another.

    Args:
        figures: in order of publication and of the text.
        sources: where they come from.
    """
    if not figures or (figures[0].series not in LOSSES and figures[0].series not in PERSONS_ROLES):
        return [list(figures)]
    groups: list[list[_Read]] = []
    for figure in figures:
        claim = figure.claim
        read = _Read(
            figure,
            kind_of_people(figure.quantity.item),
            _day_of(claim),
            _over_years(claim),
            sources.day(claim),
        )
        fitting = (g for g in groups if all(_may_contest(other, read) for other in g[-_LOOKED_BACK:]))
        group = next(fitting, None)
        if group is None:
            groups.append([read])
        else:
            group.append(read)
    return [[read.figure for read in group] for group in groups]


def _may_contest(one: _Read, other: _Read) -> bool:
    """Whether two figures can be of the same people, time and place; the other was told no earlier."""
    return (
        one.over_years == other.over_years
        and _same_people(one, other)
        and _same_time(one, other)
        and _same_place(one, other)
    )


def _same_people(one: _Read, other: _Read) -> bool:
    """Whether two counts can be of the same people; a kind of its own is a part of the many, or stands apart from them."""
    kinds = one.kind, other.kind
    if one.kind == other.kind or ("fighters" in kinds and _ARMED.issuperset(kinds)):
        return True
    if all(kinds):
        return False
    if _ARMED.intersection(kinds) - {""}:
        # Of a side's losses "people" are its fighters; beside an incident's dead they are a part.
        return not one.figure.civil and not other.figure.civil
    special, wide = (one, other) if one.kind else (other, one)
    if one.figure.claim.document == other.figure.claim.document:
        return special.value >= wide.value
    return special.value * _TIMES > wide.value


def _same_time(one: _Read, other: _Read) -> bool:
    """Two days given must be the same; a count without a day is of the days before it was told."""
    if one.day and other.day:
        return days_between(one.day, other.day) <= 1
    if one.figure.series in PERSONS_ROLES:
        return True  # who is promised today is let go next week
    dated, open_ = (one, other) if one.day else (other, one)
    if dated.day is None:
        return not _of_another_time(one, other)
    if open_.told is None:
        return True
    first, last = dated.day
    civil = open_.figure.civil
    if open_.told < first or (civil and (last - first).days >= _SPAN):
        return False
    # A total told later holds the day's, unless it is smaller.
    near = (open_.told - last).days <= _REPORTED
    return near or (not civil and open_.value >= dated.value)


def _of_another_time(one: _Read, other: _Read) -> bool:
    """Whether the later of two counts without a day must be of something else: much smaller, or of another raid."""
    if not (one.told and other.told) or (other.told - one.told).days <= _REPORTED:
        return False
    raids = one.kind == other.kind == "irregular"
    return raids or other.value * _TIMES <= one.value


def _same_place(one: _Read, other: _Read) -> bool:
    """Two places given must be near each other; a war's losses are told from many places."""
    here, there = one.figure.claim.place, other.figure.claim.place
    if not here or not there:
        return True
    civil = one.figure.civil or other.figure.civil
    of_a_war = not civil and one.figure.series in LOSSES and not (one.day and other.day)
    return of_a_war or not _apart(here, there)


def _apart(one: Place, other: Place) -> bool:
    """Whether two places cannot be one: far from each other, or two countries."""
    if "country" in (one.kind, other.kind):
        return bool(one.country and other.country and one.country != other.country)
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return one.id != other.id and one.kind == other.kind == "city"
    return _kilometres(one, other) > _FAR


def _kilometres(one: Place, other: Place) -> float:
    """Distance on a flat map, near enough for places of one country."""
    lat, lon = one.latitude or 0.0, one.longitude or 0.0
    north = (other.latitude or 0.0) - lat
    east = ((other.longitude or 0.0) - lon) * cos(radians(lat))
    return _DEGREE * hypot(north, east)
