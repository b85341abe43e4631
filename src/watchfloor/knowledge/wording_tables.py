"""Plain words for what the records hold in codes; the tables are in ``wording/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import read_rows

__all__ = ["Wording", "load_wording"]

_SHELF = Path(__file__).parent
_FOLDER = _SHELF / "wording"


class Wording(msgspec.Struct, frozen=True):
    """Headings and labels of a brief.

    Attributes:
        forms: PLOVER type -> heading.
        statuses: status of a claim or event -> label.
        contests: name of a contested value -> the question that it answers.
        countries: ISO 3166-1 alpha-3 -> name.
        sectors: PLOVER sector -> who that is within a country.
    """

    forms: dict[str, str]
    statuses: dict[str, str]
    contests: dict[str, str]
    countries: dict[str, str]
    sectors: dict[str, str]

    def form(self, type_: str) -> str:
        """The heading for a type."""
        return self.forms.get(type_) or type_.capitalize()

    def status(self, status: str) -> str:
        """The label of a status."""
        return self.statuses.get(status, status)

    def contest(self, name: str) -> str:
        """The question behind a contested value: ``figure:killed`` is "How many were killed"."""
        if name in self.contests:
            return self.contests[name]
        kind, _, role = name.partition(":")
        words = self.contests.get(kind, kind.replace("_", " ").capitalize())
        return f"{words}: {role.replace('_', ' ')}" if role else words


@cache
def load_wording() -> Wording:
    """Read the tables.

    Raises:
        TableError: one cannot be read or lacks a column.
    """

    def pairs(name: str, key: str, value: str) -> dict[str, str]:
        return {row[key]: row[value] for _, row in read_rows(_FOLDER / name, (key, value, "source"))}

    countries = read_rows(_SHELF / "actors" / "countries.tsv", ("id", "name", "source"))
    return Wording(
        forms=pairs("forms.tsv", "type", "words"),
        statuses=pairs("statuses.tsv", "status", "label"),
        contests=pairs("contests.tsv", "name", "words"),
        countries={row["id"]: row["name"] for _, row in countries},
        sectors=pairs("sectors.tsv", "sector", "words"),
    )
