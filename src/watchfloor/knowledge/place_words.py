"""Words that say whether a name is that of a place; the table is ``places/words.tsv``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import TableError, read_rows

__all__ = ["PlaceWords", "load_place_words"]

_TABLE = Path(__file__).parent / "places" / "words.tsv"
_FIELDS = {
    "unit": "units",
    "surrounding": "surroundings",
    "ending": "endings",
    "direction": "directions",
    "part": "parts",
    "moving": "moving",
    "carrying": "carrying",
    "journey": "journeys",
    "word": "words",
}


class PlaceWords(msgspec.Struct, frozen=True):
    """The table, in lower case; nouns and verbs are lemmas.

    Attributes:
        units: what a region is called: "Kursk region".
        surroundings: all nouns that have a place's name beside them, units too: "the port of Odesa".
        endings: other words in small letters that a name may hold or end in: "Korean peninsula".
        directions: what stands before a place's name: "eastern Ukraine".
        parts: nouns whose "of" is followed by where something is, surroundings too: "the siege of Homs".
        moving, carrying, journeys: verbs, verbs with persons as object, and nouns whose "to" and "from" tell of a place.
        words: names of places that are mostly something else when they stand alone.
    """

    units: frozenset[str]
    surroundings: frozenset[str]
    endings: frozenset[str]
    directions: frozenset[str]
    parts: frozenset[str]
    moving: frozenset[str]
    carrying: frozenset[str]
    journeys: frozenset[str]
    words: frozenset[str]


@cache
def load_place_words(path: Path = _TABLE) -> PlaceWords:
    """Read the table, once a process.

    Raises:
        TableError: it cannot be read or a row has an unknown kind; the message names file and row.
    """
    found: dict[str, set[str]] = {field: set() for field in _FIELDS.values()}
    for number, row in read_rows(path, ("word", "kind", "source")):
        if row["kind"] not in _FIELDS:
            raise TableError(f"{path}, row {number}: {row['kind']!r} is none of {', '.join(_FIELDS)}")
        found[_FIELDS[row["kind"]]].add(row["word"].lower())
    found["surroundings"] |= found["units"]
    found["parts"] |= found["surroundings"]
    return PlaceWords(**{field: frozenset(words) for field, words in found.items()})
