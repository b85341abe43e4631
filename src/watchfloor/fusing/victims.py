"""Persons whom an article tells of without a number, each under several descriptions.

"A 21-year-old man", "the victim", "he" and "Peter Korn, 21" may be one: a mention is of a person known already when
nothing that both tell of differs, so that a victim is counted once, and one who "later died" moves to the dead.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

__all__ = ["Person", "describe"]

_AGES = {
    word: str(n)
    for n, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ]
    )
}  # fmt: skip
_WOMEN = frozenset({
    "woman", "girl", "wife", "mother", "daughter", "sister", "girlfriend", "grandmother", "aunt", "female", "she",
    "her", "niece",
})  # fmt: skip
_MEN = frozenset({
    "man", "boy", "husband", "father", "son", "brother", "boyfriend", "grandfather", "uncle", "male", "he", "him",
    "nephew",
})  # fmt: skip
_KINDS = frozenset({
    "victim", "teen", "teenager", "person", "officer", "student", "child", "toddler", "driver", "resident", "employee",
    "clerk", "deputy", "soldier", "passenger", "worker",
})  # fmt: skip
_ARMED = frozenset({"gunman", "shooter", "suspect", "attacker", "assailant", "bomber", "killer"})
_WHOSE = frozenset({"her", "his", "him"})
_OTHERS = frozenset({"another", "second", "third", "other", "fourth", "fifth"})
_SMALL = frozenset({"baby", "infant", "toddler", "unborn", "newborn"})
_GROWN = frozenset({
    "woman", "wife", "mother", "girlfriend", "grandmother", "aunt", "man", "husband", "father", "boyfriend",
    "grandfather", "uncle", "officer", "deputy", "soldier", "driver", "clerk", "employee", "worker",
})  # fmt: skip
_NO_NAMES = (
    _SMALL
    | _KINDS
    | _WOMEN
    | _MEN
    | _ARMED
    | {"year-old", "old", "a", "an", "the", "his", "their", "another", "one"}
)
_AGE = re.compile(r"\b(\w+)[- ](?:year|month)s?\b", re.IGNORECASE)


class Person(msgspec.Struct):
    """Somebody whom an article tells of without a number.

    Attributes:
        names: first and last name as far as told.
        age: as written, empty when not told.
        gender: ``f``, ``m`` or empty.
        armed: whether it is the one who did it.
        grown: False for a small child, None when nothing tells.
        other: "another man", "a second victim": not one told of before.
        roles: what befell this person, each with the weight of the sentences that say so.
    """

    names: tuple[str, ...] = ()
    age: str = ""
    gender: str = ""
    armed: bool = False
    other: bool = False
    grown: bool | None = None
    roles: Counter[str] = msgspec.field(default_factory=Counter)

    def fits(self, mention: Person) -> bool:
        """Whether a mention can be of this person: nothing that both tell of differs."""
        if self.armed != mention.armed or (mention.other and not self.other):
            return False
        if self.names and mention.names and not _same_name(self.names, mention.names):
            return False
        if None not in (self.grown, mention.grown) and self.grown != mention.grown:
            return False
        pairs = ((self.age, mention.age), (self.gender, mention.gender))
        return all(not a or not b or a == b for a, b in pairs)

    def shares(self, mention: Person) -> bool:
        """Whether a mention that fits names this person or gives the age."""
        return bool(self.names and mention.names) or bool(self.age and mention.age)

    def learn(self, mention: Person) -> None:
        """Take over what a mention tells more."""
        self.names = max(self.names, mention.names, key=len)
        self.age = self.age or mention.age
        self.grown = mention.grown if self.grown is None else self.grown
        self.gender = self.gender or mention.gender
        self.roles.update(mention.roles)


def describe(item: str, age: str = "") -> Person:
    """What the words for somebody tell of him.

    Args:
        item: such as "a 21-year-old man", "Peter Korn".
        age: told beside the words ("Peter Korn, 21").
    """
    words = re.findall(r"[\w'’.-]+", item)
    low = {word.lower() for word in words}
    own = low - _WHOSE if len(low) > 1 else low  # "her son" is none of hers
    told = _AGE.search(item)
    return Person(
        names=_names(words),
        age=_AGES.get(told[1].lower(), told[1].lower()) if told else age,
        gender="f" if own & _WOMEN else "m" if own & _MEN else "",
        armed=bool(low & _ARMED),
        other=bool(low & _OTHERS),
        grown=False if own & _SMALL else True if own & _GROWN else None,
    )


def _names(words: list[str]) -> tuple[str, ...]:
    """The last words that may be a name, two at most; not words in capitals such as a headline has."""
    names: list[str] = []
    for word in reversed(words):
        bare = word.rstrip(".'’")
        spelled = bare.isalpha() or "-" in bare or "'" in bare
        shouted = bare.isupper() and len(bare) > 4
        if not bare[:1].isupper() or shouted or not spelled or bare.lower() in _NO_NAMES:
            break
        names.insert(0, bare)
    return tuple(name for name in names if name not in ("Jr", "Sr", "II", "III"))[-2:]


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "Ilsa Korn", "Korn" and "Ilsa" may be one; "Ilsa Korn" and "Peter Korn" are two."""
    if len(one) > 1 and len(other) > 1:
        return one[0] == other[0]
    return bool(set(one) & set(other))
