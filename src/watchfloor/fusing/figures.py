"""The killed and injured of one incident, weighed from several articles.

An article gives its victims in counts ("three dead"), as single persons ("a man was shot dead"), by name ("Smith, 23,
died"), and often tells of other cases besides. Each article is read to one count first: title and lead before the
rest, counts and persons checked against one another, sentences about older cases left out. Then the articles are
weighed: the later ones know more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from watchfloor.records import Interval, Quantity

__all__ = ["IncidentFigures", "Report", "ReportSentence", "figures_of_incident"]

_BACKGROUND_DAYS = 45
_LEAD = 6
_NAMES = re.compile(r"[A-Z][\w'’.-]+")
_FUNCTION = frozenset("the a an another one second third he she him her someone his their police".split())
_WOMEN = frozenset("woman girl wife mother daughter sister girlfriend grandmother aunt female she niece".split())
_MEN = frozenset("man boy husband father son brother boyfriend grandfather uncle male he him nephew".split())
_KINDS = frozenset("victim teen teenager person officer student child toddler driver resident employee clerk deputy suspect gunman shooter".split())
_ARMED = frozenset("gunman shooter suspect attacker assailant".split())
_HARM = frozenset({"killed", "injured", "shot"})
_MOST = 5000  # a larger number is no count of one incident


class ReportSentence(msgspec.Struct, kw_only=True):
    """What one sentence of an article says in figures.

    Attributes:
        quantities: of the sentence, persons that count as one included.
        times: of the sentence; a sentence about a time long before the article is background.
        title: whether it is the article's title.
        position: number of the sentence in the article's text.
    """

    quantities: list[Quantity]
    times: list[Interval] = []
    title: bool = False
    position: int = 0


class Report(msgspec.Struct, kw_only=True):
    """One article on the incident: its day and its sentences, the title first."""

    day: date | None
    sentences: list[ReportSentence]


class IncidentFigures(msgspec.Struct, kw_only=True):
    """How many were killed and injured; None where no article says anything of it."""

    killed: int | None = None
    injured: int | None = None


def figures_of_incident(reports: Sequence[Report]) -> IncidentFigures:
    """The figures of one incident.

    Args:
        reports: the articles on it, in any order.

    Returns:
        Killed and injured. Persons shot who are not said to have died count as injured, and one who killed himself
        counts among the killed, as registries of such incidents have it.
    """
    counted = [(report.day or date.min, _ArticleCount(report).result()) for report in reports]
    said = [(day, figures) for day, figures in counted if figures.killed is not None or figures.injured is not None]
    if not said:
        return IncidentFigures()
    said.sort(key=lambda one: one[0])
    return IncidentFigures(
        killed=_weigh([(day, f.killed) for day, f in said]), injured=_weigh([(day, f.injured) for day, f in said])
    )


def _weigh(values: list[tuple[date, int | None]]) -> int | None:
    """The value that most articles give, the later ones counting for more."""
    votes: Counter[int] = Counter()
    known = [(day, value) for day, value in values if value is not None]
    for rank, (_, value) in enumerate(known):
        votes[value] += 10 + 3 * rank
    if not votes:
        return None
    return max(votes, key=lambda value: (votes[value], value))


class _Person(msgspec.Struct):
    """Somebody whom an article tells of without a number.

    Attributes:
        name: surname, empty when not named.
        age: as written, empty when not told.
        gender: ``f``, ``m`` or empty.
        armed: whether it is the one who did it.
        other: "another man", "a second victim": not one told of before.
        roles: what befell this person, each with the weight of the sentences that say so.
    """

    name: str = ""
    age: str = ""
    gender: str = ""
    armed: bool = False
    other: bool = False
    roles: Counter[str] = msgspec.field(default_factory=Counter)

    def fits(self, mention: _Person) -> bool:
        """Whether a mention can be of this person: nothing that both tell of differs."""
        if mention.other or self.armed != mention.armed:
            return False
        pairs = ((self.name, mention.name), (self.age, mention.age), (self.gender, mention.gender))
        return all(not a or not b or a == b for a, b in pairs)

    def learn(self, mention: _Person) -> None:
        self.name = self.name or mention.name
        self.age = self.age or mention.age
        self.gender = self.gender or mention.gender
        self.roles.update(mention.roles)


class _ArticleCount:
    """Counts the victims of one article."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.counts: dict[str, Counter[int]] = {}
        self.persons: list[_Person] = []
        for sentence in report.sentences:
            if not self._background(sentence):
                self._read(sentence)

    def _background(self, sentence: ReportSentence) -> bool:
        day = self.report.day
        if day is None or sentence.title:
            return False
        limit = (day - timedelta(days=_BACKGROUND_DAYS)).isoformat()
        ends = [t.end[:10] for t in sentence.times if t.end]
        return bool(ends) and max(ends) < limit

    def _weight(self, sentence: ReportSentence) -> int:
        if sentence.title:
            return 6
        return 4 if sentence.position < 2 else 3 if sentence.position < _LEAD else 1

    def _read(self, sentence: ReportSentence) -> None:
        weight = self._weight(sentence)
        singles: Counter[str] = Counter()
        numbered: Counter[str] = Counter()
        here: list[_Person] = []
        for quantity in sentence.quantities:
            value = _value(quantity)
            if quantity.unit != "persons" or quantity.role not in _HARM or value is None or value > _MOST:
                continue
            if quantity.text == quantity.item:
                singles[quantity.role] += 1
                self._person(quantity, weight, here)
            else:
                numbered[quantity.role] += value
        for role, value in numbered.items():
            # "A man and two women were killed": persons and counts of one sentence add up.
            self.counts.setdefault(role, Counter())[value + singles[role]] += weight

    def _person(self, quantity: Quantity, weight: int, here: list[_Person]) -> None:
        mention = _describe(quantity.item)
        mention.roles[quantity.role] += weight
        for person in self.persons:
            # Two persons in one sentence with the same lot are two.
            if person.fits(mention) and not any(p is person and quantity.role in p.roles and mention.age for p in here):
                person.learn(mention)
                here.append(person)
                return
        self.persons.append(mention)
        here.append(mention)

    def _count(self, role: str) -> int | None:
        counts = self.counts.get(role)
        return max(counts, key=lambda value: (counts[value], value)) if counts else None

    def result(self) -> IncidentFigures:
        if not (self.counts or self.persons):
            return IncidentFigures()
        killed, injured, shot = self._count("killed"), self._count("injured"), self._count("shot")
        dead = sum(1 for p in self.persons if p.roles["killed"])
        hurt = sum(1 for p in self.persons if not p.roles["killed"])
        final = max(killed, min(dead, 1)) if killed is not None else dead
        if injured is not None:
            return IncidentFigures(killed=final, injured=injured)
        if shot is not None:
            return IncidentFigures(killed=final, injured=max(shot - final, 0))
        return IncidentFigures(killed=final, injured=hurt)


def _value(quantity: Quantity) -> int | None:
    value = quantity.low if quantity.low is not None else quantity.high
    return None if value is None else int(value)


def _describe(item: str) -> _Person:
    """What the words for somebody tell of him."""
    low = set(re.findall(r"[a-z]+", item.lower()))
    names = [n for n in _NAMES.findall(item) if n.lower() not in _FUNCTION]
    age = re.search(r"\b(\d{1,3})[- ]year", item)
    gender = "f" if low & _WOMEN else "m" if low & _MEN else ""
    titled = len(names) > 1 or (names and not low & _WOMEN | low & _MEN | low & _KINDS)
    return _Person(
        name=names[-1].rstrip(".'’") if titled else "",
        age=age[1] if age else "",
        gender=gender,
        armed=bool(low & _ARMED),
        other=bool(low & {"another", "second", "third", "other", "fourth"}),
    )
