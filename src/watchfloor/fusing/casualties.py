"""What one article says of the killed and injured of its incident: counts, and persons told of without a number.

An article gives its victims in counts ("three dead"), as single persons ("a man was shot dead"), by name ("Smith, 23,
died"), several times over, and often tells of other cases besides. Sentences about older cases and sums over several
incidents are left out; what remains is held as statements to be weighed against one another, and as persons, each told
of under several descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise, zip_longest

import msgspec

from watchfloor.fusing.incident_wording import (
    INCLUDING,
    by_own_hand,
    has_wounds,
    is_grave,
    is_part,
    is_teaser,
    lives_on,
    ordinal,
    sums_incidents,
    tells_of_another,
)
from watchfloor.fusing.victims import Person, describe
from watchfloor.records import Interval, Quantity

__all__ = ["HARM", "ArticleCasualties", "Report", "ReportSentence", "Statement", "read_article"]

HARM = ("killed", "injured", "shot")
_BACKGROUND_DAYS = 45
# Weights of a sentence: of the title, of the first two, of the rest of the lead; any other has 1.
_TITLE, _FIRST, _NEAR_LEAD = 6, 4, 3
_LEAD = 6
_PART, _NOBODY, _NAMES = 0.3, 0.3, 0.5  # of that weight, for a part, for nobody, for persons without a number
_VAGUE = frozenset({"several", "a few", "few", "dozens", "scores", "a handful", "a couple", "hundreds"})
_SIDE_BY_SIDE = 25  # characters between "three women" and "two men" that are one sum
_MOST = 5000  # a larger number is no count of one incident
_BESIDES = re.compile(r"\b(?:others?|additional|more)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|this|that|these|he|she|him|her|they|someone)\b", re.IGNORECASE)
_AGE_BEHIND = re.compile(r"\s*,?\s*\(?(?:aged?\s+)?(\d{1,2})(?:\)|,|;|\.|:|\s+and\b|$)")
_OF = re.compile(r"\s*(?:of|(?:is\s+|was\s+|were\s+|are\s+)?among)\s+(?:the\s+|those\s+)?", re.IGNORECASE)
_ONE_OF_THEM = re.compile(r"\s+of\s+[^,]{1,40},\s*(?:identified as\s+)?", re.IGNORECASE)
_ACCUSED = re.compile(r"\bshooting\s+suspects?\Z", re.IGNORECASE)
_ALSO = re.compile(r"[^,;.]{0,20}\balso\b", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|another)\b", re.IGNORECASE)
_AND = re.compile(r"\s*and\s*")
_HARMS = re.compile(r"\b(?:kill\w*|sho[ot]t?\w*|stab\w*|murder\w*|slay\w*|slew|slain)\b", re.IGNORECASE)
_BETWEEN_DESCRIPTIONS = frozenset({"", ",", "-", "–", "—", "(", ":", "identified as", ", identified as"})


class ReportSentence(msgspec.Struct, kw_only=True):
    """What one sentence of an article says in figures.

    Attributes:
        quantities: of the sentence, persons that count as one included.
        times: of the sentence; a sentence about a time long before the article is background.
        title: whether it is the article's title.
        position: number of the sentence in the article's text.
        text: its words, for those between the figures.
    """

    quantities: list[Quantity]
    times: list[Interval] = []
    title: bool = False
    position: int = 0
    text: str = ""

    @property
    def weight(self) -> int:
        """How much it counts: title and lead tell of the incident as a whole."""
        if self.title:
            return _TITLE
        return _FIRST if self.position < 2 else _NEAR_LEAD if self.position < _LEAD else 1


class Report(msgspec.Struct, kw_only=True):
    """One article on the incident: its day and its sentences, the title first."""

    day: date | None
    sentences: list[ReportSentence]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """How many one sentence says were harmed.

    Attributes:
        role: ``killed``, ``injured`` or ``shot`` (harmed, those who died of it included).
        value: how many.
        weight: the higher, the nearer to the article's top.
        besides: "five others": apart from the dead told of in the same sentence.
        least: only a lower bound.
    """

    role: str
    value: int
    weight: float
    besides: bool = False
    least: bool = False


class ArticleCasualties(msgspec.Struct):
    """What an article says.

    Attributes:
        statements: counts of its sentences.
        persons: those told of without a number.
        sums: whether it sums up several incidents at its top.
        largest: killed and injured of the sentence that tells of most, for an article that sums up several.
        together: pairs of harms told of in one sentence.
    """

    statements: list[Statement] = msgspec.field(default_factory=list)
    persons: list[Person] = msgspec.field(default_factory=list)
    sums: bool = False
    largest: tuple[int, int] = (0, 0)
    together: set[frozenset[str]] = msgspec.field(default_factory=set)


class _Told(msgspec.Struct):
    """A figure of a sentence that tells of harm: how many, and what stands around it."""

    role: str
    value: int
    start: int
    end: int
    item: str
    single: bool
    least: bool = False
    part: bool = False
    besides: bool = False
    age: str = ""

    def person(self) -> Person:
        return describe(self.item, self.age)


def read_article(report: Report, first_day: date | None = None) -> ArticleCasualties:
    """The statements and persons of one article.

    Args:
        report: the article.
        first_day: of the first report on the incident; what is dated long before it is another case.
    """
    found = ArticleCasualties()
    since = _earliest(report, first_day or report.day)
    kept: list[tuple[ReportSentence, list[_Told]]] = []
    for sentence in report.sentences:
        if sums_incidents(sentence.text):
            found.sums = found.sums or sentence.title or sentence.position < 2
        elif not _of_another(sentence, since):
            kept.append((sentence, _join_descriptions(list(_told(sentence)), sentence.text)))
    for at, (sentence, told) in enumerate(kept):
        here: list[Person] = []
        counted = any(
            one.role == "killed" and not one.single for _, earlier in kept[: at + 1] for one in earlier
        )
        for one in told:
            if one.single:
                _tell(found.persons, one, sentence.weight, here, counted)
    for sentence, told in kept:
        statements = _statements(told, sentence, found.persons)
        found.statements.extend(statements)
        harms = {q.role for q in sentence.quantities if q.role in HARM and q.low != 0}
        found.together |= {frozenset({a, b}) for a in harms for b in harms if a != b}
        if found.sums and not sentence.title:
            found.largest = max(found.largest, _toll(statements, told), key=sum)
    return found


def _earliest(report: Report, day: date | None) -> str:
    """The day before which a sentence is about another case, empty when there is none.

    A court report is of an incident long past: where the first sentence that tells of harm is dated, that day holds.
    """
    if day is None:
        return ""
    limit = (day - timedelta(days=_BACKGROUND_DAYS)).isoformat()
    lead = (
        s for s in report.sentences if not s.title and s.position < _LEAD and not tells_of_another(s.text)
    )
    first = next((s for s in lead if any(q.role in HARM and q.unit == "persons" for q in s.quantities)), None)
    ends = [time.end[:10] for time in first.times if time.end] if first else []
    return min([limit, max(ends)]) if ends else limit


def _of_another(sentence: ReportSentence, since: str) -> bool:
    """Whether a sentence is about another case: dated long before, said so in words, or a headline further down.

    Args:
        sentence: of the article.
        since: the day before which it is about another case.
    """
    if sentence.title:
        return False
    ends = [time.end[:10] for time in sentence.times if time.end]
    if ends and max(ends) < since:
        return True
    if sentence.position > 1 and tells_of_another(sentence.text):
        return True
    return sentence.position > 3 and is_teaser(sentence.text)


def _told(sentence: ReportSentence) -> Iterator[_Told]:
    """The figures of a sentence that tell of harm, in order."""
    text = sentence.text
    for quantity, after in zip_longest(sentence.quantities, sentence.quantities[1:]):
        value, role = _value(quantity), quantity.role
        if not role and quantity.item and after and after.item:
            between = text[quantity.end : after.start].removeprefix(f" {quantity.item}")
            role = after.role if between in (", ", " and ") else ""  # "two girls, two men shot"
        if not role and ("victim" in quantity.item or has_wounds(text, quantity.end)):
            role = "shot"  # "four victims", "three men with gunshot wounds": harmed, without saying how
        if quantity.unit != "persons" or role not in HARM or value is None or value > _MOST:
            continue
        if role == "shot" and _ACCUSED.search(text, max(0, quantity.start - 12), quantity.end):
            continue  # "a shooting suspect" shot, and was not
        if role == "shot" and quantity.text == quantity.item and lives_on(text, quantity.end):
            role = "injured"
        age = _AGE_BEHIND.match(text, quantity.end)
        yield _Told(
            role=role,
            value=value,
            start=quantity.start,
            end=quantity.end,
            item=quantity.item,
            single=quantity.text == quantity.item,
            least=quantity.qualifier in ("at-least", "more-than", "at-most", "less-than"),
            part=is_part(text, quantity.end),
            besides=bool(_BESIDES.search(quantity.item)),
            age=age[1] if age else "",
        )


def _value(quantity: Quantity) -> int | None:
    """A number to count with; a vague one ("several") is none."""
    if quantity.qualifier == "range" and quantity.text.lower() in _VAGUE:
        return None
    value = quantity.low if quantity.low is not None else quantity.high
    return None if value is None else int(value)


def _join_descriptions(told: list[_Told], text: str) -> list[_Told]:
    """ "the teacher, Ilsa Korn", "his wife, Denise": one person told of under two descriptions."""
    joined: list[_Told] = []
    for one in told:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.single
            and one.single
            and last.role == one.role
            and text[last.end : one.start].strip() in _BETWEEN_DESCRIPTIONS
            and bool(last.person().names) != bool(one.person().names)
        ):
            common, named = (last, one) if one.person().names else (one, last)
            item = f"{common.item} {named.item}"
            joined[-1] = msgspec.structs.replace(last, end=one.end, item=item, age=last.age or one.age)
        else:
            joined.append(one)
    return joined


# ---------------------------------------------------------------- persons


def _tell(persons: list[Person], one: _Told, weight: int, here: list[Person], counted: bool) -> None:
    """Add a mention to the person that it fits, or as a new person.

    Args:
        persons: told of so far.
        one: the mention.
        weight: of its sentence.
        here: persons that this sentence told of already.
        counted: whether the article has counted dead so far.
    """
    mention = one.person()
    mention.roles[one.role] += weight
    for person in persons:
        # Two persons in one sentence with the same lot are two.
        twice = any(p is person for p in here) and (
            bool(mention.age or mention.names)
            if one.role in person.roles
            else bool(_INDEFINITE.match(one.item))  # nor is he who killed "a boy" and hurt "a man"
        )
        if person.fits(mention) and not twice and not _died_beside(persons, person, one.role, counted):
            person.learn(mention)
            here.append(person)
            return
    persons.append(mention)
    here.append(mention)


def _died_beside(persons: Sequence[Person], person: Person, role: str, counted: bool) -> bool:
    """A death told of somebody known as injured is another's where the article has dead already."""
    if role != "killed" or person.roles["killed"] or not person.roles["injured"]:
        return False
    return counted or any(p.roles["killed"] for p in persons)


# ---------------------------------------------------------------- counts


def _statements(
    told: Sequence[_Told], sentence: ReportSentence, persons: Sequence[Person]
) -> list[Statement]:
    """The counts of a sentence."""
    text, weight = sentence.text, sentence.weight
    groups = _groups(told, text)
    found: list[Statement] = []
    if by_own_hand(text):
        total = _with_the_one_who_did_it([one for one in told if one.role == "killed"], text)
        if total > 1:
            found.append(Statement(role="killed", value=total, weight=weight))
            groups.pop("killed", None)
    for one in told:
        if one.single and (nth := ordinal(one.item)):
            role = "killed" if one.role == "killed" else "shot"
            found.append(Statement(role=role, value=nth, weight=weight))
    killed = any(one.role == "killed" for one in told)
    if not killed and (harmed := _with_others(told)):
        found.append(Statement(role="shot", value=harmed, weight=weight))
    for role, several in groups.items():
        for group in several:
            if len(group) == 1 and group[0].single:
                continue
            total = _sum(group, text)
            share = 1.0 if total else _NOBODY
            if all(one.single for one in group):
                share *= _NAMES
            elif len(group) == 1 and group[0].part:
                share *= _PART
            # "Korn and three others were hit", where Korn died: the dead are among them.
            among = role == "injured" and any(_known_dead(one, persons) for one in group)
            found.append(
                Statement(
                    role="shot" if among else role,
                    value=total,
                    weight=weight * share,
                    besides=group[0].besides and (killed or bool(_ALSO.match(text, group[-1].end))),
                    least=any(one.least for one in group),
                )
            )
    return found


def _groups(told: Sequence[_Told], text: str) -> dict[str, list[list[_Told]]]:
    """For each harm the figures that add up: what stands side by side, and "two others" to those before them."""
    found: dict[str, list[list[_Told]]] = {}
    for one in told:
        if (one.single and _DEFINITE.match(one.item)) or (not one.value and is_grave(text)):
            continue  # "the man" is told of already; "none was seriously hurt" says nothing of the others
        groups = found.setdefault(one.role, [])
        if groups:
            between = text[groups[-1][-1].end : one.start]
            if _OF.fullmatch(between):
                groups[-1][-1] = one  # "one of the six people", "girl among eight hurt"
                continue
            graver = not one.single and not one.besides and is_grave(text, one.end, 15)
            if INCLUDING.search(between) or graver or (one.single and _ONE_OF_THEM.fullmatch(between)):
                continue  # "five people, including two children", "six hurt, two seriously", "one of the guards, a man"
            if one.besides or one.start - groups[-1][-1].end <= _SIDE_BY_SIDE:
                groups[-1].append(one)
                continue
        groups.append([one])
    return found


def _sum(group: Sequence[_Told], text: str) -> int:
    """The sum of a group; a number with the list of those whom it counts is counted once."""
    total = sum(one.value for one in group)
    listed = len(group) > 2 and 2 * group[0].value == total
    if listed and not _AND.fullmatch(text[group[0].end : group[1].start]):
        return total // 2  # "three people - a man and two women - were killed"
    return total


def _with_the_one_who_did_it(dead: Sequence[_Told], text: str) -> int:
    """ "killed his wife and two children before shooting himself": the dead, and the one by whose hand they died."""
    verb = _HARMS.search(text)
    if verb is None or not any(one.start > verb.start() for one in dead):
        return 0
    total, seen = 0, set()
    for one in dead:
        key = " ".join(one.person().names) or one.item.lower() if one.single else str(one.start)
        if key in seen or (total and INCLUDING.search(text, dead[0].start, one.start)):
            continue
        seen.add(key)
        total += one.value
    return total + (dead[0].start > verb.start())


def _with_others(told: Sequence[_Told]) -> int:
    """ "A guard was shot and two others were hurt": those harmed in different words, 0 where all are in the same."""
    for first, second in pairwise(one for one in told if one.value):
        if second.besides and first.role != second.role and not first.besides:
            return first.value + second.value
    return 0


def _known_dead(one: _Told, persons: Sequence[Person]) -> bool:
    """Whether a person named among the injured has died by the article's account."""
    if not one.single:
        return False
    mention = one.person()
    return any(p.roles["killed"] and p.fits(mention) and p.shares(mention) for p in persons)


def _toll(statements: Sequence[Statement], told: Sequence[_Told]) -> tuple[int, int]:
    """Killed and injured by one sentence alone."""
    killed = max(
        (s.value for s in statements if s.role == "killed"),
        default=int(any(one.role == "killed" for one in told)),
    )
    harmed = [
        s.value - killed * (s.role == "shot" and not s.besides) for s in statements if s.role != "killed"
    ]
    return killed, max(harmed, default=0)
