"""Publishers: which outlets have one owner, and which are agencies that others print.

``families.tsv`` has one outlet a row (its host, or its name as the articles give it) with its family;
``agencies.tsv`` one agency with its names and its own outlets, each list parted by ``|``. A user's file of the same
columns is laid over ours: its rows are added, and a row for an outlet or an agency that we have replaces ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from watchfloor.knowledge.ontology import TableError, read_rows

__all__ = ["Agency", "Publishers", "host", "load_publishers"]

_FOLDER = Path(__file__).parent


class Agency(msgspec.Struct, frozen=True):
    """A news agency, the names that articles cite it by, and the outlets that are its own."""

    id: str
    names: tuple[str, ...]
    outlets: tuple[str, ...]
    country: str


class Publishers(msgspec.Struct, frozen=True):
    """Families by outlet, agencies by id, ids of agencies by their own outlets."""

    families: dict[str, str]
    agencies: dict[str, Agency]
    agency_outlets: dict[str, str]

    def family(self, outlet: str) -> str:
        """The family of an outlet, given as host, subdomain of one, or name; empty when unknown."""
        for name in _names_of(outlet):
            if name in self.families:
                return self.families[name]
        return ""

    def agency_of(self, outlet: str) -> str:
        """Id of the agency whose own outlet this is; empty when it is none."""
        known = self.agency_outlets
        return next((known[name] for name in _names_of(outlet) if name in known), "")


def host(outlet: str) -> str:
    """An outlet's name as the tables spell it: lower case, no ``www.``."""
    return outlet.strip().lower().removeprefix("www.")


def _names_of(outlet: str) -> Iterator[str]:
    """The outlet itself and, for a host, the hosts that it is part of."""
    name = host(outlet)
    yield name
    while name.count(".") > 1:
        name = name.partition(".")[2]
        yield name


@cache
def load_publishers(families: Path | None = None, agencies: Path | None = None) -> Publishers:
    """Our tables with a user's laid over them.

    Args:
        families: a table with the columns ``outlet`` and ``family``.
        agencies: a table with the columns ``id``, ``names``, ``outlets`` and ``country``.

    Raises:
        TableError: a file cannot be read, lacks a column, or a row lacks a value that it needs.
    """
    family_of: dict[str, str] = {}
    for path in [_FOLDER / "families.tsv", *([families] if families else [])]:
        for number, row in read_rows(path, ("outlet", "family")):
            if not row["outlet"] or not row["family"]:
                raise TableError(f"{path}, row {number}: outlet and family must both be given")
            family_of[host(row["outlet"])] = row["family"]
    found: dict[str, Agency] = {}
    for path in [_FOLDER / "agencies.tsv", *([agencies] if agencies else [])]:
        for number, row in read_rows(path, ("id", "names", "outlets", "country")):
            if not row["id"] or not row["names"]:
                raise TableError(f"{path}, row {number}: id and names must both be given")
            found[row["id"]] = Agency(
                row["id"],
                tuple(name.strip() for name in row["names"].split("|") if name.strip()),
                tuple(host(name) for name in row["outlets"].split("|") if name.strip()),
                row["country"],
            )
    own = {name: agency.id for agency in found.values() for name in agency.outlets}
    return Publishers(family_of, found, own)
