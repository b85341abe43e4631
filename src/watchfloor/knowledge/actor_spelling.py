"""How the names of actors are written: what case and accents matter, and which spellings are one name.

A name that has a capital asks for a capital, one all in capitals (``UN``) for capitals, one in small letters matches
any; accents, hyphens and kinds of apostrophe do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["fold", "key_of", "spellings", "written_as"]

_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "s", "ı": "i", "æ": "a", "œ": "o", "þ": "t", "ə": "a"}
_BREAKS = re.compile(r"[,;:()!?\"“”]|\. ")
_LONGEST_ACRONYM = 6


class _Folding(dict[int, str]):
    """One character for one: lower case without accents, a blank for all that is no letter or digit."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0].lower()[:1]
        folded = _PLAIN.get(base, base) if base.isalnum() else " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A text as names are looked up in it; as long as the text, so that offsets stay."""
    return text.translate(_FOLDING)


def key_of(name: str) -> str:
    """What a name is looked up by: folded, its words parted by one blank, with a blank on either side."""
    return f" {' '.join(fold(name).split())} "


def written_as(name: str, words: str, exact: bool) -> bool:
    """Whether words of a text with the key of a name are written as the name asks.

    Args:
        name: as it stands in the table.
        words: as they stand in the text.
        exact: whether case and accents must be those of the name.
    """
    if exact:
        return words == name
    several = len(words) > 3 and not words.isalnum()
    if several and _BREAKS.search(words) and not _BREAKS.search(name):
        return False
    if name.islower():
        return True
    if _is_acronym(name):
        return words.isupper()
    if not words[:1].isupper() and name[:1].isupper():
        return False
    last_name, last_words = name.rsplit(None, 1)[-1], words.rsplit(None, 1)[-1]
    return not (last_name[:1].isupper() and last_words[:1].islower())


@cache  # asked of the same names again and again
def _is_acronym(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return 1 < len(letters) <= _LONGEST_ACRONYM and all(c.isupper() for c in letters)


def spellings(name: str) -> list[str]:
    """A name and its other usual spellings: "US Army" and "U.S. Army", Saint and St., defence and defense."""
    found = [name]
    if name[:3] in _LETTERS:
        found.append(f"{name[0]}.{name[1]}.{name[2:]}")
    for one, other in _VARIANTS:
        if one in name:
            found.append(name.replace(one, other))
    return found


_LETTERS = frozenset({"US ", "UN ", "UK ", "EU "})
_VARIANTS = (
    ("Saint ", "St. "),
    (" and ", " & "),
    ("efence", "efense"),
    ("rganisation", "rganization"),
    ("rganization", "rganisation"),
)
