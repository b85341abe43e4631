"""Cities that stand for the body that sits in them: "Brussels imposed duties"."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from watchfloor.knowledge.ontology import read_rows

__all__ = ["Body", "load_seats"]

_TABLE = Path(__file__).parent / "actors" / "seats.tsv"


class Body(NamedTuple):
    """A body of several countries: its id in ``actors/organisations.tsv``, and its name."""

    id: str
    name: str


@cache
def load_seats(path: Path = _TABLE) -> dict[str, Body]:
    """The body that each city of ``actors/seats.tsv`` can stand for.

    Raises:
        TableError: the table cannot be read.
    """
    rows = read_rows(path, ("seat", "body", "name", "source"))
    return {row["seat"]: Body(row["body"], row["name"]) for _, row in rows}
