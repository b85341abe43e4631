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
_NEAR_LEAD = 3  # weight of a sentence of the lead
_OPENING = 6  # weight of a harm that an article opens with
_AGES = {
    w: str(n)
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
_WOMEN = frozenset({
    "woman", "girl", "wife", "mother", "daughter", "sister", "girlfriend", "grandmother", "aunt",
    "female", "she", "niece",
})  # fmt: skip
_MEN = frozenset({
    "man", "boy", "husband", "father", "son", "brother", "boyfriend", "grandfather", "uncle", "male",
    "he", "him", "nephew",
})  # fmt: skip
_KINDS = frozenset({
    "victim", "teen", "teenager", "person", "officer", "student", "child", "toddler", "driver",
    "resident", "employee", "clerk", "deputy", "suspect", "gunman", "shooter",
})  # fmt: skip
_ARMED = frozenset({"gunman", "shooter", "suspect", "attacker", "assailant"})
_HARM = frozenset({"killed", "injured", "shot"})
_VAGUE = frozenset({"several", "a few", "few", "dozens", "scores", "a handful", "a couple", "hundreds"})
_SIDE_BY_SIDE = 25  # characters between "three women" and "two men" that are one sum
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
    said = [
        (day, figures)
        for day, figures in counted
        if figures.killed is not None or figures.injured is not None
    ]
    if not said:
        return IncidentFigures()
    said.sort(key=lambda one: one[0])
    return IncidentFigures(
        killed=_weigh([(day, f.killed) for day, f in said]),
        injured=_weigh([(day, f.injured) for day, f in said]),
    )


def _weigh(values: list[tuple[date, int | None]]) -> int | None:
    """The value that most articles give, the later ones counting for more, and silence (a zero) for less."""
    votes: Counter[int] = Counter()
    known = [(day, value) for day, value in values if value is not None]
    for rank, (_, value) in enumerate(known):
        votes[value] += (10 + 3 * rank) * (2 if value else 1)
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
        return 4 if sentence.position < 2 else _NEAR_LEAD if sentence.position < _LEAD else 1

    def _read(self, sentence: ReportSentence) -> None:
        weight = self._weight(sentence)
        here: list[_Person] = []
        sums: dict[str, list[tuple[int, int, int]]] = {}
        for quantity in sentence.quantities:
            value, role = _value(quantity), quantity.role
            if not role and "victim" in quantity.item:
                role = "shot"  # "four victims": harmed, without saying how
            if quantity.unit != "persons" or role not in _HARM or value is None or value > _MOST:
                continue
            single = quantity.text == quantity.item
            if single:
                self._person(quantity, weight, here)
                if not re.match(r"(?:an?|another)\b", quantity.item, re.IGNORECASE):
                    continue
            # "A man and two women were killed": what stands side by side adds up.
            parts = sums.setdefault(role, [])
            if parts and quantity.start - parts[-1][1] <= _SIDE_BY_SIDE:
                total, _, counted = parts[-1]
                parts[-1] = (total + value, quantity.end, counted + (not single))
            else:
                parts.append((value, quantity.end, int(not single)))
        for role, parts in sums.items():
            for total, _, counted in parts:
                if counted:
                    self.counts.setdefault(role, Counter())[total] += weight

    def _person(self, quantity: Quantity, weight: int, here: list[_Person]) -> None:
        mention = _describe(quantity.item)
        mention.roles[quantity.role] += weight
        for person in self.persons:
            # Two persons in one sentence with the same lot are two.
            twice = (
                any(p is person for p in here)
                and quantity.role in person.roles
                and bool(mention.age or mention.name)
            )
            if person.fits(mention) and not twice and not self._died_beside(person, quantity.role):
                person.learn(mention)
                here.append(person)
                return
        self.persons.append(mention)
        here.append(mention)

    def _died_beside(self, person: _Person, role: str) -> bool:
        """A death told of somebody known as injured is another's where the article has dead already."""
        if role != "killed" or person.roles["killed"] or not person.roles["injured"]:
            return False
        return "killed" in self.counts or any(p.roles["killed"] for p in self.persons)

    def _told_last(self, role: str) -> bool:
        """Whether a harm comes only far down in an article that opens with another: an older case, retold."""
        weights = Counter[str]()
        for harm, counts in self.counts.items():
            weights[harm] += sum(weight for value, weight in counts.items() if value)
        for person in self.persons:
            weights.update(person.roles)
        opening = max((weight for harm, weight in weights.items() if harm != role), default=0)
        return weights[role] < _NEAR_LEAD and opening >= _OPENING

    def _count(self, role: str) -> int | None:
        counts = self.counts.get(role)
        return max(counts, key=lambda value: (counts[value], value)) if counts else None

    def result(self) -> IncidentFigures:
        """What the article says of its own incident; None where it says nothing of harm."""
        if not (self.counts or self.persons):
            return IncidentFigures()
        dead = 0 if self._told_last("killed") else self._dead()
        injured, shot = (None if self._told_last(role) else self._count(role) for role in ("injured", "shot"))
        if injured is None and shot is None:
            return IncidentFigures(killed=dead, injured=self._hurt(dead))
        # "Four were shot, one of them died; two are critical": the shot who live are injured, counted so or not.
        return IncidentFigures(killed=dead, injured=max(injured or 0, (shot or 0) - dead))

    def _dead(self) -> int:
        """The dead: as counted, else the persons told of as dead, but for those whom it only mentions in passing."""
        counted = self._count("killed")
        told = [p.roles["killed"] for p in self.persons if p.roles["killed"]]
        if counted is not None:
            return max(counted, min(len(told), 1))
        return sum(1 for weight in told if 2 * weight >= max(told))

    def _hurt(self, dead: int) -> int:
        """Persons told of as hurt; beside a death somebody only "shot" is most likely the one who died."""
        alive = [p for p in self.persons if not p.roles["killed"]]
        return sum(1 for p in alive if not dead or p.roles["injured"] >= _NEAR_LEAD)


def _value(quantity: Quantity) -> int | None:
    """A number to count with; a vague one ("several") is none."""
    if quantity.qualifier == "range" and quantity.text.lower() in _VAGUE:
        return None
    value = quantity.low if quantity.low is not None else quantity.high
    return None if value is None else int(value)


def _describe(item: str) -> _Person:
    """What the words for somebody tell of him."""
    words = re.findall(r"[\w'’.-]+", item)
    low = {word.lower() for word in words}
    last = words[-1].rstrip(".'’") if words else ""
    named = (
        last[:1].isupper()
        and not (last.isupper() and len(last) > 4)
        and last.lower() not in _KINDS | _WOMEN | _MEN | _ARMED
    )
    age = re.search(r"\b(\w+)[- ]years?\b", item)
    return _Person(
        name=last if named else "",
        age=_AGES.get(age[1].lower(), age[1].lower()) if age else "",
        gender="f" if low & _WOMEN else "m" if low & _MEN else "",
        armed=bool(low & _ARMED),
        other=bool(low & {"another", "second", "third", "other", "fourth"}),
    )
