"""The killed and injured of one incident, weighed from several articles.

Each article is read to one pair of numbers first: that which most of its statements bear out, title and lead before
the rest, counts and persons checked against one another. Then the articles are weighed: those that say it plainly
before those that only imply it, the later ones before the earlier, which know less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from watchfloor.fusing.casualties import (
    HARM,
    ArticleCasualties,
    Report,
    ReportSentence,
    Statement,
    read_article,
)

__all__ = ["IncidentFigures", "Report", "ReportSentence", "figures_of_incident"]

# A harm of less weight in an article whose opening tells of another is an older case, retold.
_RETOLD, _OPENING = 3, 6
# How much of its weight a statement gives to a pair of numbers that it does not say but allows: a lower bound or a
# part; the dead counted among the injured; "shot" said of those who live.
_ALLOWED, _DEAD_AMONG, _ALIVE = 0.3, 0.4, 0.5
# Persons told of singly: of their weight, how much is heeded beside a count, and the most that it can be.
_BESIDE_COUNT, _MOST_PERSONS = 0.3, 8.0
_LEAST_TOLL = 3  # of a sentence that stands for an article on several incidents
# Of an article: what it weighs besides its statements, the most that these weigh, and how much silence is worth less.
_ARTICLE, _MOST_STATED, _SAID = 6.0, 10.0, 1.5


class IncidentFigures(msgspec.Struct, kw_only=True):
    """How many were killed and injured; None where no article says anything of it."""

    killed: int | None = None
    injured: int | None = None


class _Reading(msgspec.Struct):
    """What one article comes to, with the weight of what bears it out.

    Attributes:
        counted: whether the injured are counted as such, so that one who is only "shot" is not among them.
    """

    killed: int
    injured: int
    killed_weight: float
    injured_weight: float
    counted: bool = False


def figures_of_incident(reports: Sequence[Report]) -> IncidentFigures:
    """The figures of one incident.

    Args:
        reports: the articles on it, in any order.

    Returns:
        Killed and injured. Persons shot who are not said to have died count as injured, and one who killed himself
        counts among the killed, as registries of such incidents have it.
    """
    ordered = sorted(reports, key=lambda report: report.day or date.min)
    first_day = next((report.day for report in ordered if report.day), None)
    readings = [r for report in ordered if (r := _reading(read_article(report, first_day)))]
    if not readings:
        return IncidentFigures()
    killed = _weigh([(r.killed, r.killed_weight) for r in readings])
    news = next((rank for rank, reading in enumerate(readings) if reading.killed >= killed), 0)
    return IncidentFigures(
        killed=killed,
        injured=_weigh(
            [
                (r.injured if r.counted and rank > news else _still_alive(r, killed), r.injured_weight)
                for rank, r in enumerate(readings)
            ]
        ),
    )


def _still_alive(reading: _Reading, killed: int) -> int:
    """The injured of a reading but for those who have died by another."""
    return max(reading.injured - max(killed - reading.killed, 0), 0)


def _weigh(values: Sequence[tuple[int, float]]) -> int:
    """The value that most articles give, the later ones counting for more, and silence (a zero) for less."""
    votes: Counter[int] = Counter()
    for rank, (value, weight) in enumerate(values):
        plain = _ARTICLE + min(weight, _MOST_STATED)
        votes[value] += round(100 * (10 + rank) * plain * (_SAID if value else 1.0))
    return max(votes, key=lambda value: (votes[value], value))


def _reading(article: ArticleCasualties) -> _Reading | None:
    """The pair of numbers that an article bears out best; None where it says nothing of harm."""
    if article.sums and sum(article.largest) >= _LEAST_TOLL:
        return _Reading(*article.largest, 1.0, 1.0)
    if not (article.statements or article.persons):
        return None
    retold = {role for role in HARM if _told_last(article, role)}
    statements = [s for s in article.statements if s.role not in retold]
    dead, dead_weight = (0, 0.0) if "killed" in retold else _dead(article)
    alive = [p for p in article.persons if not p.roles["killed"]]
    alive_weight = float(sum(p.roles["injured"] + p.roles["shot"] for p in alive))
    best: tuple[tuple[float, int, int], _Reading] | None = None
    for killed in {s.value for s in statements if s.role == "killed"} | {dead, 0}:
        stated = _bears_out_killed(killed, statements, dead, dead_weight)
        # Beside a death somebody only "shot" is most likely the one who died.
        hurt = sum(1 for p in alive if not killed or p.roles["injured"])
        for injured in _possible(statements, killed) | {hurt, 0}:
            harmed = _bears_out_injured(killed, injured, statements, hurt, alive_weight)
            rank = (stated + harmed, killed, injured)
            if best is None or rank > best[0]:
                counted = any(s.role == "injured" and s.value == injured for s in statements)
                best = rank, _Reading(killed, injured, stated, harmed, counted)
    return best[1] if best else None


def _dead(article: ArticleCasualties) -> tuple[int, float]:
    """The persons told of as dead but for those mentioned in passing, and their weight."""
    weights = [p.roles["killed"] for p in article.persons if p.roles["killed"]]
    kept = [weight for weight in weights if 2 * weight >= max(weights)]
    return len(kept), float(sum(kept))


def _possible(statements: Sequence[Statement], killed: int) -> set[int]:
    """Numbers of injured that the statements allow."""
    values = {s.value for s in statements if s.role != "killed"}
    return values | {s.value - killed for s in statements if s.role == "shot" and s.value >= killed}


def _bears_out_killed(killed: int, statements: Sequence[Statement], dead: int, weight: float) -> float:
    """How much statements and persons bear out a number of killed."""
    own = [s for s in statements if s.role == "killed"]
    score = 0.0
    for statement in own:
        if statement.value == killed:
            score += statement.weight
        elif statement.least and statement.value < killed:
            score += _ALLOWED * statement.weight
    if dead == killed:
        score += (_BESIDE_COUNT if own else 1.0) * (min(weight, _MOST_PERSONS) if dead else 1.0)
    elif not own:
        score -= 100.0  # nobody speaks against the persons told of as dead
    return score


def _bears_out_injured(
    killed: int, injured: int, statements: Sequence[Statement], hurt: int, weight: float
) -> float:
    """How much statements and persons bear out a number of injured beside one of killed."""
    own = [s for s in statements if s.role != "killed"]
    score = 0.0
    for statement in own:
        value = statement.value
        if statement.role == "shot":
            whole, else_ = (injured, injured + killed) if statement.besides else (injured + killed, injured)
            score += statement.weight * (1.0 if value == whole else _ALIVE if value == else_ else 0.0)
        elif value == injured:
            score += statement.weight
        elif killed and value == injured + killed:
            score += _DEAD_AMONG * statement.weight
        elif 0 < value < injured:
            score += _ALLOWED * statement.weight
    if hurt == injured:
        score += (_BESIDE_COUNT if own else 1.0) * (min(weight, _MOST_PERSONS) if hurt else 1.0)
    elif own and 0 < hurt < injured:
        score += _BESIDE_COUNT * min(weight, _MOST_PERSONS)  # those told of singly are some of those counted
    return score


def _told_last(article: ArticleCasualties, role: str) -> bool:
    """Whether a harm comes only far down in an article that opens with another: an older case, retold."""
    weights = dict.fromkeys(HARM, 0.0)
    for statement in article.statements:
        if statement.value:
            weights[statement.role] += statement.weight
    for person in article.persons:
        for harm, weight in person.roles.items():
            weights[harm] += weight
    apart = not any(role in pair for pair in article.together)
    opening = max(weight for harm, weight in weights.items() if harm != role)
    return apart and weights[role] < _RETOLD and opening >= _OPENING
